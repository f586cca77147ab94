"""What happened to customers after an action: its measure before the promise and after the work.

The same honesty as for trends: a test that suits what is measured, corrected for how many were
looked at, and a plain word where nothing can be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.action import Action
from domain.audience import EMPLOYEE_GROUP, PUBLIC_GROUP, Audience
from domain.outcome import Measure, MeasureKind, Outcome, parse_measure
from domain.period import Period
from domain.trend import MOVED, Point, Series, Unit, Verdict
from retrieval.change import measure_changes
from retrieval.corpus import Corpus, Filter, Record, once
from retrieval.interval import difference_interval
from retrieval.label import format_value, format_window, period_label, series_label
from retrieval.library import VERBATIMS
from retrieval.quoting import mood
from retrieval.significance import compare, compare_shares, corrected

_ALPHA = 0.05
_BASELINE, _FEWEST_BEFORE, _FEWEST_ANSWERS = 12, 5, 20
_WINDOW = timedelta(weeks=12)


@dataclass(frozen=True)
class Sources:
    """Where outcomes are looked up, for one audience as of one day."""

    corpus: Corpus
    series: Sequence[Series]
    audience: Audience
    as_of: date


def measure_outcomes(actions: Sequence[Action], sources: Sources) -> list[Outcome]:
    """The outcome of each finished action, corrected for all of those that could be tested."""
    found = [_measure(each, sources) for each in actions if each.finished and each.closed_on]
    tested = [each for each in found if each.p_value is not None]
    fair = corrected([each.p_value or 0.0 for each in tested])
    p_values = dict(zip([each.action_id for each in tested], fair, strict=True))
    return [_judged(each, p_values.get(each.action_id)) for each in found]


def choose_measure(action: Action, series: Sequence[Series]) -> Measure | None:
    """The one that was named, or what fits ``about``: the step's only trend, or its comments."""
    if action.measure:
        return parse_measure(action.measure)
    if not action.about:
        return None
    if "/" not in action.about:
        return Measure(MeasureKind.THEME, action.about)
    own = [each for each in series if each.step == action.about]
    if len(own) == 1:
        return Measure(MeasureKind.TREND, own[0].metric, action.about)
    return Measure(MeasureKind.NEGATIVE, action.about)


def _measure(action: Action, sources: Sources) -> Outcome:
    seen = [each for each in sources.series if sources.audience.may_see(each.audience)]
    measure = choose_measure(action, seen)
    if measure is None:
        return _untold(action, "", "no measure is linked: it is about no step or theme")
    if measure.kind is MeasureKind.TREND:
        return _by_trend(action, measure, seen, sources.as_of)
    return _by_comments(action, measure, sources)


def _untold(
    action: Action, measure: str, why: str, verdict: Verdict = Verdict.TOO_FEW, n: int | None = None
) -> Outcome:
    return Outcome(action_id=action.id, measure=measure, verdict=verdict, why=why, n=n, told="")


def _by_trend(action: Action, measure: Measure, seen: Sequence[Series], as_of: date) -> Outcome:
    whole = [each.until(as_of) for each in seen]
    fitting = [
        each
        for each in whole
        if each.metric == measure.name and (not measure.step or each.step == measure.step)
    ]
    if len(fitting) != 1:
        many = f"{len(fitting)} series have this name; name its step" if fitting else "no series"
        return _untold(action, str(measure), many if fitting else "there is no such series")
    (series,) = fitting
    verdict = next(c for c in measure_changes(whole, as_of) if c.series.id == series.id)
    if verdict.verdict is Verdict.BROKEN_SERIES:
        return _untold(action, str(measure), verdict.why, Verdict.BROKEN_SERIES)
    points = series.points
    if verdict.verdict is Verdict.INCOMPLETE:
        points = points[:-1]
    before, after = _around(points, action)
    if not after and verdict.verdict is Verdict.INCOMPLETE:
        return _untold(action, str(measure), verdict.why, Verdict.INCOMPLETE)
    if reason := _too_few(before, after):
        return _untold(action, str(measure), reason, n=_answers(after))
    outcome = _compared(action, measure, series.unit, before, after)
    told = f"{series_label(series)}|{_spans(before, after)}"
    return replace(outcome, told=told, window=_spans(before, after), audience=series.audience)


def _around(points: Sequence[Point], action: Action) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """The whole periods before the promise, and those that began after the work was done."""
    done = action.closed_on or action.created_on
    before = [p for p in points if p.period.last_day < action.created_on][-_BASELINE:]
    return tuple(before), tuple(p for p in points if p.period.first_day > done)


def _too_few(before: Sequence[Point], after: Sequence[Point]) -> str:
    if not after:
        return "no whole period has passed since"
    if len(before) < _FEWEST_BEFORE:
        return f"only {len(before)} periods are known from before"
    answers = _answers(after)
    if answers is not None and answers < _FEWEST_ANSWERS:
        return f"{answers} answers since are too few to tell"
    return ""


