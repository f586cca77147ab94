"""Places in a text where only a person stands, whatever the word is: plays, cast lists, signatures.

Where the place speaks strongly enough, a word of the dictionary is believed too ("Glyceria").
"""

import re
from collections.abc import Iterator

from knowledge.recognisers.company import COMPANY_WORD, PLACES, words_used_as_companies
from knowledge.recognisers.exact import HIDDEN, hide_exact
from knowledge.recognisers.lexicon import FUNCTION_WORDS, is_ordinary
from knowledge.recognisers.span import PERSON, Span
from knowledge.recognisers.word_kind import (
    STAFF,
    is_brand,
    is_family,
    is_family_too,
    is_given,
    is_given_too,
    is_name,
    is_unknown,
)

_CAPITAL = r"(?-i:[^\W\d_a-z])[^\W\d_]{1,24}(?:['’-][^\W\d_]{2,24}){0,2}"
_ANY = r"[^\W\d_]{2,25}(?:['’-][^\W\d_]{2,24}){0,2}"
_KIN = (
    r"(?:kid|son|daughter|wife|husband|mother|father|mum|mom|dad|brother|sister|friend|killers?|"
    r"murder(?:er)?|funeral|widow|birthday|boyfriend|girlfriend|parents|childhood|resignation)"
)
_TRAIT = (
    r"(?:impulsive|rude|kind|angry|late|upset|nice|mean|quiet|sad|happy|clever|lazy|stubborn|busy|"
    r"friendly|helpful|jealous|shy|tired|unkind|impatient|nervous|calm)"
)
_SOMEBODY = rf"(?:{_CAPITAL}|\[person(?: [A-Z]{{1,2}})?\])"
# Only a person can stand here, so that every word with a capital is believed.
_ONLY_PEOPLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:why|how) (?:is|was) (?P<name>{_CAPITAL}) (?:so|always|being) (?:\w+ )?{_TRAIT}\b",
        rf"(?<!\w)(?P<name>{_CAPITAL})['’]s {_KIN}\b",
        (
            rf"\b(?:kid|son|daughter|wife|husband|mother|father|brother|sister) "
            rf"(?P<name>{_CAPITAL})"
            r"(?= (?:from|to|as|was|is|has|had|and)\b|[.,!?])"
        ),
        rf"(?<!\w)(?P<name>{_CAPITAL}) (?:lives|lived|resides|was born) (?:on|at|in|with)\b",
        rf"\bsaid {_SOMEBODY} to (?P<name>{_CAPITAL})",
        rf"\b(?:the|an?) (?P<name>{_CAPITAL}) (?:novel|biography|memoir)\b",
        rf"\bfollow(?:ed)? up with (?P<name>{_CAPITAL})(?= (?:in|on|about|next|after|again)\b)",
        rf"\b(?:gender|killers?|widow|works|verses) (?:of|from) (?P<name>{_CAPITAL})",
        (
            rf"(?:^|[.!?>:]\s{{0,4}})(?P<name>{_CAPITAL}) \[person(?: [A-Z]{{1,2}})?\](?:['’]s)? "
            r"(?:lives|lived|will|resides|killers?|from|asked|wrote|works|worked)\b"
        ),
        rf"\[person(?: [A-Z]{{1,2}})?\] (?P<name>{_CAPITAL})(?=[.,?!]|$)",
        rf"\bask (?P<name>{_CAPITAL}) (?:about|whether|if|to)\b",
        rf"\b(?:when|since|before|until) (?P<name>{_CAPITAL}) (?:arrived|left|came|died|married)\b",
        rf"\b(?:loves?|loved|hates?|married|dedicated to) (?P<name>{_CAPITAL})(?=[.!,])",
        rf"\bthe (?P<name>{_CAPITAL}) (?:family|household|twins|brothers|sisters)\b",
        rf"\band (?P<name>{_CAPITAL}) (?:sings|plays|sang|played|laughed|smiled|cried)\b",
        rf"\bsaid (?P<name>{_CAPITAL}) to\b",
        rf"\b(?:shouted|smiled|whispered|yelled|winked) (?:at|to) (?P<name>{_CAPITAL})",
        rf"\b(?:i['’]m|i am) (?P<name>{_CAPITAL})(?=, (?:originally|and i|from|a|an|the)\b)",
    )
)
# A person stands here more often than not: a word that may be a name is believed.
_RATHER_PEOPLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b(?:add|remove|list|name|register) (?P<name>{_ANY}(?: {_ANY}){{0,2}}?) "
            r"(?:as|from|to) "
            r"(?:an? |the |my |our )?(?:beneficiar|guardian|joint|co-?owner|owner|holder|"
            r"driver|will\b|"
            r"account|contact|executor|trustee)"
        ),
        rf"\b(?:the|an?) (?P<name>{_CAPITAL}(?: {_CAPITAL})?) (?:concert|interview|gig)\b",
        (
            r"\b(?:change|changed|correct|corrected|update) (?:it|that|this|(?:my|the) name) to "
            rf"(?P<name>{_ANY}(?: {_ANY}){{0,2}})(?=[.,!?]|$)"
        ),
        rf"\b(?:i['’]m|i am) (?P<name>{_ANY})(?=, (?:originally|and i)\b)",
        rf"(?<!\w)(?P<name>{_ANY}(?: {_ANY})?)['’]s {_KIN}\b",
        rf"(?:,|and|including) (?P<name>{_CAPITAL}) of (?:\[person|(?-i:[A-Z]))",
        rf"\b\w{{3,12}}(?:er|or|ian) (?P<name>{_ANY})(?= (?:explained|told|said|flew|employs)\b)",
        rf"(?:^|[.!?]\s)(?P<name>{_ANY}) is from\b",
        rf"(?<!\w)(?P<name>{_ANY}) [^\W\d_]\.? \[person",
        rf"\[person(?: [A-Z]{{1,2}})?\] (?P<name>[^\W\d_]\.? {_ANY})(?!\w)",
        (
            rf"\b(?:songwriter|singer|player|actor|actress|author|poet|director|producer|drummer|writer|"
            rf"composer|artist|guitarist|painter|lawyer|attorney|judge|officer|minister|senator|teacher|"
            rf"professor|coach|captain|cashier|plumber|electrician|builder|waiter|waitress|porter|pilot|"
            rf"steward|stewardess|attendant|physio|physiotherapist|pharmacist|optician|instructor|tutor|"
            rf"supervisor|employee|clerk|teller|broker|landlord|mechanic|\w{{4,12}}(?:ist|ologist|smith)"
            rf"|ex-\w+) (?P<name>{_ANY}(?: {_ANY})?)"
            r"(?= (?:was|is|has|had|explained|told|said|flew|over|"
            r"employs|and|who|helped|came|went|over|for|at|in)\b|[.,!?]|$)"
        ),
        (
            r"\b(?:it['’]s|account is|registered|booked|filed|listed|order is|reservation is) "
            r"under "
            rf"(?:(?:my|his|her) (?:\w+['’]s )?name )?(?P<name>{_ANY}(?: {_ANY}){{0,2}})"
        ),
        rf"\b(?:partner|husband|wife|son|daughter|mother|father)['’]s name (?P<name>{_ANY})",
        rf"\bname\b[^\n:]{{0,24}}\?\s*(?:user|customer|caller|me)\s?: (?P<name>{_ANY}(?: {_ANY})?)",
        (
            rf"(?:^|[.!?]\s)(?P<name>{_CAPITAL}) from (?:the )?(?-i:[A-Z])[\w ]{{2,40}} "
            r"(?:is|was|has|will|called|told|rang)\b"
        ),
        (
            rf"(?:^|[.!?]\s)(?P<name>{_CAPITAL}(?: {_CAPITAL})?) "
            r"(?:will be (?:talking|speaking|there)|"
            r"is from\b|spoke to|is a very\b|is the (?:one|person|man|woman|lady|keynote)\b)"
        ),
        rf"\bdon['’]t [\w ]{{2,30}}, (?P<name>{_CAPITAL})(?=[!.?])",
        rf"\b(?:not )?by (?P<name>{_CAPITAL})(?=[).!?])",
        rf"\b(?:remember me|sorry|listen|goodbye|welcome back), (?P<name>{_CAPITAL})(?=[?!.])",
    )
)
_LINE_OF_PLAY = re.compile(
    r"^[>\s]{0,3}(?P<name>[^\W\d_a-z][^\W\d_]{1,20}):\s?(?P<said>\S)",
    re.MULTILINE,
)
_ROW = re.compile(
    rf"(?:(?:{_CAPITAL}|\[person(?: [A-Z]{{1,2}})?\]), ){{1,12}}"
    rf"(?:{_CAPITAL}|\[person(?: [A-Z]{{1,2}})?\]),? (?:and|&) "
    rf"(?:{_CAPITAL}|\[person(?: [A-Z]{{1,2}})?\])"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAME_LINE = re.compile(
    r"[>\s]{0,3}(?P<name>[^\W\d_]{2,25}(?:['’-][^\W\d_]{2,24})?(?: [^\W\d_][\w'’.-]{0,24}){0,3})\s*"
)
_CONTACT = re.compile(r"\[(?:address|phone|email|card|account)\]|\d{2}")
_MOST_WORDS = 7
_LOOK_AHEAD = 5
_FEWEST_LINES = 3
_NEVER_TEXT = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december q a ps note update edit user bot agent
    customer caller pros cons summary question answer problem reason result
"""
_NEVER = frozenset(_NEVER_TEXT.split()) | FUNCTION_WORDS | STAFF | PLACES


def find_people_by_place(text: str) -> Iterator[Span]:
    """People whom their place in a sentence, a play, a row of names or a signature gives away."""
    companies = words_used_as_companies(text)
    for pattern in _ONLY_PEOPLE:
        for match in pattern.finditer(text):
            word = match["name"]
            if _may_be_anybody(word) and word.casefold() not in companies:
                yield Span(*match.span("name"), PERSON)
    for pattern in _RATHER_PEOPLE:
        for match in pattern.finditer(text):
            if _is_rather_a_person(match["name"], companies):
                yield Span(*match.span("name"), PERSON)
    yield from _players(text)
    yield from _rows(text)
    yield from _signatures(text)


def _may_be_anybody(word: str) -> bool:
    return not word.isupper() and word.casefold() not in _NEVER and not is_brand(word)


def _may_be_named(word: str) -> bool:
    """Whether a word is in a list of names, or in no dictionary."""
    known = is_name(word) or is_family(word) or is_family_too(word) or is_given_too(word)
    return (known or is_unknown(word)) and word.casefold() not in _NEVER and not is_brand(word)


def _is_rather_a_person(name: str, companies: frozenset[str]) -> bool:
    words = name.split()
    if any(word.casefold() in _NEVER | companies for word in words):
        return False
    if COMPANY_WORD.search(name) or any(map(is_brand, words)):
        return False
    if name.islower():
        sure = all(is_name(word) or is_family(word) or is_unknown(word) for word in words)
        return sure and (len(words) > 1 or is_name(name) or is_family(name))
    return name[0].isupper() and any(map(_may_be_named, words))


def _players(text: str) -> Iterator[Span]:
    """Who speaks in a play: "Destiny: You saved my life!", if two lines or more are like it."""
    lines = list(_LINE_OF_PLAY.finditer(text))
    spoken = [line for line in lines if _may_be_anybody(line["name"])]
    redacted = len(re.findall(r"^[>\s]{0,3}\[person(?: [A-Z]{1,2})?\]:", text, re.MULTILINE))
    for line in spoken:
        quoted = line["said"] in "\"“'"
        if redacted or (_may_be_named(line["name"]) and (quoted or len(spoken) > 1)):
            yield Span(*line.span("name"), PERSON)


def _rows(text: str) -> Iterator[Span]:
    """A row of three names or more, of which one is known: the others are names too."""
    for row in _ROW.finditer(text):
        words = list(_WORD.finditer(re.sub(r"\[[^\]]*\]", _blanked, row.group())))
        names = [word for word in words if word.group() != "and"]
        redacted = row.group().count("[person")
        known = redacted or any(is_given(name.group()) for name in names)
        if known and all(_may_be_anybody(name.group()) for name in names):
            for name in names:
                if redacted > 1 or _may_be_named(name.group()):
                    yield Span(row.start() + name.start(), row.start() + name.end(), PERSON)


def _blanked(match: re.Match[str]) -> str:
    return HIDDEN * len(match.group())


def _signatures(text: str) -> Iterator[Span]:
    """The first line of a block of short lines that goes on with an address, a phone, an e-mail."""
    if "\n" not in text:
        return
    lines = [line for line in re.finditer(r"[^\n]+", hide_exact(text)) if line.group().strip("> ")]
    if len(lines) < _FEWEST_LINES or any(len(o.group().split()) > _MOST_WORDS for o in lines[:3]):
        return
    ahead = [line.group() for line in lines[1:_LOOK_AHEAD]]
    if not any(HIDDEN in line or _CONTACT.search(line) for line in ahead):
        return
    first = _NAME_LINE.fullmatch(lines[0].group())
    if first and _signs(first["name"]):
        at = lines[0].start()
        yield Span(at + first.start("name"), at + first.end("name"), PERSON)


def _signs(name: str) -> bool:
    words = [word.strip(".") for word in name.split() if len(word.strip(".")) > 1]
    if COMPANY_WORD.search(name) or any(word.casefold() in _NEVER for word in words):
        return False
    named = list(filter(_may_be_named, words))
    plain = [word for word in words if is_ordinary(word) and word not in named]
    return bool(named) and len(plain) <= 1
