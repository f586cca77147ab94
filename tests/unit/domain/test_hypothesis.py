"""From a question to an answer that somebody stands behind: what may follow what."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.error import BadInput
from domain.hypothesis import (
    Hypothesis,
    HypothesisState,
    Need,
    answers_needed,
    conclude,
    describe_need,
    link_evidence,
    reopen,
    same_question,
    sign_off,
    state_need,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)
OPEN = Hypothesis(
    id="h_1", question="why?", role="sales", needed="words", opened_by="ann", opened_at=NOW
)
SUPPORTED = conclude(link_evidence(OPEN, ["v_1"]), HypothesisState.SUPPORTED, "Yes")
SIGNED = sign_off(SUPPORTED, "bo", NOW, {"ann", "bo"})


def test_a_verdict_needs_evidence_and_a_finding() -> None:
    with pytest.raises(BadInput, match="Nothing is linked"):
        conclude(OPEN, HypothesisState.REFUTED, "No")
    with pytest.raises(BadInput, match="what was found"):
        conclude(link_evidence(OPEN, ["v_1"]), HypothesisState.REFUTED, " ")
    with pytest.raises(BadInput, match="A verdict is one of"):
        conclude(OPEN, HypothesisState.OPEN, "x")
    inconclusive = conclude(OPEN, HypothesisState.INCONCLUSIVE, "Too few answers")
    assert inconclusive.finding == "Too few answers"


def test_another_person_signs_off_where_there_is_one() -> None:
    with pytest.raises(BadInput, match="ann opened it, so another must sign it off: bo"):
        sign_off(SUPPORTED, "ann", NOW, {"ann", "bo"})
    assert sign_off(SUPPORTED, "ann", NOW, {"ann"}).signed_off_by == "ann"
    assert (SIGNED.signed_off_by, SIGNED.signed_off_at) == ("bo", NOW)


def test_nothing_is_signed_off_without_a_verdict() -> None:
    with pytest.raises(BadInput, match="no verdict"):
        sign_off(OPEN, "bo", NOW, set())


def test_a_verdict_is_taken_back_until_it_is_signed_off() -> None:
    again = reopen(SUPPORTED)
    assert (again.state, again.finding) == (HypothesisState.OPEN, None)
    assert again.evidence_ids == ("v_1",)
    with pytest.raises(BadInput, match="is open"):
        reopen(OPEN)


@pytest.mark.parametrize(
    "work",
    [
        reopen,
        lambda each: link_evidence(each, ["v_2"]),
        lambda each: state_need(each, "more"),
        lambda each: conclude(each, HypothesisState.REFUTED, "No"),
        lambda each: sign_off(each, "bo", NOW, set()),
    ],
)
def test_what_is_signed_off_is_final(work) -> None:
    with pytest.raises(BadInput, match="signed off by bo; it is final"):
        work(SIGNED)


def test_a_concluded_question_is_not_worked_on_before_it_is_open_again() -> None:
    for work in (lambda: link_evidence(SUPPORTED, ["v_2"]), lambda: state_need(SUPPORTED, "x")):
        with pytest.raises(BadInput, match="questions reopen h_1"):
            work()


def test_evidence_is_linked_once() -> None:
    assert link_evidence(link_evidence(OPEN, ["v_1"]), ["v_2", "v_1"]).evidence_ids == (
        "v_1",
        "v_2",
    )


def test_how_many_answers_tell_a_share() -> None:
    # The textbook: 1.96² · 0.25 / 0.1² = 96.04; a quarter of the margin needs 16 times as many.
    assert answers_needed() == 97
    assert answers_needed(margin=0.05) == 385
    assert answers_needed(confidence=0.99) == 166
    with pytest.raises(BadInput):
        answers_needed(margin=0)


@given(st.floats(0.02, 0.3), st.floats(0.1, 0.9))
def test_half_and_half_needs_the_most_answers(margin: float, share: float) -> None:
    assert answers_needed(margin, share=share) <= answers_needed(margin)


def test_two_wordings_of_a_question_are_one() -> None:
    assert same_question("Why do customers  leave?") == same_question("why do customers leave")
    assert same_question("Why?") != same_question("When?")


def test_the_least_data_is_what_is_missing() -> None:
    assert "map it first" in describe_need(Need())
    need = Need(step="user/pay", step_name="Pay", listening_posts=("bill survey",), comments=40)
    told = describe_need(need)
    assert need.missing == ("words", "numbers")
    assert "57 more answers (40 are held" in told
    assert "ask at: bill survey" in told
    full = Need(step="user/pay", step_name="Pay", comments=200, series=1)
    assert full.missing == ()
    assert "words and numbers are there" in describe_need(full)
    assert "no listening post there yet" in describe_need(full)
