"""Outcomes: before and after an action, and only what can honestly be said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.action import Action, ActionState
from domain.audience import EMPLOYEES, PUBLIC
from domain.outcome import Outcome
from domain.period import Period
from domain.trend import Point, Series, Unit, Verdict
from retrieval.interval import difference_interval
from retrieval.outcome import Sources, measure_outcomes
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from tests.factories.trend import make_series
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

PAY = "user/pay"
AS_OF = date(2026, 4, 15)
# Twelve months of 2025 before the promise; the work is done on 20 January 2026.
ACTION = Action(
    id="a_1",
    what="Name the site",
    owner="finance",
    due=date(2026, 1, 31),
    about=PAY,
    state=ActionState.DONE,
    created_on=date(2026, 1, 5),
    closed_on=date(2026, 1, 20),
)
STEADY = [8.0, 8.4, 7.9, 8.1, 8.3, 7.8, 8.2, 8.0, 8.1, 7.9, 8.2, 8.1, 8.0]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/outcome.db")
    yield engine
    engine.dispose()


def look(engine: sa.Engine, *series: Series, action: Action = ACTION) -> Outcome:
    (found,) = measure_outcomes([action], Sources(SqlCorpus(engine), series, EMPLOYEES, AS_OF))
    return found


def test_a_fall_after_the_work_is_told_with_its_figures(engine: sa.Engine) -> None:
    found = look(engine, make_series([*STEADY, 4.0, 4.1], n=900, step=PAY))
    assert found.verdict is Verdict.FELL
    assert (found.n_before, found.n) == (12 * 900, 2 * 900)
    assert found.before == pytest.approx(8.08, abs=0.01)
    assert found.after == pytest.approx(4.05)
    assert found.low is not None
    assert found.high is not None
    assert found.low < -4.03 < found.high < 0
    assert "fell from 8.1 % to 4.0 %" in found.told
    assert "Jan 2025 to Dec 2025 against Feb 2026 to Mar 2026" in found.told
    assert "not because" in found.caveat


def test_the_month_of_the_work_belongs_to_neither_side(engine: sa.Engine) -> None:
    wild = [*STEADY[:12], 90.0, 8.0, 8.1]
    found = look(engine, make_series(wild, n=900, step=PAY))
    assert found.verdict is Verdict.NO_REAL_CHANGE
    assert found.told.startswith("No real change yet")
    assert "1,800 answers since" in found.told


@pytest.mark.parametrize(
    ("values", "n", "verdict", "why"),
    [
        (STEADY, 900, Verdict.TOO_FEW, "no whole period has passed since"),
        ([*STEADY, 4.0], [40] * 13 + [19], Verdict.TOO_FEW, "19 answers since are too few"),
        ([*STEADY, 4.0], [900] * 13 + [90], Verdict.INCOMPLETE, "were not whole"),
    ],
)
def test_what_cannot_be_told_is_not_told(
    engine: sa.Engine, values: list[float], n: int | list[int], verdict: Verdict, why: str
) -> None:
    found = look(engine, make_series(values, n=n, step=PAY))
    assert found.verdict is verdict
    assert why in found.told
    assert found.p_value is None


def test_few_periods_before_are_no_baseline(engine: sa.Engine) -> None:
    whole = make_series([*STEADY, 4.0, 4.1], n=900, step=PAY)
    found = look(engine, replace(whole, points=whole.points[8:]))
    assert found.told == "Too little to tell yet: only 4 periods are known from before."


def test_a_renamed_category_cannot_be_compared(engine: sa.Engine) -> None:
    old = make_series([*STEADY, 8.0], n=900, step=PAY, region="North")
    new = make_series([8.0], n=900, step=PAY, region="North and Islands")
    heir = replace(new.points[0], period=Period(date(2026, 3, 1), date(2026, 3, 31), "2026-03"))
    action = replace(ACTION, measure=f"trend:dispute_rate@{PAY}")
    found = look(engine, old, replace(new, points=(heir,)), action=action)
    assert found.told.startswith("Too little to tell yet: 2 series have this name")
    gap = make_series([*STEADY, 8.0, 8.0], n=900, step=PAY).points
    holed = make_series(STEADY, n=900, step=PAY)
    found = look(engine, replace(holed, points=(*gap[:13], gap[14])))
    assert found.verdict is Verdict.BROKEN_SERIES
    assert "cannot be compared" in found.told


def test_looking_at_many_actions_makes_a_change_harder_to_find(engine: sa.Engine) -> None:
    moved = make_series([*STEADY, 6.6, 6.6], n=900, step=PAY, metric="moved")
    quiet = make_series([*STEADY, 8.1, 8.0], n=900, step=PAY, metric="quiet")
    sources = Sources(SqlCorpus(engine), [moved, quiet], EMPLOYEES, AS_OF)
    one = replace(ACTION, measure="trend:moved")
    others = [replace(ACTION, id=f"a_{n}", measure="trend:quiet") for n in range(2, 12)]
    alone = measure_outcomes([one], sources)[0]
    among = measure_outcomes([one, *others], sources)[0]
    assert alone.p_value is not None
    assert among.p_value is not None
    assert among.p_value > alone.p_value


def _speak(engine: sa.Engine, first: date, unhappy: int, happy: int) -> None:
    rows = [
        make_verbatim(
            f"said {first} {n}",
            step=PAY,
            themes=("billing",) if n < unhappy else ("portal",),
            sentiment=-0.8 if n < unhappy else 0.8,
            occurred_at=first + timedelta(days=n % 28),
        )
        for n in range(unhappy + happy)
    ]
    SqlTruth(engine).add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))


@pytest.mark.parametrize("measure", [f"negative:{PAY}", f"theme:billing@{PAY}", "theme:billing"])
def test_shares_of_comments_are_counted_before_and_after(engine: sa.Engine, measure: str) -> None:
    _speak(engine, date(2025, 11, 10), 30, 10)
    _speak(engine, date(2026, 2, 1), 5, 35)
    found = look(engine, action=replace(ACTION, measure=measure))
    assert found.verdict is Verdict.FELL
    assert (found.before, found.after) == (0.75, 0.125)
    assert (found.n_before, found.n) == (40, 40)


def test_few_comments_are_too_few(engine: sa.Engine) -> None:
    _speak(engine, date(2025, 11, 10), 30, 10)
    _speak(engine, date(2026, 2, 1), 0, 4)
    found = look(engine)
    assert found.verdict is Verdict.TOO_FEW
    assert "40 comments before and 4 since" in found.told


def test_who_may_not_see_a_series_gets_no_figure_of_it(engine: sa.Engine) -> None:
    series = make_series([*STEADY, 4.0, 4.1], n=900, step=PAY)
    action = replace(ACTION, measure="trend:dispute_rate")
    (found,) = measure_outcomes([action], Sources(SqlCorpus(engine), [series], PUBLIC, AS_OF))
    assert found.after is None
    assert "no such series" in found.told


def test_an_action_about_nothing_says_that_no_measure_is_linked(engine: sa.Engine) -> None:
    assert "no measure is linked" in look(engine, action=replace(ACTION, about="")).told


def test_the_interval_is_newcombes() -> None:
    """Newcombe 1998, table II, example (a): 56 of 70 against 48 of 80 is 0.0524 to 0.3339."""
    day = Period(date(2026, 1, 1), date(2026, 1, 1), "2026-01-01")
    after, before = Point(day, 56 / 70, 70), Point(day, 48 / 80, 80)
    low, high = difference_interval(Unit.PROPORTION, [before], [after])
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
