"""Where a name of two words and more ends, in a run of words with capitals."""

import re
from collections.abc import Sequence

from knowledge.recognisers.capital import PARTICLES, shouted
from knowledge.recognisers.company import PLACES
from knowledge.recognisers.lexicon import FUNCTION_WORDS
from knowledge.recognisers.lone_name import HONOURED, MONTHS, before_company, is_placed
from knowledge.recognisers.word_kind import (
    STAFF,
    is_accented,
    is_brand,
    is_family,
    is_family_too,
    is_given,
    is_given_too,
    is_name,
    is_unknown,
)

_LONGEST = 4


def full_name_end(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """Where the name of two and more words that begins here ends; 0 if none does."""
    first = words[at].group()
    if shouted(first) and not is_given(first):
        return 0
    if len(first) == 1 and text[words[at].end() : words[at].end() + 1] != ".":
        return 0
    end = at + 1
    while end < len(words) and end - at < _LONGEST + 1 and _continues(words, at, end):
        end += 1
    while end > at + 1 and not _may_close(words[end - 1].group()):
        end -= 1
    names = [word.group() for word in words[at:end] if word.group().casefold() not in PARTICLES]
    if len(names) < 2 or before_company(text, words, end):
        return 0
    start = words[at].start()
    if HONOURED.search(text[max(0, start - 12) : start]) and not is_family(names[1]):
        return 0
    return end if _makes_a_name(names, placed=is_placed(text, words[at].start())) else 0


def _continues(words: Sequence[re.Match[str]], at: int, end: int) -> bool:
    word = words[end].group()
    if len(word) == 1 or word.casefold() in PARTICLES:
        return end + 1 < len(words)
    if is_given(words[at].group()) and _may_follow_a_given_name(word):
        return True
    return is_family(word) or is_family_too(word) or is_name(word) or is_unknown(word)


def _may_follow_a_given_name(word: str) -> bool:
    """A word with a capital right after a sure given name is a family name, even a strange one."""
    lowered = word.casefold()
    taken = lowered in FUNCTION_WORDS | STAFF | PLACES | MONTHS or is_brand(word)
    return word[0].isupper() and not shouted(word) and not taken


def _may_close(word: str) -> bool:
    return len(word) > 1 and word.casefold() not in PARTICLES


def _makes_a_name(names: Sequence[str], *, placed: bool) -> bool:
    first, last = names[0], names[-1]
    if is_given(first):
        return True
    closes = is_family(last) or is_family_too(last) or is_given(last)
    if is_given_too(first):
        return closes or is_unknown(last)
    if len(first) == 1:
        return is_family(last) or is_unknown(last)
    shouted = all(map(str.isupper, names))
    if shouted or first.casefold() in FUNCTION_WORDS | PLACES or any(map(is_brand, names)):
        return False
    return _strange_pair(names, placed=placed)


def _strange_pair(names: Sequence[str], *, placed: bool) -> bool:
    first, last = names[0], names[-1]
    initial = any(len(name) == 1 for name in names)
    if is_unknown(first) or is_family(first):
        sure = is_family(last) or is_given(last) or initial or any(map(is_accented, names))
        return sure or (is_unknown(last) and not placed)
    return is_accented(last) and is_family(last) and not placed
