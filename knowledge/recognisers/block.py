"""Addresses by what speaks for them together: a number, a street, a flat, a code, a place.

No country's order is asked for. Words that can stand in an address are taken together in a row, and
a row with enough evidence is one. So an address in a form that nobody foresaw is found too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from knowledge.recognisers.address import MEASURES
from knowledge.recognisers.company import PLACES
from knowledge.recognisers.digits import DATE
from knowledge.recognisers.exact import HIDDEN, hide_exact
from knowledge.recognisers.left_over import find_left_over
from knowledge.recognisers.lexicon import FUNCTION_WORDS, is_ordinary
from knowledge.recognisers.postal import LABELS, PARTS
from knowledge.recognisers.span import ADDRESS, Span
from knowledge.recognisers.street import ends_like_a_street, is_code, is_flat, is_street
from knowledge.recognisers.word_kind import is_unknown

_TOKEN = re.compile(
    r"\[(?:address|person)(?: [A-Z]{1,2})?\]|\d{3}\s\d{2}(?=\s[^\W\d_a-z])|[^\s,;|]{1,40}"
)
_GAP = re.compile(r"[ \t]{0,3}[,;|]?[ \t]{0,3}(?:\n[ \t]{0,3},?[ \t]{0,3})?")
_HOUSE = re.compile(
    r"(?:nº|n°|no\.?|#)?\d{1,5}(?:[-/]\d{1,4})?[A-Za-z]?(?:[-/]\d{1,3})?", re.IGNORECASE
)
_STATE = re.compile(r"[A-Z]{2}")
_CODE_NEXT = re.compile(r"\s\d{4,6}(?!\d)")
_BLANKED = re.compile(r"[xX*/]{2,}")
_CUE = re.compile(
    r"\b(?:address|adresse|anschrift|dirección|indirizzo|adres|endereço|live[sd]?|living|resid\w{1,5}|"
    r"moved?|deliver\w{0,3}|sent|send|parcel|post\w{0,3}|ship\w{0,4}|located|wohn\w{0,4}|house|"
    r"come|visit|home|office|taxi|corner|"
    r"in front|where|bus|stop|meet\w*|driver|station|restaurant|enter)\b[^.!?\n]{0,24}$",
    re.IGNORECASE,
)
_NO_HOUSE = re.compile(
    r"\b(?:flights?|flt|gates?|seats?|terminal|usc|u\.s\.c|usairways|jetblue|united|delta|southwest|"
    r"virgin\w*|americanair)\s?#?\s?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf",\d{{3}}\b|\s(?:{MEASURES.pattern.removesuffix('[.,!?]*$')})(?!\w)", re.IGNORECASE
)
_THOUSANDS = re.compile(r"\d,$")
_CLOSE_CUE = re.compile(r"\b(?:on|at|in|near|of|from|to|is|off)\s$", re.IGNORECASE)
_SHORT_LOOK = 14
_LOOK_BACK = 60
_MOST = 18
_ENOUGH = 3
_LONGEST_SHORT = 4
_MOST_TOWN = 3
_LONG_ENDING = 8
_NUMBER_WORD = re.compile(r"(?:no|nr|nº|n°|num|č|bl)\.?", re.IGNORECASE)
_NUMBER_NEXT = re.compile(r"\.?\s?\d")
# "Norway 7012" or "Suite 12" alone on a line.
_LINE = re.compile(
    r"^[>\s]{0,3}(?P<line>(?:(?-i:[^\W\d_a-z])[\w'’-]{2,30}\s){1,3}\d{4,6}"
    r"|(?:suite|apt|flat|unit|apartment|ste)\.?\s\d{1,5})\s{0,3}$",
    re.IGNORECASE | re.MULTILINE,
)


class _Kind(Enum):
    HOUSE = auto()
    CODE = auto()
    STREET = auto()
    FLAT = auto()
    PLACE = auto()
    NAME = auto()
    LITTLE = auto()
    REDACTED = auto()


_TELLING = (_Kind.CODE, _Kind.STREET, _Kind.FLAT, _Kind.PLACE)
_FOREIGN_LITTLE_TEXT = "e los las les de del dela da do dos das der den pod nad sur sous"
_FOREIGN_LITTLE = frozenset(_FOREIGN_LITTLE_TEXT.split())
_NAMING = (_Kind.NAME, _Kind.STREET, _Kind.PLACE, _Kind.LITTLE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A token of a row; ``group`` counts the commas and line ends before it."""

    start: int
    end: int
    word: str
    kind: _Kind
    group: int


