"""The audit of maps: each check finds what it is for, and leaves a sound map alone."""

from dataclasses import replace
from datetime import date

import pytest

from domain.journey import JourneyMap, Stage, Step
from domain.role import Responsibility, Role, RoleLink, StepLink
from knowledge.journey_audit import CHECKS, AuditInput, Finding, audit_journeys
from retrieval.corpus import Tally

STEP = Step(
    id="call",
    name="Ask for help",
    what="Rings and waits",
    emotion=-1,
    feeling="lost",
    listening_posts=("call survey",),
    owners=("service",),
    future="Somebody answers at once",
)
MAP = JourneyMap(
    id="help",
    name="Getting help",
    persona="Owner of a dog",
    stages=(Stage("s", "Trouble", (STEP,)),),
    sponsor="Head of care",
    reviewed_at=date(2026, 5, 1),
    interviews=("one talk",),
)
ROLES = (
    Role(
        name="service",
        title="Customer service",
        responsibilities=(
            Responsibility(id="desk", name="Desk", reaches=(StepLink("help/call", "answers"),)),
        ),
    ),
    Role(name="finance", title="Finance"),
)


def audit(journey: JourneyMap, *, n: int = 4, total: int = 4, roles=ROLES) -> list[Finding]:
    given = AuditInput(
        journeys=[journey],
        roles=roles,
        evidence=lambda _: Tally(n, n, 1),
        total=total,
        as_of=date(2026, 11, 22),
    )
    return audit_journeys(given)


def changed(**fields: object) -> JourneyMap:
    return replace(MAP, stages=(Stage("s", "Trouble", (replace(STEP, **fields),)),))


def test_a_sound_map_has_nothing_to_mend() -> None:
    assert audit(MAP) == []


@pytest.mark.parametrize(
    ("journey", "check", "where"),
    [
        (replace(MAP, interviews=()), "made up", "help"),
        (replace(MAP, sponsor=""), "no sponsor", "help"),
        (changed(future=""), "no vision", "help"),
        (replace(MAP, reviewed_at=date(2025, 11, 21)), "collecting dust", "help"),
        (replace(MAP, reviewed_at=None), "collecting dust", "help"),
        (changed(listening_posts=()), "no listening post", "help/call"),
        (changed(owners=()), "nobody owns the step", "help/call"),
        (changed(owners=("service", "magic")), "owner unknown", "help/call"),
        (changed(name="Onboarding"), "inside-out", "help/call"),
        (changed(name="Open a ticket"), "inside-out", "help/call"),
        (changed(what="The user must fill in a form"), "inside-out", "help/call"),
        (changed(name="Finance approves the refund"), "inside-out", "help/call"),
        (changed(name="Customer service team checks"), "inside-out", "help/call"),
    ],
)
def test_each_check_finds_its_own(journey: JourneyMap, check: str, where: str) -> None:
    ((found),) = audit(journey)
    assert (found.check, found.where) == (check, where)
    assert found.what.endswith(".")
    assert found.do.endswith(".")
    assert check in CHECKS


@pytest.mark.parametrize("name", ["Finances worry me", "Service stops", "Buy a ticketless pass"])
def test_customers_words_are_left_alone(name: str) -> None:
    assert audit(changed(name=name)) == []


def test_a_year_to_the_day_is_not_too_long() -> None:
    assert audit(replace(MAP, reviewed_at=date(2025, 11, 22))) == []


def test_a_feeling_needs_a_comment_unless_it_is_of_the_future() -> None:
    assert [f.check for f in audit(MAP, n=0, total=0)] == ["feeling without proof"]
    assert audit(replace(MAP, state="future"), n=0, total=0) == []
    assert audit(changed(feeling="", emotion=None), n=0, total=0) == []


def test_comments_that_fit_no_step_are_counted() -> None:
    (found,) = audit(MAP, n=4, total=10)
    assert found.check == "outside every step"
    assert found.what.startswith("6 of 10 ")


def test_a_responsibility_that_leads_to_nobody() -> None:
    lost = Responsibility(
        id="bills",
        name="Bills",
        reaches=(StepLink("help/gone", "?"),),
        serves=(RoleLink("service", "?", "unknown"), RoleLink("nobody", "?")),
    )
    roles = (ROLES[0], replace(ROLES[1], responsibilities=(lost,)))
    (found,) = audit(MAP, roles=roles)
    assert (found.check, found.where) == ("link to nowhere", "finance/bills")
    assert "help/gone, service/unknown, nobody" in found.what
