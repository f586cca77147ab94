"""Importing what the CX team writes by hand: journey maps, roles, insights and policies."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from domain.error import BadInput, unknown
from domain.insight import Insight
from domain.journey import JourneyMap
from domain.role import with_policy
from knowledge.insight_file import read_insights
from knowledge.journey_file import read_journey
from knowledge.journey_markdown import read_markdown
from knowledge.journey_sheet import read_sheet
from knowledge.journey_va import is_in_phases, read_phases
from knowledge.policy_file import read_policy
from knowledge.redaction import Redactor
from knowledge.report import ImportReport
from knowledge.role_file import read_roles, unknown_steps
from knowledge.store import Truth

_MARKDOWN = {".md", ".markdown", ".mdown"}
_SHEETS = {".csv", ".tsv", ".xlsx", ".xlsm"}


def read_map(path: Path) -> tuple[JourneyMap, list[str]]:
    """A map in whatever shape it has, and what of it could not be placed. Raises BadInput.

    YAML and JSON with our own fields are checked strictly; Markdown, sheets and phases of moments
    are placed on those fields as far as they go.
    """
    kind = path.suffix.lower()
    if kind in _MARKDOWN:
        return read_markdown(path)
    if kind in _SHEETS:
        return read_sheet(path)
    if is_in_phases(path):
        return read_phases(path)
    return read_journey(path), []


def import_journey(path: Path, *, truth: Truth) -> ImportReport:
    """Import one journey map in any shape that ``read_map`` reads. Raises BadInput.

    ``read`` counts its steps; all count as imported if the map changed, else as duplicates.
    """
    began = time.monotonic()
    journey, notes = read_map(path)
    count = sum(1 for _ in journey.steps())
    changed = truth.put_journey(journey)
    return _report(count, count if changed else 0, began, notes)


def import_roles(path: Path, *, truth: Truth) -> ImportReport:
    """Import roles and their ripples (YAML or JSON). Raises BadInput with the place that is wrong.

    Steps that no stored map holds are named in the notes: the map may come later.
    """
    began = time.monotonic()
    roles = read_roles(path, {role.name for role in truth.roles()})
    known = {ref for journey in truth.journeys() for ref, _ in journey.steps()}
    notes = [
        f"{role} reaches the step {step!r}, which no imported journey map holds yet."
        for role, step in unknown_steps(roles, known)
    ]
    return _report(len(roles), truth.put_roles(roles), began, notes)


def import_insights(path: Path, *, truth: Truth, redactor: Redactor) -> ImportReport:
    """Import a list of insights (YAML or JSON). Raises BadInput with the place that is wrong.

    Evidence is kept under its stored id. What names nothing that is held is told in the notes; it
    may come later. Personal data in a claim is taken out.
    """
    began = time.monotonic()
    insights = read_insights(path)
    claims = redactor.redact([insight.claim for insight in insights])
    known = truth.evidence_named({ref for each in insights for ref in each.evidence})
    changed = 0
    notes: list[str] = []
    for insight, claim in zip(insights, claims, strict=True):
        held = tuple(dict.fromkeys(known.get(ref, ref) for ref in insight.evidence))
        notes += _about(insight, [ref for ref in insight.evidence if ref not in known])
        if claim.spans:
            notes.append(f"Personal data was taken out of the claim of {insight.id!r}.")
        changed += truth.put_insight(replace(insight, claim=claim.text, evidence=held))
    return _report(len(insights), changed, began, notes)


def _about(insight: Insight, missing: Sequence[str]) -> Iterator[str]:
    if not missing:
        return
    named = ", ".join(repr(ref) for ref in missing)
    yield f"The insight {insight.id!r} names {named}, which nothing that is held is called."
    if len(missing) == len(insight.evidence) and not insight.outside:
        yield f"The insight {insight.id!r} is not shown until some of its evidence is held."


def import_policy(path: Path, *, truth: Truth) -> ImportReport:
    """Import one policy with its text into its role. Raises BadInput, also for an unknown role.

    Steps that no stored map holds are named in the notes: the map may come later.
    """
    began = time.monotonic()
    policy = read_policy(path)
    roles = {role.name: role for role in truth.roles()}
    for name in (policy.role, *(link.role for link in policy.responsibility.serves)):
        if name not in roles:
            raise BadInput(f"{path.name}: {unknown('role', name, roles)}")
    merged = with_policy(roles[policy.role], policy.responsibility)
    (duty,) = (d for d in merged.responsibilities if d.id == policy.responsibility.id)
    known = {ref for journey in truth.journeys() for ref, _ in journey.steps()}
    notes = [
        f"It reaches the step {link.step!r}, which no imported journey map holds yet."
        for link in duty.reaches
        if link.step not in known
    ]
    if not duty.reaches and not duty.serves:
        notes.append("It reaches no step yet, so no complaints are set against it: add 'reaches'.")
    return _report(1, int(truth.put_policy(policy)), began, notes)


def _report(read: int, imported: int, began: float, notes: list[str]) -> ImportReport:
    return ImportReport(
        read=read,
        imported=imported,
        duplicates=read - imported,
        rejected=0,
        seconds=round(time.monotonic() - began, 3),
        notes=notes,
    )
