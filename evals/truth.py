"""Whether anything untrue reached an answer that a chat model had a hand in.

Told apart from the checks of ``retrieval/chat``: this looks at the answer as it is shown, beside
the one that is written without a model.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from domain.answer import Answer
from domain.evidence import Evidence
from domain.statement import Statement

_QUOTED = re.compile("“(.*?)”", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


Judge = Callable[[str, str], bool]


@dataclass
class Found:
    """Counts over answers. ``own`` are the statements that the model wrote, for reading."""

    answers: int = 0
    by_model: int = 0
    unsupported: int = 0
    quotes: int = 0
    numbers: int = 0
    lost: int = 0
    own: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        return self.unsupported + self.quotes + self.numbers + self.lost


def look(found: Found, answer: Answer, plain: Answer, is_true: Judge) -> None:
    """Count what is wrong. ``is_true`` judges the words that the model wrote by what they cite."""
    held = {item.ref: item for item in answer.evidence}
    said, expected = _all(answer), _all(plain)
    own = [each for each in said if each not in expected]
    found.answers += 1
    found.by_model += answer.answered_by != "extractive"
    for statement in own:
        text = statement.text(held)
        words = "".join(part for part in statement.parts if isinstance(part, str))
        found.own.append(text)
        cited = [held[ref] for ref in statement.evidence]
        found.unsupported += not is_true(words, " ".join(_shown_of(item) for item in cited))
        found.quotes += sum(
            not any(quoted in item.text for item in cited) for quoted in _QUOTED.findall(text)
        )
        shown = " ".join(_shown_of(item) for item in cited)
        known = set(_NUMBER.findall(shown))
        found.numbers += sum(
            number not in known for number in _NUMBER.findall(_QUOTED.sub("", text))
        )
    shown_parts = {part for each in said for part in (*each.quotes, *each.figures)}
    wanted = {part for each in expected for part in (*each.quotes, *each.figures)}
    found.lost += len(wanted - shown_parts) + (set(answer.kinds) < set(plain.kinds))


def _all(answer: Answer) -> tuple[Statement, ...]:
    return (*answer.statements, *answer.more)


def _shown_of(item: Evidence) -> str:
    when = f"{item.occurred_at:%-d %Y}" if item.occurred_at else ""
    return " ".join([item.text, item.window or "", when, *item.figures.values()])
