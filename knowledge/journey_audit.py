"""What is wrong with the maps themselves: the known ways in which journey maps fail, as checks.

The checks are Clarabridge's pitfalls of journey mapping (a map that was made up, that has no vision
of a better state, that nobody acts on) and the steps of the Sellers' Compass (see the journey from
outside, listen along the whole of it, agree who does what) turned into questions to a map.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from domain.journey import JourneyMap, Step
from knowledge.journey_finding import AuditInput, Finding
from knowledge.journey_owner import unknown_owners, unowned
from knowledge.journey_twin import pair_maps
from knowledge.journey_wording import inside_out_words

_YEAR = timedelta(days=365)


def audit_journeys(given: AuditInput) -> list[Finding]:
    """All findings, map by map, then those about no single map."""
    found: list[Finding] = []
    for journey in given.journeys:
        for check in _OF_A_MAP:
            found += check(journey, given)
        for reference, step in journey.steps():
            for look in _OF_A_STEP:
                found += look(journey, reference, step, given)
    return [*found, *unowned(given), *outside_every_step(given)]


def made_up(journey: JourneyMap, given: AuditInput) -> Iterator[Finding]:
    """Today is told by customers; the future may be made up.

    An interview counts if it is held: by its id in the map, or by the map that it names.
    """
    if journey.state != "current" or _is_told(journey, given):
        return
    if journey.interviews:
        yield Finding("made up", journey.id,
                      f"It lists {_talks(len(journey.interviews))} not held here.",
                      "Import them with hearback import interview; list their ids.")  # fmt: skip
    else:
        yield Finding("made up", journey.id, "No interview with a customer is behind this map.",
                      "Talk to three customers, then hearback import interview.")  # fmt: skip


def _is_told(journey: JourneyMap, given: AuditInput) -> bool:
    return any(
        held.id in journey.interviews or held.journey.partition("/")[0] == journey.id
        for held in given.interviews
    )


def _talks(count: int) -> str:
    return "one talk that is" if count == 1 else f"{count} talks that are"


def no_sponsor(journey: JourneyMap, _: AuditInput) -> Iterator[Finding]:
    if not journey.sponsor:
        yield Finding("no sponsor", journey.id, "No sponsor is named.",
                      "Find somebody who can change what the map shows; name them.")  # fmt: skip


def no_vision(journey: JourneyMap, given: AuditInput) -> Iterator[Finding]:
    drawn = journey.id in pair_maps(given.journeys)
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
    if told := inside_out_words(step, given.roles):
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


def no_such_owner(
    _: JourneyMap, reference: str, step: Step, given: AuditInput
) -> Iterator[Finding]:
    yield from unknown_owners(reference, step, given)


def outside_every_step(given: AuditInput) -> Iterator[Finding]:
    outside = given.outside
    if not outside.n:
        return
    share = f"{outside.n:,} of {outside.total:,} approved comments fit no step of a map"
    about = ", ".join(f"{theme} {n:,}" for theme, n in outside.themes)
    read = "; ".join(f"hearback review show {each}" for each in outside.examples)
    ask = "Is a step missing, or is the tag wrong?"
    yield Finding("outside every step", "all maps", f"{share}; most are about {about}.",
                  f"Read some: {read}. {ask}")  # fmt: skip


_OF_A_MAP: tuple[Callable[[JourneyMap, AuditInput], Iterator[Finding]], ...] = (
    made_up, no_sponsor, no_vision, collecting_dust,
)  # fmt: skip
_OF_A_STEP: tuple[Callable[[JourneyMap, str, Step, AuditInput], Iterator[Finding]], ...] = (
    no_listening_post, feeling_without_proof, inside_out, nobody_owns, no_such_owner,
)  # fmt: skip
