"""A title or a question above a customer's words is searched, never quoted, and goes with them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.command_line import CommandLine

SAID = (
    "id,customer_id,course,question,text\n"
    "1,ACME-7,cellar,How do I tame the quokka in my invoice?,"
    "Ring the desk before noon and ask for a new one.\n"
    "2,OTHER-1,cellar,Can Olive Marlow (olive.marlow@example.org) unlock the door?,"
    "Only with the blue card that came by post.\n"
    "3,OTHER-2,attic,How do I tame the quokka upstairs?,It left by itself after a week.\n"
)


@pytest.fixture
def said(empty: CommandLine, tmp_path: Path) -> CommandLine:
    path = tmp_path / "said.csv"
    path.write_text(SAID)
    assert empty.run("import", "verbatims", path, "--approve", "--json").document["imported"] == 3
    return empty


def stored(home: Path) -> bytes:
    return b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())


def headings(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "hearback.db")) as database:
        return [
            row[0] for row in database.execute("SELECT heading FROM evidence WHERE heading > ''")
        ]


def test_it_is_searched_under_exact_filters_and_is_no_part_of_the_words(said: CommandLine) -> None:
    asked = ("search", "quokka", "--where", "course=cellar", "--json")
    hits = said.run(*asked).document["hits"]
    assert hits[0]["source_id"] == "1"
    assert hits[0]["text"] == "Ring the desk before noon and ask for a new one."
    assert {hit["source_id"] for hit in hits} == {"1", "2"}
    # One customer alone wrote under this question, so it singles that customer out.
    assert "question" not in hits[0]["attributes"]


def test_it_is_redacted(said: CommandLine) -> None:
    assert any("unlock the door" in heading for heading in headings(said.home))
    assert not any("arlow" in heading for heading in headings(said.home))
    assert b"arlow" not in stored(said.home)


def test_it_is_forgotten_with_the_customer(said: CommandLine) -> None:
    assert b"quokka in my invoice" in stored(said.home)
    done = said.run("forget", "--customer", "ACME-7", "--json")
    assert done.code == 0
    assert b"quokka in my invoice" not in stored(said.home)
    assert any("quokka upstairs" in heading for heading in headings(said.home))
