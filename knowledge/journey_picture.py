"""A map as a picture that can be read at the width of a phone, and the same in words.

The steps run downwards, one row each, so that forty are as readable as four: stage and step on the
left, the curve of emotion in the middle, the evidence behind the step on the right.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from domain.error import BadInput, unknown
from domain.journey import JourneyMap, Stage, Step
from knowledge.lettering import PIXEL, drawable, wrapped
from retrieval.corpus import Tally
from retrieval.label import format_share

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The reference of a step, ``journey/step``, to the tally of its approved comments.
Evidence = Callable[[str], Tally]

_INK, _QUIET, _RULE, _ACCENT, _BAND = "#1d1c1d", "#6b6b70", "#d9d9de", "#c0392b", "#f2f2f5"
_LIT = "#fff3d6"
MATTERS = "a moment that matters"
_COLOURS = {-2: "#c0392b", -1: "#d9822b", 0: "#8d8d92", 1: "#5f9e6e", 2: "#2e7d4f"}
EMOTIONS = {-2: "very bad", -1: "bad", 0: "neither good nor bad", 1: "good", 2: "very good"}
# All in pixels of a picture 640 wide, drawn at twice that.
_WIDTH, _DPI = 640, 200
_LEFT, _CURVE, _HALF, _RIGHT = 16, 380, 76, 624
_NAME_WIDTH, _STAGE_ROW, _LINE, _PAD, _FOOT = 268, 30, 17, 9, 36
_MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class JourneyPicture:
    path: Path
    alt: str
    svg: Path | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A step as it is drawn: ``top`` counts down from the top of the picture."""

    step: Step
    tally: Tally
    name: Sequence[str]
    feeling: Sequence[str]
    top: float

    @property
    def height(self) -> float:
        return (
            max(2, len(_evidence_text(self.tally)), len(self.name) + len(self.feeling)) * _LINE
            + 2 * _PAD
        )

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw_journey(
    journey: JourneyMap, path: Path, evidence: Evidence, *, svg: bool = False, focus: str = ""
) -> JourneyPicture:
    """Draw the map as a PNG (and an SVG beside it). Raises BadInput for a path that is no picture.

    ``focus`` is the id of a step that stands out; NotFound if the map has no such step.
    A map of more than 60 steps is drawn up to there; its alt text tells all of them.
    """
    if path.suffix.lower() != ".png":
        raise BadInput(f"{path} is no name for a picture. End it in .png.")
    if focus:
        find_step(journey, focus)
    tallies = {reference: evidence(reference) for reference, _ in journey.steps()}
    vector = path.with_suffix(".svg") if svg else None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _draw(journey, tallies, path, vector, focus)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}).") from error
    return JourneyPicture(path, describe_journey(journey, tallies.__getitem__, focus), vector)


def find_step(journey: JourneyMap, focus: str) -> int:
    """The place of a step in its map, from 0. Raises NotFound with the nearest name."""
    ids = [step.id for _, step in journey.steps()]
    if focus not in ids:
        raise unknown("step", focus, ids)
    return ids.index(focus)


def around_step(journey: JourneyMap, focus: str, beside: int = 2) -> JourneyMap:
    """The part of a map that is a step and so many steps before and after it."""
    place = find_step(journey, focus)
    references = [step.id for _, step in journey.steps()]
    kept = set(references[max(0, place - beside) : place + beside + 1])
    stages = (
        replace(stage, steps=tuple(step for step in stage.steps if step.id in kept))
        for stage in journey.stages
    )
    return replace(journey, stages=tuple(stage for stage in stages if stage.steps))


