"""Sending what is due, once: claim, send, record.

Once means once. Only the holder of the newest claim may begin to send, and that it begins is
written down directly before. From then on the delivery is never sent again unless the other side
said that it did not take it: it is looked for by the key that travels with the message, and what
is not found is left for a person to settle.
"""

import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from digests.messenger import Messenger, PermanentFailure, TransientFailure, UnknownOutcome
from digests.schedule import Subscriptions, find_due
from digests.sharing import Build, SharedBuild
from domain.audience import Audience
from domain.digest import Digest, told_name
from domain.error import HearbackError
from domain.period import Period
from domain.subscription import Delivery, DeliveryState, Subscription

_log = structlog.get_logger()
_LEASE = timedelta(minutes=10)
_PAUSE = timedelta(minutes=2)
_EARLIER = timedelta(days=1)
_MOST_ATTEMPTS = 6
_MOST_LOOKS = 3
_MOST_BUILDS = 3
# Four weeks at a weekly hour, less what the clocks may be turned by.
_MOST_SILENCE = timedelta(days=27)
_STUCK = DeliveryState.STUCK


class Ledger(Protocol):
    """Where deliveries are claimed and their outcome is written down."""

    def taken(self, periods: Collection[str], now: datetime) -> frozenset[tuple[str, str]]: ...

    def claim(
        self, subscription_id: str, period: str, now: datetime, lease: timedelta
    ) -> Delivery | None: ...

    def begin(self, claimed: Delivery, now: datetime, lease: timedelta) -> bool: ...

    def record(self, outcome: Delivery) -> bool: ...

    def last_sent(self, subscription_id: str) -> datetime | None: ...

    def postpone(self, claimed: Delivery, until: datetime, reason: str) -> bool: ...


class Memory(Protocol):
    """What each reader has been shown before."""

    def told_to(self, target: str) -> frozenset[str]: ...

    def record_told(
        self, message_ref: str, target: str, evidence_ids: Sequence[str]
    ) -> Collection[str]:
        """Also what of it has been withdrawn since the digest was built."""

    def rename_told(self, message_ref: str, known_as: str) -> None: ...


async def _at_once() -> None:
    """No pace: every send follows the one before at once."""


@dataclass(frozen=True)
class Delivering:
    """What a delivery needs. ``build`` makes a role's digest for an audience and a memory;
    ``pace`` waits until the next one may be sent. After ``most`` of them a tick ends, so that
    nothing else waits long; the rest are as due at the next."""

    subscriptions: Subscriptions
    ledger: Ledger
    memory: Memory
    messenger: Messenger
    build: Build
    clock: Callable[[], datetime]
    new_id: Callable[[], str] = field(default=lambda: secrets.token_hex(4))
    pace: Callable[[], Awaitable[None]] = _at_once
    most: int = 1_000_000


class _ClaimLost(Exception):
    """Another process has taken the delivery over; it is theirs now."""


@dataclass
class _Attempt:
    """One claimed delivery on its way; ``claimed.state`` says what may have happened to it."""

    subscription: Subscription
    period: Period
    claimed: Delivery
    build: SharedBuild


async def deliver_due(delivering: Delivering) -> list[Delivery]:
    """One tick: everything that is due and that nobody else has claimed. Never raises for one
    subscription what would keep the others from theirs."""
    outcomes: list[Delivery] = []
    build = SharedBuild(delivering.build)
    now = delivering.clock()
    due = find_due(delivering.subscriptions.all(), now)
    taken = delivering.ledger.taken({period.name for _, period in due}, now)
    for subscription, period in due:
        if len(outcomes) == delivering.most:
            break
        if (subscription.id, period.name) in taken:
            continue
        # The lease counts from the claim: a long tick must not hand out leases that have ended.
        claimed = delivering.ledger.claim(subscription.id, period.name, delivering.clock(), _LEASE)
        if claimed:
            attempt = _Attempt(subscription, period, claimed, build)
            outcomes.append(await _settle(delivering, attempt))
    return outcomes


async def _settle(delivering: Delivering, attempt: _Attempt) -> Delivery:
    """Deliver one claimed digest and write down what became of it."""
    try:
        outcome = await _deliver(delivering, attempt)
    except _ClaimLost:
        return attempt.claimed
    except UnknownOutcome as failure:
        state = DeliveryState.UNSURE if failure.answered else DeliveryState.SENDING
        return _postponed(delivering, replace(attempt.claimed, state=state), None, str(failure))
    except TransientFailure as failure:
        return _postponed(delivering, attempt.claimed, failure.retry_at, str(failure))
    except PermanentFailure as failure:
        outcome = _failed(attempt.claimed, str(failure))
        if delivering.ledger.record(outcome) and failure.target_gone:
            await _end(delivering, attempt.subscription, str(failure))
        return outcome
    except HearbackError as failure:  # a role that is gone, say: trying again would not help
        outcome = _failed(attempt.claimed, str(failure))
    except Exception:  # noqa: BLE001 - the other subscribers must get theirs; it is logged
        failure_id = delivering.new_id()
        _log.exception("delivery_failed", failure_id=failure_id, delivery=attempt.claimed.key)
        reason = f"an internal failure ({failure_id}); the log has it under this id"
        return _postponed(delivering, attempt.claimed, None, reason)
    delivering.ledger.record(outcome)
    return outcome


