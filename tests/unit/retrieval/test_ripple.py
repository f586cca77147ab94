"""The ripple: direct, through colleagues, around circles, and nowhere."""

from domain.journey import JourneyMap, Stage, Step
from domain.role import InternalClient, Responsibility, Role, RoleLink, StepLink
from retrieval.ripple import RippleGraph

PAY = Step(id="pay", name="Pay the invoice", emotion=-2, feeling="angry")
CALL = Step(id="call", name="Call for help", emotion=0, feeling="calm")
USER = JourneyMap(
    id="user", name="Using it", persona="Bookkeeper", stages=(Stage("all", "All", (PAY, CALL)),)
)


def duty(
    name: str, *, reaches: str = "", serves: tuple[str, str | None] | None = None
) -> Responsibility:
    return Responsibility(
        id=name,
        name=name.capitalize(),
        reaches=(StepLink(reaches, "it is felt"),) if reaches else (),
        serves=(RoleLink(serves[0], "they pass it on", serves[1]),) if serves else (),
    )


def role(name: str, *duties: Responsibility) -> Role:
    return Role(name=name, title=name.upper(), responsibilities=duties)


def steps_from(name: str, *roles: Role) -> list[str]:
    return [ripple.step_ref for ripple in RippleGraph(roles, [USER]).ripples(name)]


def test_a_responsibility_reaches_a_step_directly() -> None:
    assert steps_from("finance", role("finance", duty("bills", reaches="user/pay"))) == ["user/pay"]


def test_a_role_without_customers_reaches_them_through_colleagues() -> None:
    legal = role("legal", duty("contracts", serves=("finance", "bills")))
    finance = role("finance", duty("bills", reaches="user/pay"))
    (ripple,) = RippleGraph([legal, finance], [USER]).ripples("legal")
    assert [stop.role.name for stop in ripple.stops] == ["legal", "finance"]
    assert [link.note for link in ripple.links] == [
        "ripple:legal/contracts>finance/bills",
        "ripple:finance/bills>user/pay",
    ]


def test_a_circle_of_colleagues_ends() -> None:
    one = role("one", duty("a", serves=("two", "b")))
    two = role("two", duty("b", serves=("one", "a")))
    assert steps_from("one", one, two) == []


def test_the_shortest_way_to_a_step_is_kept() -> None:
    finance = role(
        "finance",
        Responsibility(
            id="bills",
            name="Bills",
            reaches=(StepLink("user/pay", "directly"),),
            serves=(RoleLink("service", "they explain", "desk"),),
        ),
    )
    service = role("service", duty("desk", reaches="user/pay"))
    (ripple,) = RippleGraph([finance, service], [USER]).ripples("finance")
    assert ripple.direct


def test_a_link_to_an_unknown_step_or_role_leads_nowhere() -> None:
    assert steps_from("it", role("it", duty("x", reaches="user/unknown"))) == []
    assert steps_from("it", role("it", duty("x", serves=("nobody", None)))) == []
    assert steps_from("nobody") == []


def test_places_are_found_by_half_of_the_words() -> None:
    graph = RippleGraph([], [USER])
    assert graph.places_called(["invoice"])[0] == {"user/pay"}
    assert graph.places_called(["unicorn"])[0] == frozenset()


def test_without_a_curated_link_a_role_reaches_customers_through_its_internal_clients() -> None:
    audit = Role(
        name="audit",
        title="AUDIT",
        responsibilities=(duty("checks"),),
        internal_clients=(InternalClient("finance", "an answer in a day"),),
    )
    finance = role("finance", duty("bills", reaches="user/pay"))
    (ripple,) = RippleGraph([audit, finance], [USER]).ripples("audit")
    assert ripple.supposed
    assert [link.note for link in ripple.links] == [
        "client:audit>finance",
        "ripple:finance/bills>user/pay",
    ]


def test_a_curated_link_is_never_mixed_with_supposed_ones() -> None:
    legal = Role(
        name="legal",
        title="LEGAL",
        responsibilities=(duty("contracts", reaches="user/pay"), duty("advice")),
        internal_clients=(InternalClient("service", "an answer in a day"),),
    )
    service = role("service", duty("desk", reaches="user/call"))
    ripples = RippleGraph([legal, service], [USER]).ripples("legal")
    assert [(r.step_ref, r.supposed) for r in ripples] == [("user/pay", False)]
