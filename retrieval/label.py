"""How metrics, figures and dates are written for people."""

from datetime import date

from domain.period import Period, month_of, week_of
from domain.trend import Series, Unit

_ACRONYMS = {"nps": "NPS", "csat": "CSAT", "ces": "CES"}


def metric_label(metric: str) -> str:
    """``billing_dispute_rate`` as ``billing dispute rate``, ``nps`` as ``NPS``."""
    words = metric.replace("_", " ").split()
    return " ".join(_ACRONYMS.get(word, word) for word in words)


def series_label(series: Series) -> str:
    """The metric and what it is about: ``NPS (region North)``."""
    about = [
        f"{name} {value}" for name, value in sorted(series.dimensions.items()) if name != "step"
    ]
    label = metric_label(series.metric)
    return f"{label} ({', '.join(about)})" if about else label


def format_value(unit: Unit, value: float) -> str:
    """A value in its unit: 8.1 %, +12 (NPS), 6.2 days, 1,326."""
    match unit:
        case Unit.PERCENT:
            return f"{value:.1f} %"
        case Unit.PROPORTION:
            return f"{100 * value:.1f} %"
        case Unit.NPS:
            return f"{value:+.0f}"
        case Unit.DAYS:
            return f"{value:.1f} days"
        case Unit.COUNT:
            return f"{value:,.0f}"
    return f"{value:.2f}"


def format_difference(unit: Unit, interval: tuple[float, float]) -> str:
    """The ends of a difference, in words: of percentages it is told in points."""
    low, high = (format_value(unit, end) for end in interval)
    return f"the difference lies between {low} and {high} (95 %)".replace(
        " % and", " points and"
    ).replace(" % (", " points (")


def format_share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"


def format_day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def format_window(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "undated"
    return format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"


def period_label(period: Period) -> str:
    """A period as people say it: Oct 2026, the week of 9 Nov 2026, 2026-Q4."""
    if period == month_of(period.first_day):
        return f"{period.first_day:%b} {period.first_day.year}"
    if period == week_of(period.first_day):
        return f"the week of {format_day(period.first_day)}"
    return format_day(period.first_day) if period.days == 1 else period.name


def plain(text: str) -> str:
    """Curated words without double quotation marks, which belong to customers alone."""
    return "".join("’" if mark in '“”„«»"' else mark for mark in text).strip().rstrip(".")


def lowered(text: str) -> str:
    """A curated sentence made to stand inside another: its first letter small."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def possessive(name: str) -> str:
    """``Finance’s``, ``Sales’``."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"
