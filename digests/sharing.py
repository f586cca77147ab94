"""Work that many readers share is done once: one role, period, audience and memory, one digest."""

from collections.abc import Awaitable
from typing import Protocol

from domain.audience import Audience
from domain.digest import Digest
from domain.period import Period


class Build(Protocol):
    """Makes a role's digest for an audience and a memory; ``fond`` asks for what customers liked
    where nothing else is to be told."""

    def __call__(
        self, role: str, period: Period, audience: Audience, told: frozenset[str], *, fond: bool
    ) -> Awaitable[Digest]: ...


class SharedBuild:
    """Digests built during one tick. It is thrown away with the tick: the next one looks anew."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._built: dict[tuple[str, str, Audience, frozenset[str], bool], Digest] = {}

    async def __call__(
        self, role: str, period: Period, audience: Audience, told: frozenset[str], *, fond: bool
    ) -> Digest:
        same = (role, period.name, audience, told, fond)
        if same not in self._built:
            self._built[same] = await self._build(role, period, audience, told, fond=fond)
        return self._built[same]

    def clear(self) -> None:
        """Evidence was withdrawn: what was built may rest on it."""
        self._built.clear()
