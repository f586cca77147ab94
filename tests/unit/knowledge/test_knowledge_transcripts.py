"""Calls in the shapes that exports come in."""

from datetime import date
from pathlib import Path

import pytest

from domain.error import BadInput
from knowledge.readers.transcript import read_transcript
from knowledge.transcript_import import customer_comments

OPENING = "thank you for calling, how can I help?"
TROUBLE = "my line has been dead since Tuesday"


def said(tmp_path: Path, name: str, content: str) -> list[tuple[str | None, str]]:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    return [(c.source_id, c.text) for c in customer_comments(read_transcript(file))]


@pytest.mark.parametrize(
    ("agent", "customer"),
    [
        ("Agent", "Customer"),
        ("Agent (Bo)", "Customer (Ida)"),
        ("AGENT (BO)", "CUSTOMER (IDA)"),
        ("Bo (Agent)", "Ida (Customer)"),
        ("Agent Bo", "Ida"),
        ("Customer Service Representative", "Caller"),
        ("**Agent", "**Customer"),
        ("Bo", "Ida"),
    ],
)
def test_plain_speakers(tmp_path: Path, agent: str, customer: str) -> None:
    stars = "**" if agent.startswith("**") else ""
    text = (
        f"Call transcript\nDate: 3 Nov 2026\n\n{agent}:{stars} Hello, {OPENING}\n\n"
        f"{customer}:{stars} Hi, {TROUBLE}.\n\n{agent}:{stars} Let me check that.\n"
        f"{customer}:{stars} Thanks.\n\n[End of transcript]"
    )
    assert said(tmp_path, "c.txt", text) == [("c#2", f"Hi, {TROUBLE}.")]


def test_names_stand_for_labelled_speakers(tmp_path: Path) -> None:
    text = (
        f"Agent (Bo): Hi, {OPENING}\nCustomer (Ida): Hello, {TROUBLE}\n"
        "Bo: Sorry.\nIda: And the phone too, by the way"
    )
    assert [text for _, text in said(tmp_path, "c.txt", text)] == [
        f"Hello, {TROUBLE}",
        "And the phone too, by the way",
    ]


def test_voice_tags_with_times(tmp_path: Path) -> None:
    file = tmp_path / "c.vtt"
    file.write_text(
        f"WEBVTT\n\nNOTE Desk, 11 November 2026\n\n"
        f"1\n00:00:01.000 --> 00:00:04.000\n<v Agent>Hello, {OPENING}\n\n"
        f"2\n00:01:02.500 --> 00:01:09.000\n<v Customer>{TROUBLE},\n\n"
        "3\n00:01:09.000 --> 00:01:12.000\n<v Customer>and nobody told us\n"
    )
    (comment,) = customer_comments(read_transcript(file))
    assert comment.text == f"{TROUBLE}, and nobody told us"
    assert comment.attributes == {"call": "c", "at": "00:01:02"}
    assert comment.occurred_at == date(2026, 11, 11)


def test_subrip(tmp_path: Path) -> None:
    text = (
        f"1\n00:00:01,000 --> 00:00:02,000\nAgent: Hi, {OPENING}\n\n"
        f"2\n00:00:03,000 --> 00:00:04,000\nCustomer: {TROUBLE}\n"
    )
    assert said(tmp_path, "c.srt", text) == [("c#2", TROUBLE)]


def test_one_line_calls(tmp_path: Path) -> None:
    text = f"**Call** **Agent:** Hi, {OPENING} **Customer:** {TROUBLE} **Agent:** I see."
    assert said(tmp_path, "c.txt", text) == [("c#2", TROUBLE)]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("c.txt", "just some words\nwithout speakers", "names no speakers"),
        ("c.vtt", "no header", "not WebVTT"),
        ("c.txt", "Ida: one two\nBo: three four\nIda: five\nBo: six", "cannot tell who"),
    ],
)
def test_unusable_calls(tmp_path: Path, name: str, content: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        said(tmp_path, name, content)
