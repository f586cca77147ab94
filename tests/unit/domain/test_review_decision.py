"""Which decisions are allowed, and what they make of evidence."""

import pytest

from domain.error import BadInput
from domain.review import (
    DONE,
    MOVES,
    Decision,
    Standing,
    TagEdit,
    apply_decision,
    hides,
    next_state,
    refusal_of_undo,
    undo_name,
)
from domain.verbatim import SHOWN, State


def test_retracted_evidence_comes_back_by_restore_alone() -> None:
    assert next_state(State.RETRACTED, Decision.RESTORE) is State.NEW
    for decision in set(Decision) - {Decision.RESTORE, Decision.RETRACT, Decision.REDACT}:
        with pytest.raises(BadInput, match=f"cannot {decision} it.*hearback restore"):
            next_state(State.RETRACTED, decision)


def test_what_was_restored_is_not_shown_before_somebody_approves_it() -> None:
    assert next_state(State.RETRACTED, Decision.RESTORE) not in SHOWN


@pytest.mark.parametrize("decision", list(MOVES))
def test_a_decision_that_was_made_already_changes_nothing(decision: Decision) -> None:
    sources, target = MOVES[decision]
    assert target not in sources
    if target is not State.RETRACTED:
        assert next_state(target, decision) is target


@pytest.mark.parametrize(
    ("state", "decision", "after"),
    [
        (State.NEW, Decision.APPROVE, State.APPROVED),
        (State.REJECTED, Decision.APPROVE, State.APPROVED),
        (State.FEATURED, Decision.APPROVE, State.FEATURED),
        (State.FEATURED, Decision.UNFEATURE, State.APPROVED),
        (State.NEW, Decision.UNFEATURE, State.NEW),
        (State.FEATURED, Decision.REJECT, State.REJECTED),
        (State.REJECTED, Decision.RETRACT, State.RETRACTED),
        (State.APPROVED, Decision.TAG, State.APPROVED),
        (State.NEW, Decision.RESTORE, State.NEW),
    ],
)
def test_where_decisions_lead(state: State, decision: Decision, after: State) -> None:
    assert next_state(state, decision) is after


def test_only_what_leaves_sight_is_taken_back() -> None:
    assert hides(State.APPROVED, State.REJECTED)
    assert hides(State.FEATURED, State.NEW)
    assert not hides(State.FEATURED, State.APPROVED)
    assert not hides(State.NEW, State.REJECTED)


def test_a_tag_edit_changes_what_it_names_and_is_a_persons() -> None:
    before = Standing(
        state=State.NEW, themes=("billing",), step="user/pay", sentiment=-0.2, tag_doubt=0.7
    )
    after = apply_decision(before, Decision.TAG, TagEdit(themes=("support", "billing"), step=""))
    assert after == Standing(
        state=State.NEW,
        themes=("billing", "support"),
        step=None,
        sentiment=-0.2,
        tagged_by="person",
        tag_doubt=0.0,
    )


def test_only_a_confirmed_approval_makes_the_tags_a_persons() -> None:
    before = Standing(state=State.NEW, themes=("billing",), tag_doubt=0.7)
    plain = apply_decision(before, Decision.APPROVE)
    confirmed = apply_decision(before, Decision.APPROVE, confirm=True)
    assert (plain.tagged_by, plain.tag_doubt) == ("machine", 0.7)
    assert (confirmed.tagged_by, confirmed.tag_doubt) == ("person", 0.0)
    assert confirmed.state is plain.state is State.APPROVED


def test_a_sentiment_has_bounds() -> None:
    assert TagEdit(sentiment=1.5).flaw()
    assert TagEdit(sentiment=float("nan")).flaw()
    assert TagEdit(sentiment=-1.0).flaw() is None


def test_an_undo_is_refused_with_its_reason() -> None:
    assert refusal_of_undo("approve", []) is None
    assert "old words were not kept" in str(refusal_of_undo("redact", []))
    assert "hearback restore" in str(refusal_of_undo("retract", []))
    ids = [f"v_{number}" for number in range(7)]
    assert "v_4 and 2 more" in str(refusal_of_undo("approve", ids))


def test_the_undo_of_an_undo_is_the_decision_again() -> None:
    assert undo_name("approve") == "undo approve"
    assert undo_name(undo_name("approve")) == "approve"
    assert set(DONE) == set(Decision)
