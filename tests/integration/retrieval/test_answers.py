"""Answers about the example company, with the real model: each kind of question, each rule."""

import re
from dataclasses import replace
from datetime import date

import pytest

from domain.answer import Answer, Intent
from domain.audience import EMPLOYEES, PUBLIC, Audience
from domain.error import NotFound
from domain.evidence import Kind
from domain.statement import flaw
from hearback.example import TODAY
from hearback.house import House
from retrieval.corpus import Filter

QUESTIONS = [
    ("how does my work affect customers?", "finance"),
    ("how does my work affect customers?", "legal"),
    ("how does our work on routers affect customers?", "procurement"),
    ("why do customers dispute invoices?", "finance"),
    ("what changed?", "field-engineering"),
    ("what do customers say about refunds?", "service"),
    ("what do customers say about the portal?", "it"),
    ("we plan to move to net-15 terms", "finance"),
    ("which policies drive complaints?", "service"),
]
NO_EVIDENCE = [
    ("What do customers think of our new electric scooter?", "sales"),
    ("what do customers say about vegan options in the cafeteria?", "marketing"),
    ("why do customers hate our podcasts?", "marketing"),
    ("What is the capital of France?", "it"),
    ("we plan to sell ice cream", "product"),
    ("what has been done about refunds?", "finance"),
    ("how does my work affect penguins?", "finance"),
]


def ask(house: House, text: str, role: str, audience: Audience = EMPLOYEES) -> Answer:
    return house.ask(text, role, audience, TODAY)


def lines_of(answer: Answer) -> tuple[str, ...]:
    """All that is said, at once or when asked for more."""
    return (*answer.lines(), *answer.more_lines())


@pytest.mark.parametrize(("text", "role"), QUESTIONS)
def test_every_word_of_an_answer_can_be_traced(example: House, text: str, role: str) -> None:
    """Rules 1 to 3, on the answer as it is shown."""
    answer = ask(example, text, role)
    assert not answer.abstained, answer.reason
    held = {item.ref: item for item in answer.evidence}
    stored = {r.id: r.text for r in example.corpus.named([e.id for e in answer.evidence], _all())
              .values()}  # fmt: skip
    said = (*answer.statements, *answer.more)
    for statement, line in zip(said, lines_of(answer), strict=True):
        assert flaw(statement, held) is None
        for quoted in re.findall("“(.*?)”", line, re.DOTALL):
            sources = [stored[held[ref].id] for ref in statement.evidence if held[ref].id in stored]
            assert any(quoted in source for source in sources)
    cited = {ref for statement in said for ref in statement.evidence}
    hops = {ref for path in answer.paths for hop in path.hops for ref in hop.evidence}
    assert cited | hops == set(held)


def _all() -> Filter:
    return Filter(audience=EMPLOYEES)


def test_finance_reaches_customers_in_words_numbers_and_journey(example: House) -> None:
    """Rule 4, and the ripple of a role that rarely meets a customer."""
    answer = ask(example, "how does my work affect customers?", "finance")
    assert answer.intent is Intent.MY_IMPACT
    assert {Kind.VERBATIM, Kind.TREND, Kind.JOURNEY} <= set(answer.kinds)
    assert not answer.single_source
    hops = [[hop.kind for hop in path.hops] for path in answer.paths]
    assert all(kinds[0] == "role" and kinds[-1] == "feeling" for kinds in hops)
    assert any("Billing dispute rate rose" in line for line in answer.lines())
    assert all(hop.evidence for path in answer.paths for hop in path.hops)


@pytest.mark.parametrize("role", ["legal", "it", "procurement"])
def test_roles_without_customers_reach_them_through_colleagues(example: House, role: str) -> None:
    answer = ask(example, "how does my work affect customers?", role)
    names = {hop.name for path in answer.paths for hop in path.hops if hop.kind == "role"}
    assert answer.paths
    assert len(names) > 1
    assert all(sum(hop.kind == "role" for hop in path.hops) > 1 for path in answer.paths)


@pytest.mark.parametrize(("text", "role"), NO_EVIDENCE)
def test_what_has_no_evidence_is_not_answered(example: House, text: str, role: str) -> None:
    answer = ask(example, text, role)
    assert answer.abstained, answer.lines()
    assert answer.reason
    assert "Needed" in answer.reason
    assert answer.evidence == ()


