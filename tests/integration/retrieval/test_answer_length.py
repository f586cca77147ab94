"""At most 120 words before show more, over every role and kind of question."""

import pytest

from domain.answer import Intent
from domain.audience import EMPLOYEES
from hearback.example import TODAY
from hearback.house import House

QUESTIONS = {
    Intent.MY_IMPACT: "how does my work affect customers?",
    Intent.WHY: "why do customers dispute their invoices?",
    Intent.WHAT_CHANGED: "what changed?",
    Intent.TOPIC: "what do customers say about refunds?",
    Intent.DECISION: "we plan to move to net-15 terms",
    Intent.POLICIES: "which policies drive complaints?",
    Intent.DONE: "what has been done?",
}


@pytest.mark.parametrize("intent", Intent)
def test_an_answer_is_read_in_a_moment(example: House, intent: Intent) -> None:
    for role in example.truth.roles():
        answer = example.ask(QUESTIONS[intent], role.name, EMPLOYEES, TODAY)
        assert answer.intent is intent
        path = [hop.name for path in answer.paths[:1] for hop in path.hops]
        missing = ["Missing:", *answer.missing] if answer.missing else []
        shown = " ".join([*path, *answer.lines(), *missing])
        assert len(shown.split()) <= 120, shown
        told = [*answer.statements, *answer.more]
        assert len(told) == len(set(told))
        if not answer.abstained and any(each.quotes for each in told):
            assert any(each.quotes for each in answer.statements)
        if any(each.figures for each in told):
            assert any(each.figures for each in answer.statements)
