"""A process that delivers what is due to a server on loopback that keeps what really arrived.

``python -m tests.fakes.killed_delivery DATABASE PORT NOW STEP AFTER``: at the given step of its
AFTER-th delivery it kills itself with SIGKILL, as a machine would. STEP ``none`` lives.
"""

import asyncio
import json
import os
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digests.delivery import Delivering, deliver_due
from digests.messenger import TransientFailure, UnknownOutcome
from domain.audience import EMPLOYEES, Audience
from domain.digest import Digest, Section, SectionKind
from domain.evidence import Evidence, Kind
from domain.period import Period
from domain.statement import Quote, Statement
from domain.subscription import Delivery
from storage.conversation import SqlConversations
from storage.database import open_database
from storage.schedule import SqlLedger, SqlSubscriptions

_SAID = Evidence(ref="E1", kind=Kind.VERBATIM, id="t_1", text="The bill came twice.")
_SECTION = Section(SectionKind.WORDS, "Words", (Statement((Quote("E1", 0, 8),), ("E1",)),))
_SLOW, _TOO_MANY = 0.3, 429


@dataclass
class Killer:
    """Counts the deliveries that reached a step, and ends the process at the one it waits for."""

    step: str
    left: int

    def reached(self, step: str) -> None:
        if step == self.step:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class LoopbackMessenger:
    """Implements ``digests.messenger.Messenger`` over plain HTTP, with a short patience."""

    port: int
    killer: Killer

    async def audience(self, target: str) -> Audience:
        self.killer.reached("claimed")
        return EMPLOYEES

    async def send(self, target: str, digest: Digest, key: str, begin: Callable[[], None]) -> str:
        self.killer.reached("built")
        begin()
        self.killer.reached("begun")
        try:
            ref = await asyncio.to_thread(self._post, {"target": target, "key": key})
        except urllib.error.HTTPError as error:
            if error.code == _TOO_MANY:
                raise TransientFailure("too many") from error
            raise UnknownOutcome("the server failed", answered=True) from error
        except OSError as error:
            raise UnknownOutcome("no answer", answered=False) from error
        self.killer.reached("arrived")
        return ref

    async def find(self, target: str, key: str, since: datetime | None = None) -> str | None:
        arrived = await asyncio.to_thread(self._read)
        return f"{target}:1" if key in arrived else None

    async def tell(self, person: str, words: str) -> None:
        raise AssertionError(f"nobody is to be told anything here: {person}, {words}")

    def _post(self, message: dict[str, str]) -> str:
        url = f"http://127.0.0.1:{self.port}/post"
        request = urllib.request.Request(url, json.dumps(message).encode())
        with urllib.request.urlopen(request, timeout=_SLOW) as answer:  # noqa: S310 - loopback
            answer.read()
        return f"{message['target']}:1"

    def _read(self) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/arrived") as answer:
            return json.load(answer)


class DyingLedger(SqlLedger):
    """The real ledger, in a process that may die directly before or after it records."""

    def __init__(self, database: str, killer: Killer) -> None:
        super().__init__(open_database(database))
        self._killer = killer

    def record(self, outcome: Delivery) -> bool:
        self._killer.reached("renamed")
        done = super().record(outcome)
        self._killer.reached("recorded")
        return done


async def _build(
    role: str, period: Period, audience: Audience, told: frozenset[str], *, fond: bool
) -> Digest:
    return Digest(role=role, period=period, sections=(_SECTION,), evidence=(_SAID,))


def main(database: str, port: str, now: str, step: str, after: str) -> None:
    killer = Killer(step, int(after))
    begun, wall = datetime.fromisoformat(now), datetime.now().astimezone()

    def clock() -> datetime:
        return begun + (datetime.now().astimezone() - wall)

    engine = open_database(database)
    delivering = Delivering(
        subscriptions=SqlSubscriptions(engine),
        ledger=DyingLedger(database, killer),
        memory=SqlConversations(engine),
        messenger=LoopbackMessenger(int(port), killer),
        build=_build,
        clock=clock,
    )
    asyncio.run(deliver_due(delivering))


if __name__ == "__main__":
    main(*sys.argv[1:])
