"""What a score says."""

import pytest

from domain.scale import score_mood


@pytest.mark.parametrize(
    ("metric", "score", "mood"),
    [
        ("nps", 6, -1),
        ("nps", 7, 0),
        ("nps", 9, 1),
        ("csat", 2, -1),
        ("ces", 5, 1),
        ("nps", None, None),
        ("stars of our own", 1, None),
        (None, 1, None),
    ],
)
def test_a_score_says_something_on_a_known_scale_only(
    metric: str | None, score: float | None, mood: int | None
) -> None:
    assert score_mood(metric, score) == mood
