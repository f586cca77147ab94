"""Who can read what is about to be posted. What is unknown or fails counts as the public."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from domain.audience import CURATORS, EMPLOYEES, PUBLIC, Audience

_log = structlog.get_logger("hearback.bot")
_OUTSIDE_CHANNEL = ("is_ext_shared", "is_pending_ext_shared", "is_shared", "is_org_shared")
_PENDING = ("pending_shared", "pending_connected_team_ids")
_OUTSIDE_USER = ("deleted", "is_restricted", "is_ultra_restricted", "is_stranger")
_REMEMBERED_FOR = 60.0
_PEOPLE_REMEMBERED_FOR = 600.0
_NETWORK = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)

Json = Mapping[str, Any]
Read = Callable[[str], Awaitable[Audience]]


@dataclass(frozen=True, slots=True)
class Company:
    """The workspace, and the Enterprise organisation if there is one, that the bot serves."""

    team_id: str
    enterprise_id: str | None = None

    def employs(self, user: Json) -> bool:
        """Whether this user (from users.info) is a full member and not a guest or stranger.

        ``is_stranger`` is not enough: it is false for another company's people once they share
        a channel with the bot, so the company itself is compared.
        """
        if any(user.get(flag) for flag in _OUTSIDE_USER):
            return False
        organisation = (user.get("enterprise_user") or {}).get("enterprise_id")
        same_enterprise = bool(self.enterprise_id) and organisation == self.enterprise_id
        return user.get("team_id") == self.team_id or same_enterprise


def person_audience(company: Company, user: Json, curators: frozenset[str]) -> Audience:
    """What one person may be shown privately."""
    if not company.employs(user):
        return PUBLIC
    return CURATORS if user.get("id") in curators else EMPLOYEES


def channel_audience(channel: Json, members: frozenset[str], employees: frozenset[str]) -> Audience:
    """What a channel (from conversations.info) may be shown: the least that any member may see.

    Nobody gets a curator's view in a channel.
    """
    shared = any(channel.get(flag) for flag in (*_OUTSIDE_CHANNEL, *_PENDING))
    if shared or not channel.get("id") or not members:
        return PUBLIC
    return EMPLOYEES if members <= employees else PUBLIC


@dataclass(slots=True)
class AudienceReader:
    """Asks Slack who is there, and remembers for a minute (people: ten)."""

    client: AsyncWebClient
    curators: frozenset[str] = frozenset()
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, Audience]] = field(default_factory=dict)
    _employees: tuple[float, frozenset[str]] | None = None
    _company: Company | None = None

    async def of_person(self, user_id: str) -> Audience:
        """For a direct message, a Home tab, a modal or an answer that only this person sees."""
        return await self._or_public(user_id, self._read_person)

    async def of_channel(self, channel_id: str) -> Audience:
        """For a message that everybody in the channel sees, group conversations included."""
        return await self._or_public(channel_id, self._read_channel)

    async def read_target(self, target: str) -> Audience:
        """For a digest to a user or channel id. Raises what the Slack client raises: a digest
        can wait until Slack answers, and must not be thought empty because it did not."""
        is_person = target.startswith(("U", "W"))
        return await self._remembered(
            target, self._read_person if is_person else self._read_channel
        )

    async def _or_public(self, key: str, read: Read) -> Audience:
        try:
            return await self._remembered(key, read)
        except _NETWORK as error:
            # Not remembered: the next question asks again.
            _log.warning("bot.audience_unknown", target=key, error=type(error).__name__)
            return PUBLIC

    async def _remembered(self, key: str, read: Read) -> Audience:
        now = self.clock()
        held = self._known.get(key)
        if held and now - held[0] < _REMEMBERED_FOR:
            return held[1]
        audience = await read(key)
        self._known[key] = (now, audience)
        return audience

    async def _read_person(self, user_id: str) -> Audience:
        answer = await self.client.users_info(user=user_id)
        return person_audience(await self._served(), answer.get("user") or {}, self.curators)

    async def _read_channel(self, channel_id: str) -> Audience:
        channel = (await self.client.conversations_info(channel=channel_id)).get("channel") or {}
        members = frozenset([member async for member in self._members(channel_id)])
        employees = await self._all_employees(_PEOPLE_REMEMBERED_FOR)
        if not members <= employees:
            # Somebody new may just have joined the company.
            employees = await self._all_employees(_REMEMBERED_FOR)
        return channel_audience(channel, members, employees)

    async def _members(self, channel_id: str) -> AsyncIterator[str]:
        pages = await self.client.conversations_members(channel=channel_id, limit=1000)
        async for page in pages:
            for member in page.get("members") or ():
                yield member

    async def _all_employees(self, oldest: float) -> frozenset[str]:
        now = self.clock()
        if self._employees and now - self._employees[0] < oldest:
            return self._employees[1]
        company = await self._served()
        found: set[str] = set()
        pages = await self.client.users_list(limit=1000)
        async for page in pages:
            found.update(user["id"] for user in page.get("members") or () if company.employs(user))
        self._employees = (now, frozenset(found))
        return self._employees[1]

    async def _served(self) -> Company:
        if self._company is None:
            told = await self.client.auth_test()
            self._company = Company(told["team_id"], told.get("enterprise_id"))
        return self._company
