"""Sitting in and progress, through the door that the CX team uses."""

from pathlib import Path

from tests.e2e.command_line import CommandLine

NOW = ("--now", "2026-11-22T09:00")

ROOT = str(Path(__file__).parents[3])  # the program of this checkout, wherever it is installed


def test_from_a_listed_session_to_notes_in_review(own_home: Path, tmp_path: Path) -> None:
    line = CommandLine(own_home, {"HF_HUB_OFFLINE": "1", "PYTHONPATH": ROOT})
    wrong = line.run("sit-in", "add", "A call", "--step", "no/where", "--at", "2026-12-03T14:00")
    assert wrong.code == 2
    assert "Known: " in wrong.err
    step = wrong.err.partition("Known: ")[2].split(",")[0].strip(" .\n")
    add = ("sit-in", "add", "Interview", "--step", step, "--at", "2026-12-03T14:00", *NOW)
    added = line.run(*add, "--places", "1", "--customer", "Mara Lind", "--json").document
    assert line.run("sit-in", "invite", added["id"], *NOW).code == 2
    assert line.run("sit-in", "consent", added["id"], "--by", "Ada", "--json").code == 0
    assert line.run("sit-in", "invite", added["id"], *NOW, "--json").document["state"] == "offered"
    assert line.run("sit-in", "sign-up", added["id"], "U1", *NOW, "--json").document["has_place"]
    second = line.run("sit-in", "sign-up", added["id"], "U2", *NOW)
    assert "you are next" in second.out
    notes = tmp_path / "notes.txt"
    notes.write_text("She said the bill came twice.\n\nWrite to mara@example.com about it.\n")
    assert line.run("sit-in", "notes", added["id"], notes).code == 2
    taken = line.run("sit-in", "notes", added["id"], notes, "--customer", "Mara Lind", "--json")
    assert taken.document["imported"] == 2
    assert "mara@example.com" not in line.run("review", "list", "--source", "sit-in").out
    forgotten = line.run("forget", "--customer", "Mara Lind", "--json")
    assert forgotten.code == 0, forgotten.err
    assert line.run("sit-in", "list", "--json").document == {"sessions": []}
    progress = line.run("progress", "--as-of", "2026-11-22", "--json").document
    assert {month["reached"]["count"] for month in progress["months"]} == {None}
    assert progress["months"][0]["asked"]["reason"] == "fewer than five"
    assert progress["stages"][0]["name"] == "listening"
