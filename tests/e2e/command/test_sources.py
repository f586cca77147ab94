"""Interviews, recordings, insights and policies on the command line."""

from pathlib import Path

import pytest

from tests.e2e.command_line import CommandLine

LONG_CALL = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Agent>Hello, how can I help?

00:00:05.000 --> 00:00:20.000
<v Customer>My name is Rosalind Quill and I run a small bakery by the river with nine people
in it, who start at three in the morning when nobody else is up.

00:01:15.000 --> 00:01:25.000
<v Customer>The fibre splice in the cellar froze again last night, as it does every January.

00:01:30.000 --> 00:01:40.000
<v Customer>And I have told four of your people about it already,
each of whom wrote it down very carefully.
"""
INTERVIEW = """---
id: talk-7
date: 2026-08-03
persona: Owner of a garage
company: Hexwater Motors GmbH
interviewee: Ludovica Pemberstone
interviewer: Bo
consent: yes
---
Bo: What is the line like at Hexwater?
Ludovica: Hexwater's lifts hang on the line now, said no Pemberstone ever, until this spring.
"""


def test_a_quote_from_a_recording_opens_where_it_was_said(
    empty: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "call-9.vtt"
    path.write_text(LONG_CALL)
    link = ("--link", "https://play.example/{id}?t={seconds}", "--approve", "--json")
    first = empty.run("import", "recording", path, *link)
    assert (first.document["imported"], first.document["redacted"]) == (1, {"person": 1})
    assert empty.run("import", "recording", path, *link).document["imported"] == 0
    asked = ("ask", "what do customers say about the fibre splice?", "--role", "service")
    answer = empty.run(*asked, "--json").document
    (cited,) = [each for each in answer["evidence"] if each["kind"] == "verbatim"]
    quoted = next(s["text"] for s in answer["statements"] if cited["ref"] in s["evidence"])
    assert quoted.startswith("“The fibre splice in the cellar froze")
    assert cited["url"] == "https://play.example/call-9?t=75"
    told = empty.run(*asked, "--more").out
    assert "recording at 1:15: https://play.example/call-9?t=75" in told


def test_no_file_of_the_home_holds_who_was_interviewed(empty: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(INTERVIEW)
    done = empty.run("import", "interview", path, "--approve", "--json")
    assert (done.code, done.document["imported"]) == (0, 1)
    assert empty.run("import", "interview", path, "--json").document["imported"] == 0
    stored = b"".join(file.read_bytes() for file in empty.home.rglob("*") if file.is_file())
    for name in ("hexwater", "pemberstone", "ludovica"):
        assert name.encode() not in stored.lower()
    (hit,) = empty.run("search", "lifts hang on the line", "--json").document["hits"]
    assert "[company] lifts hang on the line now" in hit["text"]
    assert hit["source_id"] == "talk-7#2"
    gone = empty.run("forget", "--customer", "Hexwater Motors GmbH", "--json").document
    assert (len(gone["forgotten"]), gone["still_held"]) == (1, [])
    left = b"".join(file.read_bytes() for file in empty.home.rglob("*.db*") if file.is_file())
    assert b"Owner of a garage" not in left


@pytest.mark.parametrize(
    ("kind", "name", "text", "says"),
    [
        ("interview", "a.md", "---\nid: x\ndate: 2026-01-02\n---\nA: b", "persona is missing"),
        ("recording", "a.vtt", LONG_CALL, "Add --url"),
        ("insight", "a.yaml", "- id: x\n", "is missing"),
        ("policy", "a.md", "No fields", "has no fields"),
    ],
)  # fmt: skip
def test_bad_files_are_one_clear_line(
    empty: CommandLine, tmp_path: Path, kind: str, name: str, text: str, says: str
) -> None:
    (tmp_path / name).write_text(text)
    done = empty.run("import", kind, tmp_path / name, "--json")
    assert (done.code, done.out) == (2, "")
    (line,) = done.err.strip().splitlines()
    assert says in line


def test_insights_and_policies_are_imported_once(kestrel: CommandLine) -> None:
    here = Path("examples/kestrel")
    for kind, file in (("insight", "insights.yaml"), ("policy", "policies/payment-reminders.md")):
        done = kestrel.run("import", kind, here / file, "--json").document
        assert (done["imported"], done["duplicates"]) == (0, done["read"])