def find_address_rows(text: str) -> Iterator[Span]:
    hidden = DATE.sub(lambda match: HIDDEN * len(match.group()), hide_exact(text))
    for line in _LINE.finditer(hidden):
        if "\n" in hidden and is_code_line(line["line"]):
            yield Span(*line.span("line"), ADDRESS)
    yield from find_left_over(hidden)
    for row in _rows(hidden):
        if _weight(hidden, row) >= _ENOUGH:
            first, last = _edges(row)
            yield Span(row[first].start, row[last].end, ADDRESS)


def is_code_line(line: str) -> bool:
    """Whether a line holds nothing but a place and its code, or a flat and its number."""
    *names, number = line.split()
    if is_flat(names[0]):
        return True
    return line[0].isupper() and is_code(number) and not any(n.casefold() in LABELS for n in names)


def _rows(text: str) -> Iterator[list[_Part]]:
    row: list[_Part] = []
    group = 0
    for token in _TOKEN.finditer(text):
        gap = text[row[-1].end : token.start()] if row else ""
        word = token.group().strip("().;!?\"'“”")
        kind = _kind_in(text, token, word, row)
        closed = bool(row) and not _GAP.fullmatch(gap.strip(").;!?\"'“”"))
        if row and (closed or kind is None or len(row) >= _MOST or _ends_sentence(text, row[-1])):
            yield row
            row, group = [], 0
        if kind:
            group += bool(row) and gap.strip(" \t") != ""
            start = token.start() + token.group().find(word)
            row.append(_Part(start, start + len(word), word, kind, group))
    if row:
        yield row


def _ends_sentence(text: str, part: _Part) -> bool:
    mark = text[part.end : part.end + 1]
    return mark in {"!", "?"} or (mark == "." and len(part.word) > _LONGEST_SHORT)


def _kind_in(text: str, token: re.Match[str], word: str, row: Sequence[_Part]) -> _Kind | None:
    """The kind of a word, with a look at what stands beside it."""
    if word[:1] == "[":
        return {"[address]": _Kind.REDACTED}.get(word, _Kind.NAME if "[p" in word else None)
    if (
        len(word) in {2, 3}
        and word.isalpha()
        and word.casefold() not in LABELS
        and _CODE_NEXT.match(text, token.end())
    ):
        return _Kind.PLACE if len(word) == 2 or word.isupper() else _kind_of(word)
    if word[:1].isdigit() and _counts_something(text, token):
        return None
    if _NUMBER_WORD.fullmatch(word) and _NUMBER_NEXT.match(text, token.end()):
        return _Kind.LITTLE if row else None
    after_little = bool(row) and row[-1].word.casefold() in _FOREIGN_LITTLE
    if after_little and word.isalpha() and word.casefold() not in FUNCTION_WORDS:
        return _Kind.NAME
    return _kind_of(word)


def _counts_something(text: str, token: re.Match[str]) -> bool:
    """Whether a number is a flight's, a seat's, or so and so many: no house has it."""
    return bool(
        _NO_HOUSE.search(text, max(0, token.start() - _SHORT_LOOK), token.start())
        or _COUNTED.match(text, token.end())
        or _THOUSANDS.search(text, max(0, token.start() - _SHORT_LOOK), token.start())
    )


def _kind_of(word: str) -> _Kind | None:
    lowered = word.casefold()
    if not word or HIDDEN in word or ":" in word or "@" in word or lowered in LABELS:
        return None
    if word[0].isdigit() or word[-1].isdigit():
        return _number_kind(word)
    if is_flat(word):
        return _Kind.FLAT
    if is_street(word) and (word[0].isupper() or lowered not in FUNCTION_WORDS):
        return _Kind.STREET
    if lowered in PARTS | _FOREIGN_LITTLE or word == "/":
        return _Kind.LITTLE
    return _name_kind(word)


def _number_kind(word: str) -> _Kind | None:
    if is_code(word):
        return _Kind.CODE
    return _Kind.HOUSE if _HOUSE.fullmatch(word) else None


