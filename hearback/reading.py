"""Reading connectors beside serving: in a process of its own, so that nobody who asks waits for it.

It loads the models anew each time, and so learns from what people have corrected since.
"""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from contextlib import suppress
from datetime import datetime

from hearback.connecting import due_connectors
from hearback.house import House
from hearback.logs import get_log

_STOP_SECONDS = 10.0


class DueReading:
    """At most one process that reads what is due. What becomes of each run is in the database."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._process: Process | None = None

    async def begin(self, now: datetime) -> bool:
        """Start one if something is due and none runs; whether it was started."""
        if self._process is not None and self._process.returncode is None:
            return False
        due = await asyncio.to_thread(due_connectors, self._house, now)
        if not due:
            return False
        get_log().info("reading_connectors", names=[each.name for each in due])
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "hearback", "connect", "run", "--due", "--json"),
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
            env=os.environ | {"HEARBACK_HOME": str(self._house.home)},
        )
        return True

    async def close(self) -> None:
        """Stop it; a run that is cut short goes on from its last page next time."""
        if self._process is None or self._process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            self._process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
                return
            self._process.kill()
