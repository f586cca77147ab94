"""Knowing that two comments are the same words: form letters, retweets, the same text sent twice.

A text is cut into runs of three words; two texts are near when they share half of all their runs.
Texts of about the same length of which one says "not" and the other does not say the opposite, and
are two opinions.
To find them among many, each text has a few keys (MinHash bands) of which near texts share one.
"""

import re
import zlib
from dataclasses import dataclass

import numpy as np

# Two customers write the same nine words on their own ("I don't think you could do any better");
# from twelve on, the same words come from the same hand.
FEWEST_WORDS = 12
# Words that somebody passes on are marked as such, so that fewer of them prove it.
_FEWEST_PASSED_ON = 4
_MOST_ADDED = 2
_DENIALS = frozenset(
    """
    not no never none nothing nobody nowhere neither nor cannot without hardly rarely
    dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_RUN = 3
_ALIKE = 0.5
_BANDS, _IN_BAND = 16, 3
_LONGEST = 20_000
_CHANGING = re.compile(r"\[[a-z ]{2,30}(?: [A-Z]{1,2})?\]|https?://\S+|www\.\S+|[@#]\w+|\w*\d\w*")
_WORD = re.compile(r"[^\W_]+")
_NAMED = r"(?:@\w+|\[[a-z ]{2,30}(?: [A-Z]{1,2})?\])"
_PASSED_ON = re.compile(
    rf"^(?P<own>.*?)(?:\bRT\s*{_NAMED}\s*:?|[“\"]\s*{_NAMED}\s*:)(?P<said>.*)$", re.DOTALL
)
_draw = np.random.default_rng(20_240_601)
_TIMES = _draw.integers(1, 1 << 31, size=(_BANDS * _IN_BAND, 1), dtype=np.uint64) | np.uint64(1)
_PLUS = _draw.integers(0, 1 << 31, size=(_BANDS * _IN_BAND, 1), dtype=np.uint64)
_PRIME = np.uint64((1 << 31) - 1)
# Odd factors spread the least values of a band, and its number, over all bits.
_MIX = _draw.integers(1 << 62, 1 << 63, size=(1, _IN_BAND), dtype=np.uint64) | np.uint64(1)
_NUMBER = np.arange(_BANDS, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Wording:
    """The runs of words in a text, as numbers; none if it is too short to be anybody's copy.

    ``length`` counts its words, and ``denials`` those of them that deny.
    """

    runs: frozenset[int]
    length: int = 0
    denials: int = 0

    def alike(self, other: "Wording") -> float:
        """The share of all runs that both have, 0..1 (Jaccard)."""
        every = len(self.runs | other.runs)
        return len(self.runs & other.runs) / every if every else 0.0

    def near(self, other: "Wording") -> bool:
        return self.alike(other) >= _ALIKE and not self._denies(other)

    def _denies(self, other: "Wording") -> bool:
        """Whether one says "not" where the other does not; what a longer one adds is its own."""
        added = abs(self.length - other.length)
        return added <= _MOST_ADDED and self.denials != other.denials

    def keys(self) -> tuple[int, ...]:
        """Numbers of at most 62 bits; texts that are near share one of them with a chance above
        98 % where they share 60 % of their runs, and texts that share few hardly ever do."""
        if not self.runs:
            return ()
        runs = np.fromiter(self.runs, dtype=np.uint64, count=len(self.runs)) % _PRIME
        least = ((runs * _TIMES + _PLUS) % _PRIME).min(axis=1).reshape(_BANDS, _IN_BAND)
        return tuple((((least * _MIX).sum(axis=1) + _NUMBER) >> np.uint64(2)).tolist())


def read_wording(text: str) -> Wording:
    """The wording of a redacted text, blind to names, numbers, links and mentions."""
    words = _words_that_stay(text[:_LONGEST])
    runs = (" ".join(words[at : at + _RUN]) for at in range(max(len(words) - _RUN + 1, 0)))
    return Wording(
        runs=frozenset(zlib.crc32(run.encode("utf-8", "replace")) for run in runs),
        length=len(words),
        denials=sum(word in _DENIALS for word in words),
    )


def _words_that_stay(text: str) -> list[str]:
    if passed_on := _PASSED_ON.match(text):
        own, said = _plain_words(passed_on["own"]), _plain_words(passed_on["said"])
        if len(said) >= _FEWEST_PASSED_ON and len(own) <= _MOST_ADDED:
            return said
    words = _plain_words(text)
    return words if len(words) >= FEWEST_WORDS else []


def _plain_words(text: str) -> list[str]:
    return _WORD.findall(_CHANGING.sub(" ", text).casefold().replace("’", "").replace("'", ""))
