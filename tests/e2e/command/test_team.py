"""A lead subscribes a team; everyone can leave and is not brought back."""

from contextlib import closing
from pathlib import Path

import pytest

from config.settings import Settings
from domain.cadence import Cadence
from hearback.house import House
from tests.e2e.command_line import CommandLine

PEOPLE = ("U1", "U2@Asia/Kolkata", "U3", "U4", "U5", "U6")


@pytest.fixture
def line(own_home: Path) -> CommandLine:
    return CommandLine(own_home, {})


def subscribe(line: CommandLine, people: tuple[str, ...] = PEOPLE, *more: str) -> dict:
    members = [word for each in people for word in ("--member", each)]
    asked = ("team", "subscribe", "billing", "--role", "finance", "--lead", "U9", *members, *more)
    return told(line, *asked)


def told(line: CommandLine, *words: str) -> dict:
    done = line.run(*words, "--json")
    assert done.code == 0, done.err
    return done.document


def held(home: Path) -> dict:
    with closing(House(Settings(home=home))) as house:
        return {each.target: each for each in house.subscriptions.all()}


def test_each_member_gets_it_in_their_own_zone_and_the_lead_sees_how_many(
    line: CommandLine, own_home: Path
) -> None:
    assert subscribe(line)["teams"] == [
        {"team": "billing", "lead": "U9", "role": "finance", "members": 6, "get_it": 6}
    ]
    found = held(own_home)
    assert set(found) == {"U1", "U2", "U3", "U4", "U5", "U6"}
    assert (found["U1"].zone, found["U2"].zone) == ("UTC", "Asia/Kolkata")
    assert {each.owner for each in found.values()} == {"U9"}


def test_who_leaves_is_not_brought_back_and_who_is_not_named_any_more_gets_no_more(
    line: CommandLine, own_home: Path
) -> None:
    with closing(House(Settings(home=own_home))) as house:
        subscribe(line, ("U1", "U2", "U3", "U4", "U5"))
        assert house.subscriptions.remove("U2")
    now = subscribe(line, ("U1", "U2", "U3", "U5", "U6"))
    assert set(held(own_home)) == {"U1", "U3", "U5", "U6"}
    assert now["teams"][0]["get_it"] == 4
    told(line, "subscribe", "U2", "--role", "sales")
    assert held(own_home)["U2"].team is None


def test_a_digest_of_ones_own_stays_and_so_does_a_changed_calendar(
    line: CommandLine, own_home: Path
) -> None:
    told(line, "subscribe", "U1", "--role", "sales", "--hour", "16")
    subscribe(line)
    told(line, "subscribe", "U3", "--role", "finance", "--day", "friday")
    subscribe(line, PEOPLE, "--hour", "7", "--every", "monthly", "--monthday", "31")
    found = held(own_home)
    assert (found["U1"].role, found["U1"].hour) == ("sales", 16)
    assert (found["U3"].weekday, found["U3"].hour) == (4, 9)
    assert (found["U4"].hour, found["U4"].cadence) == (7, Cadence.MONTHLY)
    assert found["U2"].zone == "Asia/Kolkata"
    told(line, "team", "end", "billing")
    assert set(held(own_home)) == {"U1"}


def test_a_small_team_is_not_counted(line: CommandLine) -> None:
    assert subscribe(line, ("U1", "U2"))["teams"][0]["get_it"] is None


@pytest.mark.parametrize(
    ("people", "said"),
    [(("U1@",), "is no member"), (("U1@Mars/Olympus",), "no time zone"), (("@UTC",), "no member")],
)
def test_what_is_no_member_is_refused_with_one_line(
    line: CommandLine, own_home: Path, people: tuple[str, ...], said: str
) -> None:
    members = [word for each in people for word in ("--member", each)]
    done = line.run("team", "subscribe", "b", "--role", "finance", "--lead", "U9", *members)
    assert done.code == 2
    assert said in done.err
    assert held(own_home) == {}
