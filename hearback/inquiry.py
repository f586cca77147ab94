"""What had no evidence goes to the CX team's list, redacted like everything that is kept."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from domain.answer import Answer

if TYPE_CHECKING:
    from hearback.house import House


def keep_unanswered(house: "House", answer: Answer) -> None:
    if answer.abstained:
        # The reason repeats words of the question, so both are redacted.
        question, reason = house.redactor.redact([answer.question, answer.reason or ""])
        house.conversations.record_unanswered(
            question.text, answer.role, reason.text, datetime.now(UTC)
        )
