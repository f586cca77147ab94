"""Which of the people that a small model sees are people, and where exactly they stand."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from knowledge.recognisers.capital import PARTICLES, PLACE_BEGINS
from knowledge.recognisers.company import COMPANY_WORD, words_used_as_companies
from knowledge.recognisers.lexicon import FUNCTION_WORDS, is_foreign, is_ordinary
from knowledge.recognisers.span import PERSON, Span
from knowledge.recognisers.word_kind import (
    is_brand,
    is_family,
    is_family_too,
    is_given,
    is_given_too,
    is_name,
    is_unknown,
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]{2,})*")
_BLANKED = re.compile(r"[xX*]+")
_MOST = 5
_LONGEST_SHOUT = 5
_PLACED = re.compile(r"\b(?:in|at|to|from|near|via|leaving|the)\s{1,2}$", re.IGNORECASE)


def believed(text: str, start: int, end: int) -> Iterator[Span]:
    """The part of a model's find that reads like a name.

    Small models take every strange capital for one: ``COVID``, ``Card``, ``the Ward``, ``Citi``.
    """
    end = (text.find("\n", start, end) + 1 or end + 1) - 1
    tagged = start > 0 and text[start - 1] in "#@/"
    if tagged or any(c.isdigit() or c in "@/_#" for c in text[start:end]) or is_foreign(text):
        return
    words = list(_WORD.finditer(text, start, end))
    while words and not _may_be_at_an_edge(words[0].group(), first=True):
        del words[0]
    while words and not _may_be_at_an_edge(words[-1].group(), first=len(words) == 1):
        del words[-1]
    if words and _is_only_the_end(text, start, words):
        return
    names = [w.group() for w in words if w.group().casefold() not in PARTICLES]
    if names and names[0].casefold() in PLACE_BEGINS:
        return
    if names and len(words) <= _MOST and _reads_like_a_name(text, names, words[-1].end()):
        yield Span(words[0].start(), words[-1].end(), PERSON)


def may_hold_a_name(text: str, found: Sequence[Span]) -> bool:
    """Whether some word that is not found yet could be believed: if none, no model need look."""
    if is_foreign(text):
        return False
    return any(
        could_be_believed(word.group())
        and not any(span.start <= word.start() < span.end for span in found)
        for word in _WORD.finditer(text)
    )


@lru_cache(maxsize=100_000)
def could_be_believed(word: str) -> bool:
    """Whether a word by itself would be believed somewhere, if a model saw a person in it."""
    if word.islower():
        return is_given(word)
    if not word[0].isupper() or len(word) == 1 or word.casefold() in FUNCTION_WORDS:
        return False
    return is_name(word) or is_family(word) or is_unknown(word)


def is_doubtful(text: str, start: int, end: int, found: Sequence[Span]) -> bool:
    """Whether a person that a model sees may be one though no rule believed it."""
    if any(span.start < end and start < span.end for span in found):
        return False
    words = _WORD.findall(text, start, end)
    strange = [word for word in words if could_be_believed(word) and not is_brand(word)]
    tagged = start > 0 and text[start - 1] in "#@/"
    return bool(strange) and not tagged and not any(map(_BLANKED.fullmatch, words))


def _is_only_the_end(text: str, start: int, words: Sequence[re.Match[str]]) -> bool:
    """Whether one word is left of a title such as "Birth Certificat" or "Title Max"."""
    before = text[start : words[0].start()] or text[max(0, start - 20) : start]
    last = re.search(r"(?:^|\W)([^\W\d_a-z][^\W\d_]+)\s$", before)
    if len(words) > 1 or is_given(words[0].group()) or not last:
        return False
    return is_ordinary(last[1]) and last[1].casefold() not in FUNCTION_WORDS


def _may_be_at_an_edge(word: str, *, first: bool) -> bool:
    lowered = word.casefold()
    if _BLANKED.fullmatch(word) or (lowered in FUNCTION_WORDS and not is_name(word)):
        return False
    if is_name(word) or is_family_too(word) or len(word) == 1:
        return True
    return not is_ordinary(word) or (not first and word[0].isupper())


def _reads_like_a_name(text: str, names: Sequence[str], end: int) -> bool:
    if any(is_brand(name) or _BLANKED.fullmatch(name) for name in names):
        return False
    if COMPANY_WORD.match(text, end + 1):
        return False
    if all(name.islower() for name in names):
        return any(map(is_given, names)) and not any(map(is_ordinary, names[1:]))
    if all(name.isupper() and len(name) <= _LONGEST_SHOUT for name in names):
        return any(map(is_given, names))
    if len(names) == 1:
        return _is_alone(text, names[0], end)
    known = any(is_given(n) or is_given_too(n) or is_family(n) for n in names)
    strange = sum(map(is_unknown, names))
    return known or strange > 1


def _is_alone(text: str, name: str, end: int) -> bool:
    if is_given(name):
        return True
    if not name[0].isupper() or name.casefold() in words_used_as_companies(text):
        return False
    placed = _PLACED.search(text[max(0, end - len(name) - 10) : end - len(name)])
    return is_given_too(name) or is_family(name) or (is_unknown(name) and not placed)
