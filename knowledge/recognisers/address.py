"""Where people live, in the ways a few countries write it."""

import re
from collections.abc import Iterator

from knowledge.recognisers.exact import HIDDEN, hide_exact
from knowledge.recognisers.lexicon import FUNCTION_WORDS
from knowledge.recognisers.postal import LABELS, PARTS, number_before, through_town
from knowledge.recognisers.span import ADDRESS, Span

_STRONG = (
    "street|road|avenue|lane|crescent|terrace|boulevard|str|ave|blvd|rd|ln|"
    "parkway|pkwy|highway|hwy|mews"
)
_WEAK = (
    "st|drive|dr|close|court|ct|way|place|pl|gardens|grove|square|sq|"
    "walk|row|hill|park|green|view|rise|cres|trail|circle"
)
_NUMBER = r"(?<![\w.,/£$€#-])\d{1,5}[A-Za-z]?(?:[-/]\d{1,4}[A-Za-z]?)?"
_WORD = r"[^\W\d_][\w'’.-]{0,30}"
_NUMBERED = re.compile(
    rf"(?P<number>{_NUMBER}),?\s(?P<name>(?:{_WORD}\s){{1,4}}?)(?P<kind>{_STRONG}|{_WEAK})\b\.?",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"(?<!\w)[^\W\d_][\w.-]{2,30}(?:straße|strasse|strae|str\.|gasse|platz|allee|straat|laan|plein|"
    r"gracht|vej|gade|gatan|vägen|veien|vegen|utca)\s\d{1,4}\s?[A-Za-z]?\b",
    re.IGNORECASE,
)
_KINDS = (
    r"(?:rue|boulevard|chemin|impasse|via|viale|piazza|corso|calle|c/|avda\.?|avenida|plaza|paseo|"
    r"rua|travessa|ul\.|ulica|aleja|al\.|os\.)"
)
_LITTLE = r"(?:(?:de|des|du|la|le|les|los|della|dei|del|da|do|dos|di)\s|l['’]|d['’]){0,3}"
_PREFIXED = re.compile(
    rf"(?<!\w)(?:{_KINDS}\s(?:{_WORD},?\s){{1,5}}?\d{{1,5}}[A-Za-z]?"
    rf"|\d{{1,5}},?\s(?:bis\s)?{_KINDS}\s{_LITTLE}{_WORD}"
    r"(?:\s(?!Apt|Suite)(?-i:[^\W\d_a-z])[\w'’-]{1,30}){0,3})(?!\w)",
    re.IGNORECASE,
)
_ON_A_STREET = re.compile(
    rf"\b(?:on|off|along|refers to|down)\s(?P<street>(?:(?-i:[^\W\d_a-z])[\w'’.-]{{1,30}}\s){{1,4}}"
    rf"(?:{_STRONG})\b)",
    re.IGNORECASE,
)
_POSTCODES = re.compile(
    r"(?<!\w)(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}"
    r"|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}"
    r"|[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d"
    r"|(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|"
    r"T[NX]|UT|V[AT]|W[AIVY]) \d{5}(?:-\d{4})?)(?!\w)"
)
_CODE_CUE = re.compile(
    r"\b(?:zip(?: ?code)?|post ?code|postal code|plz)\b\W{0,3}(?:is\b|:)?\W{0,3}"
    r"(?P<code>[A-Za-z\d]{1,5}[ -]?\d[A-Za-z\d]{1,6}(?:-\d{3,4})?)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:(?:live[sd]?|living|reside[sd]?|residing|stay(?:ing)?|based|located|home is) (?:at|in)|"
    r"(?:address|adresse|anschrift|dirección)(?: of [\w .&'-]{1,40}?)?(?: is|:)|"
    r"(?:go|goes|went|sent?|deliver(?:ed|y)?|post(?:ed)?|ship(?:ped)?|forward(?:ed)?|return(?:ed)?|"
    r"mail(?:ed)?|come|came|moved|moving|visit(?:ed)?)"
    r"(?: (?:it|them|this|that|me|the \w{1,15}|my \w{1,15}))? "
    r"(?:to|at)|arrived at|wohne in|wohnhaft)\s+",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\s]{1,40}")