def _answers(points: Sequence[Point]) -> int | None:
    counts = [point.n for point in points]
    return sum(n for n in counts if n) if counts and all(counts) else None


def _spans(before: Sequence[Point], after: Sequence[Point]) -> str:
    return f"{_span(before)} against {_span(after)}"


def _span(points: Sequence[Point]) -> str:
    first, last = period_label(points[0].period), period_label(points[-1].period)
    return first if first == last else f"{first} to {last}"


def _compared(
    action: Action, measure: Measure, unit: Unit, before: Sequence[Point], after: Sequence[Point]
) -> Outcome:
    found = compare(unit, after, before)
    low, high = difference_interval(unit, before, after)
    return Outcome(
        action_id=action.id,
        measure=str(measure),
        verdict=Verdict.NO_REAL_CHANGE,
        told="",
        unit=unit,
        before=found.baseline,
        after=found.recent,
        n_before=_answers(before),
        n=_answers(after),
        low=low,
        high=high,
        p_value=found.p_value,
    )


def _by_comments(action: Action, measure: Measure, sources: Sources) -> Outcome:
    """A share of the comments in the weeks before the promise and in as many after the work."""
    done = action.closed_on or action.created_on
    first, last = done + timedelta(days=1), min(sources.as_of, done + _WINDOW)
    start = action.created_on - _WINDOW
    before = _share(sources, measure, start, action.created_on - timedelta(days=1))
    after = _share(sources, measure, first, last) if last >= first else (0, 0)
    verdict = compare_shares(after, before)
    if verdict is Verdict.TOO_FEW:
        why = f"{before[1]} comments before and {after[1]} since are too few to tell"
        return _untold(action, str(measure), why, n=after[1])
    old, new = _as_point(before, start, action.created_on), _as_point(after, first, last)
    outcome = _compared(action, measure, Unit.PROPORTION, [old], [new])
    window = f"{format_window(start, action.created_on)} against {format_window(first, last)}"
    if verdict not in MOVED:  # the exact test of small numbers has a say as well
        outcome = replace(
            outcome, p_value=max(1.0 if outcome.p_value is None else outcome.p_value, _ALPHA)
        )
    group = EMPLOYEE_GROUP if sources.audience.may_see(EMPLOYEE_GROUP) else PUBLIC_GROUP
    return replace(outcome, told=f"{_subject(measure)}|{window}", window=window, audience=group)


def _subject(measure: Measure) -> str:
    if measure.kind is MeasureKind.NEGATIVE:
        return f"share of unhappy comments at {measure.name}"
    where = f" at {measure.step}" if measure.step else ""
    return f"share of comments about {measure.name.replace('-', ' ')}{where}"


def _share(sources: Sources, measure: Measure, since: date, until: date) -> tuple[int, int]:
    is_mood = measure.kind is MeasureKind.NEGATIVE
    step = measure.name if is_mood else measure.step
    wanted = Filter(
        audience=sources.audience,
        kinds=VERBATIMS,
        where={"step": step} if step else {},
        since=since,
        until=until,
        as_of=sources.as_of,
    )
    records = once(sources.corpus.records(sources.corpus.matching(wanted).tolist()))
    if is_mood:
        felt = [record for record in records if _is_rated(record)]
        return sum(mood(record) < 0 for record in felt), len(felt)
    return sum(measure.name in record.themes for record in records), len(records)


def _is_rated(record: Record) -> bool:
    return record.sentiment is not None or record.score is not None


def _as_point(share: tuple[int, int], first: date, last: date) -> Point:
    return Point(Period(first, last, f"{first}/{last}"), share[0] / share[1], share[1])


def _judged(outcome: Outcome, p_value: float | None) -> Outcome:
    """The outcome with its verdict after the correction, and said in a sentence."""
    if p_value is None:
        return replace(outcome, told=_untold_words(outcome))
    verdict = Verdict.NO_REAL_CHANGE
    if p_value < _ALPHA:
        risen = (outcome.after or 0) > (outcome.before or 0)
        verdict = Verdict.ROSE if risen else Verdict.FELL
    judged = replace(outcome, verdict=verdict, p_value=p_value)
    return replace(judged, told=_words(judged))


_STARTS = {
    Verdict.TOO_FEW: "Too little to tell yet",
    Verdict.INCOMPLETE: "The latest numbers are not complete",
    Verdict.BROKEN_SERIES: "Before and after cannot be compared",
}


def _untold_words(outcome: Outcome) -> str:
    return f"{_STARTS[outcome.verdict]}: {outcome.why}."


def _words(outcome: Outcome) -> str:
    name, _, window = outcome.told.partition("|")
    subject = name[:1].upper() + name[1:]
    unit = outcome.unit or Unit.SCORE
    before, after = (format_value(unit, each or 0.0) for each in (outcome.before, outcome.after))
    answers = f", {outcome.n:,} answers since" if outcome.n is not None else ""
    if outcome.verdict in MOVED:
        return f"{subject} {outcome.verdict} from {before} to {after} ({window}{answers})."
    return f"No real change yet: {name} {before} before, {after} since ({window}{answers})."
