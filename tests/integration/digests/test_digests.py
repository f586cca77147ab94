"""Digests of the example company: what a role needs, what is new to it, or the reason why not."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from config.settings import Settings
from domain.audience import EMPLOYEES, PUBLIC
from domain.digest import Digest, SectionKind, told_name
from domain.insight import Insight
from domain.period import parse_period
from domain.statement import flaw
from hearback.example import NOW, PERIOD, TODAY
from hearback.house import House
from knowledge.verbatim_import import import_verbatims
from retrieval.corpus import Filter


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


@pytest.mark.parametrize("role", ["finance", "sales", "service", "field-engineering", "product"])
def test_number_words_and_step_are_about_one_place(example: House, role: str) -> None:
    digest = example.digest(role, PERIOD, as_of=TODAY)
    by_kind = {section.kind: section for section in digest.sections}
    held = {item.ref: item for item in digest.evidence}
    (focus,) = {
        held[ref].id.removeprefix("journey:")
        for ref in by_kind[SectionKind.STEP].statements[0].evidence
    }
    share = next(item for item in digest.evidence if item.id.startswith("share:"))
    quoted = [part.ref for said in by_kind[SectionKind.WORDS].statements for part in said.quotes]
    wanted = Filter(audience=EMPLOYEES)
    records = example.corpus.named([held[ref].id for ref in quoted], wanted).values()
    theme = share.id.removeprefix("share:").replace(" ", "-")
    assert records
    assert all(record.step == focus or theme in record.themes for record in records)


def test_a_digest_says_how_the_role_comes_to_the_step(example: House) -> None:
    digest = example.digest("legal", PERIOD, as_of=TODAY)
    assert digest.path is not None
    names = [hop.name for hop in digest.path.hops]
    assert names[0] == "Legal and Compliance"
    held = {item.ref for item in digest.evidence}
    assert all(set(hop.evidence) <= held for hop in digest.path.hops)
    (step,) = [hop.name for hop in digest.path.hops if hop.kind == "step"]
    steps = next(s for s in digest.sections if s.kind is SectionKind.STEP)
    assert step in digest.lines(steps)[0]


def test_quotes_are_in_the_language_that_most_comments_are_in(example: House) -> None:
    for role in ("finance", "sales", "service", "legal", "field-engineering"):
        digest = example.digest(role, PERIOD, as_of=TODAY)
        quoted = [item.id for item in digest.evidence if item.kind == "verbatim"]
        records = example.corpus.named(quoted, Filter(audience=EMPLOYEES)).values()
        assert {record.language for record in records} <= {"en", None}, role


def test_a_quiet_month_tells_what_customers_liked(own_home: Path, tmp_path: Path) -> None:
    week = parse_period("2025-W30")
    (tmp_path / "liked.csv").write_text(
        "id,date,step,nps,comment\n"
        "L-1,2025-07-22,buyer/sign-the-contract,10,Great contract! I love how clear it is.\n"
        "L-2,2025-07-23,buyer/sign-the-contract,10,Great! I can't even read the contract.\n",
        encoding="utf-8",
    )
    with closing(House(Settings(home=own_home))) as house:
        import_verbatims(
            tmp_path / "liked.csv",
            source="liked",
            mapping={},
            approve=True,
            rejects_dir=tmp_path,
            **house.import_tools,
        )
        assert house.digest("legal", week, as_of=TODAY).skipped
        fond = house.digest("legal", week, as_of=TODAY, fond=True)
        (liked,) = fond.sections
        assert liked.kind is SectionKind.LIKED
        assert [item.source_id for item in fond.evidence] == ["L-1"]
        told = frozenset(item.id for item in fond.evidence)
        again = house.digest("legal", week, as_of=TODAY, told=told, fond=True)
        assert (
            again.reason == "nothing moved, and there was one new comment on what this role touches"
        )


def test_presses_of_several_people_turn_a_digest_and_one_persons_do_not(own_home: Path) -> None:
    with closing(House(Settings(home=own_home))) as house:
        focus = _focus(house.digest("service", PERIOD, as_of=TODAY))
        told = [e.id for e in house.digest("service", PERIOD, as_of=TODAY).evidence]
        for number in range(100):
            house.conversations.record_told(f"C1:{number}.0", "C1", told)
            house.conversations.set_role("U0", "service")
            house.conversations.record_feedback(f"C1:{number}.0", "U0", "wrong_role", NOW)
        assert _focus(house.digest("service", PERIOD, as_of=TODAY)) == focus
        for number in range(60):
            house.conversations.set_role(f"U{number}", "service")
            house.conversations.record_feedback("C1:1.0", f"U{number}", "wrong_role", NOW)
        weights = house.presses.learned("service")
        assert 0.5 <= weights[focus] < 0.6
        assert house.presses.learned("finance") == {}


def _focus(digest: Digest) -> str:
    steps = [item.id for item in digest.evidence if item.id.startswith("journey:")]
    return steps[0].removeprefix("journey:")


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
