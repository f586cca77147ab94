"""Which paths of a role are told: the best of each responsibility, and few."""

from domain.journey import JourneyMap, Stage, Step
from domain.role import Responsibility, Role
from retrieval.gather.path import Weighed, choose_strongest
from retrieval.ripple import Link, Ripple, Stop

STEPS = {name: Step(id=name, name=name) for name in ("pay", "call", "move", "leave", "buy")}
JOURNEY = JourneyMap(
    id="user", name="Using it", persona="Bookkeeper", stages=(Stage("a", "A", (*STEPS.values(),)),)
)
ROLE = Role(name="finance", title="Finance")


def way(duty: str, step: str, strength: float, *, through: int = 0) -> Weighed:
    stop = Stop(ROLE, Responsibility(id=duty, name=duty))
    ripple = Ripple(
        stops=(stop,) * (through + 1),
        links=(Link("note", "how"),) * (through + 1),
        step_ref=step,
        step=STEPS[step],
        journey=JOURNEY,
    )
    return Weighed(ripple, strength)


def told(*weighed: Weighed) -> list[tuple[str, str]]:
    strongest = choose_strongest(sorted(weighed, key=lambda each: -each.strength))
    return [(each.origin.responsibility.id, each.step_ref) for each in strongest]


def test_each_responsibility_is_told_by_its_best_path() -> None:
    assert told(way("bills", "pay", 1), way("bills", "call", 0.1), way("fees", "pay", 0.8)) == [
        ("bills", "pay"),
        ("fees", "pay"),
    ]


def test_what_is_weak_beside_the_strongest_is_left_out() -> None:
    assert told(way("bills", "pay", 1), way("fees", "call", 0.01)) == [("bills", "pay")]


def test_a_straight_way_is_told_before_one_through_colleagues() -> None:
    assert told(way("bills", "pay", 0.5), way("bills", "call", 1, through=1)) == [("bills", "pay")]


def test_another_step_of_the_same_responsibility_is_told_if_it_is_strong() -> None:
    assert told(way("bills", "pay", 1), way("bills", "call", 0.9)) == [
        ("bills", "pay"),
        ("bills", "call"),
    ]


def test_few_are_told() -> None:
    assert len(told(*(way(f"duty {step}", step, 1) for step in STEPS))) < len(STEPS)


def test_nothing_is_told_of_nothing() -> None:
    assert choose_strongest([]) == []
