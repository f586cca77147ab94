"""Which sessions a digest invites its role to sit in on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

from domain.audience import EMPLOYEE_GROUP
from domain.digest import Digest, Section, SectionKind
from domain.evidence import Evidence, Kind
from domain.session import INVITATION_PREFIX, Roll, is_open
from domain.statement import Figure, Statement
from retrieval.library import Library

_MOST = 2


def invite(digest: Digest, library: Library, rolls: Sequence[Roll], day: date) -> Digest:
    """The digest with the next sessions on this role's path, if its readers are employees.

    An invitation alone earns no send: a digest without anything else stays as it is.
    """
    if digest.skipped or not library.audience.may_see(EMPLOYEE_GROUP):
        return digest
    steps = library.graph.reach(digest.role).steps
    now = datetime.combine(day, time.min, UTC)
    offered = [roll for roll in rolls if is_open(roll.session, now) and roll.session.step in steps]
    if not offered:
        return digest
    first = len(digest.evidence) + 1
    evidence = [_evidence(f"E{first + i}", roll) for i, roll in enumerate(offered[:_MOST])]
    told = tuple(Statement((Figure(e.ref, "invitation"),), (e.ref,)) for e in evidence)
    section = Section(SectionKind.INVITED, "Sit in and listen", told)
    return replace(
        digest,
        sections=(*digest.sections, section),
        evidence=(*digest.evidence, *evidence),
    )


def _evidence(ref: str, roll: Roll) -> Evidence:
    session = roll.session
    places = f"{roll.free} of {session.places} places free" if roll.free else "waiting list only"
    said = f"{session.title} ({session.kind}), {session.starts_at:%-d %b %Y, %H:%M} UTC: {places}."
    return Evidence(
        ref=ref,
        kind=Kind.JOURNEY,
        id=f"{INVITATION_PREFIX}{session.id}",
        text=said,
        source=f"sit-in {session.id}",
        figures={"invitation": said},
    )
