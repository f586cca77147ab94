"""The audit of maps: each check finds what it is for, and leaves a sound map alone."""

from dataclasses import replace
from datetime import date

import pytest

from domain.interview import Interview
from domain.journey import JourneyMap, Stage, Step
from domain.role import InternalClient, Policy, Responsibility, Role, RoleLink, StepLink
from knowledge.journey_audit import audit_journeys
from knowledge.journey_finding import CHECKS, AuditInput, Finding, Outside
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


TALK = Interview(id="talk-1", day=date(2026, 4, 2), persona="Owner of a dog", journey="help/call")


def audit(
    journey: JourneyMap, *more: JourneyMap, n: int = 4, roles=ROLES, talks=(TALK,), **other: object
) -> list[Finding]:
    given = AuditInput(
        journeys=[journey, *more],
        roles=roles,
        evidence=lambda _: Tally(n, n, 1),
        as_of=date(2026, 11, 22),
        interviews=talks,
        **other,
    )
    return audit_journeys(given)


def changed(**fields: object) -> JourneyMap:
    return replace(MAP, stages=(Stage("s", "Trouble", (replace(STEP, **fields),)),))


def test_a_sound_map_has_nothing_to_mend() -> None:
    assert audit(MAP) == []


@pytest.mark.parametrize(
    ("journey", "check", "where"),
    [
        (replace(MAP, sponsor=""), "no sponsor", "help"),
        (changed(future=""), "no vision", "help"),
        (replace(MAP, reviewed_at=date(2025, 11, 21)), "collecting dust", "help"),
        (replace(MAP, reviewed_at=None), "collecting dust", "help"),
        (changed(listening_posts=()), "no listening post", "help/call"),
        (changed(owners=()), "nobody owns the step", "help/call"),
        (changed(owners=("service", "magic")), "no such owner", "help/call"),
        (changed(owners=("service", "service/gone")), "no such owner", "help/call"),
        (changed(tollgates=("paid", "finance/check")), "no such owner", "help/call"),
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


def test_a_tollgate_with_a_slash_need_not_be_a_responsibility() -> None:
    assert audit(changed(tollgates=("24/7", "yes/no", "service/desk"), owners=("service",))) == []


def test_a_year_to_the_day_is_not_too_long() -> None:
    assert audit(replace(MAP, reviewed_at=date(2025, 11, 22))) == []


def test_a_feeling_needs_a_comment_unless_it_is_of_the_future() -> None:
    assert [f.check for f in audit(MAP, n=0)] == ["feeling without proof"]
    assert audit(replace(MAP, state="future"), n=0) == []
    assert audit(changed(feeling="", emotion=None), n=0) == []


def test_comments_that_fit_no_step_are_told_with_their_themes_and_examples() -> None:
    (found,) = audit(MAP, outside=Outside(6, 10, (("price", 4), ("van", 2)), ("v_1", "v_2")))
    assert found.check == "outside every step"
    assert found.what.startswith("6 of 10 ")
    assert found.what.endswith("most are about price 4, van 2.")
    assert "hearback review show v_1; hearback review show v_2." in found.do


@pytest.mark.parametrize(
    ("listed", "talks", "told"),
    [
        ((), (), "No interview with a customer"),
        (("a talk", "another"), (), "It lists 2 talks that are not held here."),
        (("a talk",), (), "It lists one talk that is not held here."),
        ((), (replace(TALK, journey="helpless"),), "No interview with a customer"),
        ((), (TALK,), ""),
        ((), (replace(TALK, journey="help"),), ""),
        (("talk-1",), (replace(TALK, journey=""),), ""),
    ],
)
def test_an_interview_counts_if_it_is_held(listed, talks, told: str) -> None:
    found = audit(replace(MAP, interviews=listed), talks=talks)
    assert [each.check for each in found] == (["made up"] if told else [])
    assert all(each.what.startswith(told) for each in found)
    assert all("hearback import interview" in each.do for each in found)


def test_a_map_of_the_future_may_be_made_up_and_is_the_vision_of_its_own_journey() -> None:
    aim = replace(MAP, id="help-future", name="Getting help, to be", state="future", interviews=())
    bare = changed(future="")
    assert audit(bare, aim) == []
    other = replace(aim, id="pay-future", name="Paying", persona="Owner of a cat")
    assert [each.check for each in audit(bare, other)] == ["no vision"]


def test_responsibilities_that_no_role_owns() -> None:
    lost = Responsibility(
        id="bills",
        name="Bills",
        reaches=(StepLink("help/gone", "?"), StepLink("help/call", "!")),
        serves=(
            RoleLink("service", "?", "unknown"),
            RoleLink("nobody", "?"),
            RoleLink("service", "!", "desk"),
        ),
    )
    finance = replace(
        ROLES[1], responsibilities=(lost,), internal_clients=(InternalClient("legal", "advice"),)
    )
    gone = Policy("treasury", Responsibility(id="loans", name="Loans", kind="policy"))
    found = audit(MAP, roles=(ROLES[0], finance), policies=(gone,))
    assert {each.check for each in found} == {"no such owner"}
    assert [(each.where, each.what) for each in found] == [
        ("treasury/loans", "A policy of treasury, which is no role."),
        ("finance", "Works for legal, which is no role."),
        ("finance/bills", "Serves service/unknown, nobody, which no role owns."),
        ("finance/bills", "Reaches help/gone, a step of no map."),
    ]


def test_every_check_names_whose_advice_it_is() -> None:
    for told in CHECKS.values():
        assert told.startswith(("Clarabridge's pitfall: ", "Sellers' Compass, "))
