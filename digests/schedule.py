"""Subscribing, and who is due."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.error import BadInput
from domain.period import Period
from domain.subscription import WEEKDAYS, Subscription, due_period


class Subscriptions(Protocol):
    """One subscription for each target, a person or a channel."""

    def put(self, each: Subscription) -> None: ...

    def remove(self, target: str) -> bool: ...

    def of(self, target: str) -> Subscription | None: ...

    def all(self) -> list[Subscription]: ...


def make_subscription(
    target: str,
    role: str,
    *,
    zone: str,
    weekday: int,
    hour: int,
    now: datetime,
    known: Subscription | None = None,
) -> Subscription:
    """A weekly subscription. Raises BadInput for a zone, day or hour that does not exist.

    A changed one keeps the id of the one ``known``, so that no week is delivered twice.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput(f"There is no time zone {zone!r}. Write one as Europe/Vienna.") from error
    if not (0 <= weekday < len(WEEKDAYS) and 0 <= hour < 24):
        raise BadInput("A digest needs a day from Monday to Sunday and an hour from 0 to 23.")
    name = hashlib.sha256(f"{target} {now.isoformat()}".encode()).hexdigest()[:12]
    return Subscription(
        id=known.id if known else f"s_{name}",
        target=target,
        role=role,
        zone=zone,
        weekday=weekday,
        hour=hour,
        created_at=now,
    )


def find_due(
    subscriptions: Iterable[Subscription], now: datetime
) -> list[tuple[Subscription, Period]]:
    """Every subscription whose hour has come, with the week that it should be told about."""
    due = ((each, due_period(each, now)) for each in subscriptions)
    return [(each, period) for each, period in due if period is not None]
