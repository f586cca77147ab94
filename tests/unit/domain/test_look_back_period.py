"""Which period is looked back on, and how the actions of it are counted."""

from datetime import date

import pytest

from domain.action import Action, ActionState, Side, Telling
from domain.error import BadInput
from domain.look_back import (
    LookBack,
    Loops,
    count_loops,
    default_period,
    finished_within,
    last_looked_at,
)
from domain.period import parse_period

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def action(name: str, state: ActionState, closed_on: date | None, created: int = 6) -> Action:
    return Action(
        id=name,
        what="Name the site",
        owner="finance",
        due=date(2026, 9, 1),
        about="",
        state=state,
        created_on=date(2026, created, 1),
        closed_on=closed_on,
    )


ACTIONS = [
    action("done", ActionState.CLOSED, LAST),
    action("first", ActionState.DONE, FIRST),
    action("dropped", ActionState.DROPPED, date(2026, 8, 1)),
    action("open", ActionState.OPEN, None),
    action("later", ActionState.DONE, date(2026, 10, 1)),
    action("before", ActionState.DONE, date(2026, 6, 30)),
    action("not promised yet", ActionState.OPEN, None, created=10),
]


def told(side: Side, day: date, *, was_told: bool = True) -> Telling:
    return Telling(action_id="done", side=side, told=was_told, words="by letter", day=day)


@pytest.mark.parametrize(
    ("day", "period"),
    [("2026-11-22", "2026-Q3"), ("2026-09-30", "2026-Q3"), ("2026-01-01", "2025-Q4")],
)
def test_the_last_whole_quarter_is_the_default(day: str, period: str) -> None:
    assert str(default_period(date.fromisoformat(day))) == period


def test_a_period_is_looked_at_as_far_as_it_has_come() -> None:
    assert last_looked_at(parse_period("2026-Q3"), date(2026, 11, 22)) == LAST
    assert last_looked_at(parse_period("2026"), date(2026, 11, 22)) == date(2026, 11, 22)


@pytest.mark.parametrize(("period", "why"), [("2026-W46", "too short"), ("2027", "not begun")])
def test_what_cannot_be_looked_back_on_is_refused(period: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        last_looked_at(parse_period(period), date(2026, 11, 22))


def test_actions_are_counted_as_they_stood_at_the_end() -> None:
    tellings = [
        told(Side.CUSTOMERS, FIRST),
        told(Side.CUSTOMERS, date(2026, 10, 1)),
        told(Side.EMPLOYEES, LAST, was_told=False),
    ]
    assert count_loops(ACTIONS, tellings, FIRST, LAST) == Loops(
        finished=2, told_customers=1, told_employees=0, dropped=1, open=2
    )
    assert [each.id for each in finished_within(ACTIONS, FIRST, LAST)] == ["first", "done"]


def test_the_counts_are_said_in_sentences() -> None:
    loops = Loops(finished=1, told_customers=2)
    period = parse_period("2026-Q3")
    found = LookBack(period=period, until=LAST, comments=1200, loops=loops)
    assert found.counts[:2] == (
        "Heard: 1,200 comments of customers.",
        "Finished: 1 action. Dropped: 0.",
    )
    assert not found.is_empty
    assert LookBack(period=period, until=LAST, comments=0, loops=Loops()).is_empty
