"""Bad input gets one clear line and exit code 2, and loses nothing."""

import sqlite3
from pathlib import Path

import pytest

from tests.e2e.command_line import CommandLine, Outcome


def refused(outcome: Outcome, *words: str) -> None:
    """One line on standard error that says what happened, nothing on standard output."""
    assert outcome.code == 2, outcome.err
    assert outcome.out == ""
    lines = outcome.err.strip().splitlines()
    assert len(lines) == 1, outcome.err
    assert lines[0].startswith("hearback: ")
    assert all(word in lines[0] for word in words), lines[0]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.csv", None, ["missing.csv"]),
        ("empty.csv", b"", ["empty.csv"]),
        ("header.csv", b"id,comment\n", ["header.csv", "no rows"]),
        ("numbers.csv", b"a,b\n1,2\n3,4\n", ["--map"]),
        ("noise.xlsx", b"\x00\x01\x02 not a workbook", ["noise.xlsx"]),
        ("broken.json", b'[{"text": "cut', ["broken.json"]),
        ("file.pdf", b"%PDF-1.7", ["file.pdf"]),
    ],
)
def test_a_file_that_cannot_be_used(
    empty: CommandLine, tmp_path: Path, name: str, content: bytes | None, words: list[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    refused(empty.run("import", "verbatims", path), *words)


def test_a_directory_and_a_wrong_map(empty: CommandLine, tmp_path: Path) -> None:
    refused(empty.run("import", "verbatims", tmp_path))
    path = tmp_path / "words.csv"
    path.write_text("id,comment\n1,The bill came twice and nobody rang back\n")
    refused(empty.run("import", "verbatims", path, "--map", "coment=text"), "coment", "comment")
    refused(empty.run("import", "verbatims", path, "--map", "comment=txt"), "txt", "text")
    refused(empty.run("import", "verbatims", path, "--map", "comment"), "comment")


def test_usage(empty: CommandLine) -> None:
    refused(empty.run("ask", "why?", "--role", "finance"), "hearback init")
    refused(empty.run("nonsense"), "nonsense")
    refused(empty.run("digest"), "ROLE")
    empty.run("init")
    refused(empty.run("ask", "why?"), "--role", "finance")
    refused(empty.run("ask", " ", "--role", "finance"), "question")
    refused(empty.run("ask", "why?", "--role", "finanse"), "finanse", "Did you mean 'finance'")
    refused(empty.run("ask", "why?", "--role", "it", "--as-of", "soon"), "2026-11-15")
    refused(empty.run("digest", "finance", "--period", "then"), "2026-W46")
    refused(empty.run("search", "x", "--where", "nonsense"), "FIELD=VALUE")
    refused(empty.run("retract", "v_unknown"), "v_unknown", "Nothing was changed")
    refused(empty.run("serve"), "HEARBACK_SLACK_BOT_TOKEN")
    refused(empty.run("subscribe", "C1", "--role", "it", "--zone", "Mars/Base"), "Mars/Base")


def test_settings_that_cannot_be_used(empty: CommandLine) -> None:
    for name, value in (("HEARBACK_HTTP_PORT", "lots"), ("HEARBACK_LOG_LEVEL", "loud")):
        wrong = CommandLine(empty.home, {name: value})
        refused(wrong.run("init"), name)


def test_a_home_that_is_a_file_and_a_newer_home(empty: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("I was here first")
    refused(CommandLine(tmp_path / "file", {}).run("init"), "HEARBACK_HOME")
    empty.run("init")
    with sqlite3.connect(empty.home / "hearback.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    refused(empty.run("trends"), "newer", "HEARBACK_HOME")


def test_an_internal_failure_has_an_id_and_shows_no_exception(empty: CommandLine) -> None:
    empty.home.mkdir()
    (empty.home / "hearback.db").write_bytes(b"this is no database, and long enough to be read")
    done = empty.run("trends", "--json")
    assert done.code == 1
    assert done.out == ""
    told = done.err.strip().splitlines()[-1]
    assert told.startswith("hearback: Hearback failed.")
    assert told.rstrip(".").split()[-1] in done.err.splitlines()[0]
