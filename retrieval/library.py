"""Everything that an answer may be found in, as it stands when the question is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Protocol

from domain.action import Action
from domain.answer import Question
from domain.audience import EMPLOYEE_GROUP, EMPLOYEES, PUBLIC_GROUP, Audience
from domain.evidence import Kind
from domain.insight import Insight
from domain.journey import JourneyMap
from domain.role import Role
from domain.trend import Change, Series
from retrieval.change import measure_changes
from retrieval.computed import beside_imported, computed_series
from retrieval.corpus import Corpus, Filter, Tally
from retrieval.disagreement import Disagreement, disagreements
from retrieval.ripple import RippleGraph
from retrieval.search import Hit, Searcher

VERBATIMS = frozenset({Kind.VERBATIM})
_DEPTH = 60


class Curated(Protocol):
    """What the CX team has written down."""

    def roles(self) -> list[Role]: ...

    def journeys(self) -> list[JourneyMap]: ...

    def series(self) -> list[Series]: ...

    def insights(self) -> list[Insight]:
        """Those whose evidence stands."""


class Promises(Protocol):
    def all(self) -> list[Action]: ...


@dataclass(frozen=True)
class Library:
    """The sources of one answer. Every question that it answers is for one audience."""

    searcher: Searcher
    corpus: Corpus
    graph: RippleGraph
    series: Sequence[Series]
    actions: Sequence[Action]
    audience: Audience
    as_of: date
    insights: Sequence[Insight] = ()

    @property
    def group(self) -> str:
        """The group that a count made for this audience belongs to: the narrowest of its own."""
        narrower = self.audience.groups - {EMPLOYEE_GROUP, PUBLIC_GROUP}
        if narrower:
            return min(narrower)
        return EMPLOYEE_GROUP if self.audience.may_see(EMPLOYEE_GROUP) else PUBLIC_GROUP

    def wanted(self, *, kinds: frozenset[Kind] = VERBATIMS, step: str | None = None) -> Filter:
        """Comments up to the day asked for, at one step if one is named."""
        where = {"step": step} if step else {}
        return Filter(audience=self.audience, kinds=kinds, where=where, as_of=self.as_of)

    def search(self, query: str, wanted: Filter | None = None, limit: int = _DEPTH) -> list[Hit]:
        return self.searcher.search(query, wanted or self.wanted(), limit)

    def at_step(self, step: str) -> Tally:
        return self.corpus.tally(None, self.wanted(step=step))

    def nearness(self, text: str, step: str, limit: int) -> list[float]:
        """The cosines with a text of the nearest comments at a step, best first."""
        return self.searcher.nearness(text, self.wanted(step=step), limit)

    def unknown_share(self, words: Sequence[str]) -> float:
        """The share of the words, 0..1, that nothing this audience may see ever used."""
        everything = self.wanted(kinds=frozenset(Kind))
        unknown = [w for w in words if not self.corpus.holds(w, everything)]
        return len(unknown) / len(words) if words else 0.0

    @cached_property
    def changes(self) -> list[Change]:
        """Every series that this audience may see, imported and computed, judged together, whole
        periods only."""
        seen = [s.until(self.as_of) for s in self.series if self.audience.may_see(s.audience)]
        points = tuple((series.id, series.points) for series in seen)
        key = self.corpus.revision(), self.as_of, self.audience, points
        return self.searcher.changes.recall(key, lambda: self._measure(seen))

    def _measure(self, seen: Sequence[Series]) -> list[Change]:
        counted = computed_series(self.corpus, self.wanted(), self.graph.reaches(), self.group)
        held = [*seen, *beside_imported(counted, seen)]
        return measure_changes([each for each in held if each.points], self.as_of)

    @cached_property
    def disagreements(self) -> list[Disagreement]:
        """Where scores and words moved apart."""
        return disagreements(self.changes)

    def mood_only(self, wanted: Filter, mood: int) -> Filter:
        return replace(wanted, mood=mood)


def every_change(corpus: Corpus, curated: Curated, as_of: date) -> list[Change]:
    """Every imported series, whoever may see it, and what is counted for all employees.

    A period that is not over yet is told as such.
    """
    imported = curated.series()
    wanted = Filter(audience=EMPLOYEES, kinds=VERBATIMS, as_of=as_of)
    reaches = RippleGraph(curated.roles(), curated.journeys()).reaches()
    counted = computed_series(corpus, wanted, reaches, EMPLOYEE_GROUP)
    return measure_changes([*imported, *beside_imported(counted, imported)], as_of)


def open_library(
    searcher: Searcher, corpus: Corpus, curated: Curated, promises: Promises, question: Question
) -> Library:
    return Library(
        searcher=searcher,
        corpus=corpus,
        graph=_graph_for(curated, question.audience),
        series=curated.series(),
        actions=promises.all(),
        audience=question.audience,
        as_of=question.as_of,
        insights=curated.insights(),
    )


def _graph_for(curated: Curated, audience: Audience) -> RippleGraph:
    """What the audience may know of roles and maps: both belong to the employees.

    Nobody else is answered by what stands in them, not even by how they are turned away.
    """
    if audience.may_see(EMPLOYEE_GROUP):
        return RippleGraph(curated.roles(), curated.journeys())
    named = [Role(name=role.name, title=role.title, titles=role.titles) for role in curated.roles()]
    return RippleGraph(named, [])
