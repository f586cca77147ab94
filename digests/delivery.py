"""Sending what is due, once: claim, send, record.

Once means once. The ledger's claim lets one process send; the key that travels with the message
lets the next one find out whether a process that died had sent it.
"""

import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from digests.messenger import Messenger, PermanentFailure, TransientFailure
from digests.schedule import Subscriptions, find_due
from domain.audience import Audience
from domain.digest import Digest, told_name
from domain.error import HearbackError
from domain.period import Period
from domain.subscription import Delivery, DeliveryState, Subscription

_log = structlog.get_logger()
_LEASE = timedelta(minutes=10)
_PAUSE = timedelta(minutes=2)
_MOST_ATTEMPTS = 6
_MOST_BUILDS = 3


class Ledger(Protocol):
    """Where deliveries are claimed and their outcome is written down."""

    def claim(
        self, subscription_id: str, period: str, now: datetime, lease: timedelta
    ) -> Delivery | None: ...

    def record(self, outcome: Delivery) -> None: ...

    def postpone(self, claimed: Delivery, until: datetime, reason: str) -> None: ...


class Memory(Protocol):
    """What each reader has been shown before."""

    def told_to(self, target: str) -> frozenset[str]: ...

    def record_told(
        self, message_ref: str, target: str, evidence_ids: Sequence[str]
    ) -> Collection[str]:
        """Also what of it has been withdrawn since the digest was built."""

    def rename_told(self, message_ref: str, known_as: str) -> None: ...


Build = Callable[[str, Period, Audience, frozenset[str]], Awaitable[Digest]]


@dataclass(frozen=True)
class Delivering:
    """What a delivery needs. ``build`` makes a role's digest for an audience and a memory."""

    subscriptions: Subscriptions
    ledger: Ledger
    memory: Memory
    messenger: Messenger
    build: Build
    clock: Callable[[], datetime]
    new_id: Callable[[], str] = field(default=lambda: secrets.token_hex(4))


async def deliver_due(delivering: Delivering) -> list[Delivery]:
    """One tick: everything that is due and that nobody else has claimed. Never raises for one
    subscription what would keep the others from theirs."""
    outcomes: list[Delivery] = []
    for subscription, period in find_due(delivering.subscriptions.all(), delivering.clock()):
        # The lease counts from the claim: a long tick must not hand out leases that have ended.
        claimed = delivering.ledger.claim(subscription.id, period.name, delivering.clock(), _LEASE)
        if claimed:
            outcomes.append(await _settle(delivering, subscription, period, claimed))
    return outcomes


async def _settle(
    delivering: Delivering, subscription: Subscription, period: Period, claimed: Delivery
) -> Delivery:
    """Deliver one claimed digest and write down what became of it."""
    try:
        outcome = await _deliver(delivering, subscription, period, claimed)
    except PermanentFailure as failure:
        outcome = replace(claimed, state=DeliveryState.FAILED, reason=str(failure))
    except TransientFailure as failure:
        retry_at = failure.retry_at or delivering.clock() + _PAUSE
        return _postponed(delivering, claimed, retry_at, str(failure))
    except HearbackError as failure:  # a role that is gone, say: trying again would not help
        outcome = replace(claimed, state=DeliveryState.FAILED, reason=str(failure))
    except Exception:  # noqa: BLE001 - the other subscribers must get theirs; it is logged
        failure_id = delivering.new_id()
        _log.exception("delivery_failed", failure_id=failure_id, delivery=claimed.key)
        reason = f"an internal failure ({failure_id}); the log has it under this id"
        return _postponed(delivering, claimed, delivering.clock() + _PAUSE, reason)
    delivering.ledger.record(outcome)
    return outcome


def _postponed(delivering: Delivering, claimed: Delivery, until: datetime, reason: str) -> Delivery:
    if claimed.attempts >= _MOST_ATTEMPTS:
        told = f"given up after {claimed.attempts} attempts: {reason}"
        outcome = replace(claimed, state=DeliveryState.FAILED, reason=told)
        delivering.ledger.record(outcome)
        return outcome
    delivering.ledger.postpone(claimed, until, reason)
    return replace(claimed, reason=reason)


async def _deliver(
    delivering: Delivering, subscription: Subscription, period: Period, claimed: Delivery
) -> Delivery:
    messenger, target = delivering.messenger, subscription.target
    if claimed.attempts > 1 and (found := await messenger.find(target, claimed.key)):
        delivering.memory.rename_told(claimed.key, found)
        return replace(claimed, state=DeliveryState.SENT, message_ref=found)
    digest = await _build(delivering, subscription, period, claimed)
    if digest.skipped:
        return replace(claimed, state=DeliveryState.SKIPPED, reason=digest.reason)
    ref = await messenger.send(target, digest, claimed.key)
    delivering.memory.rename_told(claimed.key, ref)
    return replace(claimed, state=DeliveryState.SENT, message_ref=ref)


async def _build(
    delivering: Delivering, subscription: Subscription, period: Period, claimed: Delivery
) -> Digest:
    """A digest that rests on nothing withdrawn at the moment when it is about to be sent.

    It is remembered under the key before it is sent: a process that dies after sending leaves the
    memory behind, and whoever withdraws something from now on finds the message.
    """
    memory, target = delivering.memory, subscription.target
    # What an earlier attempt was about to tell did not arrive, and so was not told.
    memory.record_told(claimed.key, target, [])
    audience = await delivering.messenger.audience(target)
    told = memory.told_to(target)
    for _ in range(_MOST_BUILDS):
        digest = await delivering.build(subscription.role, period, audience, told)
        names = [told_name(each) for each in digest.evidence]
        if digest.skipped or not memory.record_told(claimed.key, target, names):
            return digest
    memory.record_told(claimed.key, target, [])
    raise TransientFailure("evidence was withdrawn while the digest was made")
