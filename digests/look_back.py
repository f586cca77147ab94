"""A look back for those who lead: which few measures, what was done about each, whose words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from digests.build import write_held
from digests.telling import cite_action
from digests.wording import in_home_language, quote_each, representative
from domain.action import Action
from domain.look_back import LookBack, Loops, Measured, Reading
from domain.outcome import MeasureKind, Outcome, parse_measure
from domain.period import Period
from domain.statement import Statement
from domain.trend import MOVED, Change, Point, Series, Unit, Verdict
from retrieval.book import EvidenceBook
from retrieval.computed import COMMENTS
from retrieval.corpus import Record, once
from retrieval.gather.words import cite_change
from retrieval.label import format_difference, format_value, period_label, plain, series_label
from retrieval.library import Library
from retrieval.quoting import Quoter, mood, readable

_MOST, _MOST_COMMENTS = 5, 2000


@dataclass(frozen=True)
class Finished:
    """The actions finished in the period, what was measured after each, and its worth in words."""

    actions: Sequence[Action]
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    worths: Mapping[str, str] = field(default_factory=dict)

    def about(self, series: Series) -> list[Action]:
        """Those that are about the step or theme of a series, or are measured by it."""
        places = {series.dimensions.get("step"), series.dimensions.get("theme")} - {None, ""}
        return [a for a in self.actions if a.about in places or self._measured_by(a, series)]

    def _measured_by(self, action: Action, series: Series) -> bool:
        outcome = self.outcomes.get(action.id)
        if outcome is None or not outcome.measure:
            return False
        measure = parse_measure(outcome.measure)
        if measure.kind is not MeasureKind.TREND or measure.name != series.metric:
            return False
        return measure.step in ("", series.step)


def look_back(library: Library, period: Period, finished: Finished, loops: Loops) -> LookBack:
    """The period as it stood on ``library.as_of``, its last day or one within it."""
    teller = _Teller(library, period, finished)
    tracked = {metric for role in library.graph.roles.values() for metric in role.metrics}
    chosen = choose_measures(library.changes, tracked, period)
    measures = [teller.measured(each) for each in chosen]
    attached = {a.id for change in chosen for a in finished.about(change.series)}
    others = [action for action in finished.actions if action.id not in attached]
    wanted = replace(library.wanted(), since=period.first_day, until=library.as_of)
    return LookBack(
        period=period,
        until=library.as_of,
        comments=len(library.corpus.matching(wanted)),
        loops=loops,
        measures=tuple(each for each in measures if each is not None),
        also_done=teller.done(others),
        evidence=teller.book.evidence,
    )


def choose_measures(
    changes: Sequence[Change], tracked: Collection[str], period: Period
) -> list[Change]:
    """At most five: what moved, the surest first, then what roles are tracked on, by answers.

    What was counted from comments comes after what the company measures, once for each place. How
    many comments came in is no measure of what customers live, and the view of a role shows the
    same comments once more.
    """
    held = [change for change in changes if _tells(change, period)]
    moved = [change for change in held if change.verdict in MOVED]
    quiet = [change for change in held if change.verdict not in MOVED]
    moved.sort(key=lambda c: (c.series.computed, c.doubt, c.series.id))
    quiet.sort(
        key=lambda c: (
            c.verdict is not Verdict.NO_REAL_CHANGE,
            c.series.metric not in tracked,
            c.series.computed,
            -(c.n or 0),
            c.series.id,
        )
    )
    chosen: list[Change] = []
    for change in (*moved, *quiet):
        places = [each.series.dimensions for each in chosen]
        if not (change.series.computed and change.series.dimensions in places):
            chosen.append(change)
    return chosen[:_MOST]


def _tells(change: Change, period: Period) -> bool:
    series = change.series
    retold = series.computed and (series.metric == COMMENTS or "role" in series.dimensions)
    return not retold and _readings(change, period)[1] is not None


def _readings(change: Change, period: Period) -> tuple[Point | None, Point | None]:
    """The first and last point of the period; of a lone one, the point before it comes first."""
    points = change.series.points
    if change.verdict is Verdict.INCOMPLETE:
        points = points[:-1]  # it is not what the period was like
    within = [i for i, point in enumerate(points) if _lies_in(point.period, period)]
    if not within:
        return None, None
    first, last = within[0], within[-1]
    if first == last:
        first -= 1
    return points[first] if first >= 0 else None, points[last]


def _lies_in(part: Period, whole: Period) -> bool:
    return whole.first_day <= part.first_day and part.last_day <= whole.last_day


@dataclass(frozen=True)
class _Teller:
    """Writes statements into one book. ``shown`` keeps a customer from being quoted twice."""

    library: Library
    period: Period
    finished: Finished
    book: EvidenceBook = field(default_factory=EvidenceBook)
    shown: set[str] = field(default_factory=set)

    def measured(self, change: Change) -> Measured | None:
        """The measure with what was done about it and a quote; None where it cannot be traced."""
        series = change.series
        told = write_held(self.book, [cite_change(self.book, change)])
        begin, end = _readings(change, self.period)
        if not told or end is None:
            return None
        low, high = change.interval or (None, None)
        place = self.library.graph.steps.get(series.step or "")
        return Measured(
            series=series,
            name=series_label(series),
            step=plain(place[1].name) if place else "",
            begin=_reading(series, begin) if begin else None,
            end=_reading(series, end),
            verdict=change.verdict,
            change=told[0],
            low=low,
            high=high,
            doubt=format_difference(series.unit, change.interval) if change.interval else "",
            done=self.done(self.finished.about(series)),
            quote=self._quote(series),
        )

    def done(self, actions: Sequence[Action]) -> tuple[Statement, ...]:
        outcomes, worths = self.finished.outcomes, self.finished.worths
        cited = [
            cite_action(
                self.library, self.book, each, outcomes.get(each.id), worths.get(each.id, "")
            )
            for each in actions
        ]
        return write_held(self.book, cited)

    def _quote(self, series: Series) -> Statement | None:
        """Of the comments where the series is measured, one that stands for most of them."""
        records = _comments(self.library, series, self.period)
        fit = [each for each in records if readable(each) and each.opinion not in self.shown]
        moods = sum(mood(record) for record in fit)
        leaning = (moods > 0) - (moods < 0)
        agreeing = [record for record in fit if mood(record) == leaning] or fit
        chosen = representative(self.library, in_home_language(agreeing, records))[:1]
        self.shown.update(record.opinion for record in chosen)
        quoter = Quoter(self.book, self.library.searcher.embedder)
        told = write_held(self.book, quote_each(quoter, chosen))
        return told[0] if told else None


def _reading(series: Series, point: Point) -> Reading:
    counted = point.n is not None and series.unit is not Unit.COUNT  # which is its own n
    answers = f" ({point.n:,} answers)" if counted else ""
    value = format_value(series.unit, point.value)
    return Reading(point, f"{period_label(point.period)}: {value}{answers}")


def _comments(library: Library, series: Series, period: Period) -> list[Record]:
    """The last that came in. A score of the whole company is told by those who gave it."""
    where = dict(series.dimensions) or ({} if series.computed else {"metric": series.metric})
    since, until = period.first_day, library.as_of
    wanted = replace(library.wanted(), where=where, since=since, until=until)
    return once(library.corpus.records(library.corpus.matching(wanted).tolist()[-_MOST_COMMENTS:]))
