"""Names without capitals."""

import re
from collections.abc import Iterator

from knowledge.recognisers.capital import WORD
from knowledge.recognisers.company import COMPANY_WORD, words_used_as_companies
from knowledge.recognisers.span import PERSON, Span
from knowledge.recognisers.word_kind import (
    is_common_given,
    is_family,
    is_given,
    is_given_too,
    is_listed_family,
    is_name,
    is_surely_spelled_like_a_name,
    is_unknown,
    may_be_spelled_like_a_name,
)

_LOWER = re.compile(r"(?<![\w#@/.'’-])[^\W\d_A-Z]{3,15}(?:-[^\W\d_A-Z]{3,15})?(?![\w@.]\w)")
_CAPITALS = re.compile(r"(?<!\[person )[A-Z]")
_LOWER_NEXT = re.compile(r"(?:\s[^\W\d_]\.?)?\s(?P<last>[^\W\d_A-Z]{3,20})(?![\w@])")
_LOWER_LIST = re.compile(
    r"(?<!\w)[^\W\d_A-Z]{3,15}(?:,\s[^\W\d_A-Z]{3,15}){1,12},?\s(?:and|&)\s[^\W\d_A-Z]{3,15}(?!\w)"
)
_SHORTEST_LOWER = 4
_STRANGE_BEFORE = re.compile(r"(?<![\w@#/.-])(?P<word>[^\W\d_A-Z]{3,20})\s(?:[^\W\d_]\.?\s)?$")


def lower_names(text: str) -> Iterator[Span]:
    """Names without capitals: those that are nothing else, with a strange word after them.

    Where nobody writes capitals at all, rarer names are believed too.
    """
    uncapped = not _CAPITALS.search(text)
    for match in _LOWER.finditer(text):
        word = match.group()
        if is_given(word) or is_given_too(word):
            yield from _lower_name(text, match)
        if uncapped and len(word) > _SHORTEST_LOWER and (is_given(word) or is_listed_family(word)):
            start, end = _with_neighbours(text, match)
            yield Span(start, end, PERSON)
        elif uncapped and is_unknown(word):
            yield from _strange_name(text, match)
    for match in _LOWER_LIST.finditer(text):
        words = list(WORD.finditer(text, *match.span()))
        names = [word for word in words if is_name(word.group()) or is_unknown(word.group())]
        if len(names) > 2 and any(is_given(name.group()) for name in names):
            yield from (Span(name.start(), name.end(), PERSON) for name in names)


def _strange_name(text: str, match: re.Match[str]) -> Iterator[Span]:
    """A word that nobody knows in a text without capitals, for its spelling; better two of them."""
    word = match.group()
    after = _LOWER_NEXT.match(text, match.end())
    last = after["last"] if after else ""
    if COMPANY_WORD.fullmatch(last) or word in words_used_as_companies(text):
        return
    both = may_be_spelled_like_a_name(word) and may_be_spelled_like_a_name(last)
    if after and both:
        yield Span(match.start(), after.end(), PERSON)
    elif is_surely_spelled_like_a_name(word):
        yield Span(match.start(), match.end(), PERSON)


def _with_neighbours(text: str, match: re.Match[str]) -> tuple[int, int]:
    """A sure name without capital, with a strange word before it or after it."""
    before = _STRANGE_BEFORE.search(text, max(0, match.start() - 30), match.start())
    after = _LOWER_NEXT.match(text, match.end())
    start = before.start("word") if before and is_unknown(before["word"]) else match.start()
    end = after.end() if after and is_unknown(after["last"]) else match.end()
    return start, end


def _lower_name(text: str, match: re.Match[str]) -> Iterator[Span]:
    following = _LOWER_NEXT.match(text, match.end())
    sure = is_given(match.group())
    last = following["last"] if following else ""
    if following and (is_family(last) or (sure and is_unknown(last))):
        yield Span(match.start(), following.end(), PERSON)
    elif (
        is_common_given(match.group())
        and len(match.group()) >= _SHORTEST_LOWER
        and not COMPANY_WORD.fullmatch(last)
    ):
        yield Span(match.start(), match.end(), PERSON)
