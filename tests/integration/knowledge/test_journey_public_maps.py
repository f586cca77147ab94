"""The five public maps come in whole: every stage and step, and the fields that there are."""

from pathlib import Path

import pytest

from knowledge.curated_import import import_journey
from tests.fakes.knowledge import FakeTruth

pytestmark = pytest.mark.data


@pytest.mark.parametrize(
    ("file", "stages", "steps", "filled"),
    [
        ("mintlens_customer_journey.md", 5, 5,
         {"what": 5, "channels": 5, "feeling": 5, "owners": 5, "emotion": 3}),
        ("sportsbook_league_journey.md", 2, 7,
         {"what": 7, "who": 7, "why": 7, "channels": 7, "feeling": 7, "evoked_by": 7, "future": 7,
          "tollgates": 7, "listening_posts": 7, "emotion": 6}),
        ("va_transition_journey.md", 4, 4, {"what": 4, "why": 4, "evoked_by": 4}),
        ("va_veteran_journey.json", 10, 42, {"why": 13, "channels": 28, "matters": 13}),
        ("va_veteran_journey.md", 10, 42, {"why": 13, "channels": 28, "matters": 13}),
    ],
)  # fmt: skip
def test_a_public_map(
    public_data: Path, file: str, stages: int, steps: int, filled: dict[str, int]
) -> None:
    truth = FakeTruth()
    report = import_journey(public_data / "journeys" / file, truth=truth)
    (journey,) = truth.maps.values()
    held = [step for _, step in journey.steps()]
    counts = {name: sum(_is_told(getattr(step, name)) for step in held) for name in filled}
    assert (len(journey.stages), report.imported, counts) == (stages, steps, filled)
    assert any(note.startswith("Not placed") for note in report.notes) == (
        file != "va_veteran_journey.md"
    )


def _is_told(value: object) -> bool:
    return value is not False and value not in ("", (), None)
