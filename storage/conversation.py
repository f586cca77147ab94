"""What happened between people and Hearback: roles, events, feedback, what was shown where."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from domain.verbatim import SHOWN
from storage.delivery_table import delivery
from storage.table import (
    evidence,
    feedback,
    person,
    seen_event,
    told,
    unanswered,
    withdrawal,
    withdrawn,
)
from storage.transaction import writing

_CHUNK = 500
_VERBATIM = "v_"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that had no evidence: the CX team's other list."""

    question: str
    role: str
    times: int
    last_asked: datetime
    reason: str


class SqlConversations:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def role_of(self, user_id: str) -> str | None:
        query = sa.select(person.c.role).where(person.c.user_id == user_id)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def set_role(self, user_id: str, role: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.delete(person).where(person.c.user_id == user_id))
            connection.execute(sa.insert(person).values(user_id=user_id, role=role))

    def first_seen(self, event_id: str, now: datetime) -> bool:
        """Claim an event: True for the first who asks, in whatever process."""
        try:
            with writing(self._engine) as connection:
                connection.execute(sa.insert(seen_event).values(event_id=event_id, seen_at=now))
        except IntegrityError:
            return False
        return True

    def record_feedback(self, message_ref: str, user_id: str, verdict: str, now: datetime) -> None:
        """A person's latest word on a message counts."""
        key = (feedback.c.message_ref == message_ref) & (feedback.c.user_id == user_id)
        with writing(self._engine) as connection:
            connection.execute(sa.delete(feedback).where(key))
            connection.execute(
                sa.insert(feedback).values(
                    message_ref=message_ref, user_id=user_id, verdict=verdict, given_at=now
                )
            )

    def feedback_counts(self) -> dict[str, int]:
        query = sa.select(feedback.c.verdict, sa.func.count()).group_by(feedback.c.verdict)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def record_told(self, message_ref: str, target: str, evidence_ids: Sequence[str]) -> list[str]:
        """Remember which evidence a message showed, and to whom.

        Returns what of it has been withdrawn since it was looked up; the message is then noted
        to be updated like any other that showed it. That is one transaction: whoever withdraws
        afterwards finds the message here.
        """
        rows = [
            {"message_ref": message_ref, "target": target, "evidence_id": each}
            for each in dict.fromkeys(evidence_ids)
        ]
        same = told.c.message_ref == message_ref
        with writing(self._engine) as connection:
            connection.execute(sa.delete(told).where(same))
            gone = no_longer_shown(connection, evidence_ids)
            kept = [row for row in rows if row["evidence_id"] not in gone]
            if kept:
                connection.execute(sa.insert(told), kept)
            _note(connection, [message_ref]) if gone else _settle(connection, message_ref)
        return gone

    def rename_told(self, message_ref: str, known_as: str) -> None:
        """What was remembered under a delivery's key belongs to the message that was sent."""
        if message_ref == known_as:
            return
        waiting = sa.select(told.c.target).where(told.c.message_ref == message_ref)
        with writing(self._engine) as connection:
            if connection.execute(waiting).first():  # otherwise it was renamed before
                connection.execute(sa.delete(told).where(told.c.message_ref == known_as))
            renamed = sa.update(told).where(told.c.message_ref == message_ref)
            connection.execute(renamed.values(message_ref=known_as))
            # It may have been withdrawn between the remembering and the sending.
            if _settle(connection, message_ref):
                _note(connection, [known_as])

    def told_to(self, target: str) -> frozenset[str]:
        """The evidence that this person or channel has been shown in a digest before."""
        query = sa.select(told.c.evidence_id).where(told.c.target == target).distinct()
        with self._engine.connect() as connection:
            return frozenset(connection.execute(query).scalars())

    def told_beside(self, message_ref: str) -> frozenset[str]:
        """What the reader of this message was shown in others, and not in this one."""
        here = sa.select(told.c.evidence_id).where(told.c.message_ref == message_ref)
        target = sa.select(told.c.target).where(
            told.c.message_ref == message_ref, told.c.target != ""
        )
        others = sa.select(told.c.evidence_id).where(
            told.c.target.in_(target), told.c.evidence_id.not_in(here)
        )
        with self._engine.connect() as connection:
            return frozenset(connection.execute(others.distinct()).scalars())

    def withdraw(self, evidence_ids: Collection[str]) -> list[str]:
        """Note every message that showed this evidence, to be updated; their references."""
        with writing(self._engine) as connection:
            return queue_withdrawals(connection, evidence_ids)

    def withdrawals(self) -> list[str]:
        """The messages that still show what was withdrawn.

        One that is remembered under a delivery's key is not in Slack yet, as far as is known.
        """
        keys = sa.select(delivery.c.subscription_id + ":" + delivery.c.period)
        query = sa.select(withdrawal.c.message_ref).where(withdrawal.c.message_ref.not_in(keys))
        with self._engine.connect() as connection:
            return sorted(connection.execute(query).scalars())

    def settle_withdrawal(self, message_ref: str) -> None:
        """The message was updated, or is gone; it shows nothing any more."""
        with writing(self._engine) as connection:
            for table in (withdrawal, told):
                connection.execute(sa.delete(table).where(table.c.message_ref == message_ref))

    def record_unanswered(self, question: str, role: str, reason: str, now: datetime) -> None:
        key = (unanswered.c.question == question) & (unanswered.c.role == role)
        with writing(self._engine) as connection:
            asked = connection.execute(sa.select(unanswered.c.times).where(key)).scalar() or 0
            connection.execute(sa.delete(unanswered).where(key))
            connection.execute(
                sa.insert(unanswered).values(
                    question=question, role=role, times=asked + 1, last_asked=now, reason=reason
                )
            )

    def unanswered(self) -> list[OpenQuestion]:
        query = sa.select(unanswered).order_by(unanswered.c.times.desc(), unanswered.c.question)
        with self._engine.connect() as connection:
            return [OpenQuestion(*row) for row in connection.execute(query)]


