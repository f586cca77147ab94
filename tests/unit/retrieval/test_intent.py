import pytest

from domain.answer import Intent
from retrieval.intent import recognise_intent


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("How does my work affect customers?", Intent.MY_IMPACT),
        ("what difference does our team make to customers", Intent.MY_IMPACT),
        ("Who do we affect?", Intent.MY_IMPACT),
        ("Why are customers angry about invoices?", Intent.WHY),
        ("What is the reason for the complaints?", Intent.WHY),
        ("What changed last month?", Intent.WHAT_CHANGED),
        ("Is support getting better?", Intent.WHAT_CHANGED),
        ("Did the dispute rate go up?", Intent.WHAT_CHANGED),
        ("What do customers say about the portal?", Intent.TOPIC),
        ("show me refunds", Intent.TOPIC),
        ("We plan to move to net-15 terms", Intent.DECISION),
        ("What happens if we drop the late fee?", Intent.DECISION),
        ("Which policies drive complaints?", Intent.POLICIES),
        ("What has been done about refunds?", Intent.DONE),
    ],
)
def test_questions_are_told_apart(question: str, intent: Intent) -> None:
    assert recognise_intent(question) is intent
