"""Links to recordings, and the moments at which quotes open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.error import BadInput
from domain.moment import open_at, read_moment, second_at, tell_moment
from knowledge.recognisers.span import PERSON, Span
from knowledge.recording import place_moments, recording_link
from knowledge.redaction import replace_spans


@pytest.mark.parametrize(
    ("link", "opened"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=75s"),
        ("https://youtu.be/abc?t=10", "https://youtu.be/abc?t=75s"),
        ("https://vimeo.com/123456789", "https://vimeo.com/123456789#t=1m15s"),
        ("https://us02web.zoom.us/rec/play/a1", "https://us02web.zoom.us/rec/play/a1?t=75"),
        ("https://app.gong.io/call?id=7", "https://app.gong.io/call?id=7&t=75"),
        ("https://media.example/call.mp4", "https://media.example/call.mp4#t=75"),
        ("https://x.example/{id}?t={seconds}", "https://x.example/call-1?t=75"),
        ("https://x.example/{id}?start={clock}", "https://x.example/call-1?start=00:01:15"),
    ],
)
def test_a_link_opens_in_the_way_of_its_player(link: str, opened: str) -> None:
    assert open_at(recording_link(link, "call-1"), 75.4) == opened


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("ftp://x.example/a", "must begin with https"),
        ("javascript:alert(1)", "must begin with https"),
        ("x.example/a", "must begin with https"),
        ("https://[x/a", "must begin with https"),
        ("https://x.example/a?access_token=abc", "'access_token'"),
        ("https://x.example/a#key=abc", "'key'"),
        ("https://x.example/a?X-Amz-Signature=abc", "'X-Amz-Signature'"),
        ("https://zoom.us/rec/play/a?pwd=abc", "'pwd'"),
        ("https://ida:secret@x.example/a", "a user name"),
        ("https://x.example/a?for=ida%40firm.example", "an e-mail address"),
        ("https://x.example/eyJhbGciOiJIUzI1NiJ9", "a token"),
        ("https://x.example/a?moment={seconds}", "where players look"),
        ("https://x.example/{seconds}/a", "where players look"),
        ("https://x.example/{name}?t={seconds}", "may hold {id}"),
        ("https://x.example/a b", "no link holds"),
    ],
)
def test_a_link_that_cannot_be_used_is_refused_in_one_line(link: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as told:
        recording_link(link, "call-1")
    assert "\n" not in str(told.value)
    assert "secret" not in str(told.value)


def test_the_cue_that_holds_an_offset_is_found() -> None:
    moments = ((0, 10.0), (20, 15.0), (50, 30.0))
    assert [second_at(moments, at) for at in (0, 19, 20, 49, 50, 99)] == [10, 10, 15, 15, 30, 30]
    assert second_at((), 5) is None
    assert second_at(((5, 1.0),), 2) is None


def test_moments_are_told_and_read_alike() -> None:
    assert [tell_moment(s) for s in (5, 75.9, 3725)] == ["0:05", "1:15", "1:02:05"]
    assert read_moment("01:02:05") == 3725
    assert read_moment("soon") is None


def test_moments_move_with_what_was_redacted() -> None:
    text = "I am Rosalind Quill and nobody rang. Then Ida came late."
    spans = [Span(5, 19, PERSON), Span(42, 45, PERSON)]
    redaction = replace_spans(text, spans)
    moments = ((0, 1.0), (text.index("nobody"), 5.0), (12, 3.0), (text.index("Then"), 8.0),
               (text.index("came"), 9.0))  # fmt: skip
    placed = dict(place_moments(tuple(sorted(moments)), redaction))
    words = {second: redaction.text[at:].split()[0] for at, second in placed.items()}
    assert words == {1.0: "I", 3.0: "[person", 5.0: "nobody", 8.0: "Then", 9.0: "came"}


@given(
    text=st.text(alphabet="ab [].\n", min_size=1, max_size=60),
    cuts=st.lists(st.tuples(st.integers(0, 59), st.integers(1, 9)), max_size=4),
    offsets=st.lists(st.integers(0, 59), max_size=6),
)
def test_a_moment_outside_of_what_was_replaced_keeps_its_character(
    text: str, cuts: list[tuple[int, int]], offsets: list[int]
) -> None:
    spans = [Span(a, min(a + n, len(text)), "phone") for a, n in cuts if a < len(text)]
    redaction = replace_spans(text, spans)
    inside = {at for span in redaction.spans for at in range(span.start, span.end)}
    for offset in (each for each in offsets if each < len(text) and each not in inside):
        ((at, second),) = place_moments(((offset, 2.0),), redaction)
        assert second == 2.0
        assert redaction.text[at] == text[offset]
