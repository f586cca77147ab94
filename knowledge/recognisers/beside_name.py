"""What stands beside names is a name: rows, couples, halves, and names that come again."""

import re
from collections.abc import Iterator, Sequence

from knowledge.recognisers.capital import CAPITAL, WORD, shouted
from knowledge.recognisers.span import PERSON, Span
from knowledge.recognisers.word_kind import (
    is_brand,
    is_family,
    is_family_too,
    is_given_too,
    is_name,
    is_unknown,
)

_WERE = re.compile(
    rf"(?<![\w#@/])(?P<one>{CAPITAL})\s(?:and|&)\s(?P<two>{CAPITAL})\s(?=(?:were|are|have|had)\b)"
)
_JOINED = re.compile(rf"(?:,\s(?:and\s)?|\s(?:and|&)\s)(?P<name>{CAPITAL})(?![\w])")
_JOINED_BEFORE = re.compile(rf"(?<![\w#@/])(?P<name>{CAPITAL})(?:,\s(?:and\s)?|\s(?:and|&)\s)$")
_BESIDE = re.compile(
    rf"(?:(?<![\w#@/.-])(?P<before>{CAPITAL})\s(?:[^\W\d_]\.?\s)?)?\[person(?: [A-Z]{{1,2}})?\]"
    rf"(?:\s(?:[^\W\d_]\.?\s)?(?P<after>{CAPITAL})(?!\w))?"
)
# A person's line in a dialogue.
_LABEL = re.compile(r"^[>\s]{0,3}(?P<name>[^\W\d_]{3,20}):\s?[\"“]", re.MULTILINE)
_SHORTEST_KNOWN_AGAIN = 4


def joined_to(text: str, found: Sequence[Span], companies: frozenset[str]) -> Iterator[Span]:
    """Names that stand in one row with names: "Ottilie and Bowers", "Usha, Ann and Rose"."""
    reached = 0
    for span in found:
        at = max(span.end, reached)
        while (match := _JOINED.match(text, at)) and _may_join(match["name"], companies):
            yield Span(match.start("name"), match.end("name"), PERSON)
            at = match.end()
        # A row is walked once, however many names of it were found.
        reached = at
        begin = max(0, span.start - 40)
        before = _JOINED_BEFORE.search(text[begin : span.start])
        if before and _may_join(before["name"], companies):
            yield Span(begin + before.start("name"), begin + before.end("name"), PERSON)


def couples(text: str, companies: frozenset[str]) -> Iterator[Span]:
    """Two who did something together: "Muslova and Brown were", one of them strange."""
    for match in _WERE.finditer(text):
        names = (match["one"], match["two"])
        if all(_may_join(name, companies) for name in names) and any(map(is_unknown, names)):
            yield Span(match.start("one"), match.end("one"), PERSON)
            yield Span(match.start("two"), match.end("two"), PERSON)


def _may_join(word: str, companies: frozenset[str]) -> bool:
    if not word[0].isupper() or shouted(word) or word.casefold() in companies:
        return False
    return not is_brand(word) and (
        is_given_too(word) or is_family_too(word) or is_family(word) or is_unknown(word)
    )


def beside_a_person(text: str) -> Iterator[Span]:
    """What is left of a name of which a part was taken out already."""
    for match in _BESIDE.finditer(text):
        for side in ("before", "after"):
            word = match[side]
            if word and word[0].isupper() and (is_family(word) or is_unknown(word)):
                yield Span(*match.span(side), PERSON)


def speakers(text: str) -> Iterator[Span]:
    for match in _LABEL.finditer(text):
        name = match["name"]
        if is_name(name) or is_family_too(name) or is_unknown(name):
            yield Span(*match.span("name"), PERSON)


def known_again(text: str, found: Sequence[Span]) -> Iterator[Span]:
    """The parts of a full name, where they come again by themselves."""
    parts = {
        word
        for span in found
        for word in WORD.findall(text[span.start : span.end])
        if len(word) >= _SHORTEST_KNOWN_AGAIN and " " in text[span.start : span.end]
    }
    strange = {word for word in parts if is_unknown(word) or is_family(word) or is_given_too(word)}
    if strange:
        for match in WORD.finditer(text):
            if match.group() in strange:
                yield Span(match.start(), match.end(), PERSON)
