"""Rule 10, against real processes: whatever is killed, twice never happens, and nothing is lost
that is not listed."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.subscription import OPEN_STATES, DeliveryState, Subscription
from storage.database import open_database
from storage.delivery_table import subscription
from storage.schedule import SqlLedger, SqlSubscriptions
from tests.fakes.recording_server import RecordingServer, recording

DELIVERIES = 200
NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
STEPS = ("claimed", "built", "begun", "arrived", "renamed", "recorded")


def _home(folder: Path, count: int) -> str:
    url = f"sqlite:///{folder}/ledger.db"
    engine = open_database(url)
    everybody = [Subscription(id=f"s{i:03}", target=f"C{i}", role="finance") for i in range(count)]
    rows = [{name: getattr(each, name) for name in each.__slots__} for each in everybody]
    with engine.begin() as connection:
        connection.execute(sa.insert(subscription), rows)
    assert len(SqlSubscriptions(engine).all()) == count
    engine.dispose()
    return url


def _start(
    url: str, server: RecordingServer, now: datetime, step: str = "none", after: int = 0
) -> subprocess.Popen[bytes]:
    given = [url, str(server.port), now.isoformat(), step, str(after)]
    return subprocess.Popen([sys.executable, "-m", "tests.fakes.killed_delivery", *given])


def _run_until_settled(url: str, server: RecordingServer, now: datetime) -> None:
    """Ticks, each a quarter of an hour after the one before, until nothing is open."""
    for turn in range(1, 8):
        if turn > 1 and not _is_open(url):
            return
        later = now + timedelta(minutes=15 * turn)
        assert _start(url, server, later).wait(timeout=120) == 0


def _is_open(url: str) -> bool:
    engine = open_database(url)
    states = {each.state for each in SqlLedger(engine).deliveries()}
    engine.dispose()
    return bool(states & set(OPEN_STATES))


def _check(url: str, server: RecordingServer, count: int) -> Counter[str]:
    """Once, or listed; never twice. Returns how many ended in which state."""
    ledger = SqlLedger(open_database(url))
    deliveries = {each.key: each for each in ledger.deliveries()}
    assert len(deliveries) == count
    arrivals = Counter(server.arrived)
    assert set(arrivals.values()) <= {1}
    stuck = {each.key for each in ledger.stuck(NOW + timedelta(days=1))}
    for key, each in deliveries.items():
        assert (each.state is DeliveryState.SENT and arrivals[key] == 1) or key in stuck
    return Counter(str(each.state) for each in deliveries.values())


def test_killed_at_every_step_of_two_hundred_deliveries(tmp_path: Path) -> None:
    url = _home(tmp_path, DELIVERIES)
    with recording(("fine",)) as server:
        for turn, step in enumerate(STEPS * 2):
            dying = _start(url, server, NOW + timedelta(seconds=turn), step, 1 + turn * 2)
            assert dying.wait(timeout=120) == -9
        _run_until_settled(url, server, NOW)
        states = _check(url, server, DELIVERIES)
    # Only a death between the note that it begins and the arrival leaves a doubt.
    assert states == {"sent": DELIVERIES - 2, "stuck": 2}


@pytest.mark.parametrize("racers", [2, 5])
def test_processes_on_one_ledger_some_of_which_die_or_live_in_the_future(
    tmp_path: Path, racers: int
) -> None:
    url = _home(tmp_path, DELIVERIES)
    with recording(("fine",)) as server:
        # Each clock is an hour ahead of the one before: every lease looks ended to the next.
        racing = [
            _start(url, server, NOW + timedelta(hours=racer), "arrived" if racer % 2 else "none", 9)
            for racer in range(racers)
        ]
        for each in racing:
            assert each.wait(timeout=120) in (0, -9)
        _run_until_settled(url, server, NOW + timedelta(hours=racers))
        _check(url, server, DELIVERIES)


@pytest.mark.parametrize("moods", [("429", "fine"), ("500", "fine", "500_kept"), ("slow", "fine")])
def test_a_slack_that_refuses_fails_or_is_slow(tmp_path: Path, moods: tuple[str, ...]) -> None:
    url = _home(tmp_path, 20)
    with recording(moods) as server:
        assert _start(url, server, NOW).wait(timeout=120) == 0
        _run_until_settled(url, server, NOW)
        states = _check(url, server, 20)
    assert states == {"sent": 20}


def test_what_arrives_after_its_sender_gave_up_is_found_and_not_sent_again(tmp_path: Path) -> None:
    url = _home(tmp_path, 6)
    with recording(("late",)) as server:
        assert _start(url, server, NOW).wait(timeout=120) == 0
        _run_until_settled(url, server, NOW)
        states = _check(url, server, 6)
        assert server.posted == 6
    assert states == {"sent": 6}
