"""Places are never oversold, whoever runs beside whom; nobody is told twice."""

import asyncio
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from actions.sit_in import (
    add_session,
    cancel_session,
    leave_session,
    offer_session,
    record_consent,
    take_place,
    tell_people,
)
from domain.error import BadInput, NotFound
from domain.session import Session, SessionKind
from storage.database import open_database
from storage.session import SqlSessions

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
START = datetime(2026, 12, 3, 14, tzinfo=UTC)

_SIGN_UP = """
import sys
from datetime import UTC, datetime
from actions.sit_in import take_place
from storage.database import open_database
from storage.session import SqlSessions

sessions = SqlSessions(open_database(sys.argv[1]))
now = datetime(2026, 11, 22, 9, tzinfo=UTC)
for i in range(8):
    person = f"U{sys.argv[3]}{i}"
    if person in take_place(sessions, sys.argv[2], person, now).seated:
        print(person)
"""


class Told:
    """A teller that keeps what it told; ``up`` says whether Slack is."""

    def __init__(self, *, up: bool = True) -> None:
        self.up, self.said = up, list[tuple[str, str]]()

    async def __call__(self, person: str, words: str) -> bool:
        if self.up:
            self.said.append((person, words))
        return self.up


@pytest.fixture
def sessions(tmp_path: Path) -> SqlSessions:
    return SqlSessions(open_database(f"sqlite:///{tmp_path}/home.db"))


def offered(sessions: SqlSessions, places: int = 2) -> Session:
    added = add_session(
        sessions,
        kind=SessionKind.INTERVIEW,
        title="Interview about the first bill",
        step="owner/pay",
        starts_at=START,
        places=places,
        customer=None,
        now=NOW,
    )
    record_consent(sessions, added.id, "Ada")
    return offer_session(sessions, added.id, NOW)


def tell(sessions: SqlSessions, teller: Told, now: datetime) -> int:
    return asyncio.run(tell_people(sessions, teller, now))


def test_five_processes_take_three_places_three_times(
    sessions: SqlSessions, tmp_path: Path
) -> None:
    session = offered(sessions, places=3)
    url = f"sqlite:///{tmp_path}/home.db"
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", _SIGN_UP, url, session.id, str(i)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for i in range(5)
    ]
    seated = [line for racer in racers for line in racer.communicate(timeout=120)[0].split()]
    assert [racer.returncode for racer in racers] == [0] * 5
    roll = sessions.roll(session)
    assert len(seated) == 3
    assert sorted(seated) == sorted(roll.seated)
    assert len(roll.waiting) == 37


def test_without_consent_nothing_is_offered(sessions: SqlSessions) -> None:
    session = replace(offered(sessions), consent_by=None)
    sessions.put(session)
    with pytest.raises(BadInput, match="agrees to be sat in on"):
        offer_session(sessions, session.id, NOW)


def test_who_leaves_gives_the_place_to_the_next_who_is_told_once(sessions: SqlSessions) -> None:
    session = offered(sessions, places=1)
    for person in ("U1", "U2", "U3"):
        take_place(sessions, session.id, person, NOW)
    teller = Told()
    assert tell(sessions, teller, NOW) == 0
    leave_session(sessions, session.id, "U1")
    assert sessions.roll(session).seated == ("U2",)
    assert tell(sessions, teller, NOW) == 1
    assert tell(sessions, teller, NOW) == 0
    assert [person for person, _ in teller.said] == ["U2"]
    with pytest.raises(NotFound):
        leave_session(sessions, session.id, "U1")


def test_a_reminder_comes_once_and_a_failed_one_again(sessions: SqlSessions) -> None:
    session = offered(sessions, places=1)
    take_place(sessions, session.id, "U1", NOW)
    take_place(sessions, session.id, "U2", NOW)
    day_before = START - timedelta(hours=20)
    assert tell(sessions, Told(up=False), day_before) == 0
    teller = Told()
    assert tell(sessions, teller, day_before) == 1
    assert tell(sessions, teller, day_before + timedelta(hours=1)) == 0
    assert tell(sessions, Told(), START) == 0
    assert [person for person, _ in teller.said] == ["U1"]
    assert "only listen" in teller.said[0][1]


def test_signing_up_twice_is_one_place(sessions: SqlSessions) -> None:
    session = offered(sessions)
    take_place(sessions, session.id, "U1", NOW)
    assert take_place(sessions, session.id, "U1", NOW).people == ("U1",)


def test_a_cancelled_session_is_told_to_everybody_and_takes_nobody(sessions: SqlSessions) -> None:
    session = offered(sessions, places=1)
    for person in ("U1", "U2"):
        take_place(sessions, session.id, person, NOW)
    cancel_session(sessions, session.id)
    teller = Told()
    assert tell(sessions, teller, NOW) == 2
    assert tell(sessions, teller, NOW) == 0
    with pytest.raises(BadInput, match="cancelled"):
        take_place(sessions, session.id, "U3", NOW)
