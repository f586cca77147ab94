"""Rules 3 and 6 at the last door: what does not hold, or may not be seen, is dropped."""

from dataclasses import replace
from datetime import date

from domain.answer import Hop, Intent, Path, Question
from domain.audience import EMPLOYEES, PUBLIC
from domain.evidence import Evidence, Kind
from domain.statement import Quote, Statement
from retrieval.finding import Findings
from retrieval.verify import verify_answer
from retrieval.writer import Written

QUESTION = Question(
    text="what about bills?", role="finance", audience=EMPLOYEES, as_of=date(2026, 11, 22)
)
SAID = Evidence(ref="E1", kind=Kind.VERBATIM, id="v_1", text="The bill came twice.")
UNUSED = Evidence(ref="E2", kind=Kind.VERBATIM, id="v_2", text="Lovely weather.")
FOUND = Findings(
    question=QUESTION,
    intent=Intent.TOPIC,
    evidence=(SAID, UNUSED),
    paths=(Path((Hop("role", "Finance", ("E1",)),)),),
)
TRUE = Statement((Quote("E1", 0, 20),), ("E1",))
FALSE = Statement(("Customers love 99 things.",), ("E1",))


def test_what_holds_is_kept_and_only_what_is_cited_is_shown() -> None:
    answer = verify_answer(FOUND, Written(statements=(TRUE, FALSE)))
    assert answer.lines() == ("“The bill came twice.”",)
    assert [item.ref for item in answer.evidence] == ["E1"]
    assert answer.single_source


def test_nothing_left_is_an_abstention_with_its_reason() -> None:
    answer = verify_answer(
        replace(FOUND, missing="No comment speaks of it."), Written(statements=(FALSE,))
    )
    assert answer.abstained
    assert answer.reason == "No comment speaks of it."
    assert answer.evidence == ()
    assert answer.paths == ()


def test_evidence_that_the_audience_may_not_see_supports_nothing() -> None:
    public = replace(FOUND, question=replace(QUESTION, audience=PUBLIC))
    assert verify_answer(public, Written(statements=(TRUE,))).abstained
