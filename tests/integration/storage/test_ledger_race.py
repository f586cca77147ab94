"""Many processes on one ledger: one of them gets the delivery, every time."""

import subprocess
import sys
from pathlib import Path

from storage.database import open_database

_CLAIM = """
import sys
from datetime import UTC, datetime, timedelta
from storage.database import open_database
from storage.schedule import SqlLedger

ledger = SqlLedger(open_database(sys.argv[1]))
now = datetime(2026, 11, 16, 9, tzinfo=UTC)
claims = [ledger.claim(f"s{i}", "2026-W46", now, timedelta(minutes=10)) for i in range(40)]
print("\\n".join(claim.key for claim in claims if claim))
"""


def test_five_processes_claim_forty_deliveries_once_each(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/ledger.db"
    open_database(url).dispose()
    racers = [
        subprocess.Popen([sys.executable, "-c", _CLAIM, url], stdout=subprocess.PIPE, text=True)
        for _ in range(5)
    ]
    claimed = [line for racer in racers for line in racer.communicate(timeout=120)[0].split()]
    assert [racer.returncode for racer in racers] == [0] * 5
    assert sorted(claimed) == sorted(f"s{i}:2026-W46" for i in range(40))
