"""What people who sat in heard: notes for review, redacted at the door like every import."""

import re
import time
from typing import Any

from domain.error import BadInput
from domain.session import Session
from knowledge.comment import LONGEST_TEXT, Comment
from knowledge.intake import Intake
from knowledge.pseudonym import customer_pseudonym
from knowledge.report import ImportReport, Tally

SOURCE = "sit-in"
_PARAGRAPH = re.compile(r"\n\s*\n")


def take_notes(session: Session, text: str, customer: str, **tools: Any) -> ImportReport:
    """Every paragraph waits in the review queue as evidence of the session's step.

    ``customer`` is the name under which the session was added: only its pseudonym was kept, and
    without it what was said could not be found again when the customer is forgotten. ``tools`` are
    those of every import. Raises BadInput.
    """
    began = time.monotonic()
    notes = [part.strip() for part in _PARAGRAPH.split(text) if part.strip()]
    if not notes:
        raise BadInput(
            "There are no notes in it. Write what the customer said, a point a paragraph."
        )
    if session.consent_by is None:
        raise BadInput(f"No consent was recorded for {session.id}, so no notes of it are kept.")
    _check_customer(session, customer, tools["truth"].secret())
    tally = Tally()
    comments = [
        Comment(
            line=number,
            text=note[:LONGEST_TEXT],
            occurred_at=session.starts_at.date(),
            customer=customer,
            step=session.step,
            channel=str(session.kind),
            attributes={"session": session.id},
        )
        for number, note in enumerate(notes, start=1)
    ]
    tally.read = len(comments)
    with Intake(source=SOURCE, approve=False, tally=tally, **tools) as intake:
        intake.take(comments)
        return tally.report(
            rejects_file=None,
            seconds=time.monotonic() - began,
            stages=intake.stages.rounded(),
        )


def _check_customer(session: Session, customer: str, secret: bytes) -> None:
    named = customer_pseudonym(secret, customer) if customer else None
    if named != session.customer:
        asked = "Give the customer's name as it was then" if session.customer else "Leave it out"
        raise BadInput(
            f"{session.id} was added {'for another' if session.customer else 'without a'} "
            f"customer. {asked}: --customer NAME"
        )
