"""What a reviewer should look at first, and why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.queue import DAY_WEIGHT, NOTHING, Signals, rank, reasons

DAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PLAIN = Signals(themes=("billing",), added_at=DAY, sentiment=0.1, tag_doubt=0.1)


@pytest.mark.parametrize(
    "weightier",
    [
        replace(PLAIN, personal_doubt=True),
        replace(PLAIN, proposal=("parking",)),
        replace(PLAIN, sentiment=-0.9),
        replace(PLAIN, tag_doubt=0.9),
        replace(PLAIN, added_at=DAY - timedelta(days=1)),
    ],
)
def test_everything_that_matters_moves_a_comment_forward(weightier: Signals) -> None:
    assert rank(weightier) > rank(PLAIN)


def test_possible_personal_data_goes_before_everything_else_of_one_day() -> None:
    loud = replace(PLAIN, sentiment=-1.0, tag_doubt=1.0)
    assert rank(replace(PLAIN, personal_doubt=True)) > rank(loud)


def test_nothing_waits_for_ever() -> None:
    urgent = Signals(personal_doubt=True, proposal=("x",), sentiment=-1, tag_doubt=1, added_at=DAY)
    days = rank(urgent) - rank(replace(PLAIN, sentiment=None, tag_doubt=None))
    old = Signals(added_at=DAY - timedelta(days=days / DAY_WEIGHT + 1), themes=("billing",))
    assert rank(old) > rank(urgent)


def test_a_comment_without_a_day_is_older_than_one_that_came_today() -> None:
    assert rank(replace(PLAIN, added_at=None)) > rank(PLAIN)


def test_each_says_why_the_weightiest_first() -> None:
    everything = Signals(
        personal_doubt=True,
        proposal=("parking", "ticket", "barrier", "fine"),
        sentiment=0.6,
        tag_doubt=0.5,
        themes=("billing", "support"),
    )
    assert reasons(everything) == (
        "may hold personal data",
        "new theme? parking, ticket, barrier",
        "strong feeling",
        "uncertain theme: billing?, support?",
    )
    assert reasons(Signals()) == ("fits no theme",)
    assert reasons(replace(everything, proposal=()))[1] == "new theme"
    assert reasons(PLAIN) == (NOTHING,)
