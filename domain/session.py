"""A coming interview, call or workshop with a customer that employees may sit in on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.error import BadInput

REMIND_BEFORE = timedelta(hours=24)

# An invitation is cited under this and the id of its session.
INVITATION_PREFIX = "session:"


class SessionKind(StrEnum):
    INTERVIEW = "interview"
    CALL = "call"
    WORKSHOP = "workshop"


class SessionState(StrEnum):
    DRAFT = "draft"
    OFFERED = "offered"
    CANCELLED = "cancelled"


class NoticeKind(StrEnum):
    SEAT = "seat"
    REMINDER = "reminder"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """When, at which journey step, and for how many listeners.

    ``consent_by`` is who recorded that the customer agreed to be sat in on; without it a session
    cannot be offered. ``customer`` is a pseudonym, where the CX team named the customer.
    """

    id: str
    kind: SessionKind
    title: str
    step: str
    starts_at: datetime
    places: int
    state: SessionState = SessionState.DRAFT
    consent_by: str | None = None
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody who signed up for a session, first come first. Nobody is given a place by hand:
    who stands among the first ``places`` has one, so that there are never too many."""

    session: Session
    people: tuple[str, ...] = ()

    @property
    def seated(self) -> tuple[str, ...]:
        return self.people[: self.session.places]

    @property
    def waiting(self) -> tuple[str, ...]:
        return self.people[self.session.places :]

    @property
    def free(self) -> int:
        return self.session.places - len(self.seated)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that one person is told about a session, once."""

    session: Session
    person: str
    kind: NoticeKind


def check_offer(session: Session, now: datetime) -> None:
    """Raises BadInput, with what to do, where a session may not be offered."""
    if session.consent_by is None:
        raise BadInput(
            f"Nobody has recorded that the customer of {session.id} agrees to be sat in on. Ask "
            f"the customer, then: hearback sit-in consent {session.id} --by NAME"
        )
    if session.state is SessionState.CANCELLED:
        raise BadInput(f"{session.id} was cancelled. Add a new one: hearback sit-in add")
    if session.starts_at <= now:
        raise BadInput(f"{session.id} has begun. Add the next one: hearback sit-in add")


def is_open(session: Session, now: datetime) -> bool:
    """Whether people can sign up."""
    return session.state is SessionState.OFFERED and session.starts_at > now


def find_notices(roll: Roll, waited: Sequence[str], now: datetime) -> list[Notice]:
    """What is to be told now. ``waited`` are those who had no place when they signed up.

    A reminder goes to who has a place, from a day before until it begins. Who was told before is
    not known here: each notice is claimed before it is sent.
    """
    session = roll.session
    if session.state is SessionState.CANCELLED:
        return [Notice(session, person, NoticeKind.CANCELLED) for person in roll.people]
    if not is_open(session, now):
        return []
    found = [Notice(session, p, NoticeKind.SEAT) for p in roll.seated if p in waited]
    if session.starts_at - now <= REMIND_BEFORE:
        found += [Notice(session, person, NoticeKind.REMINDER) for person in roll.seated]
    return found
