"""What is wrong with the maps themselves: the known ways in which journey maps fail, as checks.

The checks are Clarabridge's pitfalls of journey mapping (a map that was made up, that has no vision
of a better state, that nobody acts on) and the steps of the Sellers' Compass (see the journey from
outside, listen along the whole of it, agree who does what) turned into questions to a map.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.journey import JourneyMap, Step
from domain.role import Role
from knowledge.journey_picture import Evidence

_YEAR = timedelta(days=365)
_COMPANY_WORDS = re.compile(
    r"\b(tickets?|onboarding|process(?:es|ing)?|skus?|provision(?:ing|ed)?|escalat(?:e|ion)s?|"
    r"cases?|leads?|conversions?|upsell(?:ing)?|cross-sell(?:ing)?|churn|funnel|kyc|slas?|crm|"
    r"workflows?|lifecycle|backlog|hand-?overs?|touchpoints?|end users?|user flow|work orders?)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\b(?:the )?(?:users?|customers?|clients?) (?:must|shall|should|has to|have to|is required to"
    r"|needs to)\b",
    re.IGNORECASE,
)
_OFFICE_VERBS = (
    "approves|assigns|bills|calls|checks|closes|collects|confirms|contacts|creates|handles|informs|"
    "invoices|issues|manages|opens|prepares|processes|provisions|registers|reviews|schedules|sends|"
    "updates|validates|verifies"
)
CHECKS = {
    "made up": "Clarabridge: a map without interviews is fiction",
    "no sponsor": "Clarabridge: all talk, no action",
    "no vision": "Clarabridge: no picture of the better state",
    "collecting dust": "Clarabridge: a map that nobody has looked at for a year",
    "feeling without proof": "Clarabridge: a feeling that no customer's words bear out",
    "inside-out": "Sellers' Compass: see the journey as the customer does",
    "no listening post": "Sellers' Compass: listen at every step",
    "nobody owns the step": "Sellers' Compass: agree who does what",
    "owner unknown": "Sellers' Compass: agree who does what",
    "link to nowhere": "Sellers' Compass: agree how roles hand over",
    "outside every step": "Sellers' Compass: the journey begins before, and ends after, our part",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: which check, in which map or step, what is the matter, what to do."""

    check: str
    where: str
    what: str
    do: str


@dataclass(frozen=True, slots=True)
class AuditInput:
    """What an audit looks at. ``evidence`` tallies a step's comments; ``total`` counts all."""

    journeys: Sequence[JourneyMap]
    roles: Sequence[Role]
    evidence: Evidence
    total: int
    as_of: date


def audit_journeys(given: AuditInput) -> list[Finding]:
    """All findings, map by map, then those about no single map."""
    found: list[Finding] = []
    for journey in given.journeys:
        for check in _OF_A_MAP:
            found += check(journey, given)
        for reference, step in journey.steps():
            for look in _OF_A_STEP:
                found += look(journey, reference, step, given)
    return [*found, *links_to_nowhere(given), *outside_every_step(given)]


def made_up(journey: JourneyMap, _: AuditInput) -> Iterator[Finding]:
    if not journey.interviews:
        yield Finding("made up", journey.id, "No interview with a customer is behind this map.",
                      "Talk to three customers and list the talks under interviews.")  # fmt: skip


def no_sponsor(journey: JourneyMap, _: AuditInput) -> Iterator[Finding]:
    if not journey.sponsor:
        yield Finding("no sponsor", journey.id, "No sponsor is named.",
                      "Find somebody who can change what the map shows; name them.")  # fmt: skip


def no_vision(journey: JourneyMap, given: AuditInput) -> Iterator[Finding]:
    drawn = any(other.state == "future" and other.id != journey.id for other in given.journeys)
    steps = [step for _, step in journey.steps()]
    if journey.state == "current" and not drawn and not any(step.future for step in steps):
        yield Finding("no vision", journey.id, "No step says how it should be.",
                      "Write future at the steps that hurt most.")  # fmt: skip


def collecting_dust(journey: JourneyMap, given: AuditInput) -> Iterator[Finding]:
    day = journey.reviewed_at
    if day is None or given.as_of - day > _YEAR:
        what = f"Last reviewed on {day}." if day else "It was never reviewed."
        yield Finding("collecting dust", journey.id, what,
                      "Go through it with those who work there, then set reviewed_at.")  # fmt: skip


def feeling_without_proof(
    journey: JourneyMap, reference: str, step: Step, given: AuditInput
) -> Iterator[Finding]:
    """A map of the future may say how people are to feel; one of today has to show it."""
    felt = step.feeling or step.emotion is not None
    if felt and journey.state == "current" and not given.evidence(reference).n:
        told = f"{step.feeling!r}" if step.feeling else f"{step.emotion:+d}"
        yield Finding("feeling without proof", reference,
                      f"The map says {told}, and no approved comment is placed at the step.",
                      "Collect comments here, or take the feeling out.")  # fmt: skip


