"""Choosing the few strongest ripples, and citing every hop."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.answer import Hop, Path
from domain.evidence import Kind
from domain.trend import MOVED
from retrieval.book import EvidenceBook
from retrieval.corpus import Filter, Tally
from retrieval.finding import PathFound
from retrieval.library import Library
from retrieval.note import responsibility_note
from retrieval.ripple import Ripple, step_note

_WORST, _SPAN = 2, 4
_HOP_LOSS, _SUPPOSED = 0.75, 0.5
_MOVED = 1.25
# How near any comment is to any sentence; what is nearer than that speaks of it.
_ANY_NEARNESS, _LEAST_SUPPORT, _UNHEARD = 0.15, 0.02, 0.15
_WITNESSES = 3
# Shares of the strongest path: another responsibility, and another step of the same one.
_OTHER_DUTY, _OTHER_STEP = 0.2, 0.33
_MOST = 4
_JOURNEY = frozenset({Kind.JOURNEY})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A ripple and how strong it is; only comparable among those weighed together."""

    ripple: Ripple
    strength: float


def rank_ripples(library: Library, ripples: Sequence[Ripple]) -> list[Ripple]:
    """Strongest first."""
    return [each.ripple for each in weigh_ripples(library, ripples)]


def weigh_ripples(library: Library, ripples: Sequence[Ripple]) -> list[Weighed]:
    """Strongest first: pain, times weight, times how much the step and the comments made there
    speak of what the responsibility does.

    A little is lost with every colleague in between, half where the first link is only supposed;
    a measured change at the step counts as a sign.
    """
    tallies = {each.step_ref: library.at_step(each.step_ref) for each in ripples}
    most = max((tally.n for tally in tallies.values()), default=0) or 1
    dearest = max((each.step.value or 0 for each in ripples), default=0) or 1
    moved = {change.series.step for change in library.changes if change.verdict in MOVED}

    def strength(ripple: Ripple) -> float:
        tally = tallies[ripple.step_ref]
        value = 0.5 + 0.5 * (ripple.step.value or 0) / dearest
        touched = math.sqrt(ripple.step.share_of_customers or 0.5) + math.sqrt(tally.n / most)
        loss = _HOP_LOSS ** (len(ripple.stops) - 1) * (_SUPPOSED if ripple.supposed else 1)
        sign = _MOVED if ripple.step_ref in moved else 1
        known = _support(library, ripple) * _coherence(library, ripple)
        return _pain(ripple, tally) * touched / 2 * value * loss * sign * known

    found = [Weighed(each, strength(each)) for each in ripples]
    return sorted(found, key=lambda each: -each.strength)


def _pain(ripple: Ripple, tally: Tally) -> float:
    """0..1: how the map says it feels, and what share of comments is negative."""
    emotion = ripple.step.emotion
    mapped = (_WORST - emotion) / _SPAN if emotion is not None else 0.5
    heard = tally.negative / tally.rated if tally.rated else mapped
    return (mapped + heard) / 2


def _support(library: Library, ripple: Ripple) -> float:
    """How near the nearest comments at the step are to what the responsibility does there."""
    near = library.nearness(told(ripple), ripple.step_ref, _WITNESSES)
    if not near:
        return _UNHEARD
    return max(sum(near) / len(near) - _ANY_NEARNESS, _LEAST_SUPPORT)


def _coherence(library: Library, ripple: Ripple) -> float:
    """How near the step itself, as the map has it, is to what the responsibility does there."""
    wanted = replace(library.wanted(kinds=_JOURNEY), where={"step": ripple.step_ref})
    near = library.searcher.nearness(told(ripple), wanted, 1)
    return max(near[0], _ANY_NEARNESS) if near else _ANY_NEARNESS


def told(ripple: Ripple) -> str:
    """What the responsibility that a path begins with does, in a sentence."""
    return f"{ripple.origin.responsibility.name}. {ripple.links[0].how}"


def choose_strongest(weighed: Sequence[Weighed], most: int = _MOST) -> list[Ripple]:
    """The best path of each responsibility that matters beside the strongest, then other steps
    that a responsibility reaches by itself. Through others only if there is no straight way."""
    if not weighed:
        return []
    best: dict[str, Weighed] = {}
    for each in sorted(weighed, key=lambda each: not each.ripple.direct):
        best.setdefault(each.ripple.origin.responsibility.id, each)
    top = max(each.strength for each in best.values())
    first = [each for each in best.values() if each.strength >= _OTHER_DUTY * top]
    held = {each.ripple.step_ref for each in first}
    more = [
        each
        for each in weighed
        if each.ripple.direct
        and each.ripple.step_ref not in held
        and each.strength >= _OTHER_STEP * top
    ]
    chosen = [*first, *more][:most]
    return [each.ripple for each in sorted(chosen, key=lambda each: -each.strength)]


def cite_path(
    library: Library, book: EvidenceBook, ripple: Ripple
) -> tuple[PathFound, Path] | None:
    """The finding and the path of a ripple; None if a hop may not be seen by this audience."""
    links = [link.note for link in ripple.links]
    duties = [responsibility_note(s.role.name, s.responsibility.id) for s in ripple.stops]
    needed = [*links, *duties, step_note(ripple.step_ref)]
    kinds = frozenset({Kind.INSIGHT, Kind.JOURNEY})
    held = library.corpus.named(needed, Filter(audience=library.audience, kinds=kinds))
    if any(name not in held for name in needed):
        return None
    refs = {name: book.add_record(held[name]) for name in needed}
    step_ref = refs[step_note(ripple.step_ref)]
    hops: list[Hop] = []
    for number, stop in enumerate(ripple.stops):
        # A colleague's hop rests on the link that leads to them, the first on what it owns.
        reached_by = refs[links[number - 1]] if number else refs[duties[0]]
        hops.append(Hop("role", stop.role.title, (reached_by,)))
        hops.append(Hop("responsibility", stop.responsibility.name, (refs[duties[number]],)))
    hops.append(Hop("step", ripple.step.name, (refs[links[-1]], step_ref)))
    if ripple.step.feeling:
        hops.append(Hop("feeling", ripple.step.feeling, (step_ref,)))
    found = PathFound(
        role=ripple.origin.role.title,
        responsibility=ripple.origin.responsibility.name,
        through=tuple(stop.role.title for stop in ripple.stops[1:]),
        step=ripple.step.name,
        feeling=ripple.step.feeling,
        how=ripple.links[0].how,
        supposed=ripple.supposed,
        refs=tuple(dict.fromkeys([*(refs[link] for link in links), step_ref])),
    )
    return found, Path(tuple(hops))
