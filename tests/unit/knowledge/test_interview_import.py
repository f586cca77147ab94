"""Interviews: what was said is taken in, who said it is not."""

import dataclasses
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.error import BadInput
from knowledge.interview_import import import_interview
from knowledge.known_name import KnownNames
from knowledge.redaction import Redaction, Redactor
from knowledge.report import ImportReport
from knowledge.tagging.tagger import Tagger, Tags
from tests.fakes.knowledge import FakeTruth, WordEmbedder

HEAD = """---
id: 2026-06-dentist
date: 2026-06-11
persona: Practice manager
segment: small-business
role: Deputy practice manager at Quellwerk Dental
company: Quellwerk Dental Ltd
interviewee: Ottilie Marchbanks
interviewer: Bo Ferris
journey: user
consent: yes
---
# Talk

Interviewer: Hello Ottilie, I am Bo. How is the line at Quellwerk?
Ottilie: Hi Bo. QUELLWERK'S line is fine, but the bills of quellwerk dental puzzle me, as I,
Marchbanks, told you.
Interviewer: Go on.
Customer: Yes.
Interviewer: And?
Customer: Our dental practice pays on Thursdays and the reminder comes on Tuesdays.
"""


class NoRedaction(Redactor):
    """A redactor that finds nothing, so that only known names are taken out."""

    def redact(self, texts: list[str]) -> list[Redaction]:  # type: ignore[override]
        return [Redaction(text, ()) for text in texts]

    redact_fields = redact  # type: ignore[assignment]


class NoTags(Tagger):
    def __init__(self) -> None:
        """Know nothing."""

    def tag(self, texts, vectors):  # type: ignore[no-untyped-def,override]
        return [Tags((), None, 0.0) for _ in texts]

    def resolve_step(self, name):  # type: ignore[no-untyped-def,override]
        return name

    def resolve_themes(self, names):  # type: ignore[no-untyped-def,override]
        return tuple(names)


def take(path: Path, truth: FakeTruth) -> ImportReport:
    return import_interview(
        path,
        source=None,
        approve=True,
        truth=truth,
        redactor=NoRedaction(),
        tagger=NoTags(),
        embedder=WordEmbedder(),
    )


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def stored(truth: FakeTruth) -> str:
    """Everything that is kept, as one text."""
    rows = [dataclasses.asdict(row) for row in truth.verbatims.values()]
    kept = [dataclasses.asdict(each) for each in truth.interviews()]
    return json.dumps([*rows, *kept], default=str)


def test_names_of_person_and_company_reach_no_store(tmp_path: Path) -> None:
    truth = FakeTruth()
    report = take(write(tmp_path, "i.md", HEAD), truth)
    assert (report.read, report.imported) == (2, 2)
    assert not re.search("quellwerk|ottilie|marchbanks|ferris", stored(truth), re.IGNORECASE)
    first, second = truth.verbatims.values()
    assert "[company] line is fine, but the bills of [company] puzzle me" in first.text
    assert second.text.startswith("Our dental practice pays")
    assert (first.channel, first.persona, first.source_id) == (
        "interview", "Practice manager", "2026-06-dentist#2",
    )  # fmt: skip
    assert first.audience == "employees"
    (kept,) = truth.interviews()
    assert (kept.id, str(kept.day), kept.turns, kept.journey) == (
        "2026-06-dentist", "2026-06-11", 2, "user",
    )  # fmt: skip
    assert kept.role == "Deputy practice manager"
    assert kept.account == first.account
    assert report.redacted["company"] == 2


def test_a_second_import_takes_nothing(tmp_path: Path) -> None:
    truth = FakeTruth()
    path = write(tmp_path, "i.md", HEAD)
    take(path, truth)
    again = take(path, truth)
    assert (again.imported, again.duplicates) == (0, 2)


def test_without_consent_the_words_are_for_curators_and_consent_is_followed(
    tmp_path: Path,
) -> None:
    truth = FakeTruth()
    report = take(write(tmp_path, "i.md", HEAD.replace("consent: yes", "consent: no")), truth)
    assert {row.audience for row in truth.verbatims.values()} == {"curators"}
    assert any("curators only" in note for note in report.notes)
    report = take(
        write(tmp_path, "i.md", HEAD.replace("consent: yes", "consent: yes, in writing")), truth
    )
    assert {row.audience for row in truth.verbatims.values()} == {"employees"}
    assert any("2 turns" in note for note in report.notes)
    take(write(tmp_path, "i.md", HEAD.replace("consent: yes\n", "")), truth)
    assert {row.audience for row in truth.verbatims.values()} == {"curators"}


