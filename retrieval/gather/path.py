"""Choosing the few strongest ripples, and citing every hop."""

from collections.abc import Sequence

from domain.answer import Hop, Path
from domain.evidence import Kind
from retrieval.book import EvidenceBook
from retrieval.corpus import Filter, Tally
from retrieval.finding import PathFound
from retrieval.library import Library
from retrieval.note import responsibility_note
from retrieval.ripple import Ripple, step_note

_WORST, _SPAN = 2, 4
_HOP_LOSS = 0.9


def rank_ripples(library: Library, ripples: Sequence[Ripple]) -> list[Ripple]:
    """Strongest first: pain times weight, a little less for every colleague in between."""
    tallies = {each.step_ref: library.at_step(each.step_ref) for each in ripples}
    dearest = max((each.step.value or 0 for each in ripples), default=0) or 1

    def strength(ripple: Ripple) -> float:
        weight = (ripple.step.share_of_customers or 0.5) * (
            0.5 + 0.5 * (ripple.step.value or 0) / dearest
        )
        hops = _HOP_LOSS ** (len(ripple.stops) - 1)
        return _pain(ripple, tallies[ripple.step_ref]) * weight * hops

    return sorted(ripples, key=strength, reverse=True)


def _pain(ripple: Ripple, tally: Tally) -> float:
    """0..1: how the map says it feels, and what share of comments is negative."""
    emotion = ripple.step.emotion
    mapped = (_WORST - emotion) / _SPAN if emotion is not None else 0.5
    heard = tally.negative / tally.rated if tally.rated else mapped
    return (mapped + heard) / 2


def choose_distinct(ripples: Sequence[Ripple], limit: int) -> list[Ripple]:
    """The first ``limit``, no step twice."""
    chosen: dict[str, Ripple] = {}
    for ripple in ripples:
        chosen.setdefault(ripple.step_ref, ripple)
    return list(chosen.values())[:limit]


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
        refs=tuple(dict.fromkeys([*(refs[link] for link in links), step_ref])),
    )
    return found, Path(tuple(hops))
