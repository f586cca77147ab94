"""The house as Slack's listeners see it: every call off the event loop, one at a time.

One worker thread: the models and the index are not made for more, and answers take milliseconds.
"""

import asyncio
import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from actions.sit_in import describe_place, take_place
from digests.schedule import make_subscription, mute, snooze
from domain.answer import Answer
from domain.audience import Audience
from domain.digest import Digest
from domain.period import Period, parse_period, previous, week_of
from domain.picture import DrawnPicture
from domain.role import Role
from domain.subscription import Subscription
from hearback.house import House
from hearback.inquiry import keep_unanswered
from hearback.measuring import record_asking
from hearback.slack_actions import SlackActionServices
from retrieval.answerer import took_since

T = TypeVar("T")


class SlackServices:
    """Implements ``bot.services.Services``."""

    def __init__(self, house: House, clock: Callable[[], datetime]) -> None:
        """``clock`` says what time it is; everything asked and sent is as of then."""
        self._house = house
        self._clock = clock
        self._charts = tempfile.TemporaryDirectory(prefix="hearback-charts-")
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="house")
        self.promises = SlackActionServices(house, clock, self.run)

    async def run(self, work: Callable[[], T]) -> T:
        """Do a piece of work in the house's own thread."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def close(self) -> None:
        self._worker.shutdown(wait=True)
        self._charts.cleanup()

    async def ask(
        self,
        text: str,
        *,
        role: str,
        audience: Audience,
        tell: Callable[[Answer], None] | None = None,
    ) -> Answer:
        """A chat model is waited for elsewhere, so that others are answered meanwhile."""
        started = time.perf_counter()
        today = self._clock().date()
        findings = await self.run(lambda: self._house.gather(text, role, audience, today))
        loop = asyncio.get_running_loop()

        def pass_on(unfinished: Answer) -> None:
            if tell is not None:
                loop.call_soon_threadsafe(tell, unfinished)

        written = await asyncio.to_thread(self._house.answerer.write, findings, pass_on)
        answer = replace(written, took_ms=took_since(started))
        await self.run(lambda: keep_unanswered(self._house, answer))
        return answer

    async def preview(self, role: str, *, audience: Audience) -> Digest:
        period = previous(week_of(self._clock().date()))
        return await self.digest(role, period, audience, frozenset())

    async def digest(
        self,
        role: str,
        period: Period,
        audience: Audience,
        told: frozenset[str],
        *,
        fond: bool = False,
    ) -> Digest:
        """A digest as it is sent, with a chart of its own."""

        def work() -> Digest:
            return self._house.digest(
                role,
                period,
                as_of=self._clock().date(),
                audience=audience,
                told=told,
                fond=fond,
                # Of its own for each build: what one audience may see must not reach another.
                folder=Path(self._charts.name) / secrets.token_hex(8),
            )

        return await self.run(work)

    async def sent_digest(
        self, role: str, period: str, *, audience: Audience, message_ref: str
    ) -> Digest:
        told = await self.run(lambda: self._house.conversations.told_beside(message_ref))
        return await self.digest(role, parse_period(period), audience, told)

    async def journey_names(self, *, audience: Audience) -> dict[str, str]:
        return await self.run(lambda: self._house.journey_names(audience))

    async def draw_journey(self, name: str, *, audience: Audience) -> DrawnPicture:
        def work() -> DrawnPicture:
            # Of its own for each drawing: what one audience may see must not reach another.
            path = Path(self._charts.name) / secrets.token_hex(8) / "journey.png"
            return self._house.draw_journey(name, audience, self._clock().date(), path)

        return await self.run(work)

    async def role_of(self, user_id: str) -> str | None:
        return await self.run(lambda: self._house.conversations.role_of(user_id))

    async def set_role(self, user_id: str, role: str) -> None:
        def work() -> None:
            self._house.check_role(role)
            self._house.conversations.set_role(user_id, role)

        await self.run(work)

    async def roles(self) -> list[Role]:
        return await self.run(self._house.truth.roles)

    async def subscribe(
        self,
        target: str,
        role: str,
        zone: str,
        weekday: int,
        hour: int,
        *,
        owner: str | None = None,
    ) -> Subscription:
        def work() -> Subscription:
            self._house.check_role(role)
            subscription = make_subscription(
                target,
                role,
                zone=zone,
                weekday=weekday,
                hour=hour,
                now=self._clock(),
                known=self._house.subscriptions.of(target),
                owner=owner,
            )
            self._house.subscriptions.put(subscription)
            return subscription

        return await self.run(work)

    async def skip_next(self, target: str) -> Subscription | None:
        return await self._change(target, lambda known: snooze(known, self._clock()))

    async def mute(self, target: str, *, muted: bool) -> Subscription | None:
        return await self._change(target, lambda known: mute(known, self._clock(), muted=muted))

    async def _change(
        self, target: str, how: Callable[[Subscription], Subscription]
    ) -> Subscription | None:
        def work() -> Subscription | None:
            known = self._house.subscriptions.of(target)
            if known is None:
                return None
            changed = how(known)
            self._house.subscriptions.put(changed)
            return changed

        return await self.run(work)

    async def unsubscribe(self, target: str) -> bool:
        return await self.run(lambda: self._house.subscriptions.remove(target))

    async def subscription_of(self, target: str) -> Subscription | None:
        return await self.run(lambda: self._house.subscriptions.of(target))

    async def record_feedback(self, message_ref: str, user_id: str, verdict: str) -> None:
        record = self._house.conversations.record_feedback
        await self.run(lambda: record(message_ref, user_id, verdict, self._clock()))

    async def first_seen(self, event_id: str) -> bool:
        return await self.run(lambda: self._house.conversations.first_seen(event_id, self._clock()))

    async def sit_in(self, session_id: str, user_id: str) -> str:
        def work() -> str:
            roll = take_place(self._house.sessions, session_id, user_id, self._clock())
            return describe_place(roll, user_id)

        return await self.run(work)

    async def record_asking(self, user_id: str, role: str) -> None:
        day = self._clock().date()
        await self.run(lambda: record_asking(self._house, user_id, role, day))

    async def record_posting(self, message_ref: str, evidence_ids: Sequence[str]) -> None:
        record = self._house.conversations.record_told
        await self.run(lambda: record(message_ref, "", list(evidence_ids)))
