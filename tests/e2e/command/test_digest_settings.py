"""When somebody gets a digest, and when not, as it is set on the command line."""

from datetime import UTC, datetime, timedelta

from domain.subscription import DeliveryState
from storage.database import open_database
from storage.schedule import SqlLedger
from tests.e2e.command_line import CommandLine


def test_a_monthly_digest_and_every_way_to_have_some_quiet(empty: CommandLine) -> None:
    assert empty.run("init").code == 0
    made = empty.run(
        *("subscribe", "U1", "--role", "finance", "--every", "monthly", "--monthday", "31"),
        *("--zone", "Asia/Kathmandu", "--json"),
    )
    assert made.code == 0, made.err
    assert (made.document["cadence"], made.document["monthday"]) == ("monthly", 31)
    assert empty.run("digests", "mute", "U1", "--json").document["muted"] is True
    assert empty.run("digests", "unmute", "U1", "--json").document["muted"] is False
    assert empty.run("digests", "snooze", "U1", "--json").document["snoozed_until"]
    away = empty.run(
        "digests", "away", "U1", "--from", "2030-01-01", "--to", "2030-01-09", "--json"
    )
    assert away.document["away_to"] == "2030-01-09"
    quiet = empty.run("digests", "quiet", "U1", "--from", "18", "--to", "8", "--json")
    assert (quiet.document["quiet_from"], quiet.document["quiet_to"]) == (18, 8)
    assert quiet.document["away_to"] == "2030-01-09"  # each leaves the others as they were
    refused = empty.run("digests", "away", "U1", "--from", "2030-01-01")
    assert (refused.code, len(refused.err.strip().splitlines())) == (2, 1)
    nobody = empty.run("digests", "mute", "U2")
    assert (nobody.code, "hearback subscribe" in nobody.err) == (2, True)
    assert empty.run("digests", "end", "U1", "--json").document["ended"] is True


def test_a_stuck_digest_is_listed_with_what_is_known_and_settled(empty: CommandLine) -> None:
    assert empty.run("init").code == 0
    made = empty.run("subscribe", "C1", "--role", "finance", "--json").document
    engine = open_database(f"sqlite:///{empty.home}/hearback.db")
    ledger, lease = SqlLedger(engine), timedelta(minutes=10)
    long_ago = datetime.now(UTC) - timedelta(days=1)
    claimed = ledger.claim(made["id"], "2026-W46", long_ago, lease)
    assert claimed
    assert ledger.begin(claimed, long_ago, lease)
    (stuck,) = empty.run("digests", "stuck", "--json").document["stuck"]
    assert (stuck["target"], stuck["state"]) == ("C1", "sending")
    told = empty.run("digests", "stuck").out
    assert stuck["id"] in told
    assert "hearback digests settle" in told
    assert empty.run("digests", "settle", stuck["id"], "--sent").code == 0
    assert [each.state for each in ledger.deliveries()] == [DeliveryState.SENT]
    again = empty.run("digests", "settle", stuck["id"], "--again")
    assert (again.code, "hearback digests stuck" in again.err) == (2, True)
    engine.dispose()
