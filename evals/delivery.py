"""One tick for many subscribers: queries and seconds, and the time that Slack's limits cost.

``python -m evals delivery``, or ``python -m evals delivery --readers=1000`` for fewer. The build is
a light one, and the messenger answers at once: what is measured is the delivery itself.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa

from digests.delivery import Delivering, deliver_due
from domain.audience import EMPLOYEES, Audience
from domain.digest import Digest, Section, SectionKind
from domain.evidence import Evidence, Kind
from domain.period import Period
from domain.statement import Quote, Statement
from domain.subscription import DeliveryState, Subscription
from storage.conversation import SqlConversations
from storage.database import open_database
from storage.delivery_table import subscription
from storage.schedule import SqlLedger, SqlSubscriptions

ROLES = 40
NOW = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
# Published: chat.postMessage "several hundred a minute" for a workspace (here: 300), and for each
# person users.info (tier 4, 100 a minute) and conversations.open (tier 3, 50 a minute).
LIMITS = {"chat.postMessage": 300, "users.info": 100, "conversations.open": 50}
_SAID = Evidence(ref="E1", kind=Kind.VERBATIM, id="t_1", text="The bill came twice.")
_SECTION = Section(SectionKind.WORDS, "Words", (Statement((Quote("E1", 0, 8),), ("E1",)),))


class _Silent:
    """A messenger that answers at once and counts."""

    def __init__(self) -> None:
        self.arrived: set[str] = set()

    async def audience(self, target: str) -> Audience:
        return EMPLOYEES

    async def send(self, target: str, digest: Digest, key: str, begin: Callable[[], None]) -> str:
        begin()
        self.arrived.add(key)
        return f"{target}:1"

    async def find(self, target: str, key: str, since: datetime | None = None) -> str | None:
        return None

    async def tell(self, person: str, words: str) -> None:
        return None


def main() -> None:
    given = [word.partition("=")[2] for word in sys.argv if word.startswith("--readers=")]
    readers = int(given[0]) if given else 10_000
    with tempfile.TemporaryDirectory() as folder:
        _measure(f"sqlite:///{folder}/ledger.db", readers)


def _measure(url: str, readers: int) -> None:
    engine = open_database(url)
    _subscribe(engine, readers)
    counted: list[str] = []
    built: list[str] = []

    async def build(
        role: str, period: Period, audience: Audience, told: frozenset[str], *, fond: bool
    ) -> Digest:
        built.append(role)
        return Digest(role=role, period=period, sections=(_SECTION,), evidence=(_SAID,))

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            counted.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    messenger = _Silent()
    delivering = Delivering(
        subscriptions=SqlSubscriptions(engine),
        ledger=SqlLedger(engine),
        memory=SqlConversations(engine),
        messenger=messenger,
        build=build,
        clock=lambda: NOW,
    )
    print("| tick | readers | sent | built | queries per 1,000 | seconds per 1,000 |")
    print("|---|---|---|---|---|---|")
    for name in ("the first", "the next, nothing due"):
        counted.clear()
        started = time.perf_counter()
        outcomes = asyncio.run(deliver_due(delivering))
        took = time.perf_counter() - started
        sent = sum(each.state is DeliveryState.SENT for each in outcomes)
        per = 1000 / readers
        row = (name, readers, sent, len(built), f"{len(counted) * per:.0f}", f"{took * per:.2f}")
        print("| " + " | ".join(map(str, row)) + " |")
        built.clear()
    print("\n| what Slack's limits cost | a minute | minutes for all |\n|---|---|---|")
    for method, rate in LIMITS.items():
        print(f"| {method} | {rate} | {readers / rate:.0f} |")
    engine.dispose()


def _subscribe(engine: sa.Engine, readers: int) -> None:
    everybody = [
        Subscription(id=f"s{i}", target=f"U{i}", role=f"role_{i % ROLES}") for i in range(readers)
    ]
    rows = [{name: getattr(each, name) for name in each.__slots__} for each in everybody]
    with engine.begin() as connection:
        connection.execute(sa.insert(subscription), rows)
