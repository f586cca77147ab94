"""Rule 9: what is withdrawn disappears everywhere."""

from pathlib import Path

from tests.e2e.command_line import CommandLine


def test_retract_takes_evidence_out_of_search_and_answers(kestrel: CommandLine) -> None:
    hits = kestrel.run("search", "reminder", "--kind", "verbatim", "--json").document["hits"]
    gone = hits[0]["id"]
    assert kestrel.run("retract", gone, "--json").document == {"retracted": 1, "messages": []}
    again = kestrel.run("search", "reminder", "-k", "500", "--json").document["hits"]
    assert gone not in {hit["id"] for hit in again}


def test_forget_deletes_what_a_customer_said_from_every_file(
    empty: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "said.csv"
    path.write_text(
        "id,customer_id,comment\n"
        "1,ACME-7,The quokka in the invoice frightened our bookkeeper\n"
        "2,OTHER-1,Everything about the delivery was fine and quick\n"
    )
    empty.run("import", "verbatims", path, "--approve")
    forgotten = empty.run("forget", "--customer", "ACME-7", "--json").document
    assert len(forgotten["forgotten"]) == 1
    assert forgotten["still_held"] == []
    hits = empty.run("search", "quokka", "--json").document["hits"]
    assert [hit["source_id"] for hit in hits] == ["2"]
    stored = b"".join(p.read_bytes() for p in empty.home.rglob("*") if p.is_file())
    assert b"quokka" not in stored
    assert b"delivery" in stored
    assert b"ACME-7" not in stored
