"""Journey maps as JSON of phases, stages and moments."""

import json
from pathlib import Path
from typing import Any

import pytest

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
    assert any("club (1), type (1)" in note for note in notes)


@pytest.mark.parametrize("phases", ["x", [1], {"a": 1}, [{"name": "A", "stages": ["b"]}]])
def test_phases_of_another_shape_are_refused(tmp_path: Path, phases: object) -> None:
    with pytest.raises(BadInput, match="lists of named things"):
        read_map(write(tmp_path, {"phases": phases}))


def test_phases_with_nothing_in_them_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no steps"):
        read_map(write(tmp_path, {"phases": []}))


def test_our_own_fields_in_json_are_still_checked_strictly(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Did you mean 'sponsor'"):
        read_map(write(tmp_path, {"id": "a", "name": "A", "persona": "P", "sponsr": "x",
                                  "stages": [{"id": "s", "name": "S",
                                              "steps": [{"id": "t", "name": "T"}]}]}))  # fmt: skip