def _failed(claimed: Delivery, reason: str) -> Delivery:
    """What may have arrived has not failed: a person settles it."""
    known = claimed.state is DeliveryState.CLAIMED
    return replace(claimed, state=DeliveryState.FAILED if known else _STUCK, reason=reason)


def _postponed(
    delivering: Delivering, claimed: Delivery, until: datetime | None, reason: str
) -> Delivery:
    if claimed.attempts >= _MOST_ATTEMPTS:
        outcome = _failed(claimed, f"given up after {claimed.attempts} attempts: {reason}")
        delivering.ledger.record(outcome)
        return outcome
    delivering.ledger.postpone(claimed, until or delivering.clock() + _PAUSE, reason)
    return replace(claimed, reason=reason)


async def _end(delivering: Delivering, subscription: Subscription, why: str) -> None:
    """The target is gone: nothing more is tried, and whoever subscribed it is told, once."""
    delivering.subscriptions.put(replace(subscription, active=False))
    if subscription.owner and subscription.owner != subscription.target:
        words = f"{why} Its digests have ended; to begin again, subscribe it again."
        await delivering.messenger.tell(subscription.owner, words)


async def _deliver(delivering: Delivering, attempt: _Attempt) -> Delivery:
    messenger, target = delivering.messenger, attempt.subscription.target
    claimed = attempt.claimed
    if claimed.state is not DeliveryState.CLAIMED:
        since = claimed.sending_at and claimed.sending_at - _EARLIER
        if found := await messenger.find(target, claimed.key, since):
            return _sent(delivering, claimed, found)
        if claimed.state is DeliveryState.SENDING:
            return _not_found(claimed)
    digest = await _build(delivering, attempt)
    if digest.skipped:
        return replace(claimed, state=DeliveryState.SKIPPED, reason=digest.reason)
    await delivering.pace()
    return _sent(delivering, claimed, await _send(delivering, attempt, digest))


async def _send(delivering: Delivering, attempt: _Attempt, digest: Digest) -> str:
    target, key = attempt.subscription.target, attempt.claimed.key
    try:
        return await delivering.messenger.send(
            target, digest, key, lambda: _begin(delivering, attempt)
        )
    except (TransientFailure, PermanentFailure):  # it says so: nothing arrived
        attempt.claimed = replace(attempt.claimed, state=DeliveryState.CLAIMED)
        raise


def _begin(delivering: Delivering, attempt: _Attempt) -> None:
    if not delivering.ledger.begin(attempt.claimed, delivering.clock(), _LEASE):
        raise _ClaimLost
    attempt.claimed = replace(attempt.claimed, state=DeliveryState.SENDING)


def _sent(delivering: Delivering, claimed: Delivery, ref: str) -> Delivery:
    delivering.memory.rename_told(claimed.key, ref)
    return replace(claimed, state=DeliveryState.SENT, message_ref=ref, reason=None)


def _not_found(claimed: Delivery) -> Delivery:
    """A request may arrive after its sender gave up: it is looked for again before a person is."""
    told = "it was handed over, no answer came, and it is not to be seen there"
    if claimed.attempts > _MOST_LOOKS:
        return replace(claimed, state=_STUCK, reason=told)
    raise UnknownOutcome(told, answered=False)


async def _build(delivering: Delivering, attempt: _Attempt) -> Digest:
    """A digest that rests on nothing withdrawn at the moment when it is about to be sent.

    It is remembered under the key before it is sent: a process that dies after sending leaves the
    memory behind, and whoever withdraws something from now on finds the message.
    """
    memory, target = delivering.memory, attempt.subscription.target
    key = attempt.claimed.key
    if attempt.claimed.attempts > 1:
        # What an earlier attempt was about to tell did not arrive, and so was not told.
        memory.record_told(key, target, [])
    audience = await delivering.messenger.audience(target)
    told = memory.told_to(target)
    for _ in range(_MOST_BUILDS):
        digest = await _make(delivering, attempt, audience, told)
        names = [told_name(each) for each in digest.evidence]
        if digest.skipped or not memory.record_told(key, target, names):
            return digest
        attempt.build.clear()
    memory.record_told(key, target, [])
    raise TransientFailure("evidence was withdrawn while the digest was made")


async def _make(
    delivering: Delivering, attempt: _Attempt, audience: Audience, told: frozenset[str]
) -> Digest:
    """What there is to tell; after a month of silence, at least what customers liked."""
    role, period = attempt.subscription.role, attempt.period
    digest = await attempt.build(role, period, audience, told, fond=False)
    if not digest.skipped or not _long_silent(delivering, attempt.subscription):
        return digest
    return await attempt.build(role, period, audience, told, fond=True)


def _long_silent(delivering: Delivering, subscription: Subscription) -> bool:
    last = delivering.ledger.last_sent(subscription.id) or subscription.created_at
    return delivering.clock() - max(last, subscription.created_at) >= _MOST_SILENCE
