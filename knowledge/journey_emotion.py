"""How a map says what is felt, as -2 to 2."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.journey_word import is_nothing, join_texts

# How a word or a face is felt, from -2 to 2; a word stands for those that begin with it.
_FEELINGS = {
    2: "delight thrill ecstat overjoy elated love proud amazed amazing fantastic excellent joy "
    "great enthusias inspir impressed wonderful awesome 😍 🤩 🥳 😁 ❤ 🎉 😆 🥰 💚",
    1: "happy happi glad relie pleased pleasant satisf confiden hopeful hope excit optimis calm "
    "curious engaged trust untroubled comfortable reassur grateful positive good interest motivat "
    "empower patient enjoy eager supported safe secure welcome relaxed valued thankful cheerful "
    "encourag peace prepared 😀 😃 😄 😊 🙂 👍 😌 😎 🤗 ☺ 😇",
    0: "neutral indifferent okay ok fine mixed ambivalent 😐 😶 🤔 😑 🤷",
    -1: "wary skeptic sceptic impatien frustrat annoy confus anxi worr stress disappoint uncertain "
    "irritat nervous hesita overwhelm doubt bored boring mistrust distrust sad unhappy negative "
    "tired concern dissatisf unsure bad lost uneasy upset cautious suspicio embarrass exhaust "
    "rushed pressur tense ignored lonely guilt asham apprehen discourag alone insecure unsafe "
    "unprepared awkward resign forgotten poor vulnerable 😕 🙁 ☹ 😟 😒 👎 😞 😬 😰 😥 😓 😔 😩 🙄 "
    "😣 😖 😫 😨 🥱 😴",
    -2: "angry anger furious rage despair desperat helpless hopeless panic betray devastat outrage "
    "hate terrible afraid scared fear humiliat awful horrible miserable terrified powerless dread "
    "shock 😠 😡 🤬 😢 😭 😤 😱 💔",
}  # fmt: skip
_FELT = {word: score for score, words in _FEELINGS.items() for word in words.split()}
_FACE = "".join(word for word in _FELT if not word.isalpha())
_WORD = re.compile(rf"[a-z]+|[{_FACE}]", re.IGNORECASE)
_MILD = {"slightly", "mild", "mildly", "somewhat", "bit", "little"}
_NOT = {"not", "no", "never", "without", "less", "hardly"}
_ONLY_NUMBER = re.compile(r"\s*([+\-−–]?\d+(?:[.,]\d+)?)\s*(?:(?:/|of|out of)\s*(\d+)|(%))?\s*")
# A number among words counts if it can be nothing else: with a sign, or out of so many.
_NUMBER_WITHIN = re.compile(
    r"(?<![\w.,-])(?:([+\-−]\d(?:[.,]\d+)?)(?![\w%])"
    r"|(\d+(?:[.,]\d+)?)\s*(?:/|out of)\s*(5|7|10|100)\b)"
)
_SIGNS = {"++": 2, "+": 1, "+/-": 0, "±": 0, "o": 0, "0": 0, "-": -1, "−": -1, "–": -1, "--": -2,
          "−−": -2, "––": -2, "—": -2, ":)": 1, ":-)": 1, ":d": 2, ":|": 0, ":-|": 0, ":(": -1,
          ":-(": -1, "high": 1, "medium": 0, "med": 0, "low": -1, "very high": 2, "very low": -2,
          "↑": 1, "→": 0, "↓": -1, "▲": 1, "▼": -1, "peak": 2, "mid": 0}  # fmt: skip
_STARS = re.compile(r"([★⭐]️?)*([☆]*)")


@dataclass(slots=True)
class EmotionScale:
    """How one file counts its emotions: a map from 1 to 5 is not one from -2 to 2."""

    low: float = -2.0
    high: float = 2.0
    numbers: int = 0
    unread: int = 0
    signs: bool = False

    @classmethod
    def of(cls, texts: Iterable[str]) -> "EmotionScale":
        texts = list(texts)
        scale = cls._of_numbers(texts)
        # A dash alone is an empty cell, unless the file also has its opposite.
        scale.signs = any(text.strip() in {"+", "++", "--", "+/-"} for text in texts)
        return scale

    @classmethod
    def _of_numbers(cls, texts: Sequence[str]) -> "EmotionScale":
        values = [value for text in texts if (value := _bare_number(text)) is not None]
        if not values:
            return cls()
        reach = next((end for end in (2, 3, 5, 10, 100) if max(map(abs, values)) <= end), 100)
        if min(values) < 0 or reach == 2:
            return cls(-reach, reach, len(values))
        return cls(0.0 if min(values) < 1 or reach == 100 else 1.0, reach, len(values))

    def read(self, texts: Sequence[str]) -> dict[str, Any]:
        """The step's emotion and feeling; numbers count before words."""
        words = join_texts(text for text in texts if _is_words(text))
        scores = [score for text in texts if (score := self._score(text)) is not None]
        emotion = scores[0] if scores else _felt(words)
        self.unread += emotion is None
        return {"emotion": emotion, "feeling": words}

    def _score(self, text: str) -> int | None:
        if is_nothing(text) and not self.signs:
            return None
        if (sign := _signs(text)) is not None:
            return sign
        if (number := _ONLY_NUMBER.fullmatch(text)) is not None:
            return self._counted(number)
        if (within := _NUMBER_WITHIN.search(text)) is None:
            return None
        if within[2]:
            return _on(_signed(within[2]), 1.0, float(within[3]))
        return _on(_signed(within[1]), *((self.low, self.high) if self.low < 0 else (-2.0, 2.0)))

    def _counted(self, number: re.Match[str]) -> int:
        value = _signed(number[1])
        if number[3]:
            return _on(value, 0.0, 100.0)
        if number[2]:
            return _on(value, 1.0, max(2.0, float(number[2])))
        return _on(value, self.low, self.high)

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


def _is_words(text: str) -> bool:
    if _ONLY_NUMBER.fullmatch(text) or _stars(text) is not None:
        return False
    is_sign = _signs(text) is not None and not any(map(str.isalpha, text))
    return not is_sign and not is_nothing(text)


def _signs(text: str) -> int | None:
    plain = text.strip().lower()
    # A bare 0 belongs to the numbers, which have a scale of their own.
    return _stars(text) if plain not in _SIGNS or plain == "0" else _SIGNS[plain]


def _stars(text: str) -> int | None:
    """``★★★☆☆`` or ``⭐⭐⭐`` out of five."""
    marks = text.replace("️", "").strip()
    if not marks or not _STARS.fullmatch(marks):
        return None
    full = sum(mark in "★⭐" for mark in marks)
    return max(-2, min(2, full - 3))


def _on(value: float, low: float, high: float) -> int:
    return max(-2, min(2, _rounded((value - low) / (high - low) * 4 - 2)))


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
        mild = word in _MILD
        denied = word in _NOT
    return _rounded(sum(found) / len(found)) if found else None


def _stems(word: str) -> list[str]:
    """The word and its beginnings; a short one has only an ending to lose."""
    ends = range(len(word), 2, -1)
    return [word, *(word[:end] for end in ends if end > 4 or len(word) - end < 4)]