def inside_out(_: JourneyMap, reference: str, step: Step, given: AuditInput) -> Iterator[Finding]:
    told = (*_inside_out_words(step), *_orders(step), *_departments(step, given.roles))
    if told:
        yield Finding("inside-out", reference, f"Says it as the company does: {'; '.join(told)}.",
                      "Say it in the words a customer would use.")  # fmt: skip


def no_listening_post(
    journey: JourneyMap, reference: str, step: Step, _: AuditInput
) -> Iterator[Finding]:
    if not step.listening_posts and journey.state == "current":
        yield Finding("no listening post", reference, "Nobody listens to customers here.",
                      "Add a question, a call review or a report, and name it.")  # fmt: skip


def nobody_owns(_: JourneyMap, reference: str, step: Step, __: AuditInput) -> Iterator[Finding]:
    if not step.owners:
        yield Finding("nobody owns the step", reference, "No role owns this step.",
                      "Agree who owns it and write owners.")  # fmt: skip


def owner_unknown(
    _: JourneyMap, reference: str, step: Step, given: AuditInput
) -> Iterator[Finding]:
    known = {word.lower() for role in given.roles for word in (role.name, role.title)}
    missing = [owner for owner in step.owners if owner.lower() not in known]
    if missing:
        yield Finding("owner unknown", reference, f"No role is called {', '.join(missing)}.",
                      "Add the role with hearback import roles, or correct the name.")  # fmt: skip


def links_to_nowhere(given: AuditInput) -> Iterator[Finding]:
    """Responsibilities that are said to be felt at a step, or handed to a role, that is not."""
    steps = {reference for journey in given.journeys for reference, _ in journey.steps()}
    owned = {role.name: {each.id for each in role.responsibilities} for role in given.roles}
    for role in given.roles:
        for each in role.responsibilities:
            lost = [link.step for link in each.reaches if link.step not in steps]
            lost += [
                f"{link.role}/{link.responsibility}" if link.responsibility else link.role
                for link in each.serves
                if link.role not in owned
                or (link.responsibility and link.responsibility not in owned[link.role])
            ]
            if lost:
                yield Finding("link to nowhere", f"{role.name}/{each.id}",
                              f"Leads to {', '.join(lost)}, which nobody holds.",
                              "Import what is missing, or correct the link.")  # fmt: skip


def outside_every_step(given: AuditInput) -> Iterator[Finding]:
    references = [reference for journey in given.journeys for reference, _ in journey.steps()]
    outside = given.total - sum(given.evidence(reference).n for reference in references)
    if outside > 0:
        share = f"{outside:,} of {given.total:,} approved comments"
        yield Finding("outside every step", "all maps", f"{share} fit no step of a map.",
                      "Read some of them: is a step missing, or is the tag wrong?")  # fmt: skip


def _lived(step: Step) -> list[tuple[str, str]]:
    """What a map tells from the customer's side, and so has to be in the customer's words."""
    return [("name", step.name), ("what", step.what), ("why", step.why)]


def _inside_out_words(step: Step) -> list[str]:
    found = [
        f"{word.lower()!r} in {field}"
        for field, text in _lived(step)
        for word in _COMPANY_WORDS.findall(text)
    ]
    return list(dict.fromkeys(found))


def _orders(step: Step) -> list[str]:
    return [f"{found[0]!r} in {field}" for field, text in _lived(step)
            if (found := _ORDERS.search(text))]  # fmt: skip


def _departments(step: Step, roles: Sequence[Role]) -> list[str]:
    """A department that does something in the name of a step is the company's view of it."""
    names = {name.replace("-", " ") for role in roles for name in (role.name, role.title)}
    for name in sorted(names, key=len, reverse=True):
        starts = rf"(?:the )?{re.escape(name)}(?: team| department| desk)? (?:{_OFFICE_VERBS})\b"
        if re.match(starts, step.name, re.IGNORECASE):
            return [f"{name!r} is who acts in the name"]
    return []


_OF_A_MAP: tuple[Callable[[JourneyMap, AuditInput], Iterator[Finding]], ...] = (
    made_up, no_sponsor, no_vision, collecting_dust,
)  # fmt: skip
_OF_A_STEP: tuple[Callable[[JourneyMap, str, Step, AuditInput], Iterator[Finding]], ...] = (
    no_listening_post, feeling_without_proof, inside_out, nobody_owns, owner_unknown,
)  # fmt: skip
