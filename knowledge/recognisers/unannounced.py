"""Names of people that nothing announces: by what their words are, and by what stands beside."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.recognisers.company import COMPANY_WORD, PLACES, words_used_as_companies
from knowledge.recognisers.lexicon import FUNCTION_WORDS, is_foreign
from knowledge.recognisers.span import PERSON, Span
from knowledge.recognisers.word_kind import (
    STAFF,
    is_accented,
    is_brand,
    is_common_given,
    is_family,
    is_family_too,
    is_given,
    is_given_too,
    is_listed_family,
    is_name,
    is_unknown,
)

_PARTICLES_TEXT = """
    de da do dos del della di la le van von der den ten ter bin ibn al el af av zu y e o' te
"""
PARTICLES = frozenset(_PARTICLES_TEXT.split())
_CAPITAL = r"[^\W\d_a-z][^\W\d_]{0,24}(?:['’-][^\W\d_]{2,24}){0,2}"
_PARTICLE = r"(?:de|da|do|dos|del|della|di|la|le|van|von|der|den|ten|ter|bin|ibn|al|el|af|av|zu|y)"
_RUN = re.compile(
    rf"(?<![\w#@/])(?<![\w]['’.-]){_CAPITAL}"
    rf"(?:(?:(?<=\b\w)\.)?[ ]{{1,2}}(?:{_PARTICLE}[ ]){{0,2}}{_CAPITAL}){{0,5}}(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]{2,})*")
_PLACED = re.compile(
    r"(?:\b(?:the|a|an|in|at|near|of|via|into|around|across|leaving|city)\s{1,2}|[#@/.&])$",
    re.IGNORECASE,
)
# "from Kuala Lumpur" is a place where people travel; elsewhere "from" comes before people too.
_TRAVEL = re.compile(
    r"\b(?:fl(?:y|ew|own|ying|ights?)|travel\w*|trains?|bus(?:es)?|trips?|tickets?|driv\w+|drove|"
    r"mov(?:e|ed|ing)|went|going|back|arriv\w+|depart\w+|airport|way|journey|connect\w*|land\w*)\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\b(?:to|from|between|through|towards|for)\s$", re.IGNORECASE)
_LONGEST = 4
# What people do and companies do not, or seldom; and what people are.
_ACT = re.compile(
    r"(?:\s(?:says|said|lives?|lived|shouted|laughed|smiled|listened|explained|apologi[sz]ed|"
    r"replied|who|and I\b|rang|sat|came|went|speaks?|spoke|died|cried|began|gave|helped)\b"
    r"|['’]s\s(?:kid|son|daughter|wife|husband|mother|father|mum|dad|brother|sister|friend)\b"
    r"|\s(?:was|is|were|has been)\s"
    r"(?:(?:so|very|really|extremely|just|absolutely|always|such|also)\s)?"
    r"(?:kind|lovely|helpful|friendly|polite|rude|nice|patient|caring|professional|great|amazing|"
    r"fantastic|brilliant|brill|wonderful|excellent|attentive|reliable|honest|impulsive|clever|ill|hilarious|"
    r"reassuring|calm|gentle|funny|an?\s|"
    r"from\b|my\b|our\b|his\b|her\b))"
)
_NAMED_ACT = re.compile(
    r"(?:['’]s\b|\s(?:was|is|has|had|did|made|took|told|called|asked|answered|who|spent|said|says|"
    r"shouted|lives?|began|listened|helped|gave|came|went|explained|and I)\b|:\s)"
)
_SAID = re.compile(
    r"\b(?:recommend(?:ed)?|but|except|thank|praise|well done|congratulate|"
    r"says|said|asked|replied|shouted(?: at)?|laughed|smiled|whispered|answered)\s$"
)
_ASKED = re.compile(r"\b(?:why|where|how|who|when)\s(?:is|was)\s$", re.IGNORECASE)
_IT_WAS = re.compile(r"\bit (?:is|was)\s$", re.IGNORECASE)
_WHO = re.compile(r"\s(?:who|that)\b")
_ASKED_AFTER = re.compile(r"\s(?:so|always|never|being|today|now|going|coming|doing)\b|\?")
_WORK = re.compile(
    r"\s(?:novel|book|film|movie|song|album|concert|family|brothers|sisters|twins|household|"
    r"children|kids|girl|boy|couple)\b"
)
_WERE = re.compile(
    rf"(?<![\w#@/])(?P<one>{_CAPITAL})\s(?:and|&)\s(?P<two>{_CAPITAL})\s(?=(?:were|are|have|had)\b)"
)
_VOCATIVE = re.compile(r",\s(?:can|could|would|will|please|you|thank|I)\b")
_STARTS = re.compile(r"(?:^|[.!?:\n\"“]\s{0,2})$")
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_BARE = re.compile(r"['’]s$")
_HONOURED = re.compile(
    r"\b(?:st\.?|saint|king|queen|prince|princess|hurricane|storm|title)\s$", re.IGNORECASE
)
PLACE_BEGINS = frozenset(["san", "santa", "los", "las", "puerto", "fort", "port", "tel", "mount"])
_SHORTEST = 3
_MONTHS = frozenset(["april", "june", "may", "august"])
_AND = re.compile(r"(?:,\s(?:and\s)?|\s(?:and|&)\s)")
_JOINED = re.compile(rf"(?:,\s(?:and\s)?|\s(?:and|&)\s)(?P<name>{_CAPITAL})(?![\w])")
_JOINED_BEFORE = re.compile(rf"(?<![\w#@/])(?P<name>{_CAPITAL})(?:,\s(?:and\s)?|\s(?:and|&)\s)$")
_LOWER = re.compile(r"(?<![\w#@/.'’-])[^\W\d_A-Z]{3,15}(?:-[^\W\d_A-Z]{3,15})?(?![\w@.]\w)")
_CAPITALS = re.compile(r"(?<!\[person )[A-Z]")
_LOWER_NEXT = re.compile(r"(?:\s[^\W\d_]\.?)?\s(?P<last>[^\W\d_A-Z]{3,20})(?![\w@])")
_LOWER_LIST = re.compile(
    r"(?<!\w)[^\W\d_A-Z]{3,15}(?:,\s[^\W\d_A-Z]{3,15}){1,12},?\s(?:and|&)\s[^\W\d_A-Z]{3,15}(?!\w)"
)
_SHORTEST_LOWER = 4
_STRANGE_BEFORE = re.compile(r"(?<![\w@#/.-])(?P<word>[^\W\d_A-Z]{3,20})\s(?:[^\W\d_]\.?\s)?$")
_BESIDE = re.compile(
    rf"(?:(?<![\w#@/.-])(?P<before>{_CAPITAL})\s(?:[^\W\d_]\.?\s)?)?\[person(?: [A-Z]{{1,2}})?\]"
    rf"(?:\s(?:[^\W\d_]\.?\s)?(?P<after>{_CAPITAL})(?!\w))?"
)
# A person's line in a dialogue.
_LABEL = re.compile(r"^[>\s]{0,3}(?P<name>[^\W\d_]{3,20}):\s?[\"“]", re.MULTILINE)
_SHORTEST_KNOWN_AGAIN = 4


def find_unannounced_names(text: str) -> Iterator[Span]:
    """Known names wherever they stand, strange ones where only a person could stand."""
    if is_foreign(text):
        yield from _foreign_full_names(text)
        return
    companies = words_used_as_companies(text)
    found = [span for run in _RUN.finditer(text) for span in _in_run(text, run, companies)]
    yield from found
    yield from _joined_to(text, found, companies)
    yield from _couples(text, companies)
    yield from _known_again(text, found)
    yield from _lower_names(text)
    yield from _beside_a_person(text)
    yield from _speakers(text)


def _foreign_full_names(text: str) -> Iterator[Span]:
    """Where every noun may have a capital: a listed given name, then no word of everyday."""
    for run in _RUN.finditer(text):
        words = [w for w in _WORD.finditer(text, *run.span()) if w.group()[0].isupper()]
        for one, two in pairwise(words):
            given = is_given(one.group()) or is_given_too(one.group())
            family = is_family(two.group()) or is_family_too(two.group())
            if given and family and two.start() - one.end() == 1:
                yield Span(one.start(), two.end(), PERSON)


def _in_run(text: str, run: re.Match[str], companies: frozenset[str]) -> Iterator[Span]:
    words = list(_WORD.finditer(text, *run.span()))
    at = 0
    while at < len(words):
        if words[at].group().casefold() in PLACE_BEGINS:
            at += 2
            continue
        end = _full_name_end(text, words, at)
        if not end and _is_lone(text, words, at, companies):
            end = at + 1
        if end:
            yield Span(words[at].start(), _without_genitive(text, words[end - 1]), PERSON)
        at = end or at + 1


def _without_genitive(text: str, word: re.Match[str]) -> int:
    return word.end() - 2 if text[word.end() - 2 : word.end()] in {"'s", "’s"} else word.end()


def _full_name_end(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """Where the name of two and more words that begins here ends; 0 if none does."""
    first = words[at].group()
    if _shouted(first) and not is_given(first):
        return 0
    if len(first) == 1 and text[words[at].end() : words[at].end() + 1] != ".":
        return 0
    end = at + 1
    while end < len(words) and end - at < _LONGEST + 1 and _continues(words, at, end):
        end += 1
    while end > at + 1 and not _may_close(words[end - 1].group()):
        end -= 1
    names = [word.group() for word in words[at:end] if word.group().casefold() not in PARTICLES]
    if len(names) < 2 or _before_company(text, words, end):
        return 0
    start = words[at].start()
    if _HONOURED.search(text[max(0, start - 12) : start]) and not is_family(names[1]):
        return 0
    return end if _makes_a_name(names, placed=_is_placed(text, words[at].start())) else 0


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
    taken = lowered in FUNCTION_WORDS | STAFF | PLACES | _MONTHS or is_brand(word)
    return word[0].isupper() and not _shouted(word) and not taken


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
    return False


def _before_company(text: str, words: Sequence[re.Match[str]], end: int) -> bool:
    return end < len(words) and bool(COMPANY_WORD.fullmatch(words[end].group()))


def _is_placed(text: str, start: int) -> bool:
    before = text[max(0, start - 50) : start]
    if _PLACED.search(before):
        return True
    return bool(_FROM_TO.search(before) and _TRAVEL.search(before))


def _shouted(word: str) -> bool:
    return len(word) > 2 and word.isupper()


def _is_lone(text: str, words: Sequence[re.Match[str]], at: int, companies: frozenset[str]) -> bool:
    """Whether one word with a capital is a person by itself."""
    start = words[at].start()
    bare = _BARE.sub("", words[at].group())
    before = text[max(0, start - 24) : start]
    if not bare[:1].isupper() or _shouted(bare) or len(bare) < _SHORTEST or is_brand(bare):
        return False
    if is_given(bare):
        return not (_before_company(text, words, at + 1) or _HONOURED.search(before))
    if bare.casefold() in companies or bare.casefold() in _MONTHS or len(words) > 1:
        return False
    after = text[start + len(bare) : start + len(bare) + 40]
    return _is_strange_lone(bare, before, after)


def _is_strange_lone(word: str, before: str, after: str) -> bool:
    too = is_given_too(word) or is_family_too(word)
    if _SAID.search(before):
        return too or is_family(word) or is_unknown(word)
    placed = bool(_PLACED.search(before))
    if is_family(word):
        return not placed or bool(_THE.search(before))
    if placed:
        the = bool(_THE.search(before) and _WORK.match(after))
        return the and (too or is_unknown(word))
    if is_given_too(word):
        called = before.endswith(", ") and after[:1] in {"?", "!", "."}
        return called or bool(_NAMED_ACT.match(after))
    return is_unknown(word) and _acts(before, after)


def _acts(before: str, after: str) -> bool:
    if _ACT.match(after) or _SAID.search(before):
        return True
    if _ASKED.search(before) and _ASKED_AFTER.match(after):
        return True
    if _IT_WAS.search(before) and _WHO.match(after):
        return True
    return bool(_STARTS.search(before) and (_VOCATIVE.match(after) or after.startswith(": ")))


def _joined_to(text: str, found: Sequence[Span], companies: frozenset[str]) -> Iterator[Span]:
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


def _couples(text: str, companies: frozenset[str]) -> Iterator[Span]:
    """Two who did something together: "Muslova and Brown were", one of them strange."""
    for match in _WERE.finditer(text):
        names = (match["one"], match["two"])
        if all(_may_join(name, companies) for name in names) and any(map(is_unknown, names)):
            yield Span(match.start("one"), match.end("one"), PERSON)
            yield Span(match.start("two"), match.end("two"), PERSON)


def _may_join(word: str, companies: frozenset[str]) -> bool:
    if not word[0].isupper() or _shouted(word) or word.casefold() in companies:
        return False
    return not is_brand(word) and (
        is_given_too(word) or is_family_too(word) or is_family(word) or is_unknown(word)
    )


def _beside_a_person(text: str) -> Iterator[Span]:
    """What is left of a name of which a part was taken out already."""
    for match in _BESIDE.finditer(text):
        for side in ("before", "after"):
            word = match[side]
            if word and word[0].isupper() and (is_family(word) or is_unknown(word)):
                yield Span(*match.span(side), PERSON)


def _speakers(text: str) -> Iterator[Span]:
    for match in _LABEL.finditer(text):
        name = match["name"]
        if is_name(name) or is_family_too(name) or is_unknown(name):
            yield Span(*match.span("name"), PERSON)


def _known_again(text: str, found: Sequence[Span]) -> Iterator[Span]:
    """The parts of a full name, where they come again by themselves."""
    parts = {
        word
        for span in found
        for word in _WORD.findall(text[span.start : span.end])
        if len(word) >= _SHORTEST_KNOWN_AGAIN and " " in text[span.start : span.end]
    }
    strange = {word for word in parts if is_unknown(word) or is_family(word) or is_given_too(word)}
    if strange:
        for match in _WORD.finditer(text):
            if match.group() in strange:
                yield Span(match.start(), match.end(), PERSON)


def _lower_names(text: str) -> Iterator[Span]:
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
    for match in _LOWER_LIST.finditer(text):
        words = list(_WORD.finditer(text, *match.span()))
        names = [word for word in words if is_name(word.group()) or is_unknown(word.group())]
        if len(names) > 2 and any(is_given(name.group()) for name in names):
            yield from (Span(name.start(), name.end(), PERSON) for name in names)


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
