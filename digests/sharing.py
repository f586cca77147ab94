"""Work that many readers share is done once: one role, period, audience and memory, one digest."""

from collections.abc import Awaitable, Callable

from domain.audience import Audience
from domain.digest import Digest
from domain.period import Period

Build = Callable[[str, Period, Audience, frozenset[str]], Awaitable[Digest]]


class SharedBuild:
    """Digests built during one tick. It is thrown away with the tick: the next one looks anew."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._built: dict[tuple[str, str, Audience, frozenset[str]], Digest] = {}

    async def __call__(
        self, role: str, period: Period, audience: Audience, told: frozenset[str]
    ) -> Digest:
        same = (role, period.name, audience, told)
        if same not in self._built:
            self._built[same] = await self._build(role, period, audience, told)
        return self._built[same]

    def clear(self) -> None:
        """Evidence was withdrawn: what was built may rest on it."""
        self._built.clear()
