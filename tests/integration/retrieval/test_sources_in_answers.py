"""Insights, policies, interviews and recordings in answers about the example company."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from config.settings import Settings
from domain.answer import Answer
from domain.audience import CURATORS, EMPLOYEES
from domain.evidence import Kind
from domain.statement import flaw
from domain.verbatim import State
from hearback.example import TODAY
from hearback.house import House
from knowledge.importer import import_insights, import_roles
from retrieval.book import EvidenceBook
from retrieval.corpus import Filter
from retrieval.quoting import Quoter
from tests.conftest import EXAMPLE

RIVALS = "do competing providers name the site beside each charge?"
POLICIES = "which policies drive complaints?"
NOTE = "responsibility:finance/payment-reminders"


@pytest.fixture
def own(own_home: Path) -> Iterator[House]:
    house = House(Settings(home=own_home))
    yield house
    house.close()


def traced(answer: Answer) -> tuple[str, ...]:
    held = {item.ref: item for item in answer.evidence}
    said = (*answer.statements, *answer.more)
    assert [flaw(statement, held) for statement in said] == [None] * len(said)
    return (*answer.lines(), *answer.more_lines())


def test_an_insight_is_told_with_owner_day_source_and_age(example: House) -> None:
    answer = example.ask(RIVALS, "product", EMPLOYEES, TODAY)
    (line,) = traced(answer)
    assert "Competitive insight: Most business providers print" in line
    assert "(Product marketing, 12 Oct 2026)" in line
    assert "Business Billing Review (7 of 9 providers), published May 2023, 3 years old" in line
    assert "more than two years" in line
    assert answer.only_kind is Kind.INSIGHT


def test_an_insight_is_as_old_as_the_question_says(example: House) -> None:
    (line,) = traced(example.ask(RIVALS, "product", EMPLOYEES, date(2026, 10, 12)))
    assert "3 years old" in line
    (line,) = traced(example.ask(RIVALS, "product", EMPLOYEES, date(2027, 11, 22)))
    assert "4 years old" in line
    assert example.ask(RIVALS, "product", EMPLOYEES, date(2026, 10, 11)).abstained


def test_an_insight_from_comments_is_no_second_kind_beside_them(own: House, tmp_path: Path) -> None:
    (record,) = own.corpus.records(
        own.corpus.matching(Filter(audience=EMPLOYEES, where={"source_id": "S-2139"})).tolist()
    )
    path = tmp_path / "i.yaml"
    path.write_text(
        "- {id: looks, claim: The portal looks dated to customers, kind: customer,\n"
        f"   owner: CX team, date: 2026-11-20, evidence: [{record.id}]}}\n"
    )
    import_insights(path, truth=own.truth, redactor=own.redactor)
    own.keep_insights()
    answer = own.ask("what do customers say about a dated portal?", "it", EMPLOYEES, TODAY)
    (insight,) = [item for item in answer.evidence if item.id == "insight:looks"]
    assert insight.counts_comments
    assert any("The portal looks dated to customers (CX team, 20 Nov 2026)" in line
               for line in traced(answer))  # fmt: skip
    # Withdrawn evidence takes the insight with it, at once in answers, and out of the search.
    own.review.set_state([record.id], State.RETRACTED)
    later = own.ask("what do customers say about a dated portal?", "it", EMPLOYEES, TODAY)
    assert "insight:looks" not in {item.id for item in later.evidence}
    own.keep_insights()
    assert not own.corpus.named(["insight:looks"], Filter(audience=CURATORS))
    own.review.set_state([record.id], State.NEW)  # restored
    own.review.set_state([record.id], State.APPROVED)
    own.keep_insights()
    assert own.corpus.named(["insight:looks"], Filter(audience=CURATORS))


def test_complaints_are_set_against_the_text_of_a_policy(example: House) -> None:
    answer = example.ask(POLICIES, "finance", EMPLOYEES, TODAY)
    lines = traced(answer)
    (line,) = [each for each in lines if "payment reminders" in each and "protects" in each]
    statement = (*answer.statements, *answer.more)[lines.index(line)]
    ids = {item.id for item in answer.evidence if item.ref in statement.evidence}
    assert ids == {NOTE, f"count:{NOTE}", f"complaints:{NOTE}"}
    assert any(
        "says: The first reminder goes out 3 days after the due date" in each for each in lines
    )


def test_complaints_before_and_since_a_policy_are_told_apart(example: House) -> None:
    answer = example.ask(POLICIES, "finance", EMPLOYEES, TODAY)
    (line,) = [
        each for each in traced(answer) if each.startswith("Since the present text of payment")
    ]
    counts = {e.id.rpartition(" ")[0]: e for e in answer.evidence if " since " in e.id}
    (since,) = counts.values()
    (before,) = [e for e in answer.evidence if " before " in e.id]
    (both,) = [
        e for e in answer.evidence if e.id == "count:responsibility:finance/payment-reminders"
    ]
    # A comment without a day belongs to neither.
    assert 0 < (since.n or 0) + (before.n or 0) <= (both.n or 0)
    assert "(1 Sep 2026)" in line
    earlier = example.ask(POLICIES, "finance", EMPLOYEES, date(2026, 9, 1) - timedelta(days=1))
    assert not any(each.startswith("Since the present text") for each in traced(earlier))


def test_a_new_roles_file_leaves_policies_alone(own: House) -> None:
    import_roles(EXAMPLE / "roles.yaml", truth=own.truth)
    (finance,) = [role for role in own.truth.roles() if role.name == "finance"]
    (duty,) = [d for d in finance.responsibilities if d.id == "payment-reminders"]
    assert duty.since == date(2026, 9, 1)
    assert duty.reaches


def test_what_was_said_without_consent_is_for_curators_only(example: House) -> None:
    held = {interview.id: interview for interview in example.truth.interviews()}
    assert set(held) == {"2026-07-warehouse-shift-leader", "2026-09-bookkeeper"}
    said = {"interview": "2026-09-bookkeeper"}
    for audience, seen in ((EMPLOYEES, 0), (CURATORS, 3)):
        keys = example.corpus.matching(Filter(audience=audience, where=said))
        assert len(keys) == seen


def test_a_quote_opens_at_the_cue_in_which_it_begins(example: House) -> None:
    said = Filter(audience=EMPLOYEES, where={"source": "recordings"})
    records = example.corpus.records(example.corpus.matching(said).tolist())
    turn = next(record for record in records if record.source_id == "call-05#2")
    assert [second for _, second in turn.moments] == [5, 14, 22, 33]
    for about, words, second in (
        ("nobody looked for nine weeks", "Nine weeks, and nobody looked", 33),
        ("eight would have been enough", "Eight would have", 14),
    ):
        book = EvidenceBook()
        quote = Quoter(book, example.embedder).quote(turn, about)
        (cited,) = book.evidence
        assert cited.text[quote.start :].startswith(words)
        assert cited.second == second
        assert cited.url == f"https://recordings.kestrel-lane.example/calls/call-05#t={second}"
