"""``connect`` as a process, against a real HTTP server, with the real models."""

import json
import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.command_line import CommandLine
from tests.fakes.source_server import Answer, Asked, SourceServer, serving_source

SECRET = "dk-hush-77"
WORDS = [
    "The invoice was wrong again and nobody at the desk could tell me why",
    "Friendly driver, but the parcel stood in the rain for hours",
    "Mail me at ida@post.example when the engineer finally has a day",
    "Switching the contract took one call, I was pleasantly surprised",
]


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with serving_source() as running:
        yield running


@pytest.fixture
def hearback(tmp_path: Path) -> CommandLine:
    secrets = {"HEARBACK_ALLOW_PRIVATE_HOSTS": "true", "DELIGHTED_API_KEY": SECRET}
    return CommandLine(tmp_path / "home", secrets)


def survey(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "person": f"p{number}",
        "survey_type": "nps",
        "score": number % 11,
        "comment": f"{WORDS[number % 4]} ({number})",
        "created_at": 1790000000 + number,
        "updated_at": None,
    }


def pages(served: list[dict[str, Any]], size: int):
    def behave(asked: Asked) -> Answer:
        begin = (int(asked.query["page"]) - 1) * size
        return Answer(served[begin : begin + size])

    return behave


def held(home: Path) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(home / "hearback.db")
    try:
        query = "SELECT source_id, text FROM evidence WHERE kind = 'verbatim'"
        return database.execute(query).fetchall()
    finally:
        database.close()


def test_from_nothing_to_evidence(hearback: CommandLine, server: SourceServer) -> None:
    served = [survey(number) for number in range(4)] + [survey(9) | {"score": 99}]
    server.behave = pages(served, 100)
    base = f"base={server.url}"
    added = hearback.run(
        "connect", "add", "delighted-responses", "--as", "nps", "--set", base, "--json"
    )
    assert (added.document["name"], added.document["missing"]) == ("nps", [])
    shown = hearback.run("connect", "check", "nps", "--json")
    assert shown.document["items"] == 5
    assert shown.document["comments"][2]["text"].startswith("Mail me at [email]")
    assert "lies outside nps" in shown.document["rejected"][0]
    assert held(hearback.home) == []

    done = hearback.run("connect", "run", "nps", "--approve", "--json")
    assert done.code == 0, done.err
    document = done.document
    assert (document["read"], document["imported"], document["rejected"]) == (5, 4, 1)
    assert (document["pages"], document["redacted"]["email"]) == (1, 1)
    assert document["cursor"]["mark"].startswith("2026-09-21")
    rejects = Path(document["rejects_file"]).read_text()
    assert "99" in rejects
    assert len(held(hearback.home)) == 4
    found = hearback.run("search", "wrong invoice", "--json").document["hits"]
    assert found[0]["source_id"] == "0"

    again = hearback.run("connect", "run", "--all", "--json").document["connectors"][0]
    assert (again["imported"], again["duplicates"]) == (0, 4)
    listed = hearback.run("connect", "list", "--json").document["connectors"]
    mine = next(each for each in listed if each["name"] == "nps")
    assert (mine["own"], mine["imported"], mine["error"]) == (True, 4, None)
    everything = "".join(outcome.out + outcome.err for outcome in (added, shown, done))
    assert SECRET not in everything
    assert SECRET not in (hearback.home / "connectors" / "nps.yaml").read_text()


def test_a_failure_is_one_line_and_stays_on_record(
    hearback: CommandLine, server: SourceServer
) -> None:
    server.queue(Answer({"error": "unauthorized"}, 401))
    hearback.run("connect", "add", "delighted-responses", "--set", f"base={server.url}")
    failed = hearback.run("connect", "run", "delighted-responses", "--json")
    told = "The token in DELIGHTED_API_KEY was refused (401). Renew it."
    assert (failed.code, failed.document["error"]) == (2, told)
    assert failed.err.strip() == f"hearback: delighted-responses: {told}"
    checks = hearback.run("doctor", "--json").document["checks"]
    check = next(each for each in checks if each["name"] == "connectors")
    assert (check["well"], told in check["told"]) == (False, True)
    assert hearback.run("connect", "run").code == 2
    assert "Did you mean" in hearback.run("connect", "run", "delighted-response").err
    strict = CommandLine(hearback.home, {"DELIGHTED_API_KEY": SECRET})
    refused = strict.run("connect", "check", "delighted-responses")
    assert "HEARBACK_ALLOW_PRIVATE_HOSTS" in refused.err