FIELDS = """id: talk-1
date: 2026-06-11
persona: Baker
interviewee: Ottilie Marchbanks
consent: yes
"""


@pytest.mark.parametrize(
    "turns",
    [
        "turns:\n  - Interviewer: How was it?\n  - Ottilie: We waited for two weeks, really.\n",
        "turns:\n  - {speaker: Q, text: How so}\n  - {speaker: A, text: We waited two weeks}\n",
        "turns:\n  - 'Interviewer: How was it?'\n  - 'Customer: We waited for two weeks'\n",
        "turns: |\n  Interviewer: How was it?\n  Customer: We waited for two weeks\n",
    ],
)
def test_turns_in_yaml(tmp_path: Path, turns: str) -> None:
    truth = FakeTruth()
    take(write(tmp_path, "i.yaml", FIELDS + turns), truth)
    assert [text[:9] for text in truth.texts()] == ["We waited"]


@pytest.mark.parametrize("name", ["i.vtt", "i.yaml"])
def test_a_transcript_with_its_fields_beside_opens_its_recording(tmp_path: Path, name: str) -> None:
    write(tmp_path, "i.yaml", FIELDS + "recording: https://youtu.be/abc\n")
    write(
        tmp_path,
        "i.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bo>How was it?\n\n"
        "01:15.000 --> 01:17.000\n<v Ottilie>We waited two weeks.\n",
    )
    truth = FakeTruth()
    take(tmp_path / name, truth)
    (row,) = truth.verbatims.values()
    assert row.url == "https://youtu.be/abc?t=75s"
    assert row.moments == ((0, 75.0),)


SOME = "id: a\npersona: b\ndate: 2026-01-02\n"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("i.md", "Customer: we waited for two weeks", "does not say whose interview"),
        ("i.vtt", "WEBVTT\n", "names no speakers|does not say"),
        ("i.md", "---\nid: a\ndate: 2026-06-11\n---\nCustomer: x", "persona is missing"),
        ("i.md", "---\nid: a\npersona: b\ndate: soon\n---\nCustomer: x", "line 4: date is wrong"),
        ("i.md", f"---\n{SOME}consent: maybe\n---\n", "line 5: consent .*yes or no"),
        ("i.md", f"---\n{SOME}compnay: b\n---\n", "line 5: compnay .*'company'"),
        ("i.md", "---\nid: [a\n---\nCustomer: x", "not YAML: line"),
        ("i.md", HEAD.replace("2026-06-dentist", "quellwerk-1"), "the id names"),
        ("i.yaml", FIELDS, "holds no turns"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    truth = FakeTruth()
    with pytest.raises(BadInput, match=says) as told:
        take(write(tmp_path, name, text), truth)
    assert "\n" not in str(told.value)
    assert not truth.verbatims
    assert not truth.interviews()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(front=st.text(max_size=80), body=st.text(max_size=80))
def test_hostile_fields_are_taken_or_refused(tmp_path: Path, front: str, body: str) -> None:
    text = f"---\nid: a\ndate: 2026-01-02\npersona: b\n{front}\n---\nCustomer: a b c d e\n{body}"
    path = tmp_path / "i.md"
    path.write_text(text, encoding="utf-8", errors="replace")
    truth = FakeTruth()
    try:
        take(path, truth)
    except BadInput:
        assert not truth.verbatims


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Will you pay the bill, Bill?", "[x] you pay the bill, [x]?"),
        ("WILL HARTIGAN rang", "[x] rang"),
        ("hartigan’s line, Hartigans desk", "[x] line, [x] desk"),
        ("Hartiganson is another", "Hartiganson is another"),
        ("Ask will.hartigan or WillHartigan", "Ask [x] or [x]"),
    ],
)
def test_known_names_in_every_form(text: str, left: str) -> None:
    names = KnownNames(people=("Will Hartigan", "Bill"))
    spans = sorted(names.find(text), key=lambda span: (span.start, -span.end))
    out, at = "", 0
    for span in spans:
        if span.start >= at:
            out, at = f"{out}{text[at : span.start]}[x]", span.end
    assert out + text[at:] == left
