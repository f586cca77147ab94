"""What had no evidence goes to the CX team's list, redacted like everything that is kept."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from domain.answer import Answer

if TYPE_CHECKING:
    from hearback.house import House


def keep_unanswered(house: "House", answer: Answer) -> None:
    if answer.abstained:
        question = house.redactor.redact([answer.question])[0].text
        house.conversations.record_unanswered(
            question, answer.role, answer.reason or "", datetime.now(UTC)
        )
