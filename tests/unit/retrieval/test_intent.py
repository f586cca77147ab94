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
        ("what is the effect of my job on customers?", Intent.MY_IMPACT),
        ("where does legal's work reach customers?", Intent.MY_IMPACT),
        ("who is affected by my work?", Intent.MY_IMPACT),
        ("what makes loyal customers feel cheated?", Intent.WHY),
        ("how has the time to refund developed?", Intent.WHAT_CHANGED),
        ("what happened to the quote turnaround since summer?", Intent.WHAT_CHANGED),
        ("suppose we raised the discount limit", Intent.DECISION),
        ("which of our procedures annoy customers most?", Intent.POLICIES),
        ("is anybody working on the refund delays?", Intent.DONE),
        # Whoever asks for customers' words gets them, whatever stands after that.
        ("what do customers say about price increases at renewal?", Intent.TOPIC),
        ("how do customers feel about the reminder process and complaint handling?", Intent.TOPIC),
        ("any comments about the decision to drop the summary page?", Intent.TOPIC),
    ],
)
def test_questions_are_told_apart(question: str, intent: Intent) -> None:
    assert recognise_intent(question) is intent
