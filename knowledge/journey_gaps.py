"""Where a journey falls short: what customers need against what they get, today against to be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from domain.journey import JourneyMap, Needs, Step
from knowledge.journey_picture import Evidence
from knowledge.journey_twin import pair_maps, twin_step

_PARTS = ("information", "content", "channel", "next_step")
# Of fewer comments than this, a share says more about chance than about the step.
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that is needed (information, content, channel, next_step) and what comes of it.

    ``to_be`` is what the map of the future gives instead, if one does.
    """

    part: str
    needs: str
    gets: str
    to_be: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A step that falls short, with what is at stake.

    ``pain`` runs from 0 to 1: the mean of the map's emotion (2 is 0, -2 is 1) and of the share of
    rated comments that are negative, as far as either is known; ``pain_from`` says which it was.
    ``stake`` is value times share of customers (all, where the share is not known); None where the
    map gives no value, and then ``score`` uses the median of the others.
    """

    rank: int
    where: str
    step: str
    score: float
    pain: float | None
    pain_from: str
    stake: float | None
    value: float | None
    share_of_customers: float | None
    emotion: int | None
    comments: int
    rated: int
    negative: int
    shortfalls: tuple[Shortfall, ...]
    today: str
    future: str
    owners: tuple[str, ...]
    do: str


def rank_gaps(journeys: Sequence[JourneyMap], evidence: Evidence) -> list[Gap]:
    """Every step of today's maps that falls short, the one with the most pain times value first."""
    pairs = pair_maps(journeys)
    found = [
        gap
        for journey in journeys
        if journey.state == "current"
        for reference, step in journey.steps()
        if (gap := _gap(reference, step, twin_step(step, pairs.get(journey.id)), evidence))
    ]
    stakes = [gap.stake for gap in found if gap.stake is not None]
    usual = median(stakes) if stakes else 1.0
    scored = sorted(((_score(gap, usual), gap) for gap in found), key=lambda pair: -pair[0])
    return [_ranked(gap, rank, score) for rank, (score, gap) in enumerate(scored, start=1)]


def pain_of(emotion: int | None, rated: int, negative: int) -> float | None:
    """How much a step hurts, 0 to 1, or None where neither map nor comments tell."""
    known = []
    if emotion is not None:
        known.append((2 - emotion) / 4)
    if rated >= _ENOUGH:
        known.append(negative / rated)
    return sum(known) / len(known) if known else None


def explain_pain(emotion: int | None, rated: int, negative: int) -> str:
    """What the pain was worked out from, in words."""
    told = (
        [] if emotion is None else [f"the map says {emotion:+d}" if emotion else "the map says 0"]
    )
    if rated >= _ENOUGH:
        told.append(f"{negative:,} of {rated:,} rated comments are negative")
    elif rated:
        told.append(f"{rated} rated comments are too few to count")
    return ", ".join(told) or "neither the map nor comments tell"


def stake_of(step: Step) -> float | None:
    """What is at stake for each customer and year, times the share of them who come this way."""
    if step.value is None:
        return None
    return step.value * (1.0 if step.share_of_customers is None else step.share_of_customers)


def shortfalls_of(step: Step, aim: Step | None = None) -> tuple[Shortfall, ...]:
    """The needs that are not simply met; a need with nothing against it counts."""
    found = []
    for part in _PARTS:
        needs, gets = _part(step.needs, part), _part(step.gets, part)
        if needs and needs.strip(". ").lower() != gets.strip(". ").lower():
            found.append(Shortfall(part, needs, gets, _part(aim.gets, part) if aim else ""))
    return tuple(found)


def _part(needs: Needs, part: str) -> str:
    return str(getattr(needs, part))


def _aim_of(step: Step, aim: Step | None) -> str:
    """What the step should be: as it says itself, else as the map of the future tells it."""
    told = (aim.what or aim.gets.information or aim.feeling) if aim else ""
    return step.future or told


def _gap(reference: str, step: Step, aim: Step | None, evidence: Evidence) -> Gap | None:
    shortfalls, future = shortfalls_of(step, aim), _aim_of(step, aim)
    if not shortfalls and not future:
        return None
    tally = evidence(reference)
    owners = step.owners or (aim.owners if aim else ())
    return Gap(
        rank=0,
        where=reference,
        step=step.name,
        score=0.0,
        pain=pain_of(step.emotion, tally.rated, tally.negative),
        pain_from=explain_pain(step.emotion, tally.rated, tally.negative),
        stake=stake_of(step),
        value=step.value,
        share_of_customers=step.share_of_customers,
        emotion=step.emotion,
        comments=tally.n,
        rated=tally.rated,
        negative=tally.negative,
        shortfalls=shortfalls,
        today=step.evoked_by or step.what,
        future=future,
        owners=owners,
        do=_next_action(owners, shortfalls, future),
    )


def _next_action(owners: Sequence[str], shortfalls: Sequence[Shortfall], future: str) -> str:
    """What the map of the future gives for the first need; else the aim; else the need itself."""
    drawn = next((short for short in shortfalls if short.to_be), None)
    if drawn:
        aim = f"give them {drawn.to_be!r} ({_label(drawn.part)})"
        aim += f" instead of {drawn.gets!r}" if drawn.gets else ""
    elif future:
        aim = f"bring about: {future}"
    else:
        aim = f"give them the {_label(shortfalls[0].part)}: {shortfalls[0].needs}"
    if owners:
        return f"{', '.join(owners)}: {aim}"
    return f"Nobody owns the step yet: agree who, and {aim}"


def _label(part: str) -> str:
    return part.replace("_", " ")


def _score(gap: Gap, usual: float) -> float:
    pain = 0.5 if gap.pain is None else gap.pain
    return pain * (usual if gap.stake is None else gap.stake)


def _ranked(gap: Gap, rank: int, score: float) -> Gap:
    pain = None if gap.pain is None else round(gap.pain, 3)
    return replace(gap, rank=rank, score=round(score, 1), pain=pain)