def test_figures_are_those_of_the_store(example: House) -> None:
    """Rule 2: the share that is told is the share that a query of the store gives."""
    answer = ask(example, "how does my work affect customers?", "finance")
    (count,) = [e for e in answer.evidence if e.id == "count:user/pay-the-invoice"]
    wanted = Filter(audience=EMPLOYEES, where={"step": "user/pay-the-invoice"}, as_of=TODAY)
    tally = example.corpus.tally(None, wanted)
    assert count.n == tally.n
    share = f"{100 * tally.negative / tally.n:.0f} %"
    assert any(f"{tally.n} comments, {share} of them negative" in line for line in lines_of(answer))


def test_an_answer_for_the_public_shows_nothing_from_inside(example: House) -> None:
    for text, role in QUESTIONS:
        answer = ask(example, text, role, PUBLIC)
        assert {item.audience for item in answer.evidence} <= {"public"}


def test_as_of_an_earlier_day_later_things_are_not_known(example: House) -> None:
    day = date(2026, 7, 31)
    answer = example.ask("how does my work affect customers?", "finance", EMPLOYEES, day)
    assert all(e.occurred_at is None or e.occurred_at <= day for e in answer.evidence)
    assert not any("rose" in line for line in lines_of(answer))


def test_an_unknown_role_is_told_the_known_ones(example: House) -> None:
    with pytest.raises(NotFound, match="Did you mean 'finance'.*sales"):
        ask(example, "how does my work affect customers?", "finanse")


def test_instructions_of_customers_are_not_obeyed(example: House) -> None:
    """Rule 7: what a customer wrote to the machine is at most quoted, never done."""
    for text, role in QUESTIONS:
        for line in lines_of(ask(example, text, role)):
            own_words = re.sub("“.*?”", "", line, flags=re.DOTALL).lower()
            assert "ignore" not in own_words
            assert "best provider" not in own_words


def steps_told(answer: Answer) -> list[str]:
    return [hop.name for path in answer.paths for hop in path.hops if hop.kind == "step"]


def test_one_thing_that_a_role_does_is_told_by_its_own_paths_only(example: House) -> None:
    answer = ask(example, "how do router returns affect customers?", "operations")
    assert steps_told(answer) == ["Send the router back"]


def test_the_strongest_paths_are_of_several_responsibilities(example: House) -> None:
    answer = ask(example, "how does my work affect customers?", "operations")
    duties = [path.hops[1].name for path in answer.paths]
    assert len(set(duties)) == len(duties) > 1


def test_words_of_the_question_that_nobody_ever_used_are_not_overlooked(example: House) -> None:
    """Asking about oneself is no leave to answer about something else."""
    assert ask(example, "how does our recruiting affect customers?", "operations").abstained


def test_a_policy_review_tells_share_number_change_and_control(example: House) -> None:
    answer = ask(example, "which policies drive the bulk of complaints?", "service")
    first = answer.lines()[0]
    assert re.search(r"\d+ % of complaints; \d+ of \d+ comments about it are negative", first)
    assert re.search("real change|than a year before|too few to tell", first)
    assert "It protects" in first


def test_a_review_of_our_own_policies_tells_those_of_the_role(example: House) -> None:
    answer = ask(example, "which of our rules cause the most dissatisfaction?", "legal")
    assert {path.hops[0].name for path in answer.paths} == {"Legal and Compliance"}


def test_a_decision_check_tells_what_is_unknown_and_where_it_would_be_heard(
    example: House,
) -> None:
    answer = ask(example, "we plan to move to net-15 terms", "finance")
    assert steps_told(answer) == ["Pay the invoice"]
    assert any("Where it could be heard: billing disputes" in line for line in answer.lines())


def test_the_share_of_negative_comments_is_that_of_the_scores(example: House) -> None:
    """Where customers gave a score it decides, not the guessed mood of their words."""
    wanted = Filter(audience=EMPLOYEES, where={"step": "user/work-online"}, as_of=TODAY)
    scored = [
        record
        for record in example.corpus.records(example.corpus.matching(wanted).tolist())
        if record.metric == "nps" and record.score is not None
    ]
    low = sum(record.score <= 6 for record in scored if record.score is not None)
    negative = example.corpus.matching(replace(wanted, mood=-1)).tolist()
    assert scored
    assert sum(record.key in negative for record in scored) == low
