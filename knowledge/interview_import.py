"""Importing interviews: who spoke is kept apart from what was said, and is not kept at all."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

from domain.error import BadInput
from domain.interview import INTERVIEW, Interview
from knowledge.comment import LONGEST_TEXT, Comment
from knowledge.intake import Intake
from knowledge.interview_file import InterviewFile, InterviewRead, read_interview
from knowledge.known_name import KnownNames, NamedRedactor
from knowledge.progress import Progress
from knowledge.pseudonym import account_pseudonym, customer_pseudonym
from knowledge.recording import recording_link
from knowledge.redaction import Redactor
from knowledge.report import ImportReport, Tally
from knowledge.spoken import take_spoken
from knowledge.store import Truth
from knowledge.tagging.tagger import Tagger
from knowledge.transcript_import import customer_stretches
from retrieval.embedding import Embedder

_AT_COMPANY = re.compile(r"[\s,(–-]*(?:\b(?:at|of|for|with|in|bei|von|chez|de)\s+)?\[company\].*")


def import_interview(
    path: Path,
    *,
    source: str | None,
    approve: bool,
    truth: Truth,
    redactor: Redactor,
    tagger: Tagger,
    embedder: Embedder,
    progress: Progress | None = None,
) -> ImportReport:
    """Import one interview in a shape that ``read_interview`` reads. Raises BadInput.

    Every customer turn of at least four words becomes a verbatim. The names of the person, the
    company and the interviewer are taken out of everything; the company becomes the account's
    pseudonym. Without consent the words are for curators only; consent that was given or taken
    back since the last import is followed.
    """
    began = time.monotonic()
    tally = Tally()
    read = read_interview(path)
    names = _names(read.fields)
    if names.find(read.fields.id):
        raise BadInput(f"{path.name}: the id names the person or the company. Choose another id.")
    named = NamedRedactor(redactor, names)
    kept = _record(read, named, truth.secret())
    comments = list(_comments(read, kept))
    intake = Intake(
        source=source or "interviews",
        approve=approve,
        truth=truth,
        redactor=named,
        tagger=tagger,
        embedder=embedder,
        tally=tally,
    )
    take_spoken([(path, comments)], intake, progress)
    truth.put_interview(kept)
    moved = truth.show_interview_to(kept.id, kept.audience)
    tally.notes += _notes(kept, moved, {journey.id for journey in truth.journeys()})
    return tally.report(rejects_file=None, seconds=time.monotonic() - began)


def _names(fields: InterviewFile) -> KnownNames:
    return KnownNames((*fields.interviewee, *fields.interviewer), fields.company)


def _record(read: InterviewRead, redactor: Redactor, secret: bytes) -> Interview:
    fields = read.fields
    persona, segment, journey = (
        found.text
        for found in redactor.redact_fields([fields.persona, fields.segment, fields.journey])
    )
    role = redactor.redact([fields.role])[0].text
    company, person = (next(iter(names), "") for names in (fields.company, fields.interviewee))
    return Interview(
        id=fields.id,
        day=fields.date,
        persona=persona,
        segment=segment,
        role=_AT_COMPANY.sub("", role).strip(),
        account=account_pseudonym(secret, company) if company else "",
        customer=customer_pseudonym(secret, person) if person else "",
        turns=sum(1 for _ in customer_stretches(read.transcript)),
        journey=journey,
        may_be_quoted=fields.consent,
    )


def _comments(read: InterviewRead, kept: Interview) -> Iterator[Comment]:
    fields = read.fields
    link = recording_link(fields.recording, fields.id) if fields.recording else ""
    for stretch in customer_stretches(read.transcript):
        attributes = {"interview": kept.id, "role": kept.role, "at": stretch.turns[0].at}
        yield Comment(
            line=stretch.number,
            text=stretch.text[:LONGEST_TEXT],
            source_id=f"{kept.id}#{stretch.number}",
            occurred_at=kept.day,
            customer=next(iter(fields.interviewee), ""),
            account=next(iter(fields.company), ""),
            segment=kept.segment,
            persona=kept.persona,
            step=kept.journey if "/" in kept.journey else "",
            channel=INTERVIEW,
            audience=kept.audience,
            attributes={name: value for name, value in attributes.items() if value},
            recording=link,
            moments=stretch.moments,
        )


def _notes(kept: Interview, moved: int, maps: set[str]) -> Iterator[str]:
    if not kept.may_be_quoted:
        yield "Without consent the words are for curators only. If it was given: 'consent: yes'."
    if moved:
        yield f"{moved} turns that were held already are now for {kept.audience}."
    if kept.journey and kept.journey.partition("/")[0] not in maps:
        yield f"It belongs to the map {kept.journey!r}, which was not imported yet."
