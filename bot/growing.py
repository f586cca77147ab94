"""An answer that is still being written, shown in the status's place as it grows.

Slack can also stream (``chat.startStream``), but only as markdown and only by adding: customers'
words would be read as markup, and nothing that was withdrawn meanwhile could be left out again.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.answering import Composed

_SECONDS_BETWEEN = 1.0
_MOST_SHOWN = 5
Show = Callable[[Composed], Awaitable[bool]]


class GrowingAnswer:
    """Shows the newest state of an answer, at most once a second and a few times in all."""

    def __init__(self, show: Show, seconds_between: float = _SECONDS_BETWEEN) -> None:
        """``show`` says whether it could; if not, nothing more is shown before the answer."""
        self._show = show
        self._seconds_between = seconds_between
        self._left = _MOST_SHOWN
        self._newest: Composed | None = None
        self._over = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None

    def put(self, composed: Composed) -> None:
        self._newest = composed
        if self._showing is None or self._showing.done():
            self._showing = asyncio.create_task(self._show_newest())

    async def close(self) -> None:
        """Show nothing more. What is on its way arrives first, so that it cannot be the last."""
        self._over.set()
        if self._showing is not None:
            await self._showing

    async def _show_newest(self) -> None:
        while self._newest and self._left and not self._over.is_set():
            composed, self._newest = self._newest, None
            self._left = self._left - 1 if await self._show(composed) else 0
            await self._pause()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._over.wait(), self._seconds_between)
        except TimeoutError:
            return
