"""Looking back on a quarter and a year of the example company, as people run it."""

from pathlib import Path
from typing import Any

from tests.e2e.command_line import CommandLine

MOVED = ("rose", "fell")
AS_OF = ("--as-of", "2026-11-22")
WORTH = """
worth:
  - {metric: portal_login_success, value: 12000, currency: EUR, source: the finance team,
     stated_on: 2026-09-01}
"""


def quotes(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each quote's words, with the evidence that it is from."""
    held = {item["ref"]: item for item in document["evidence"]}
    told = [each["quote"] for each in document["measures"] if each["quote"]]
    return [(q["text"].split("“")[1].split("”")[0], held[q["evidence"][0]]) for q in told]


def test_a_quarter_tells_what_moved_first_with_its_doubt_and_exact_words(
    kestrel: CommandLine,
) -> None:
    found = kestrel.run("look-back", "--period", "2026-Q3", *AS_OF, "--json").document
    assert (found["period"], found["until"], found["reason"]) == ("2026-Q3", "2026-09-30", None)
    measures = found["measures"]
    assert len(measures) == 5
    moved = {each["metric"]: each["verdict"] for each in measures if each["verdict"] in MOVED}
    assert moved == {"first_visit_fix_rate": "fell", "billing_dispute_rate": "rose"}
    assert [each["verdict"] in MOVED for each in measures] == [True, True, False, False, False]
    first = measures[0]
    assert (first["begin"]["period"], first["end"]["period"]) == ("2026-07", "2026-09")
    assert first["low"] < first["high"] < 0
    assert all(words in evidence["text"] for words, evidence in quotes(found))
    assert all("2026-07" <= e["occurred_at"] < "2026-10" for _, e in quotes(found))
    assert len({evidence["id"] for _, evidence in quotes(found)}) == len(quotes(found)) > 2
    assert found["comments"] > 0
    assert found["actions"] == {
        "finished": 0, "told_customers": 1, "told_employees": 1, "dropped": 0, "open": 0,
    }  # fmt: skip
    assert kestrel.run("look-back", *AS_OF, "--json").document == found  # the default


def test_a_year_that_is_not_over_tells_what_was_done_and_what_it_was_worth(
    kestrel: CommandLine, tmp_path: Path
) -> None:
    (kestrel.home / "worth.yaml").write_text(WORTH)
    asked = ("look-back", "--period", "2026", *AS_OF)
    told = kestrel.run(*asked, "--out", tmp_path / "out", "--company", "Kestrel <Lane>")
    assert "Looking back on 2026, until 2026-11-22" in told.out
    assert "Finished: 2 actions. Dropped: 0." in told.out
    assert "Still open at the end: 1 action." in told.out
    assert "Done: Finance (done): Print the name of the site" in told.out
    assert "Done: Product (done): Say on the sign-in page" in told.out
    assert "so it may have been worth nothing (by the finance team, 2026-09-01)" in told.out
    assert "After is not because" in told.out

    page = (tmp_path / "out" / "look-back-2026.html").read_text()
    assert "Kestrel &lt;Lane&gt;" in page
    assert "<script" not in page
    found = kestrel.run(*asked, "--json").document
    assert found["also_done"] == []
    for words, _ in quotes(found):
        assert words in told.out


def test_what_is_withdrawn_is_not_quoted_any_more(kestrel: CommandLine) -> None:
    asked = ("look-back", "--period", "2026", *AS_OF, "--json")
    words, evidence = quotes(kestrel.run(*asked).document)[0]
    assert kestrel.run("retract", evidence["id"]).code == 0
    assert words not in kestrel.run(*asked).out


def test_nothing_to_say_is_said_in_one_line(kestrel: CommandLine, tmp_path: Path) -> None:
    told = kestrel.run("look-back", "--period", "2019", *AS_OF, "--out", tmp_path / "out")
    assert (told.code, told.out.count("\n")) == (0, 1)
    assert "There is nothing to say of 2019" in told.out
    assert not (tmp_path / "out").exists()


def test_a_period_that_cannot_be_looked_back_on_is_refused(kestrel: CommandLine) -> None:
    for period, why in (
        ("2026-W46", "too short"),
        ("2027", "had not begun"),
        ("x", "not a period"),
    ):
        told = kestrel.run("look-back", "--period", period, *AS_OF, "--json")
        assert (told.code, told.out) == (2, "")
        assert why in told.err
