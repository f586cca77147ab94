"""Rule 9: what is withdrawn disappears everywhere."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.command_line import CommandLine

SAID = (
    "id,customer_id,account_id,comment,date\n"
    "1,ACME-7,A-1,The quokka in the invoice frightened our bookkeeper,2026-11-02\n"
    "2,OTHER-1,A-2,Everything about the delivery was fine and quick,2026-11-03\n"
    "3,ACME-7,A-1,A wombat of a delay before anybody rang us back,soon\n"
    "4,OTHER-1,A-2,,2026-11-03\n"
)


@pytest.fixture
def said(empty: CommandLine, tmp_path: Path) -> CommandLine:
    """Two customers, one of whom also has a row that was rejected."""
    path = tmp_path / "said.csv"
    path.write_text(SAID)
    empty.run("import", "verbatims", path, "--approve")
    return empty


def stored(home: Path) -> bytes:
    return b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())


def execute(home: Path, statement: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(home / "hearback.db")) as database, database:
        return list(database.execute(statement, values))


def test_retract_takes_evidence_out_of_search_and_restore_brings_it_back(
    kestrel: CommandLine,
) -> None:
    hits = kestrel.run("search", "reminder", "--kind", "verbatim", "--json").document["hits"]
    gone = hits[0]["id"]
    reason = ("--reason", "told twice", "--by", "cx-team")
    done = kestrel.run("retract", gone, *reason, "--json").document
    assert done == {"retracted": 1, "messages": []}
    again = kestrel.run("search", "reminder", "-k", "500", "--json").document["hits"]
    assert gone not in {hit["id"] for hit in again}
    assert execute(kestrel.home, "SELECT reason, withdrawn_by FROM withdrawn") == [
        ("told twice", "cx-team")
    ]
    entry = "SELECT decision, decided_by, before, after FROM review_entry"
    assert execute(kestrel.home, entry) == [
        ("retract", "cx-team", '{"state": "approved"}', '{"state": "retracted"}')
    ]
    assert kestrel.run("restore", gone, "--json").document == {"restored": 1}
    hits = kestrel.run("search", "reminder", "-k", "500", "--json").document["hits"]
    assert gone in {hit["id"] for hit in hits}
    refused = kestrel.run("restore", gone)
    assert (refused.code, refused.err.count("\n")) == (2, 1)


def test_a_trend_that_was_retracted_stays_so_when_its_file_comes_again(
    kestrel: CommandLine,
) -> None:
    def disputes() -> list[str]:
        found = kestrel.run("search", "billing dispute rate", "--kind", "trend", "--json")
        return [h["id"] for h in found.document["hits"] if "billing dispute" in h["text"].lower()]

    def measured() -> int:
        return len(kestrel.run("trends", "--as-of", "2026-11-15", "--json").document["series"])

    before, series = disputes(), measured()
    assert before
    kestrel.run("retract", *before)
    assert disputes() == []
    example = Path(__file__).parents[3] / "examples" / "kestrel" / "trends.csv"
    assert kestrel.run("import", "trend", example, "--json").code == 0
    assert disputes() == []
    assert measured() == series - len(before)
    assert kestrel.run("restore", *before, "--json").document == {"restored": len(before)}
    assert disputes() == before


def test_forget_deletes_what_a_customer_said_everywhere_and_proves_it(said: CommandLine) -> None:
    with closing(sqlite3.connect(said.home / "hearback.db")) as database, database:
        ((gone, pseudonym),) = database.execute(
            "SELECT id, customer FROM evidence WHERE source_id = '1'"
        )
        ((stays,),) = database.execute("SELECT id FROM evidence WHERE source_id = '2'")
        cite(database, gone, stays)
    assert pseudonym.encode() in stored(said.home)

    outcome = said.run("forget", "--customer", " acme-7 ", "--json")  # another spelling
    forgotten = outcome.document

    assert outcome.code == 0
    assert forgotten["forgotten"] == [gone]
    assert forgotten["messages"] == ["C1:17.5"]
    assert forgotten["still_held"] == []
    assert set(forgotten["proof"]) == {"tables", "full_text", "vectors", "index", "files"}
    assert set(forgotten["proof"].values()) == {0}
    for store in ("evidence", "vector", "told", "rejects", "document", "theme_proposal"):
        assert forgotten["removed"][store] == 1, store
    left = stored(said.home)
    for trace in (gone, pseudonym, "quokka", "wombat", "ACME-7"):
        assert trace.encode() not in left, trace
    assert b"delivery" in left
    ((body,),) = execute(said.home, "SELECT body FROM document WHERE kind = 'insight'")
    assert json.loads(body) == INSIGHT | {"evidence": [stays]}
    hits = said.run("search", "quokka", "--kind", "verbatim", "--json").document["hits"]
    assert [hit["source_id"] for hit in hits] == ["2"]

    again = said.run("forget", "--customer", "ACME-7", "--json").document
    assert (again["forgotten"], again["removed"], again["still_held"]) == ([], {}, [])


INSIGHT = {
    "id": "i1",
    "claim": "Invoices frighten",
    "kind": "customer",
    "owner": "CX team",
    "day": "2026-11-01",
    "outside": [],
    "step": "",
    "theme": "",
    "role": "",
    "audience": "employees",
}


def cite(database: sqlite3.Connection, gone: str, stays: str) -> None:
    """Let everything that can know of a comment know of one."""
    body = json.dumps(INSIGHT | {"evidence": [gone, stays]})
    database.execute("INSERT INTO document VALUES ('insight', 'i1', ?)", [body])
    database.execute("INSERT INTO told VALUES ('C1:17.5', 'C1', ?)", [gone])
    database.execute(
        "INSERT INTO theme_proposal (id, words, evidence_ids, n, state) VALUES (?, ?, ?, 2, 'new')",
        ["p1", '["quokka"]', json.dumps([gone, stays])],
    )
    database.execute(
        "INSERT INTO unanswered VALUES "
        "('What did ACME-7 say of parking?', 'finance', 1, '2026-11-01 00:00:00', 'no evidence')"
    )


def test_forget_says_what_is_still_held_and_fails(said: CommandLine) -> None:
    copy = said.home / "somebody-kept-this.txt"
    copy.write_text("The quokka in the invoice frightened our bookkeeper")
    outcome = said.run("forget", "--customer", "ACME-7", "--json")
    assert outcome.code == 1
    assert outcome.document["still_held"] == ["somebody-kept-this.txt holds words"]
    assert outcome.document["proof"]["files"] == 1


def test_a_forgotten_customer_is_not_imported_again_until_that_is_allowed(
    said: CommandLine, tmp_path: Path
) -> None:
    said.run("forget", "--customer", "ACME-7")
    path = tmp_path / "said.csv"
    again = said.run("import", "verbatims", path, "--approve", "--json")
    assert (again.document["imported"], again.document["forgotten"]) == (0, 1)
    assert "forgotten customers are not imported again" in again.err
    assert b"quokka" not in stored(said.home)

    allowed = said.run("forget", "--customer", "ACME-7", "--allow-again", "--json")
    assert allowed.document == {"allowed": True}
    back = said.run("import", "verbatims", path, "--approve", "--json").document
    assert back["imported"] == 1


def test_forget_takes_a_whole_account_and_nobody_unknown(said: CommandLine) -> None:
    nobody = said.run("forget", "--customer", "NOBODY-9")
    assert nobody.code == 0
    assert "Nothing was held" in nobody.out
    done = said.run("forget", "--account", "A-2", "--json").document
    assert len(done["forgotten"]) == 1
    assert b"delivery was fine" not in stored(said.home)
    refused = said.run("forget")
    assert (refused.code, refused.err.count("\n")) == (2, 1)


def test_what_is_older_than_its_source_is_kept_goes_like_what_is_forgotten(
    said: CommandLine, tmp_path: Path
) -> None:
    said.run("retention", "set", "said", "10")
    kept = said.run("retention", "list", "--json").document["retention"]
    assert {"source": "said", "days": 10} in kept
    day = ("--as-of", "2026-11-13", "--json")
    preview = said.run("retention", "run", "--preview", *day).document["sources"]
    assert [(each["source"], each["comments"]) for each in preview] == [("said", 1)]
    assert b"quokka" in stored(said.home)
    ran = said.run("retention", "run", *day).document["sources"]
    assert [each["comments"] for each in ran] == [1]
    left = stored(said.home)
    assert b"quokka" not in left
    assert b"delivery was fine" in left
    assert said.run("retention", "clear", "said").code == 0
    assert said.run("retention", "clear", "said").code == 2
    # No tombstone: the same file brings it back.
    back = said.run("import", "verbatims", tmp_path / "said.csv", "--json").document
    assert back["imported"] == 1