def _name_kind(word: str) -> _Kind | None:
    lowered = word.casefold()
    if not word[0].isalpha() or lowered in FUNCTION_WORDS or _BLANKED.fullmatch(word):
        return None
    if lowered in PLACES or _STATE.fullmatch(word):
        return _Kind.PLACE
    strange = not is_ordinary(word) and len(word) > 1
    return _Kind.NAME if word[0].isupper() or strange else None


def _weight(text: str, row: Sequence[_Part]) -> int:
    """How many kinds of evidence a row has; none without a number in it."""
    kinds = [part.kind for part in row]
    if _Kind.REDACTED in kinds:
        return _ENOUGH * _goes_on(row)
    numbers = kinds.count(_Kind.HOUSE) + kinds.count(_Kind.CODE)
    if not numbers or not {_Kind.NAME, _Kind.STREET} & set(kinds):
        return 0
    flat = any(a.kind is _Kind.FLAT and b.word[-1].isdigit() for a, b in _pairs(row))
    house = any(
        {a.kind, b.kind} & {_Kind.HOUSE} and {a.kind, b.kind} & {_Kind.NAME, _Kind.STREET}
        for a, b in _pairs(row)
    )
    sure = any(
        _Kind.HOUSE in {a.kind, b.kind} and any(map(_is_sure_street, (a.word, b.word)))
        for a, b in _pairs(row)
    )
    strange = _cued_closely(text, row) and any(
        _Kind.HOUSE in {a.kind, b.kind} and any(map(_is_strange_place, (a, b)))
        for a, b in _pairs(row)
    )
    named = sum(part.kind in _NAMING for part in row if part.group) > 0
    cued = bool(_CUE.search(text[max(0, row[0].start - _LOOK_BACK) : row[0].start]))
    code = _Kind.CODE in kinds and (numbers > 1 or row[-1].group > 0)
    evidence = (
        _Kind.STREET in kinds,
        _Kind.PLACE in kinds,
        flat,
        house,
        named,
        cued,
        code,
        sure,
        strange,
        strange,
    )
    return sum(evidence) if house or flat or (code and named) else 0


def _cued_closely(text: str, row: Sequence[_Part]) -> bool:
    """Whether a word of place stands right before: "on Ziegelgasse 19"."""
    return bool(_CLOSE_CUE.search(text, max(0, row[0].start - _SHORT_LOOK), row[0].start))


def _is_strange_place(part: _Part) -> bool:
    """A capital, and no word: what stands beside a house number that is no year."""
    return part.kind is _Kind.NAME and part.word.istitle() and is_unknown(part.word)


def _is_sure_street(word: str) -> bool:
    return len(word) >= _LONG_ENDING and ends_like_a_street(word)


def _goes_on(row: Sequence[_Part]) -> bool:
    """Whether something of an address is left beside what was taken out of it already."""
    after = row[max(at for at, part in enumerate(row) if part.kind is _Kind.REDACTED) + 1 :]
    close = bool(after) and after[0].kind in _NAMING and after[0].group == row[0].group
    return close or any(part.kind in _TELLING for part in row)


def _pairs(row: Sequence[_Part]) -> Iterator[tuple[_Part, _Part]]:
    return pairwise(row)


def _edges(row: Sequence[_Part]) -> tuple[int, int]:
    """The first and the last part that belong to the address: names of people stand before it."""
    telling = [at for at, part in enumerate(row) if part.kind not in {_Kind.NAME, _Kind.LITTLE}]
    first, last = telling[0], telling[-1]
    if row[first].kind is not _Kind.HOUSE or not _names_follow(row, first):
        while first and row[first - 1].group == row[telling[0]].group:
            first -= 1
    elif first and row[first - 1].group == row[first].group and is_unknown(row[first - 1].word):
        first -= 1
    end = last
    while end + 1 < len(row) and end - last < _MOST_TOWN and row[end + 1].kind in _NAMING:
        end += 1
    while end > last and row[end].kind is _Kind.LITTLE:
        end -= 1
    return first, end


def _names_follow(row: Sequence[_Part], at: int) -> bool:
    return at + 1 < len(row) and row[at + 1].kind in _NAMING
