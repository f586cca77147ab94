"""Further words are taken out whole, everywhere, and moments move with the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.review import Removal
from knowledge.removal import TOKEN, Wording, take_out


def words_out(text: str, *words: str, instead: str = "removed") -> str:
    return take_out(Wording("v_1", text, {}), Removal(words=words, instead=instead))[0].text


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        ("Ask Ida, IDA or ida!", ("Ida",), "Ask [removed], [removed] or [removed]!"),
        ("Florida is not Ida", ("Ida",), "Florida is not [removed]"),
        ("At Mill\n  Lane 7", ("mill lane 7",), "At [removed]"),
        ("The [person A] said person A", ("person A",), "The [person A] said [removed]"),
        ("A.B. (x) costs $5.", ("(x)", "$5"), "A.B. [removed] costs [removed]."),
        ("Nothing here", ("elsewhere", " "), "Nothing here"),
        ("Ida Quill and Quill", ("Ida Quill", "Quill"), "[removed] and [removed]"),
    ],
)
def test_words_are_found_as_whole_words(text: str, words: tuple[str, ...], after: str) -> None:
    assert words_out(text, *words) == after


def test_people_keep_letters_so_that_they_stay_apart() -> None:
    assert words_out("Ida met [person A]", "Ida", instead="person") == "[person B] met [person A]"
    both = words_out("Ida met Olf, and Ida left", "Ida", "Olf", instead="person")
    assert both == "[person A] met [person B], and [person A] left"
    assert words_out("Ida left", "Ida", instead="person") == "[person] left"


def test_a_span_never_cuts_a_token() -> None:
    wording = Wording("v_1", "Ring [phone] or Ida", {})
    after, places = take_out(wording, Removal(spans=((2, 8), (16, 99))))
    assert (after.text, places) == ("Ri[removed] or [removed]", 2)


def test_attributes_are_searched_as_well() -> None:
    wording = Wording("v_1", "Fine", {"note": "from Ida", "site": "North"})
    after, places = take_out(wording, Removal(words=("Ida",)))
    assert (after.attributes, places) == ({"note": "from [removed]", "site": "North"}, 1)


def test_moments_move_with_the_text() -> None:
    text = "Hello Bartholomew. Now the bill."
    wording = Wording("v_1", text, {}, ((0, 0.0), (8, 1.0), (text.index("Now"), 2.0)))
    after, _ = take_out(wording, Removal(words=("Bartholomew",)))
    assert after.moments == ((0, 0.0), (6, 1.0), (after.text.index("Now"), 2.0))


@given(
    st.text("ab [].x\n", max_size=40),
    st.lists(st.text("abx.", min_size=1, max_size=3), max_size=3),
    st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=3),
)
def test_any_words_and_spans_leave_whole_tokens(
    text: str, words: list[str], spans: list[tuple[int, int]]
) -> None:
    moments = tuple((at, float(at)) for at in range(0, len(text), 3))
    wording = Wording("v_1", text, {}, moments)
    after, places = take_out(wording, Removal(words=tuple(words), spans=tuple(spans)))
    assert after.text.count("[removed]") == places + text.count("[removed]")
    assert len(TOKEN.findall(after.text)) >= places
    offsets = [at for at, _ in after.moments]
    assert offsets == sorted(offsets)
    assert all(0 <= at <= len(after.text) for at in offsets)
