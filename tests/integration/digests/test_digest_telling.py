"""We heard, we did, and then: told to those who were sent the evidence, and to each once."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from config.settings import Settings
from domain.action import Action, ActionState
from domain.audience import PUBLIC
from domain.digest import Digest, SectionKind
from hearback.example import PERIOD, TODAY
from hearback.house import House

DONE = Action(
    id="a_new",
    what="Say on the invoice where each code is explained",
    owner="U0SOMEBODY",
    due=date(2026, 11, 13),
    about="user/report-a-fault",
    state=ActionState.DONE,
    created_on=date(2026, 9, 1),
    closed_on=date(2026, 11, 10),
    outcome="It is on page one",
)


@pytest.fixture
def house(own_home: Path) -> Iterator[House]:
    """The example company, of whose actions only those of the test are left."""
    with closing(House(Settings(home=own_home))) as house:
        for each in house.actions.all():
            house.actions.put(replace(each, state=ActionState.OPEN))
        yield house


def told(digest: Digest) -> list[str]:
    parts = [each for each in digest.sections if each.kind is SectionKind.DONE]
    return [line for part in parts for line in digest.lines(part)]


def read(house: House, *known: str, role: str = "finance") -> list[str]:
    return told(house.digest(role, PERIOD, as_of=TODAY, told=frozenset(known)))


def test_who_was_sent_the_evidence_is_told_whatever_their_role(house: House) -> None:
    house.actions.put(replace(DONE, evidence=("v_1",)))
    assert read(house) == []  # a step that finance does not reach
    (line,) = read(house, "v_1")
    assert line.startswith("A colleague (done): Say on the invoice")
    assert "It is on page one" in line
    assert "U0SOMEBODY" not in line


def test_evidence_with_a_window_counts_as_sent(house: House) -> None:
    house.actions.put(replace(DONE, evidence=("trend:x",)))
    assert len(read(house, "trend:x@Oct 2026")) == 1


def test_what_is_owed_comes_late_rather_than_never_and_once(house: House) -> None:
    house.actions.put(replace(DONE, evidence=("v_1",), closed_on=date(2026, 5, 1)))
    assert len(read(house, "v_1")) == 1
    assert read(house, "v_1", "action:a_new") == []


def test_others_hear_the_newest_of_their_steps_while_it_is_news(house: House) -> None:
    own = replace(DONE, about="user/pay-the-invoice")
    house.actions.put(replace(own, id="a_older", closed_on=date(2026, 11, 2), what="Older"))
    house.actions.put(own)
    house.actions.put(replace(own, id="a_old", closed_on=date(2026, 8, 2), what="Old"))
    house.actions.put(replace(own, id="a_open", state=ActionState.OPEN, what="Not done"))
    (line,) = read(house)
    assert "where each code is explained" in line
    (line,) = read(house, "action:a_new")
    assert "Older" in line
    assert read(house, "action:a_new", "action:a_older") == []


def test_a_closed_action_is_told_with_what_was_measured(house: House) -> None:
    own = replace(DONE, about="user/pay-the-invoice", state=ActionState.CLOSED)
    house.actions.put(replace(own, created_on=date(2026, 6, 1), evidence=("v_1",)))
    (line,) = read(house, "v_1")
    assert "Too little to tell yet: no whole period has passed since" in line


def test_strangers_hear_nothing_of_it(house: House) -> None:
    house.actions.put(replace(DONE, evidence=("v_1",)))
    known = frozenset({"v_1"})
    assert told(house.digest("finance", PERIOD, as_of=TODAY, audience=PUBLIC, told=known)) == []
