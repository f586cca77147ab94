"""Digests of the example company: what a role needs, what is new to it, or the reason why not."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from config.settings import Settings
from domain.audience import PUBLIC
from domain.digest import SectionKind, told_name
from domain.insight import Insight
from domain.period import parse_period
from domain.statement import flaw
from hearback.example import NOW, PERIOD, TODAY
from hearback.house import House


def test_finance_hears_what_moved_and_the_words_behind_it(example: House, tmp_path: Path) -> None:
    digest = example.digest("finance", PERIOD, as_of=TODAY, folder=tmp_path)
    by_kind = {section.kind: digest.lines(section) for section in digest.sections}
    assert "Billing dispute rate rose" in by_kind[SectionKind.MOVED][0]
    assert by_kind[SectionKind.WORDS][0].endswith("(9 Nov 2026 to 15 Nov 2026).")
    assert "“" in by_kind[SectionKind.WORDS][1]
    assert SectionKind.STEP in by_kind
    assert SectionKind.NEXT in by_kind
    assert digest.chart is not None
    assert Path(digest.chart).read_bytes().startswith(b"\x89PNG")
    assert "rose from" in digest.chart_alt
    assert [each.kind for each in digest.pictures] == ["chart", "journey"]
    assert "Pay the invoice, in focus" in digest.pictures[1].alt
    assert Path(digest.pictures[1].path).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("role", ["finance", "sales", "service", "it", "legal", "operations"])
def test_every_statement_of_a_digest_holds(example: House, role: str) -> None:
    digest = example.digest(role, PERIOD, as_of=TODAY)
    held = {item.ref: item for item in digest.evidence}
    statements = [each for section in digest.sections for each in section.statements]
    assert statements
    assert [flaw(each, held) for each in statements] == [None] * len(statements)


def test_roles_are_told_different_things(example: House) -> None:
    told = {
        role: {item.id for item in example.digest(role, PERIOD, as_of=TODAY).evidence}
        for role in ("finance", "sales", "field-engineering")
    }
    assert not told["finance"] & told["sales"]
    assert told["finance"] != told["field-engineering"]


def test_what_a_reader_was_told_is_not_told_again(example: House) -> None:
    first = example.digest("finance", PERIOD, as_of=TODAY)
    told = frozenset(told_name(item) for item in first.evidence)
    second = example.digest("finance", PERIOD, as_of=TODAY, told=told)
    quoted = {item.id for item in first.evidence if item.kind == "verbatim"}
    assert not quoted & {item.id for item in second.evidence}
    assert SectionKind.MOVED not in {section.kind for section in second.sections}


def test_a_quiet_week_is_not_sent_and_says_why(example: House) -> None:
    """Rule 11."""
    digest = example.digest("legal", parse_period("2025-W30"), as_of=TODAY)
    assert digest.skipped
    assert digest.reason == (
        "nothing moved, and there was no new comment on what this role touches"
    )


def test_an_insight_of_the_step_in_focus_is_told_once_and_goes_with_its_evidence(
    own_home: Path,
) -> None:
    with closing(House(Settings(home=own_home))) as house:
        quoted = house.digest("finance", PERIOD, as_of=TODAY).evidence
        rests_on = next(item.id for item in quoted if item.kind == "verbatim")
        claim = "Bookkeepers wait for a copy that names the site"
        house.truth.put_insight(
            Insight(
                id="copies",
                claim=claim,
                kind="customer",
                owner="Billing desk",
                day=date(2026, 11, 12),
                evidence=(rests_on,),
                step="user/pay-the-invoice",
            )
        )
        house.keep_insights()

        def told(known: frozenset[str] = frozenset()) -> str:
            digest = house.digest("finance", PERIOD, as_of=TODAY, told=known)
            steps = [each for each in digest.sections if each.kind is SectionKind.STEP]
            return " ".join(line for each in steps for line in digest.lines(each))

        assert claim in told()
        assert "Billing desk" in told()
        assert "12 Nov 2026" in told()
        assert claim not in told(frozenset({"insight:copies"}))
        house.conversations.record_told("C1:1.0", "C1", ["insight:copies"])
        house.withdrawal.retract([rests_on], reason="", by="ada", at=NOW)
        house.keep_insights()
        assert claim not in told()
        assert house.conversations.withdrawals() == ["C1:1.0"]


def test_a_channel_with_strangers_gets_nothing_from_inside(example: House) -> None:
    digest = example.digest("finance", PERIOD, as_of=TODAY, audience=PUBLIC)
    assert {item.audience for item in digest.evidence} <= {"public"}


def test_no_personal_data_of_the_example_is_stored(example_home: Path) -> None:
    """Rule 8: what the files hold of a person is in no file of the home."""
    files = [path.read_bytes() for path in example_home.rglob("*") if path.is_file()]
    stored = b"".join(files).lower()
    for planted in _PLANTED:
        assert planted.lower() not in stored, planted
    assert b"reminder" in stored  # the search itself can find what is there


_PLANTED = (
    b"ottoline",
    b"farthingale",
    b"reception@",
    b"ivanterpool",
    b"GB82 WEST",
    b"DE89 3704",
    b"4111 1111 1111 1111",
    b"01632 960",
    b"07700 900",
    b"K-104",
)
