"""Journey maps as JSON of phases, stages and moments."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.error import BadInput
from knowledge.curated_import import read_map

MAP: dict[str, Any] = {
    "title": "Learning to sail",
    "persona": "Beginner",
    "club": "Harbour",
    "phases": [
        {
            "name": "Ashore",
            "stages": [
                {
                    "name": "Knots",
                    "moments": [
                        {"name": "First knot", "type": "standard"},
                        {
                            "name": "It holds",
                            "type": "momentThatMatters",
                            "whyItMatters": "Trust begins here",
                            "services": ["Course", "Club night"],
                            "emotion": "proud",
                        },
                    ],
                }
            ],
        },
        {"name": "Afloat", "moments": [{"name": "Cast off"}]},
    ],
}


def write(folder: Path, value: object) -> Path:
    (folder / "map.json").write_text(json.dumps(value))
    return folder / "map.json"


def test_phases_are_kept_and_moments_become_steps(tmp_path: Path) -> None:
    journey, notes = read_map(write(tmp_path, MAP))
    assert (journey.id, journey.persona) == ("learning-to-sail", "Beginner")
    assert [stage.name for stage in journey.stages] == ["Knots", "Afloat"]
    assert journey.scope == "Ashore; Afloat"
    _, holds, _ = (step for _, step in journey.steps())
    assert (holds.why, holds.channels, holds.emotion) == (
        "Trust begins here", ("Course", "Club night"), 2,
    )  # fmt: skip
    assert holds.matters
    assert any("club (1)" in note for note in notes)


@pytest.mark.parametrize("phases", [[1], [[]], [{"name": "A", "stages": [2]}]])
def test_phases_of_another_shape_are_refused(tmp_path: Path, phases: object) -> None:
    with pytest.raises(BadInput, match="lists of named things"):
        read_map(write(tmp_path, {"phases": phases}))


def test_phases_with_nothing_in_them_are_refused(tmp_path: Path) -> None:
    for phases in ([], "x", {}):
        with pytest.raises(BadInput, match="holds no steps"):
            read_map(write(tmp_path, {"phases": phases}))


def names_of(folder: Path, value: object) -> list[tuple[str, list[str]]]:
    journey, _ = read_map(write(folder, value))
    return [(stage.name, [step.name for step in stage.steps]) for stage in journey.stages]


def test_one_tier_more_and_what_ends_early_is_a_step(tmp_path: Path) -> None:
    boat = {"name": "Boats", "moments": [{"name": "Choose a boat"}, "Rig it"]}
    stages = [{"name": "Prepare", "groups": [boat]}, {"name": "Rest", "moments": []}]
    value = {"journey": {"name": "Sail", "phases": [{"name": "Ashore", "stages": stages},
                                                    {"name": "Afloat"}]}}  # fmt: skip
    assert names_of(tmp_path, value) == [
        ("Prepare / Boats", ["Choose a boat", "Rig it"]),
        ("Ashore", ["Rest"]),
        ("Afloat", ["Afloat"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [
        [{"stage": "S", "moments": [{"moment": "m"}]}],
        {"title": "T", "lifeStages": [{"name": "S", "momentsThatMatter": [{"name": "m"}]}]},
        {"title": "T", "phases": {"P": {"S": [{"title": "m"}]}}},
        {"journeyMap": {"phases": [{"name": "S", "steps": [{"label": "m", "id": 4}]}]}},
        {"data": [{"phases": [{"name": "S", "touchpoints": [{"name": "m"}]}]}]},
    ],
)
def test_tiers_under_other_names(tmp_path: Path, value: object) -> None:
    assert names_of(tmp_path, value) == [("S", ["m"])]


def test_objects_as_fields_and_persona(tmp_path: Path) -> None:
    moment = {"name": "Wait", "emotions": {"label": "happy", "score": "4/5"}, "momentOfTruth": True,
              "touchpoints": [{"name": "Phone", "channel": "voice"}],
              "painPoints": [{"text": "Cold", "severity": "high"}],
              "needs": {"information": "a time", "next step": "a name"}}  # fmt: skip
    persona = {"name": "Lee", "goal": "Sit down", "age": 41}
    journey, notes = read_map(
        write(tmp_path, {"persona": persona, "phases": [{"name": "P", "moments": [moment]}]})
    )
    ((_, step),) = journey.steps()
    assert (journey.persona, journey.persona_goal) == ("Lee", "Sit down")
    assert (step.emotion, step.feeling, step.matters) == (1, "happy", True)
    assert step.channels == ("Phone (channel: voice)",)
    assert step.evoked_by == "Cold (severity: high)"
    assert (step.needs.information, step.needs.next_step) == ("a time", "a name")
    assert any("age (1)" in note for note in notes)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["phases", "stages", "moments", "name", "type", "emotion",
                                       "needs", "touchpoints", "persona", "x"]), inner,
                      max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=_JSON)
def test_any_json_is_a_map_or_bad_input(tmp_path: Path, value: object) -> None:
    try:
        journey, _ = read_map(write(tmp_path, value))
    except BadInput:
        return
    assert list(journey.steps())


def test_our_own_fields_in_json_are_still_checked_strictly(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Did you mean 'sponsor'"):
        read_map(write(tmp_path, {"id": "a", "name": "A", "persona": "P", "sponsr": "x",
                                  "stages": [{"id": "s", "name": "S",
                                              "steps": [{"id": "t", "name": "T"}]}]}))  # fmt: skip