_KIND = re.compile(rf"(?:{_STRONG}|{_WEAK})\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_LOOK_AHEAD = 5
_MOST_TOKENS = 16
MEASURES = re.compile(
    r"(?:hours?|mbps?|gb|hrs?|minutes?|mins?|days?|weeks?|months?|years?|miles?|km|am|pm|%|times?|people|"
    r"\d{1,2}[:.]\d{2}|o'clock|\d+(?:am|pm|%|hrs?|mins?|miles?|km|mbps?|gb))[.,!?]*$",
    re.IGNORECASE,
)


def find_addresses(text: str) -> Iterator[Span]:
    hidden = hide_exact(text)
    yield from _streets(hidden)
    for match in _POSTCODES.finditer(hidden):
        yield Span(match.start(), match.end(), ADDRESS)
    for match in _CODE_CUE.finditer(hidden):
        yield Span(match.start("code"), match.end("code"), ADDRESS)
    for match in _ON_A_STREET.finditer(hidden):
        yield Span(*match.span("street"), ADDRESS)
    for match in _CUE.finditer(hidden):
        if end := _cued_end(hidden, match.end()):
            yield Span(match.end(), end, ADDRESS)


def _streets(text: str) -> Iterator[Span]:
    for match in _NUMBERED.finditer(text):
        if _reads_like_a_street(match):
            yield Span(number_before(text, match.start()), through_town(text, match.end()), ADDRESS)
    for pattern in (_ENDING, _PREFIXED):
        for match in pattern.finditer(text):
            if any(map(str.isdigit, match.group())):
                yield Span(
                    number_before(text, match.start()), through_town(text, match.end()), ADDRESS
                )


def _reads_like_a_street(match: re.Match[str]) -> bool:
    names = match["name"].split()
    if any(name.casefold() in FUNCTION_WORDS or MEASURES.match(name) for name in names):
        return False
    weak = re.fullmatch(_WEAK, match["kind"], re.IGNORECASE)
    return not weak or all(name[0].isupper() for name in names)


def _cued_end(text: str, start: int) -> int | None:
    """Where an address that was announced ends: at its last number, and a town or code after it.

    None if no number comes: then it was a place that many people go to.
    """
    last = None
    tokens = list(_TOKEN.finditer(text, start, min(len(text), start + 160)))[:_MOST_TOKENS]
    since = 0
    for at, token in enumerate(tokens):
        words = token.group()
        following = tokens[at + 1].group() if at + 1 < len(tokens) else ""
        if _leaves(words, following):
            break
        if any(map(str.isdigit, words)):
            if MEASURES.match(words) or MEASURES.match(following):
                break
            last, since = token, 0
        elif (
            last is not None
            and since == 0
            and re.fullmatch(r"[A-Za-z]{2}[.,!?]?", words)
            and _ends(text, token)
        ):
            last = token
        since += 1
        if since > _LOOK_AHEAD or _ends_sentence(words):
            break
    return _end_of(last) if last else None


def _leaves(words: str, following: str) -> bool:
    """Whether a word belongs to the sentence around an address rather than to the address."""
    bare = words.strip(".,;:!?()").casefold()
    if _ORDINAL.fullmatch(bare):
        return not _KIND.match(following)
    if HIDDEN in words or bare in LABELS:
        return True
    return bare in FUNCTION_WORDS and bare not in PARTS


def _ends(text: str, token: re.Match[str]) -> bool:
    return token.group()[-1] in ".,!?" or token.end() == len(text)


def _ends_sentence(words: str) -> bool:
    return words[-1] in "!?" or (words[-1] == "." and len(words) > 4)


def _end_of(token: re.Match[str]) -> int:
    return token.start() + len(token.group().rstrip(".,;:!?)"))
