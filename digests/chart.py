"""One trend as a picture that can be read at the width of a phone, and the same in words."""

from dataclasses import dataclass
from pathlib import Path

from domain.trend import Change, Unit
from retrieval.book import describe_change
from retrieval.label import format_value, period_label, series_label

_INK, _QUIET, _ACCENT = "#1d1c1d", "#8d8d92", "#c0392b"
_SIZE, _DPI = (6.4, 3.4), 160


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
    from matplotlib.figure import Figure  # noqa: PLC0415 - a second that only pictures pay for

    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor="white", layout="constrained")
    axes = figure.subplots()
    points = change.series.points
    scale = 100.0 if change.series.unit is Unit.PROPORTION else 1.0
    positions = [_months(point.period.first_day.toordinal()) for point in points]
    values = [point.value * scale for point in points]
    axes.plot(positions, values, color=_INK, linewidth=2.2)
    axes.plot(positions[-1:], values[-1:], "o", color=_ACCENT, markersize=9)
    if change.baseline is not None:
        axes.axhline(change.baseline * scale, color=_QUIET, linewidth=1.4, linestyle="--")
        usual = f"before: {format_value(change.series.unit, change.baseline)}"
        axes.annotate(usual, (positions[0], change.baseline * scale), (0, -16),
                      textcoords="offset points", color=_QUIET, fontsize=12, zorder=3,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip
    last = format_value(change.series.unit, points[-1].value)
    axes.annotate(last, (positions[-1], values[-1]), (-8, 8), textcoords="offset points",
                  ha="right", color=_ACCENT, fontsize=15, fontweight="bold")  # fmt: skip
    shown = sorted({0, len(points) // 2, len(points) - 1})
    axes.set_xticks([positions[i] for i in shown], [period_label(points[i].period) for i in shown])
    axes.tick_params(labelsize=12, colors=_INK, length=0)
    title = series_label(change.series)
    axes.set_title(title[:1].upper() + title[1:], loc="left", fontsize=15, color=_INK)
    axes.margins(x=0.03, y=0.18)
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.savefig(path)


def _months(ordinal: int) -> float:
    return ordinal / 30.44
