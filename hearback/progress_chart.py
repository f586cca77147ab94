"""The months as one picture, and the same in words."""

from collections.abc import Sequence
from pathlib import Path

from digests.chart import Chart
from domain.progress import Month

_KINDS = (("reached", "#1d1c1d"), ("asked", "#2a6f97"), ("acted", "#c0392b"))
_WIDTH = 0.27


def draw_progress(months: Sequence[Month], folder: Path) -> Chart:
    """Bars for what may be shown; what is hidden is written, and is no bar of height nought."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - a second that only pictures pay for

    figure = Figure(figsize=(6.4, 3.4), dpi=160, facecolor="white", layout="constrained")
    axes = figure.subplots()
    for i, (kind, colour) in enumerate(_KINDS):
        for at, month in enumerate(months):
            people = getattr(month, kind)
            where = at + (i - 1) * _WIDTH
            axes.bar(where, people.count or 0, _WIDTH * 0.9, color=colour)
            words = "hidden" if people.count is None else str(people.count)
            axes.annotate(words, (where, people.count or 0), (0, 3), ha="center", fontsize=9,
                          textcoords="offset points", color=colour)  # fmt: skip
        axes.bar(0, 0, color=colour, label=kind)
    axes.set_xticks(range(len(months)), [f"{m.period.first_day:%b %Y}" for m in months])
    axes.set_title("People reached, asked and acted", loc="left", fontsize=14)
    axes.legend(frameon=False, ncols=3, loc="lower left", bbox_to_anchor=(0, -0.3))
    axes.set_ylim(bottom=0, top=max([5.0, *(m.reached.count or 0 for m in months)]) * 1.15)
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "progress.png"
    figure.savefig(path)
    told = "; ".join(
        f"{m.period.first_day:%B %Y}: reached {m.reached}, asked {m.asked}, acted {m.acted}"
        for m in months
    )
    return Chart(str(path), f"Bar chart of people by month. {told}.")
