"""Calls as JSON, in the shapes that recorders write."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.error import BadInput
from knowledge.readers.transcript import read_transcript
from knowledge.readers.transcript_json import read_timed_json

WAIT = "we waited for two weeks"


@pytest.mark.parametrize(
    "document",
    [
        [{"speaker": "Customer", "text": WAIT, "start": 75.2}],
        {"segments": [{"speaker": "Customer", "text": WAIT, "start": "00:01:15,200"}]},
        {"text": "all of it", "utterances": [{"speaker": "Customer", "text": WAIT, "start": 75}]},
        {"turns": [{"name": "Customer", "content": WAIT, "start_ms": 75_200}]},
        {"monologues": [{"speaker": {"name": "Customer"}, "sentences": [
            {"text": WAIT, "start": 75}]}]},
        {"callTranscripts": [{"transcript": [{"speakerId": "Customer", "sentences": [
            {"start": 75_200, "text": WAIT}, {"start": 90_000, "text": WAIT}]}]}]},
    ],
)  # fmt: skip
def test_shapes(tmp_path: Path, document: Any) -> None:
    (tmp_path / "c.json").write_text(json.dumps(document))
    turn = read_transcript(tmp_path / "c.json").turns[0]
    assert (turn.speaker, turn.text, turn.at) == ("Customer", WAIT, "0:01:15")


@pytest.mark.parametrize(
    ("text", "says"), [("{", "not JSON"), ("[]", "no turns"), ("7", "no turns")]
)
def test_what_holds_no_turns(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_timed_json("c.json", text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["speaker", "text", "start", "turns"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_any_json_is_read_or_refused(document: Any) -> None:
    try:
        turns = read_timed_json("c.json", json.dumps(document))
    except BadInput as error:
        turns = []
        assert str(error).startswith("c.json")  # noqa: PT017 - both ends are right
    assert all(turn.text and (turn.second is None or turn.second >= 0) for turn in turns)
