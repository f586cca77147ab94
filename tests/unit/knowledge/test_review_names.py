"""A reviewer's words for a tag find the tag, or the nearest one is named."""

import pytest

from domain.error import NotFound
from knowledge.review_names import TagNames

NAMES = TagNames(
    themes=(("billing", "Bills and fees"), ("delivery", "Delivery"), ("delays", "Delays")),
    steps=(("user/pay", "Pay the bill"), ("buyer/pay-later", "Pay later"), ("user/call", "Call")),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["billing"], ("billing",)),
        ([" Bills and Fees "], ("billing",)),
        (["bil", "deliv"], ("billing", "delivery")),
        (["Delivery", "delivery"], ("delivery",)),
        ([], ()),
    ],
)
def test_themes_by_id_name_or_beginning(words: list[str], found: tuple[str, ...]) -> None:
    assert NAMES.resolve_themes(words) == found


@pytest.mark.parametrize("words", ["del", "", "delvery", "billings"])
def test_what_could_be_two_or_none_is_not_guessed(words: str) -> None:
    with pytest.raises(NotFound, match="Known: billing, delays, delivery"):
        NAMES.resolve_themes([words])


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(NotFound, match="Did you mean 'delivery'"):
        NAMES.resolve_themes(["delvery"])


@pytest.mark.parametrize("words", ["user/pay", "Pay the bill", "pay", "user/p"])
def test_steps_by_reference_name_or_last_part(words: str) -> None:
    assert NAMES.resolve_step(words) == "user/pay"


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(NotFound, match="Unknown step 'fly'"):
        NAMES.resolve_step("fly")
