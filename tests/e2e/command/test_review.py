"""Review as people run it: in a terminal, in a pipe, in bulk."""

import os
import pty
import select
import subprocess
import time
from pathlib import Path

import pytest

from config.settings import Settings
from domain.verbatim import State
from hearback.house import House
from tests.e2e.command_line import CommandLine
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

ROWS = [
    make_verbatim("The bill came twice", id="v_0", themes=("billing",), sentiment=-0.9),
    make_verbatim("The bill was right", id="v_1", themes=("billing",), sentiment=0.5),
    make_verbatim("The engineer was late", id="v_2", source="tickets", sentiment=-0.2),
]


@pytest.fixture
def waiting(tmp_path: Path) -> CommandLine:
    """A home in which three comments wait; made without loading a model."""
    line = CommandLine(tmp_path / "home", {"HEARBACK_USER": "ann", "TERM": "xterm"})
    house = House(Settings(home=line.home), create=True)
    rows = [
        make_verbatim(r.text, id=r.id, themes=r.themes, sentiment=r.sentiment, source=r.source,
                      state=State.NEW) for r in ROWS
    ]  # fmt: skip
    house.truth.add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))
    house.close()
    return line


def in_terminal(line: CommandLine, *arguments: str, keys: list[tuple[str, str]]) -> str:
    """What a terminal showed; each key is pressed once its words stand on the screen."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        line.command(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, env=line.variables()
    )
    os.close(theirs)
    shown, seen = "", 0
    end = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < end:
        if not select.select([ours], [], [], 0.2)[0]:
            continue
        try:
            shown += os.read(ours, 65536).decode(errors="replace")
        except OSError:  # the other side is closed
            break
        if keys and keys[0][0] in shown[seen:]:
            seen = len(shown)
            os.write(ours, keys.pop(0)[1].encode())
    os.close(ours)
    assert process.wait(30) == 0, shown
    assert not keys, shown
    return shown


def test_one_by_one_in_a_terminal(waiting: CommandLine) -> None:
    shown = in_terminal(
        waiting, "review", keys=[("q quit", "a"), ("v_1", "\x1b[A"), ("q quit", "q")]
    )
    assert "The bill came twice" in shown
    assert "strong feeling" in shown
    history = waiting.run("review", "history", "--json").document["batches"]
    assert [(each["decision"], each["decided_by"]) for each in history] == [("approve", "ann")]
    assert waiting.run("review", "show", "v_0", "--json").document["item"]["tagged_by"] == "person"


def test_without_a_terminal_it_says_what_to_run(waiting: CommandLine) -> None:
    done = waiting.run("review")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "hearback review list" in done.err


def test_in_bulk_with_preview_and_undo(waiting: CommandLine) -> None:
    chosen = ("--where", "theme=billing", "--where", "source=survey")
    preview = waiting.run("review", "approve", *chosen, "--preview", "--json").document["preview"]
    assert (preview["count"], preview["by_source"]) == (2, {"survey": 2})
    refused = waiting.run("review", "approve", *chosen)
    assert refused.code == 2
    assert "2 would be approved. Add --yes" in refused.err
    done = waiting.run("review", "approve", *chosen, "--yes", "--json").document
    assert (done["approved"], done["counts"]) == (2, {"approved": 2, "new": 1})
    assert "2 as before" in waiting.run("review", "undo").out
    listed = waiting.run("review", "list", "--where", "source=tickets", "--json").document
    assert [each["id"] for each in listed["waiting"]] == ["v_2"]
    assert listed["counts"] == {"new": 3}
    backlog = waiting.run("review", "stats", "--json").document["backlog"]
    assert backlog["waiting"] == 3
    assert backlog["by_reason"]["strong feeling"] == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("approve",), "Name ids, or a filter"),
        (("approve", "v_0", "--all"), "Name ids, or a filter"),
        (("reject", "v_0", "--where", "source=x"), "Name ids, or a filter"),
        (("approve", "v_none"), "no evidence 'v_none'"),
        (("tag", "v_0", "--theme", "biling"), "Did you mean 'billing'"),
        (("tag", "v_0", "--sentiment", "3"), "-1 (bad) to 1 (good)"),
        (("redact", "v_0", "elsewhere"), "do not stand in v_0"),
        (("redact", "v_0", "bill", "--as", "hat"), "choose removed, email"),
        (("undo",), "ann has decided nothing"),
        (("show", "v_none"), "no evidence 'v_none'"),
        (("list", "--where", "theme"), "FIELD=VALUE"),
    ],
)
def test_bad_input_is_one_line(waiting: CommandLine, arguments: tuple[str, ...], told: str) -> None:
    done = waiting.run("review", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1
