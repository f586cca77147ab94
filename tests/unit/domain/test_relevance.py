"""Presses move what a role is told, and no one person can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.relevance import learned_weight, place_score

people = st.integers(0, 10_000)


@given(people, people)
def test_a_weight_is_bounded_and_mirrored(helpful: int, wrong: int) -> None:
    weight = learned_weight(helpful, wrong)
    assert 0.5 <= weight <= 2
    assert weight * learned_weight(wrong, helpful) == pytest.approx(1)


@given(people, people)
def test_one_more_of_a_mind_moves_it_that_way_and_little(helpful: int, wrong: int) -> None:
    before = learned_weight(helpful, wrong)
    after = learned_weight(helpful + 1, wrong)
    assert before <= after <= before * 1.19


def test_one_person_cannot_turn_two_places_around() -> None:
    """Own work counts four times a colleague's: the nearer place stays first."""
    own = place_score(closeness=1, learned=learned_weight(0, 1), moved=False, share=0.3, pain=0.5)
    far = place_score(
        closeness=0.25, learned=learned_weight(1, 0), moved=False, share=0.3, pain=0.5
    )
    assert own > far


def test_people_are_counted() -> None:
    with pytest.raises(ValueError, match="nought"):
        learned_weight(-1, 0)