def test_killed_in_the_middle_and_run_again(hearback: CommandLine, server: SourceServer) -> None:
    served = [survey(number) for number in range(500)]
    whole = pages(served, 100)

    def behave(asked: Asked) -> Answer:
        if asked.query["page"] == "4":
            time.sleep(60)  # the process is killed while it waits for this page
        return whole(asked)

    server.behave = behave
    hearback.run("connect", "add", "delighted-responses", "--set", f"base={server.url}")
    running = hearback.start("connect", "run", "delighted-responses")
    until = time.monotonic() + 240
    while not any(asked.query["page"] == "4" for asked in server.asked):
        assert time.monotonic() < until, "the fourth page was never asked for"
        assert running.poll() is None, running.communicate()
        time.sleep(0.1)
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    assert len(held(hearback.home)) == 300

    server.behave = whole
    asked_before = len(server.asked)
    done = hearback.run("connect", "run", "delighted-responses", "--json")
    assert [asked.query["page"] for asked in server.asked[asked_before:]] == ["4", "5", "6"]
    assert (done.document["imported"], done.document["duplicates"]) == (200, 0)
    rows = held(hearback.home)
    assert len(rows) == len({source_id for source_id, _ in rows}) == 500


def test_a_watched_folder(hearback: CommandLine, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    rows = [{"id": n, "comment": words, "date": "2026-10-02"} for n, words in enumerate(WORDS)]
    (inbox / "survey.json").write_text(json.dumps(rows))
    (inbox / "later.csv.part").write_text("id,comment\n")
    hearback.run("connect", "add", "folder", "--as", "inbox", "--set", f"folder={inbox}")
    waits = hearback.run("connect", "run", "inbox", "--json")
    assert (waits.document["imported"], "being written" in waits.err) == (0, True)
    os.utime(inbox / "survey.json", (1790000000, 1790000000))
    assert hearback.run("connect", "run", "inbox", "--json").document["imported"] == 4
    (inbox / "survey.json").rename(inbox / "renamed.json")
    again = hearback.run("connect", "run", "inbox", "--json").document
    assert (again["read"], again["imported"], again["error"]) == (0, 0, None)


def add_hourly(hearback: CommandLine, server: SourceServer) -> None:
    hearback.run("connect", "add", "delighted-responses", "--set", f"base={server.url}")
    path = hearback.home / "connectors" / "delighted-responses.yaml"
    path.write_text(path.read_text() + "every: 1h\n")


def test_what_is_due_is_read_once_by_whoever_comes_first(
    hearback: CommandLine, server: SourceServer
) -> None:
    add_hourly(hearback, server)
    server.behave = pages([survey(number) for number in range(4)], 100)
    both = [hearback.start("connect", "run", "--due", "--json") for _ in range(2)]
    ended = [each.communicate(timeout=300) for each in both]
    assert [each.returncode for each in both] == [0, 0], ended
    reports = [run for out, _ in ended for run in json.loads(out)["connectors"]]
    assert [run["imported"] for run in reports] == [4]
    asked = len(server.asked)
    again = hearback.run("connect", "run", "--due", "--json")
    assert (again.document, len(server.asked)) == ({"connectors": []}, asked)
    assert hearback.run("connect", "run", "--due", "--all").code == 2


def test_what_is_due_and_fails_is_told_by_doctor_and_waits(
    hearback: CommandLine, server: SourceServer
) -> None:
    add_hourly(hearback, server)
    without = CommandLine(hearback.home, {"HEARBACK_ALLOW_PRIVATE_HOSTS": "true"})
    failed = without.run("connect", "run", "--due", "--json")
    assert (failed.code, "DELIGHTED_API_KEY" in failed.err) == (2, True)
    assert hearback.run("connect", "run", "--due", "--json").document == {"connectors": []}
    checks = hearback.run("doctor", "--json").document["checks"]
    check = next(each for each in checks if each["name"] == "connectors")
    assert (check["well"], "DELIGHTED_API_KEY" in check["told"]) == (False, True)
