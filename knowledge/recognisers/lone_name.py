"""One word with a capital: whether it is a person by itself, for what stands around it."""

import re
from collections.abc import Sequence

from knowledge.recognisers.capital import shouted
from knowledge.recognisers.company import COMPANY_WORD
from knowledge.recognisers.word_kind import (
    is_brand,
    is_family,
    is_family_too,
    is_given,
    is_given_too,
    is_spelled_like_a_name,
    is_unknown,
    may_be_spelled_like_a_name,
)

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
# After the first word of a sentence: what it did.
_DID = re.compile(r"['’]s\b|\s(?:is|was|has|had|made|took|told|spent|went|got|did|\w{2,12}ed)\b")
_SAID = re.compile(
    r"\b(?:[Rr]ecommend(?:ed)?|but|except|[Tt]hank|[Pp]raise|[Ww]ell done|[Cc]ongratulate|"
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
_VOCATIVE = re.compile(r",\s(?:can|could|would|will|please|you|thank|I)\b")
_STARTS = re.compile(r"(?:^|[.!?:\n\"“]\s{0,2})$")
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_BARE = re.compile(r"['’]s$")
HONOURED = re.compile(
    r"\b(?:st\.?|saint|king|queen|prince|princess|hurricane|storm|title)\s$", re.IGNORECASE
)
_SHORTEST = 3
MONTHS = frozenset(["april", "june", "may", "august"])


def is_lone(text: str, words: Sequence[re.Match[str]], at: int, companies: frozenset[str]) -> bool:
    """Whether one word with a capital is a person by itself."""
    start = words[at].start()
    bare = _BARE.sub("", words[at].group())
    before = text[max(0, start - 24) : start]
    if not bare[:1].isupper() or shouted(bare) or len(bare) < _SHORTEST or is_brand(bare):
        return False
    if is_given(bare):
        return not (before_company(text, words, at + 1) or HONOURED.search(before))
    if bare.casefold() in companies or bare.casefold() in MONTHS or len(words) > 1:
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
    return is_unknown(word) and (_acts(before, after) or _looks_named(word, before, after))


def _looks_named(word: str, before: str, after: str) -> bool:
    """Whether the spelling makes a name; at the start of a sentence something must be done too."""
    if _FROM_TO.search(before) or not word.isalpha():
        return False
    if _STARTS.search(before):
        return bool(_DID.match(after)) and may_be_spelled_like_a_name(word)
    return is_spelled_like_a_name(word)


def _acts(before: str, after: str) -> bool:
    if _ACT.match(after) or _SAID.search(before):
        return True
    if _ASKED.search(before) and _ASKED_AFTER.match(after):
        return True
    if _IT_WAS.search(before) and _WHO.match(after):
        return True
    return bool(_STARTS.search(before) and (_VOCATIVE.match(after) or after.startswith(": ")))


def is_placed(text: str, start: int) -> bool:
    before = text[max(0, start - 50) : start]
    if _PLACED.search(before):
        return True
    return bool(_FROM_TO.search(before) and _TRAVEL.search(before))


def before_company(text: str, words: Sequence[re.Match[str]], end: int) -> bool:
    return end < len(words) and bool(COMPANY_WORD.fullmatch(words[end].group()))
