"""What a question names: a responsibility or a step that somebody has written down."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.answer import Question
from domain.evidence import Kind
from retrieval.gather.path import Weighed, rank_ripples, told
from retrieval.library import Library
from retrieval.ripple import Ripple
from retrieval.search import Hit
from retrieval.words import coverage, root, topic_words, words

# Words of asking about influence, and of work in general: they name nothing that a role does.
_NOTHING_NAMED = frozenset(
    """
    activity affecting anybody anyone anything business consequence contact contribute
    contributes daily day department difference does effect effects end ever finally function
    happens influence influenced influences influencing impacts impacted indirectly directly
    important jobs job made make makes matter mattered mattering most much part reach reaches
    reached ripple show somebody strongest strongly touch touched touches touching unit way ways
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
# How people feel about a thing is not the thing.
_LIKING = frozenset(
    """
    appreciate enjoy glad good grateful happy happiest impressed like liked likes love loved loves
    nice pleased positive praise praised praises satisfied
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_DISLIKING = frozenset(
    """
    afraid angry anger annoy annoyed annoying bad bother bothers cross dislike disliked dislikes
    dissatisfied frustrated frustrating grumble hate hated hates mad negative object unhappy upset
    upsets worried worst wrong
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_SELF = re.compile(r"\b(i|we|me|us|mine|ours|my|our)\b", re.IGNORECASE)
_OUR_THING = re.compile(r"\b(?:my|our)\s+([a-z-]+)", re.IGNORECASE)
_COVERED, _NEAR, _CLEARLY_NEAR = 0.5, 0.3, 0.45
_DUTY_MARGIN = 0.15
# When a curated text is what a few words mean: by how many of them it holds, and how near it is.
_NAMED, _MEANT, _SURELY_MEANT = 0.38, 0.5, 0.6
_PER_WORD, _OWN = 0.15, 0.05
_LOOKED_AT = 20


def asked_about(library: Library, question: Question) -> list[str]:
    """What the question names beyond the role itself."""
    role = library.graph.roles[question.role]
    called = [set(map(root, words(n))) for n in (role.name, role.title, *role.titles)]
    called += [{root(word)} for word in words(role.title)]
    said = {root(re.split("['’]", word)[0]) for word in words(question.text)}
    own = {each for name in called if name <= said for each in name}
    asked = [word for word in topic_words(question.text) if word not in _NOTHING_NAMED]
    return [word for word in asked if root(re.split("['’]", word)[0]) not in own]


def asked_mood(question: str) -> int:
    """1 where praise is asked for, -1 where blame is, otherwise 0."""
    said = set(words(question))
    return bool(said & _LIKING) - bool(said & _DISLIKING)


def subject_words(question: str) -> list[str]:
    """The words of a question that say what it is about, and not how anybody feels about it."""
    asked = topic_words(question)
    return [w for w in asked if w not in _LIKING | _DISLIKING | _NOTHING_NAMED] or asked


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject is known: the steps and themes it belongs to, and what is told of it.

    ``named`` if what is told holds every word asked for; ``owner`` is role and responsibility,
    empty for a step. ``ripples`` are the ways from there to customers.
    """

    told: str
    named: bool
    steps: frozenset[str]
    themes: frozenset[str] = frozenset()
    ripples: tuple[Ripple, ...] = ()


def find_place(library: Library, asked: Sequence[str], role: str | None = None) -> Place | None:
    """The responsibility or step that the words asked for mean; None if nothing is near enough.

    Of two that are about as near, that of ``role``.
    """
    curated = library.wanted(kinds=frozenset({Kind.INSIGHT, Kind.JOURNEY}))
    hits = library.search(" ".join(asked), curated, _LOOKED_AT)
    fitting = [hit for hit in hits if _is_known(hit)]
    for hit in sorted(fitting, key=lambda hit: -_fit(hit, role)):
        if place := _place(library, hit):
            return place
    return None


def called_so(library: Library, asked: Sequence[str]) -> Place | None:
    """The steps and themes whose own names hold half of the words asked for."""
    steps, themes = library.graph.places_called(asked)
    return Place("", named=False, steps=steps, themes=themes) if steps or themes else None


def _is_known(hit: Hit) -> bool:
    if hit.covered >= _COVERED:
        return hit.closeness >= _NAMED
    return hit.closeness >= _MEANT and (hit.covered > 0 or hit.closeness >= _SURELY_MEANT)


def _fit(hit: Hit, role: str | None) -> float:
    own = _OWN if role and hit.record.id.partition(":")[2].startswith(f"{role}/") else 0.0
    return hit.closeness + _PER_WORD * hit.covered + own


def _place(library: Library, hit: Hit) -> Place | None:
    kind, _, name = hit.record.id.partition(":")
    named = hit.covered == 1
    if kind == "journey" and name in library.graph.steps:
        step = library.graph.steps[name][1]
        return Place(f"{step.name}. {step.evoked_by}", named, frozenset({name}))
    role, _, duty = name.partition(">")[0].partition("/")
    ways = [r for r in library.graph.ripples(role) if r.origin.responsibility.id == duty]
    if kind not in {"ripple", "responsibility"} or not ways:
        return None
    return Place(
        told=told(rank_ripples(library, ways)[0]),
        named=named,
        steps=frozenset(each.step_ref for each in ways),
        themes=frozenset(ways[0].origin.responsibility.themes),
        ripples=tuple(ways),
    )


def asks_of_oneself(question: Question) -> bool:
    """Whether the asking person or team is the subject: what I do, we, my work."""
    things = [thing.lower() for thing in _OUR_THING.findall(question.text)]
    named = [each for each in things if topic_words(each) and each not in _NOTHING_NAMED]
    return bool(_SELF.search(question.text)) and not named


def fitting_ripples(
    library: Library, ripples: Sequence[Ripple], asked: Sequence[str]
) -> list[Ripple]:
    """The ripples of the responsibilities that the words asked for name; none if none does."""
    fits = fit_duties(library, ripples, asked)
    best = max(fits.values(), default=0.0)
    return [
        each
        for each in ripples
        if best > 0 and fits[each.origin.responsibility.id] >= best - _DUTY_MARGIN
    ]


def fit_duties(
    library: Library, ripples: Sequence[Ripple], asked: Sequence[str]
) -> Mapping[str, float]:
    """How well each responsibility fits the words asked for; 0 where it does not."""
    texts: dict[str, str] = {}
    for each in ripples:
        name = each.origin.responsibility.id
        texts[name] = f"{texts.get(name, _duty_text(each))} {_way_text(each)}"
    return _fits(library, asked, texts)


def pointed_at(weighed: Sequence[Weighed], asked: Sequence[str]) -> list[Weighed]:
    """Of the ways of what was asked about, those straight to customers if there are any, and of
    these the ones whose step the words asked for name best."""
    straight = [each for each in weighed if each.ripple.direct] or list(weighed)
    named = [coverage(asked, _way_text(each.ripple)) for each in straight]
    best = max(named, default=0.0) if any(each.ripple.direct for each in straight) else 0.0
    return [each for each, share in zip(straight, named, strict=True) if share >= best]


def _duty_text(ripple: Ripple) -> str:
    duty = ripple.origin.responsibility
    return f"{duty.name}. {duty.text} {ripple.links[0].how}"


def _way_text(ripple: Ripple) -> str:
    how = " ".join(link.how for link in ripple.links)
    return f"{how} {ripple.step.name}. {ripple.step.what}"


def _fits(library: Library, asked: Sequence[str], texts: Mapping[str, str]) -> dict[str, float]:
    """Share of the words held, rare ones counting more, plus the cosine."""
    roots = {name: {root(word) for word in words(text)} for name, text in texts.items()}
    often = Counter(each for held in roots.values() for each in held)
    wanted = {root(word) for word in asked}
    weights = {each: 1 / (often[each] or 1) for each in wanted}
    asking = library.searcher.remembered_vectors([" ".join(asked)])[0]
    vectors = library.searcher.remembered_vectors([*texts.values()])
    fits: dict[str, float] = {}
    for name, vector in zip(texts, vectors, strict=True):
        share = sum(weights[each] for each in wanted & roots[name]) / sum(weights.values())
        covered = len(wanted & roots[name]) / len(wanted)
        cosine = float(vector @ asking)
        enough = cosine >= _CLEARLY_NEAR or (cosine >= _NEAR and covered > 0) or covered >= _COVERED
        fits[name] = share + cosine if enough else 0.0
    return fits
