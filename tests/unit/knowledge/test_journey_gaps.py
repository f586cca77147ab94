"""Gaps: what is needed against what is got, ranked by pain times value."""

from dataclasses import replace

import pytest

from domain.journey import JourneyMap, Needs, Stage, Step
from knowledge.journey_gaps import Shortfall, explain_pain, pain_of, rank_gaps
from knowledge.journey_twin import lone_steps, pair_maps
from retrieval.corpus import Tally


def step(name: str, **fields: object) -> Step:
    return Step(id=name, name=name, **fields)


def journey(*steps: Step, **fields: object) -> JourneyMap:
    return JourneyMap(
        **{"id": "m", "name": "Map", "persona": "P"} | fields, stages=(Stage("s", "S", steps),)
    )


def quiet(_: str) -> Tally:
    return Tally()


@pytest.mark.parametrize(
    ("emotion", "rated", "negative", "pain"),
    [
        (-2, 0, 0, 1.0),
        (2, 0, 0, 0.0),
        (0, 10, 10, 0.75),
        (None, 10, 5, 0.5),
        (-2, 4, 0, 1.0),
        (None, 4, 4, None),
    ],
)
def test_pain(emotion: int | None, rated: int, negative: int, pain: float | None) -> None:
    assert pain_of(emotion, rated, negative) == pain


def test_the_most_pain_times_value_comes_first() -> None:
    cheap = step("cheap", emotion=-2, value=10.0, future="x")
    dear = step("dear", emotion=-1, value=100.0, share_of_customers=0.5, future="x")
    unknown = step("unknown", emotion=-2, future="x")
    gaps = rank_gaps([journey(cheap, dear, unknown)], quiet)
    assert [(gap.rank, gap.step, gap.score, gap.stake) for gap in gaps] == [
        (1, "dear", 37.5, 50.0),
        (2, "unknown", 30.0, None),  # the median of 10 and 50 stands in
        (3, "cheap", 10.0, 10.0),
    ]


def test_needs_that_are_met_are_no_gap() -> None:
    met = Needs(information="The price.", channel="phone")
    one = step("one", needs=met, gets=Needs(information="the price", channel="Phone"))
    two = step("two", needs=Needs(content="a page", next_step="a date"), gets=Needs(content="no"))
    (gap,) = rank_gaps([journey(one, two)], quiet)
    assert gap.shortfalls == (
        Shortfall("content", "a page", "no"),
        Shortfall("next_step", "a date", ""),
    )
    assert gap.do == "Nobody owns the step yet: agree who, and give them the content: a page"


def test_comments_count_and_the_owner_is_told_what_to_bring_about() -> None:
    one = step("one", owners=("finance",), future="Paid in a day")
    (gap,) = rank_gaps([journey(one)], lambda _: Tally(12, 10, 8))
    assert (gap.pain, gap.comments, gap.negative) == (0.8, 12, 8)
    assert gap.do == "finance: bring about: Paid in a day"


def test_a_map_of_the_future_says_what_is_to_be() -> None:
    today = journey(step("wait", what="Waits"))
    to_be = journey(step("wait", what="Is called back"), id="m-future", state="future")
    (gap,) = rank_gaps([today, to_be], quiet)
    assert (gap.today, gap.future) == ("Waits", "Is called back")
    assert rank_gaps([today, replace(to_be, id="other", name="Other", persona="Q")], quiet) == []


@pytest.mark.parametrize(
    ("emotion", "rated", "negative", "told"),
    [
        (-2, 0, 0, "the map says -2"),
        (0, 10, 9, "the map says 0, 9 of 10 rated comments are negative"),
        (1, 3, 3, "the map says +1, 3 rated comments are too few to count"),
        (None, 0, 0, "neither the map nor comments tell"),
    ],
)
def test_pain_says_what_it_was_worked_out_from(
    emotion: int | None, rated: int, negative: int, told: str
) -> None:
    assert explain_pain(emotion, rated, negative) == told


def test_a_need_shows_what_the_map_of_the_future_gives_and_that_is_the_next_action() -> None:
    now = step("pay", needs=Needs(content="words"), gets=Needs(content="codes"), future="Clear")
    then = step("settle", gets=Needs(content="a line for each site"), owners=("finance",))
    aim = journey(replace(then, name="Pay"), id="to-be", name="Map (to be)", state="future")
    (gap,) = rank_gaps([journey(now), aim], quiet)
    assert gap.shortfalls == (Shortfall("content", "words", "codes", "a line for each site"),)
    assert (gap.future, gap.owners) == ("Clear", ("finance",))
    assert gap.do == "finance: give them 'a line for each site' (content) instead of 'codes'"


@pytest.mark.parametrize(
    ("fields", "is_pair"),
    [
        ({"id": "x", "name": "Map, future state", "persona": "Q"}, True),
        ({"id": "x", "name": "Map to be", "persona": "Q"}, True),
        ({"id": "m-to-be", "name": "Better", "persona": "Q"}, True),
        ({"id": "x", "name": "Better", "persona": "p "}, True),
        ({"id": "x", "name": "Better", "persona": "P", "segment": "farms"}, False),
        ({"id": "mx", "name": "Mapping", "persona": "Q"}, False),
        ({"id": "future", "name": "To be", "persona": "Q"}, False),
    ],
)
def test_which_maps_are_a_pair(fields: dict[str, str], is_pair: bool) -> None:
    aim = journey(step("a"), state="future", **fields)
    assert (pair_maps([journey(step("a")), aim]).get("m") == aim) is is_pair


def test_a_persona_with_two_maps_of_today_tells_nothing_about_the_pair() -> None:
    two = [journey(step("a")), journey(step("a"), id="n", name="Second")]
    assert pair_maps([*two, journey(step("a"), id="x", name="Better", state="future")]) == {}


def test_steps_that_only_one_map_of_the_pair_has() -> None:
    today = journey(step("wait"), step("ring", owners=("service",)), owner="CX")
    aim = journey(
        step("wait"), step("write", what="Writes once"), id="m-future", state="future", owner="CX"
    )
    told = [
        (each.where, each.to_come, each.missing_on, each.do) for each in lone_steps([today, aim])
    ]
    assert told == [
        ("m-future/write", True, "m", "CX: bring about: Writes once"),
        ("m/ring", False, "m-future", "service: keep it? Draw it on m-future"),
    ]
    assert lone_steps([today]) == []
