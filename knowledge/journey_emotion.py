"""How a map says what is felt, as -2 to 2."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.journey_word import join_texts

# How a word or a face is felt, from -2 to 2; a word stands for those that begin with it.
_FEELINGS = {
    2: "delight thrill ecstat overjoy elated love proud amazed fantastic 😍 🤩 🥳 😁 ❤",
    1: "happy glad relie pleased satisf confiden hopeful excit optimis calm curious engaged trust "
    "untroubled comfortable reassured grateful positive good interested motivated empowered "
    "patient enjoy 😀 😃 😄 😊 🙂 👍 😌",
    0: "neutral indifferent okay 😐 😶 🤔",
    -1: "wary skeptic sceptic impatien frustrat annoy confus anxi worr stress disappoint uncertain "
    "irritat nervous hesita overwhelm doubt bored mistrust distrust sad unhappy negative tired "
    "concern dissatisf unsure bad lost 😕 🙁 ☹ 😟 😒 👎 😞 😬 😰",
    -2: "angry anger furious rage despair desperat helpless hopeless panic betray devastat outrage "
    "hate terrible afraid scared fear humiliat 😠 😡 🤬 😢 😭 😤 😱",
}  # fmt: skip
_FELT = {word: score for score, words in _FEELINGS.items() for word in words.split()}
_FACE = "".join(word for word in _FELT if not word.isalpha())
_WORD = re.compile(rf"[a-z]+|[{_FACE}]", re.IGNORECASE)
_ONLY_NUMBER = re.compile(r"\s*([+\-−–]?\d+(?:[.,]\d+)?)\s*(?:(?:/|of|out of)\s*(\d+)|(%))?\s*")


@dataclass(slots=True)
class EmotionScale:
    """How one file counts its emotions: a map from 1 to 5 is not one from -2 to 2."""

    low: float = -2.0
    high: float = 2.0
    numbers: int = 0
    unread: int = 0

    @classmethod
    def of(cls, texts: Iterable[str]) -> "EmotionScale":
        values = [value for text in texts if (value := _bare_number(text)) is not None]
        if not values:
            return cls()
        reach = next((end for end in (2, 3, 5, 10, 100) if max(map(abs, values)) <= end), 100)
        if min(values) < 0 or reach == 2:
            return cls(-reach, reach, len(values))
        return cls(0.0 if min(values) < 1 or reach == 100 else 1.0, reach, len(values))

    def read(self, texts: Sequence[str]) -> dict[str, Any]:
        """The step's emotion and feeling; numbers count before words."""
        words = join_texts(text for text in texts if not _ONLY_NUMBER.fullmatch(text))
        scores = [score for text in texts if (score := self._score(text)) is not None]
        emotion = scores[0] if scores else _felt(words)
        self.unread += emotion is None
        return {"emotion": emotion, "feeling": words}

    def _score(self, text: str) -> int | None:
        number = _ONLY_NUMBER.fullmatch(text)
        if number is None:
            return None
        value, (low, high) = _signed(number[1]), (self.low, self.high)
        if number[2] or number[3]:
            low, high = (0.0, 100.0) if number[3] else (1.0, max(2.0, float(number[2])))
        return max(-2, min(2, _rounded((value - low) / (high - low) * 4 - 2)))

    def notes(self) -> list[str]:
        notes = []
        if self.numbers and (self.low, self.high) != (-2, 2):
            notes.append(f"Emotions were read as {self.low:g} to {self.high:g} and made -2 to 2.")
        if self.unread:
            notes.append(
                f"The emotion of {self.unread} steps could not be read as -2 to 2; its words are"
                " kept as the feeling."
            )
        return notes


def _bare_number(text: str) -> float | None:
    number = _ONLY_NUMBER.fullmatch(text)
    return _signed(number[1]) if number and not (number[2] or number[3]) else None


def _signed(number: str) -> float:
    return float(number.replace("−", "-").replace("–", "-").replace(",", "."))


def _rounded(value: float) -> int:
    """To the nearest whole number, half of one away from zero."""
    return int(abs(value) + 0.5) * (1 if value > 0 else -1)


def _felt(words: str) -> int | None:
    """The mean of the feelings that the words name, or None where they name none."""
    found: list[float] = []
    mild = denied = False
    for word in _WORD.findall(words.lower()):
        score = next((_FELT[start] for start in _stems(word) if start in _FELT), None)
        if score is not None:
            found.append((-score if denied else score) * (0.5 if mild else 1))
        mild = word in {"slightly", "mild", "mildly", "somewhat", "bit", "little"}
        denied = word in {"not", "no", "never", "without"}
    return _rounded(sum(found) / len(found)) if found else None


def _stems(word: str) -> list[str]:
    """The word and its beginnings; a short one has only an ending to lose."""
    ends = range(len(word), 2, -1)
    return [word, *(word[:end] for end in ends if end > 4 or len(word) - end < 4)]
