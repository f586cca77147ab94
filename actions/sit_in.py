"""Sitting in: the CX team offers places beside a customer; people take them, and are told once."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from domain.error import BadInput, NotFound
from domain.session import (
    Notice,
    NoticeKind,
    Roll,
    Session,
    SessionKind,
    SessionState,
    check_offer,
    find_notices,
    is_open,
)

# Tells one person one sentence; False if it may be tried again later.
Tell = Callable[[str, str], Awaitable[bool]]


class Sessions(Protocol):
    """Where sessions are kept."""

    def put(self, each: Session) -> None: ...

    def get(self, session_id: str) -> Session | None: ...

    def all(self) -> list[Session]: ...

    def roll(self, each: Session) -> Roll: ...

    def waited(self, session_id: str) -> list[str]: ...

    def sign_up(self, each: Session, person: str) -> Roll: ...

    def leave(self, session_id: str, person: str) -> bool: ...

    def claim(self, notice: Notice) -> bool: ...

    def release(self, notice: Notice) -> None: ...


def add_session(
    sessions: Sessions,
    *,
    kind: SessionKind,
    title: str,
    step: str,
    starts_at: datetime,
    places: int,
    customer: str | None,
    now: datetime,
) -> Session:
    """List a session, not offered yet. ``title`` comes redacted. Raises BadInput."""
    if not title.strip():
        raise BadInput("Say what it is: hearback sit-in add 'Interview about the first bill' ...")
    if starts_at <= now:
        raise BadInput(f"{starts_at:%Y-%m-%d %H:%M} is past. Give a time that is still to come.")
    if places < 1:
        raise BadInput("Give at least one place: --places 2")
    added = Session(
        id=f"s_{secrets.token_hex(3)}",
        kind=kind,
        title=title.strip(),
        step=step,
        starts_at=starts_at,
        places=places,
        customer=customer,
    )
    sessions.put(added)
    return added


def get_session(sessions: Sessions, session_id: str) -> Session:
    """Raises NotFound."""
    if (found := sessions.get(session_id)) is None:
        raise NotFound(f"There is no session {session_id!r}. hearback sit-in list shows them all.")
    return found


def record_consent(sessions: Sessions, session_id: str, by: str) -> Session:
    """Keep who was told by the customer that colleagues may sit in. Raises BadInput, NotFound."""
    if not by.strip():
        raise BadInput("Say who asked the customer: --by NAME")
    agreed = replace(get_session(sessions, session_id), consent_by=by.strip())
    sessions.put(agreed)
    return agreed


def offer_session(sessions: Sessions, session_id: str, now: datetime) -> Session:
    """Invite: from now on digests show it. Raises BadInput without the customer's consent."""
    session = get_session(sessions, session_id)
    check_offer(session, now)
    offered = replace(session, state=SessionState.OFFERED)
    sessions.put(offered)
    return offered


def take_place(sessions: Sessions, session_id: str, person: str, now: datetime) -> Roll:
    """A place, or the next one in the waiting list. Raises BadInput where it cannot be had."""
    session = get_session(sessions, session_id)
    if not is_open(session, now):
        raise BadInput(
            f"Nobody can sign up for {session.title} now: it was cancelled, has begun, or is not "
            "offered yet. Your next digest shows what is open."
        )
    return sessions.sign_up(session, person)


def leave_session(sessions: Sessions, session_id: str, person: str) -> Session:
    """Give the place to the next. Raises NotFound for who never signed up."""
    session = get_session(sessions, session_id)
    if not sessions.leave(session_id, person):
        raise NotFound(
            f"{person} is not signed up for {session_id}. hearback sit-in list shows who."
        )
    return session


def cancel_session(sessions: Sessions, session_id: str) -> Roll:
    """Everybody who signed up is told with the next tick."""
    cancelled = replace(get_session(sessions, session_id), state=SessionState.CANCELLED)
    sessions.put(cancelled)
    return sessions.roll(cancelled)


def due_notices(sessions: Sessions, now: datetime) -> list[Notice]:
    """What people are to be told now; some of it may have been told before."""
    return [
        notice
        for each in sessions.all()
        for notice in find_notices(sessions.roll(each), sessions.waited(each.id), now)
    ]


async def tell_people(sessions: Sessions, tell: Tell, now: datetime) -> int:
    """Tell each what is due, once whatever runs beside it; how many were told."""
    told = 0
    for notice in due_notices(sessions, now):
        if not sessions.claim(notice):
            continue
        if await tell(notice.person, describe_notice(notice)):
            told += 1
        else:
            sessions.release(notice)
    return told


def describe_notice(notice: Notice) -> str:
    session = notice.session
    what = f"{session.title} ({session.kind}), {when(session)}"
    if notice.kind is NoticeKind.CANCELLED:
        return f"Cancelled: {what}. You need not do anything."
    if notice.kind is NoticeKind.SEAT:
        return f"A place came free, and it is yours: {what}."
    return (
        f"Reminder: you sit in on {what}. Please only listen; afterwards give the CX team your "
        "notes of what the customer said."
    )


def describe_place(roll: Roll, person: str) -> str:
    """What somebody who signed up is told."""
    what = f"{roll.session.title}, {when(roll.session)}"
    if person in roll.seated:
        return f"You have a place: {what}. I will remind you the day before."
    ahead = roll.waiting.index(person)
    before = "you are next" if not ahead else f"{ahead} before you"
    return f"All places are taken: {what}. You are on the waiting list ({before})."


def when(session: Session) -> str:
    return f"{session.starts_at:%-d %b %Y, %H:%M} UTC"


def open_sessions(
    sessions: Sessions, steps: Sequence[str] | frozenset[str], now: datetime
) -> list[Roll]:
    """What can be sat in on at these steps, soonest first."""
    found = [each for each in sessions.all() if is_open(each, now) and each.step in steps]
    return [sessions.roll(each) for each in found]
