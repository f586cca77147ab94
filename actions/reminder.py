"""Reminding whoever promised: gently, before and at the due date, each once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from actions.notice import Notices
from actions.promise import Actions
from domain.action import Action, Reminder, due_reminder, is_person
from domain.error import HearbackError

_log = structlog.get_logger()
_LEASE, _PAUSE = timedelta(minutes=10), timedelta(minutes=15)
_MOST_ATTEMPTS = 6
_FIRST_HOUR, _LAST_HOUR, _FRIDAY = 9, 17, 4


class NeverSent(HearbackError):
    """It will not work again: the person is gone, or the bot may not write to them."""


class NotSentNow(HearbackError):
    """It may work later."""


class Sender(Protocol):
    """The door through which a reminder leaves. ``key`` travels with it, to be found again."""

    async def zone(self, person: str) -> str:
        """The person's time zone."""

    async def send(self, person: str, action: Action, reminder: Reminder, key: str) -> None:
        """Raises NeverSent or NotSentNow."""

    async def find(self, person: str, key: str) -> bool:
        """Whether it was sent already, by a process that died before it could say so."""


@dataclass(frozen=True)
class Reminding:
    actions: Actions
    notices: Notices
    sender: Sender
    clock: Callable[[], datetime]


def notice_key(action: Action, reminder: Reminder) -> str:
    """An action that was extended is reminded of its new day."""
    return f"remind:{action.id}:{reminder}:{action.due}"


async def remind_due(reminding: Reminding) -> list[str]:
    """One tick: the keys of the reminders that were sent. One that fails keeps no other waiting."""
    sent = []
    for action in _near(reminding.actions.all(), reminding.clock()):
        try:
            key = await _remind(reminding, action)
        except NotSentNow as failure:
            _log.warning("reminder_postponed", action=action.id, reason=str(failure))
        except Exception:  # noqa: BLE001 - the others must get theirs; it is logged
            _log.exception("reminder_failed", action=action.id)
        else:
            sent += [key] if key else []
    return sent


def _near(actions: Iterable[Action], now: datetime) -> list[Action]:
    """Those of people whose reminder may be due somewhere on earth."""
    days = [now.date() + timedelta(days=shift) for shift in (-1, 0, 1)]
    return [
        each
        for each in actions
        if is_person(each.owner) and any(due_reminder(each, day) for day in days)
    ]


async def _remind(reminding: Reminding, action: Action) -> str | None:
    person, now = action.owner, reminding.clock()
    local = now.astimezone(ZoneInfo(await reminding.sender.zone(person)))
    reminder = due_reminder(action, local.date())
    if reminder is None or is_quiet(local):
        return None
    key = notice_key(action, reminder)
    attempt = reminding.notices.claim(key, now, _LEASE)
    if attempt is None:
        return None
    if reminding.actions.get(action.id) != action:  # it was done, or changed hands, meanwhile
        reminding.notices.release(key)
        return None
    return await _send(reminding, action, reminder, attempt)


async def _send(
    reminding: Reminding, action: Action, reminder: Reminder, attempt: int
) -> str | None:
    key, notices = notice_key(action, reminder), reminding.notices
    try:
        if attempt == 1 or not await reminding.sender.find(action.owner, key):
            await reminding.sender.send(action.owner, action, reminder, key)
    except NeverSent as failure:
        notices.failed(key, str(failure))
        return None
    except NotSentNow as failure:
        if attempt >= _MOST_ATTEMPTS:
            notices.failed(key, f"given up after {attempt} attempts: {failure}")
        else:
            notices.postpone(key, reminding.clock() + _PAUSE, str(failure))
        raise
    notices.sent(key)
    return key


def is_quiet(local: datetime) -> bool:
    """Nobody is reminded in the evening, at night or at a weekend."""
    return local.weekday() > _FRIDAY or not _FIRST_HOUR <= local.hour < _LAST_HOUR