def bare_name() -> sa.ColumnElement[str]:
    """The id of what was told: a measurement is remembered with its window behind an @."""
    at = sa.func.instr(told.c.evidence_id, "@")
    return sa.case(
        (at > 0, sa.func.substr(told.c.evidence_id, 1, at - 1)), else_=told.c.evidence_id
    )


def queue_withdrawals(connection: sa.Connection, evidence_ids: Collection[str]) -> list[str]:
    """Note every message that showed this evidence; the references of all of them."""
    refs: set[str] = set()
    for chunk in _chunks(evidence_ids):
        query = sa.select(told.c.message_ref).where(bare_name().in_(chunk))
        refs.update(connection.execute(query.distinct()).scalars())
    _note(connection, sorted(refs))
    return sorted(refs)


def no_longer_shown(connection: sa.Connection, evidence_ids: Collection[str]) -> list[str]:
    """Those of the ids that may not be shown now, and comments that are not stored at all."""
    shown = [str(state) for state in SHOWN]
    gone, held = set[str](), set[str]()
    for chunk in _chunks({each.partition("@")[0] for each in evidence_ids}):
        states = sa.select(evidence.c.id, evidence.c.state).where(evidence.c.id.in_(chunk))
        for name, state in connection.execute(states):
            (held if state in shown else gone).add(name)
        noted = sa.select(withdrawn.c.evidence_id).where(withdrawn.c.evidence_id.in_(chunk))
        gone.update(connection.execute(noted).scalars())
    return [
        each
        for each in dict.fromkeys(evidence_ids)
        if each.partition("@")[0] in gone or (each.startswith(_VERBATIM) and each not in held)
    ]


def _note(connection: sa.Connection, refs: Iterable[str]) -> None:
    known = set(connection.execute(sa.select(withdrawal.c.message_ref)).scalars())
    fresh = [{"message_ref": ref} for ref in refs if ref not in known]
    if fresh:
        connection.execute(sa.insert(withdrawal), fresh)


def _settle(connection: sa.Connection, message_ref: str) -> bool:
    """Nothing has to be taken out of this message any more; whether something had."""
    gone = sa.delete(withdrawal).where(withdrawal.c.message_ref == message_ref)
    return connection.execute(gone).rowcount > 0


def _chunks(names: Collection[str]) -> Iterator[list[str]]:
    listed = sorted(names)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]
