"""The closed loop as people run it: from a promise to a page."""

import csv
from pathlib import Path

import pytest

from tests.e2e.command_line import CommandLine


def test_the_whole_loop(kestrel: CommandLine, tmp_path: Path) -> None:
    due = ("--due", "2999-01-01")
    made = kestrel.run(
        "actions", "add", "Ring Ottoline Marchbanks-Ferrars", "--owner", "finance",
        "--about", "user/use-the-portal", *due, "--evidence", "PT-101", "--by", "ada", "--json",
    ).document  # fmt: skip
    action = made["id"]
    assert made["evidence"][0].startswith("v_")
    assert "Ottoline" not in made["what"]

    reason = ("--reason", "The printer", "--json")
    later = kestrel.run("actions", "extend", action, "--due", "2999-02-01", *reason).document
    assert later["due"] == "2999-02-01"
    assert kestrel.run("actions", "hand-over", action, "--to", "product").code == 0
    assert kestrel.run("actions", "accept", action, "--json").document["owner"] == "product"
    done = kestrel.run("actions", "done", action, "--outcome", "It is there", "--json").document
    assert done["state"] == "done"
    happened = kestrel.run("actions", "show", action, "--json").document["events"]
    kinds = [event["kind"] for event in happened]
    assert kinds == ["promised", "extended", "offered", "accepted", "done"]
    assert happened[0]["by"] == "ada"

    out = tmp_path / "customers.csv"
    listed = kestrel.run("actions", "tell-customers", action, "--out", out, "--json").document
    assert (listed["may_be_told"], listed["refused"]) == (1, 0)
    (row,) = csv.DictReader(out.read_text().splitlines())
    assert row["source_ids"] == "PT-101"
    assert out.stat().st_mode & 0o077 == 0

    told = kestrel.run("actions", "told", action, "--customers", "--how", "By letter").out
    assert "Still to be told, or why not: employees" in told
    why = ("--why-not", "Nobody was sent it")
    closed = kestrel.run("actions", "told", action, "--employees", *why, "--json").document
    assert closed["action"]["state"] == "closed"


def test_outcomes_tell_before_after_and_the_doubt(kestrel: CommandLine) -> None:
    found = kestrel.run("actions", "outcomes", "--as-of", "2026-11-22", "--json").document
    by_id = {row["action"]["id"]: row for row in found["outcomes"]}
    measured = by_id["a_portal"]["outcome"]
    assert measured["verdict"] == "no_real_change"
    assert measured["low"] < measured["after"] - measured["before"] < measured["high"]
    assert measured["n"] > 20
    assert by_id["a_sitename"]["outcome"]["verdict"] == "too_few"
    assert by_id["a_portal"]["told"] == {"customers": True, "employees": True}
    assert "not because" in found["caveat"]


WORTH = """
worth:
  - metric: portal_login_success
    value: 12000
    currency: EUR
    source: the finance team
    stated_on: 2026-09-01
"""


def test_a_change_has_a_worth_only_where_the_company_prices_its_metric(
    kestrel: CommandLine,
) -> None:
    asked = ("actions", "outcomes", "--as-of", "2026-11-22")
    before = kestrel.run(*asked, "--json").document["outcomes"]
    assert {row["worth"] for row in before} == {None}

    (kestrel.home / "worth.yaml").write_text(WORTH)
    found = kestrel.run(*asked, "--json").document["outcomes"]
    by_id = {row["action"]["id"]: row for row in found}
    worth, outcome = by_id["a_portal"]["worth"], by_id["a_portal"]["outcome"]
    assert (worth["low"], worth["high"]) == (12000 * outcome["low"], 12000 * outcome["high"])
    assert worth["may_be_nothing"]
    assert by_id["a_sitename"]["worth"] is None

    told = kestrel.run(*asked).out
    assert told.count("EUR a year") == 1
    assert "it may have been worth nothing (by the finance team, 2026-09-01)" in told
    assert "worth.yaml" in kestrel.run("actions", "outcomes", "--help").out


def test_the_page_holds_exact_public_words_and_loses_what_is_withdrawn(
    kestrel: CommandLine, tmp_path: Path
) -> None:
    folder = tmp_path / "public"
    page = folder / "index.html"
    report = kestrel.run("actions", "page", "--out", folder, "--as-of", "2026-11-22", "--json")
    assert report.document == {"path": str(page), "shown": ["a_portal"], "left_out": 1}
    html = page.read_text()
    assert "“Which code? It says enter the code and does not say where the code went." in html
    assert "former manager" not in html  # for employees
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")
    assert "product" not in html  # who did it

    first, second = (
        kestrel.run("search", words, "--kind", "verbatim", "--json").document["hits"][0]
        for words in ("searched three inboxes", "ours is in the van all day")
    )
    done = kestrel.run("retract", first["id"], "--json").document
    assert done["page"]["state"] == "written again"
    assert "three inboxes" not in page.read_text()
    assert second["text"] in page.read_text()

    forgotten = kestrel.run("forget", "--customer", "K-10322")
    assert "was written again" in forgotten.out
    assert "in the van" not in page.read_text()

    page.unlink()  # a page that somebody took away stays away
    kestrel.run("restore", first["id"])
    kestrel.run("retract", first["id"])
    assert not page.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "x", "--owner", "finance", "--due", "2001-01-01"), "past"),
        (("add", "x", "--owner", "finance", "--due", "soon"), "2026-11-15"),
        (
            ("add", "x", "--owner", "f", "--due", "2999-01-01", "--evidence", "v_nothing"),
            "no approved evidence",
        ),
        (("add", "x", "--owner", "f", "--due", "2999-01-01", "--measure", "nps"), "trend:METRIC"),
        (("done", "a_nothing", "--outcome", "x"), "actions list"),
        (("done", "a_portal", "--outcome", "x"), "cannot be finished"),
        (("told", "a_portal"), "--customers or --employees"),
        (("told", "a_portal", "--customers", "--how", "x", "--why-not", "y"), "Either"),
        (("tell-customers", "a_reminder"), "actions done"),
        (("tell-customers", "a_portal", "--post", "http://192.0.2.1/x"), "https"),
        (("tell-customers", "a_sitename", "--post", "https://example.org/x"), "nothing was posted"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(
    kestrel: CommandLine, arguments: tuple[str, ...], said: str
) -> None:
    outcome = kestrel.run("actions", *arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert outcome.out == ""


def test_a_team_sees_its_promises_by_date_and_nobody_is_counted(kestrel: CommandLine) -> None:
    listed = kestrel.run("actions", "list", "--role", "finance", "--json").document["actions"]
    assert [each["id"] for each in listed] == ["a_sitename", "a_reminder"]
    assert [each["due"] for each in listed] == sorted(each["due"] for each in listed)
