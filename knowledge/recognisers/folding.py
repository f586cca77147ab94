"""Reading through odd spacing: full-width digits, thin spaces, soft hyphens and the like."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.recognisers.span import Span

# Seen by nobody, so left out before anything is looked for.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u180e\u200e\u200f\u202a\u202c")
_DOTS = frozenset("․。．｡")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the finders read it, and where each of its characters stood before."""

    text: str
    at: Sequence[int]

    def unfold(self, span: Span) -> Span:
        return Span(self.at[span.start], self.at[span.end - 1] + 1, span.type)


def fold(text: str) -> Folded:
    if text.isascii():
        return Folded(text, range(len(text)))
    kept = [at for at, c in enumerate(text) if c not in _INVISIBLE]
    return Folded("".join(_plain(text[at]) for at in kept), kept)


@lru_cache(maxsize=5000)
def _plain(character: str) -> str:
    """One character for one: digits, spaces, dashes, dots and full-width letters in plain ASCII."""
    if character.isascii():
        return character
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.digit(character))
    if kind == "Zs":
        return " "
    if kind == "Pd" or character == "\u2212":
        return "-"
    if character in _DOTS:
        return "."
    wide = "\uff01" <= character <= "\uff5e"
    return unicodedata.normalize("NFKC", character) if wide else character