def describe_journey(journey: JourneyMap, evidence: Evidence, focus: str = "") -> str:
    """What the picture shows, in words."""
    number, told = 0, []
    for stage in journey.stages:
        steps = []
        for step in stage.steps:
            number += 1
            seen = ", ".join(_evidence_text(evidence(f"{journey.id}/{step.id}")))
            seen = seen.replace(", of ", " of ")
            mark = "".join([", in focus" * (step.id == focus), f", {MATTERS}" * step.matters])
            steps.append(f"{number}. {step.name}{mark}: {_emotion_text(step)}; {seen}")
        told.append(f"{stage.name}: {'. '.join(steps)}.")
    head = f"Journey map of {number} steps: {journey.name}. Persona: {journey.persona}."
    return " ".join([head, *told])


def _emotion_text(step: Step) -> str:
    if step.emotion is None:
        return f"feels {step.feeling}" if step.feeling else "emotion not known"
    felt = f"feels {step.feeling}, " if step.feeling else ""
    return f"{felt}{EMOTIONS[step.emotion]} ({step.emotion:+d})".replace("+0", "0")


def _evidence_text(tally: Tally) -> list[str]:
    if not tally.n:
        return ["no comments"]
    lines = [f"{tally.n:,} comment{'s' if tally.n > 1 else ''}"]
    if tally.rated:
        lines.append(f"{format_share(tally.negative, tally.rated)} negative")
    if 0 < tally.rated < tally.n:
        lines.append(f"of {tally.rated:,} rated")
    return lines


def _draw(
    journey: JourneyMap, tallies: dict[str, Tally], path: Path, vector: Path | None, focus: str
) -> None:
    import matplotlib as mpl  # noqa: PLC0415 - a second that only pictures pay for
    from matplotlib.figure import Figure  # noqa: PLC0415

    title = wrapped(journey.name, _WIDTH - 2 * _LEFT, 15, 2, bold=True)
    persona = wrapped(journey.persona, _WIDTH - 2 * _LEFT, 10, 2)
    head = 22 + 24 * len(title) + _LINE * len(persona) + 22
    stages, bottom = _placed(journey, tallies, head)
    height = bottom + _FOOT
    figure = Figure(figsize=(_WIDTH / PIXEL, height / PIXEL), dpi=_DPI, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, _WIDTH), ylim=(height, 0))
    axes.set_axis_off()
    _write_head(axes, title, persona, head)
    _draw_focus(axes, [row for _, _, rows in stages for row in rows if row.step.id == focus])
    _draw_rows(axes, stages)
    _draw_curve(axes, [row for _, _, rows in stages for row in rows])
    _write(axes, (_LEFT, height - 16), "Comments: approved ones placed at the step.", 9, _QUIET)
    figure.savefig(path)
    if vector:
        with mpl.rc_context({"svg.hashsalt": "hearback"}):
            figure.savefig(vector, metadata={"Date": None})


def _placed(
    journey: JourneyMap, tallies: dict[str, Tally], top: float
) -> tuple[list[tuple[Stage, float, list[_Row]]], float]:
    """Every stage with where it begins and its rows, and where the last one ends."""
    placed, left = [], _MOST_ROWS
    for stage in journey.stages:
        if not left:
            break
        rows, begins = [], top
        top += _STAGE_ROW
        for step in stage.steps[:left]:
            row = _row(journey, step, tallies, top)
            rows.append(row)
            top += row.height
        left -= len(rows)
        placed.append((stage, begins, rows))
    return placed, top


def _row(journey: JourneyMap, step: Step, tallies: dict[str, Tally], top: float) -> _Row:
    name = wrapped(step.name, _NAME_WIDTH, 11.5, 2, bold=True)
    feeling = wrapped(step.feeling, _NAME_WIDTH, 10, 2)
    if step.matters:
        feeling = [*feeling, MATTERS]
    return _Row(step, tallies[f"{journey.id}/{step.id}"], name, feeling, top)


