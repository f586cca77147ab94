"""The contract of the design: the JSON documents, standard input, and what stays off it."""

import json

from tests.e2e.command_line import CommandLine

AS_OF = ("--as-of", "2026-11-22")


def test_ask_prints_the_document_of_the_contract(kestrel: CommandLine) -> None:
    done = kestrel.run(
        "ask", "how does my work affect customers?", "--role", "finance", *AS_OF, "--json"
    )
    answer = done.document
    assert done.code == 0
    assert set(answer) == {
        "question", "role", "intent", "abstained", "reason", "statements", "evidence", "paths",
        "kinds", "single_source", "answered_by", "took_ms", "more", "missing", "fell_back", "usage",
    }  # fmt: skip
    evidence = answer["evidence"][0]
    assert {"ref", "kind", "id", "source_id", "text", "occurred_at", "n", "window"} <= set(evidence)
    assert {"kind", "name", "evidence"} == set(answer["paths"][0]["hops"][0])
    assert {"text", "evidence"} == set(answer["statements"][0])
    assert sorted(answer["kinds"]) == ["insight", "journey", "trend", "verbatim"]


def test_questions_from_standard_input_are_answered_a_line_each(kestrel: CommandLine) -> None:
    asked = [
        {"id": 1, "question": "what do customers say about refunds?", "role": "service"},
        {"id": 2, "question": "what do customers say about unicorns?", "role": "service"},
        {"id": 3, "question": "how?", "role": "nobody"},
        {"id": 4, "question": 7, "role": "service"},
        {"id": 5, "question": "what changed?", "role": "service", "as_of": "soon"},
        {"id": 6, "question": "what changed?", "role": "service", "as_of": "2026-11-01"},
    ]
    stdin = "\n".join(map(json.dumps, asked))
    lines = kestrel.run("ask", "-", *AS_OF, "--json", stdin=stdin).lines
    assert [line["id"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [line.get("abstained") for line in lines] == [False, True, None, None, None, False]
    assert "Unknown role" in lines[2]["error"]
    assert "must be a text" in lines[3]["error"]
    assert "2026-11-15" in lines[4]["error"]
    told = kestrel.run("review", "questions", "--json").document["questions"]
    assert [each["question"] for each in told] == ["what do customers say about unicorns?"]


def test_search_prints_the_document_of_the_contract(kestrel: CommandLine) -> None:
    requests = [
        {"id": "a", "query": "late fee on the invoice", "k": 3, "kind": "verbatim"},
        {"id": "b", "query": "late fee", "where": {"source": "tickets"}, "k": 5},
        {"id": "c", "query": "late fee", "where": ["step=user/pay-the-invoice"]},
        {"id": "d", "query": "late fee", "since": "2026-11-01", "until": "2026-11-15"},
        {"id": "e", "query": "late fee", "channel_audience": "public"},
    ]
    done = kestrel.run("search", "-", "--json", stdin="\n".join(map(json.dumps, requests)))
    found = {line["id"]: line for line in done.lines}
    assert set(found["a"]["hits"][0]) == {
        "id", "kind", "text", "score", "source_id", "occurred_at", "attributes",
    }  # fmt: skip
    assert len(found["a"]["hits"]) == 3
    assert {hit["attributes"]["source"] for hit in found["b"]["hits"]} == {"tickets"}
    assert {hit["attributes"]["step"] for hit in found["c"]["hits"]} == {"user/pay-the-invoice"}
    assert all("2026-11-01" <= hit["occurred_at"] <= "2026-11-15" for hit in found["d"]["hits"])
    # Of the example, only what the portal's own form asked in public may be seen by strangers.
    assert {hit["attributes"]["source"] for hit in found["e"]["hits"]} == {"portal"}


def test_digest_and_trends_print_the_documents_of_the_contract(kestrel: CommandLine) -> None:
    out = kestrel.home / "pictures"
    digest = kestrel.run(
        "digest", "finance", "--period", "2026-W46", *AS_OF, "--out", out, "--json"
    ).document
    assert {"role", "period", "skipped", "reason", "sections", "evidence", "chart"} <= set(digest)
    assert digest["chart"].startswith(str(out))
    series = kestrel.run("trends", *AS_OF, "--json").document["series"]
    verdicts = {(each["metric"], *each["dimensions"].values()): each["verdict"] for each in series}
    assert len(series) == 14
    moved = {name[0]: verdict for name, verdict in verdicts.items() if verdict in ("rose", "fell")}
    assert moved == {"billing_dispute_rate": "rose", "first_visit_fix_rate": "fell"}
    assert verdicts["nps", "North"] == "broken_series"
    assert {"metric", "dimensions", "latest", "baseline", "change", "n", "p_value", "verdict"} <= (
        set(series[0])
    )


def test_redact_and_tag_answer_a_line_each(kestrel: CommandLine) -> None:
    text = "Call me on 07700 900123, my name is Rosalind Quill."
    stdin = json.dumps({"id": "x", "text": text})
    (redacted,) = kestrel.run("redact", "--json", stdin=stdin).lines
    assert redacted["text"] == "Call me on [phone], my name is [person]."
    assert [text[span["start"] : span["end"]] for span in redacted["spans"]] == [
        "07700 900123",
        "Rosalind Quill",
    ]
    stdin = json.dumps({"id": 1, "text": "The bill is wrong again and nobody cares, awful."})
    (tagged,) = kestrel.run("tag", "--json", stdin=stdin).lines
    assert set(tagged) == {"id", "themes", "step", "sentiment"}
    assert -1 <= tagged["sentiment"] < 0
