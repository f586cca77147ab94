"""One trend as a picture that can be read at the width of a phone, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from domain.period import Period
from domain.trend import Change
from retrieval.book import describe_change
from retrieval.label import format_value, period_label, series_label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_INK, _QUIET, _ACCENT = "#1d1c1d", "#5f5f66", "#c0392b"
_CARD, _RIM = "#ffffff", "#d9d9de"
_SIZE, _DPI = (6.4, 3.6), 160


@dataclass(frozen=True, slots=True)
class Picture:
    """Where pictures go and what this one is called; no folder, no picture."""

    folder: Path | None
    name: str = "chart"


@dataclass(frozen=True, slots=True)
class Chart:
    path: str
    alt: str


def draw_change(change: Change, picture: Picture) -> Chart | None:
    """Draw the whole series as a PNG with its baseline and its latest value."""
    alt = f"Line chart: {describe_change(change)}"
    if picture.folder is None:
        return None
    picture.folder.mkdir(parents=True, exist_ok=True)
    path = picture.folder / f"{picture.name}.png"
    _draw(change, path)
    return Chart(str(path), alt)


def _draw(change: Change, path: Path) -> None:
    """What the words say is what is drawn: both windows, each at its own value."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - a second that only pictures pay for
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415

    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor=_CARD, layout="constrained")
    # Its own ground and a rim: it reads alike where Slack is light and where it is dark.
    figure.patch.set(edgecolor=_RIM, linewidth=3)
    axes = figure.subplots()
    axes.set_facecolor(_CARD)
    points, unit = change.series.points, change.series.unit
    days = [_middle(point.period) for point in points]
    axes.plot(days, [point.value for point in points], color=_INK, linewidth=1.8, alpha=0.75)
    for window, value, colour in _windows(change):
        first, last = window[0].first_day.toordinal(), window[-1].last_day.toordinal()
        axes.plot([first, last], [value, value], color=colour, linewidth=5, solid_capstyle="butt")
    axes.set_xticks(
        [days[0], days[-1]], [period_label(points[0].period), period_label(points[-1].period)]
    )
    first_tick, last_tick = axes.get_xticklabels()
    first_tick.set_horizontalalignment("left")
    last_tick.set_horizontalalignment("right")
    axes.yaxis.set_major_locator(MaxNLocator(4, prune="both", steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: format_value(unit, value)))
    axes.grid(axis="y", color=_RIM, linewidth=1)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=13, colors=_QUIET, length=0)
    axes.margins(x=0.02, y=0.12)
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    _head(change, figure)
    figure.savefig(path, edgecolor=_RIM)


def _head(change: Change, figure: "Figure") -> None:
    """The title, and below it both values in the colours of their windows."""
    title = series_label(change.series)
    figure.suptitle(
        title[:1].upper() + title[1:], x=0.03, ha="left", fontsize=17, color=_INK, weight="bold"
    )
    axes = figure.axes[0]
    for at, (window, value, colour) in zip((0.0, 1.0), _windows(change), strict=False):
        told = f"{_spanned(window)}: {format_value(change.series.unit, value)}"
        axes.text(
            at, 1.04, told, transform=axes.transAxes, fontsize=13.5, color=colour, weight="bold",
            ha="left" if at == 0 else "right", va="bottom",
        )  # fmt: skip


def _windows(change: Change) -> list[tuple[Sequence[Period], float, str]]:
    """The window before and the recent one, with its value and colour; none that is not known."""
    both = ((change.before, change.baseline, _QUIET), (change.recent, change.latest, _ACCENT))
    return [(window, value, ink) for window, value, ink in both if window and value is not None]


def _spanned(window: Sequence[Period]) -> str:
    first, last = period_label(window[0]), period_label(window[-1])
    if first == last:
        return last
    year = last[last.rfind(" ") :]
    return f"{first.removesuffix(year)} to {last}"


def _middle(period: Period) -> float:
    return (period.first_day.toordinal() + period.last_day.toordinal()) / 2