def _write_head(axes: "Axes", title: Sequence[str], persona: Sequence[str], head: float) -> None:
    for number, line in enumerate(title):
        _write(axes, (_LEFT, 24 + 24 * number), line, 15, _INK, weight="bold")
    for number, line in enumerate(persona):
        _write(axes, (_LEFT, 24 + 24 * len(title) + _LINE * number - 2), line, 10, _QUIET)
    _write(axes, (_CURVE - _HALF, head - 12), "bad", 9, _QUIET, ha="center")
    _write(axes, (_CURVE + _HALF, head - 12), "good", 9, _QUIET, ha="center")
    _write(axes, (_RIGHT, head - 12), "comments", 9, _QUIET, ha="right")


def _draw_focus(axes: "Axes", rows: Sequence[_Row]) -> None:
    for row in rows:
        ends = row.top, row.top + row.height
        axes.fill_between([0, _WIDTH], *ends, color=_LIT, linewidth=0, zorder=0)
        axes.fill_between([0, 5], *ends, color=_ACCENT, linewidth=0, zorder=1)


def _draw_rows(axes: "Axes", stages: Sequence[tuple[Stage, float, list[_Row]]]) -> None:
    for stage, begins, rows in stages:
        axes.fill_between([0, _WIDTH], begins, begins + _STAGE_ROW, color=_BAND, linewidth=0)
        name = wrapped(stage.name, _NAME_WIDTH, 11, 1, bold=True)
        _write(axes, (_LEFT, begins + _STAGE_ROW / 2), name[0] if name else "", 11, _QUIET,
               weight="bold")  # fmt: skip
        for row in rows:
            _draw_row(axes, row)
            if row is not rows[-1]:
                axes.plot([_LEFT, _RIGHT], [row.top + row.height] * 2, color=_RULE, linewidth=0.6)


def _draw_row(axes: "Axes", row: _Row) -> None:
    lines = [*((line, 11.5, _INK, "bold") for line in row.name),
             *((line, 10, _QUIET, "normal") for line in row.feeling)]  # fmt: skip
    first = row.middle - (len(lines) - 1) * _LINE / 2
    for number, (line, size, colour, weight) in enumerate(lines):
        _write(axes, (_LEFT, first + number * _LINE), line, size, colour, weight=weight)
    seen = _evidence_text(row.tally)
    counts = [f"{row.tally.n:,}" if row.tally.n else "none", *seen[1:]]
    first = row.middle - (len(counts) - 1) * _LINE / 2
    for number, line in enumerate(counts):
        bad = number == 1 and row.tally.negative * 2 > row.tally.rated
        colour = _ACCENT if bad else (_QUIET if number or not row.tally.n else _INK)
        _write(axes, (_RIGHT, first + number * _LINE), line, 10 if number else 11.5, colour,
               ha="right", weight="normal" if number else "bold")  # fmt: skip


def _draw_curve(axes: "Axes", rows: Sequence[_Row]) -> None:
    for row in rows:
        axes.plot([_CURVE] * 2, [row.top, row.top + row.height], color=_RULE, linewidth=1)
    # A step whose emotion nobody knows breaks the curve.
    across = [_across(row.step.emotion) for row in rows]
    axes.plot(across, [row.middle for row in rows], color=_INK, linewidth=1.8, zorder=2)
    for x, row in zip(across, rows, strict=True):
        if row.step.emotion is None:
            _write(axes, (_CURVE, row.middle), "?", 11, _QUIET, ha="center", zorder=4,
                   bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
        else:
            axes.plot([x], [row.middle], "o", color=_COLOURS[row.step.emotion], markersize=9,
                      zorder=3, markeredgecolor="white")  # fmt: skip


def _across(emotion: int | None) -> float:
    return float("nan") if emotion is None else _CURVE + emotion * _HALF / 2


def _write(
    axes: "Axes", at: tuple[float, float], text: str, size: float, colour: str, **more: object
) -> None:
    # A dollar sign in a step's name is a dollar sign, not the beginning of a formula.
    style = {"va": "center", "parse_math": False, "color": colour, "fontsize": size} | more
    axes.text(*at, drawable(text), **style)  # type: ignore[arg-type]
