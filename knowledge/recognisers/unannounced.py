"""Names of people that nothing announces: by what their words are, and by what stands beside."""

import re
from collections.abc import Iterator
from itertools import pairwise

from knowledge.recognisers.beside_name import (
    beside_a_person,
    couples,
    joined_to,
    known_again,
    speakers,
)
from knowledge.recognisers.capital import CAPITAL, PARTICLE, PLACE_BEGINS, WORD
from knowledge.recognisers.company import words_used_as_companies
from knowledge.recognisers.full_name import full_name_end
from knowledge.recognisers.lexicon import is_foreign
from knowledge.recognisers.lone_name import is_lone
from knowledge.recognisers.lower_name import lower_names
from knowledge.recognisers.span import PERSON, Span
from knowledge.recognisers.word_kind import (
    is_family,
    is_family_too,
    is_given,
    is_given_too,
)

_RUN = re.compile(
    rf"(?<![\w#@/])(?<![\w]['’.-]){CAPITAL}"
    rf"(?:(?:(?<=\b\w)\.)?[ ]{{1,2}}(?:{PARTICLE}[ ]){{0,2}}{CAPITAL}){{0,5}}(?!\w)"
)


def find_unannounced_names(text: str) -> Iterator[Span]:
    """Known names wherever they stand, strange ones where only a person could stand."""
    if is_foreign(text):
        yield from _foreign_full_names(text)
        return
    companies = words_used_as_companies(text)
    found = [span for run in _RUN.finditer(text) for span in _in_run(text, run, companies)]
    yield from found
    yield from joined_to(text, found, companies)
    yield from couples(text, companies)
    yield from known_again(text, found)
    yield from lower_names(text)
    yield from beside_a_person(text)
    yield from speakers(text)


def _foreign_full_names(text: str) -> Iterator[Span]:
    """Where every noun may have a capital: a listed given name, then no word of everyday."""
    for run in _RUN.finditer(text):
        words = [w for w in WORD.finditer(text, *run.span()) if w.group()[0].isupper()]
        for one, two in pairwise(words):
            given = is_given(one.group()) or is_given_too(one.group())
            family = is_family(two.group()) or is_family_too(two.group())
            if given and family and two.start() - one.end() == 1:
                yield Span(one.start(), two.end(), PERSON)


def _in_run(text: str, run: re.Match[str], companies: frozenset[str]) -> Iterator[Span]:
    words = list(WORD.finditer(text, *run.span()))
    at = 0
    while at < len(words):
        if words[at].group().casefold() in PLACE_BEGINS:
            at += 2
            continue
        end = full_name_end(text, words, at)
        if not end and is_lone(text, words, at, companies):
            end = at + 1
        if end:
            yield Span(words[at].start(), _without_genitive(text, words[end - 1]), PERSON)
        at = end or at + 1


def _without_genitive(text: str, word: re.Match[str]) -> int:
    return word.end() - 2 if text[word.end() - 2 : word.end()] in {"'s", "’s"} else word.end()
