"""Importing as a person does it: odd files, twice, killed half-way, two at once."""

import csv
import json
import sqlite3
import time
from pathlib import Path

from config.settings import Settings
from domain.audience import EMPLOYEES
from hearback.example import TODAY
from hearback.house import House
from retrieval.corpus import Filter
from tests.e2e.command_line import CommandLine

ROWS = [
    ("1", "3 Nov 2026", "The bill came twice and nobody rang me back"),
    ("2", "2026-11-04", "Engineer was lovely, fixed it before lunch"),
    ("3", "04.11.2026", "Donâ€™t send me three letters about â‚¬4"),
    ("4", "not a day", "This row has a date that nobody can read"),
    ("5", "2026-11-05T08:30:00Z", ""),
    ("6", "Nov 6, 2026", "Mail me at olive.marlow@example.org or ring 07700 900456"),
    ("6", "Nov 6, 2026", "Mail me at olive.marlow@example.org or ring 07700 900456"),
]


def write_rows(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "date", "comment"), *rows])
    return path


def test_a_file_is_imported_once_and_its_bad_rows_are_kept(
    empty: CommandLine, tmp_path: Path
) -> None:
    path = write_rows(tmp_path / "voices.csv", ROWS)
    first = empty.run("import", "verbatims", path, "--approve", "--json").document
    counts = {name: first[name] for name in ("read", "imported", "duplicates", "rejected")}
    assert counts == {"read": 7, "imported": 4, "duplicates": 1, "rejected": 2}
    assert first["redacted"] == {"email": 1, "phone": 1}
    with Path(first["rejects_file"]).open(encoding="utf-8") as file:
        rejected = list(csv.DictReader(file))
    assert [row["line"] for row in rejected] == ["5", "6"]
    assert all(row["reason"] for row in rejected)
    second = empty.run("import", "verbatims", path, "--approve", "--json").document
    assert (second["imported"], second["duplicates"]) == (0, 5)
    found = empty.run("search", "letters about money", "-k", "20", "--json").document
    texts = {hit["source_id"]: hit["text"] for hit in found["hits"]}
    assert texts["3"] == "Don’t send me three letters about €4"
    assert texts["6"] == "Mail me at [email] or ring [phone]"
    days = {hit["source_id"]: hit["occurred_at"] for hit in found["hits"]}
    assert days == {"1": "2026-11-03", "2": "2026-11-04", "3": "2026-11-04", "6": "2026-11-06"}


def test_what_was_not_approved_is_not_shown(empty: CommandLine, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "voices.csv", ROWS[:2])
    done = empty.run("import", "verbatims", path, "--json")
    assert "wait for review" in done.err
    assert empty.run("search", "bill", "--json").document["hits"] == []
    waiting = empty.run("review", "list", "--json").document["waiting"]
    assert empty.run("review", "approve", waiting[0]["id"], "--json").document["approved"] == 1
    (hit,) = empty.run("search", "bill engineer", "--json").document["hits"]
    assert hit["id"] == waiting[0]["id"]
    assert empty.run("review", "approve", "--all", "--json").document["approved"] == 1


def test_a_killed_import_is_finished_by_running_it_again(
    empty: CommandLine, tmp_path: Path
) -> None:
    rows = [
        (str(number), "2026-11-03", f"Comment number {number} tells its own story of the day")
        for number in range(1500)
    ]
    path = write_rows(tmp_path / "many.csv", rows)
    empty.run("init")
    running = empty.start("import", "verbatims", path, "--approve", "--json")
    while running.poll() is None and stored(empty) == 0:
        time.sleep(0.05)  # the import needs the processor
    running.kill()
    running.communicate()
    after_kill = stored(empty)
    assert 0 < after_kill < 1500
    second = empty.run("import", "verbatims", path, "--approve", "--json").document
    assert second["imported"] == 1500 - after_kill
    assert second["duplicates"] == after_kill
    found = empty.run("search", "story", "-k", "1000", "--where", "source=many", "--json").document
    assert len({hit["source_id"] for hit in found["hits"]}) == 1000


def stored(line: CommandLine) -> int:
    database = sqlite3.connect(line.home / "hearback.db")
    try:
        return int(database.execute("SELECT count(*) FROM evidence").fetchone()[0])
    finally:
        database.close()


def test_two_imports_at_once_lose_and_double_nothing(empty: CommandLine, tmp_path: Path) -> None:
    rows = [
        (str(n), "2026-11-03", f"Customer {n} waited a long while at window {n}")
        for n in range(300)
    ]
    one = write_rows(tmp_path / "one.csv", rows[:200])
    other = write_rows(tmp_path / "other.csv", rows[100:])
    empty.run("init")
    running = [empty.start("import", "verbatims", p, "--approve", "--json") for p in (one, other)]
    reports = [json.loads(process.communicate(timeout=300)[0]) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert sum(report["imported"] for report in reports) == 300 == stored(empty)
    found = empty.run("search", "window", "-k", "1000", "--json").document
    assert len({hit["source_id"] for hit in found["hits"]}) == 300


def test_a_second_process_reads_and_writes_beside_the_owner_of_the_index(
    kestrel: CommandLine, tmp_path: Path
) -> None:
    house = House(Settings(home=kestrel.home))
    try:
        assert house.index is not None
        path = write_rows(tmp_path / "new.csv", [("n1", "2026-11-20", "A walrus ate my router")])
        done = kestrel.run("import", "verbatims", path, "--approve", "--json")
        assert done.document["imported"] == 1
        assert "another hearback owns the index" in done.err.lower()
        hits = house.searcher.search("walrus", Filter(audience=EMPLOYEES), 3)
        assert hits[0].record.source_id == "n1"
        asked = kestrel.run(
            "ask", "what changed?", "--role", "finance", "--as-of", str(TODAY), "--json"
        )
        assert not asked.document["abstained"]
    finally:
        house.close()


def test_no_log_at_any_level_holds_what_a_customer_wrote(tmp_path: Path) -> None:
    """Rule 8 and rule 7: a canary in a comment is in no line of the log."""
    loud = CommandLine(tmp_path / "home", {"HEARBACK_LOG_LEVEL": "debug"})
    path = write_rows(
        tmp_path / "canary.csv",
        [("1", "2026-11-03", "The canaryword bill came twice and nobody rang me back")],
    )
    asking = ("ask", "what do customers say about bills?", "--role", "finance", "--json")
    errors = [
        loud.run("import", "verbatims", path, "--approve").err,
        loud.run("search", "bill").err,
        loud.run(*asking).err,
        loud.run("digest", "finance", "--period", "2026-W45").err,
    ]
    assert "canaryword" in loud.run("search", "bill").out
    assert not any("canaryword" in line for line in errors)
