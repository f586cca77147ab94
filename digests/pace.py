"""Sending no faster than the other side takes it."""

import asyncio
import time
from collections.abc import Awaitable, Callable


class Pace:
    """At most so many a minute, evenly: whoever comes too early waits for their turn."""

    def __init__(
        self,
        per_minute: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``clock`` tells seconds that never go back, whatever happens to the time of day."""
        self._apart = 60 / per_minute
        self._clock, self._sleep = clock, sleep
        self._next = 0.0

    async def __call__(self) -> None:
        now = self._clock()
        turn = max(now, self._next)
        self._next = turn + self._apart
        if turn > now:
            await self._sleep(turn - now)
