"""Address blocks: flats, boxes, house numbers after a street's name, and the lines that follow."""

import re
from collections.abc import Iterator
from itertools import takewhile

from knowledge.recognisers.lexicon import FUNCTION_WORDS, is_ordinary
from knowledge.recognisers.span import ADDRESS, Span

_WORD = r"[^\W\d_][\w'’.-]{0,30}"
_FLAT = re.compile(
    r"(?<!\w)(?:apt|apartment|suite|ste|flat|postbox|p\.?\s?o\.?\s?box|psc|cmr|box|unit)\b\.?\s?#?"
    r"\d{1,5}[A-Za-z]?(?!\w)",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"(?<!\w)(?:US[NSCV]\w{0,2}\s[^\W\d_]{1,20}\s{1,3})?[AFD]PO,?\sA[AEP],?\s\d{5}(?!\d)",
    re.IGNORECASE,
)
_NAME_NUMBER = re.compile(
    rf"(?<![\w.,-])(?:\d{{1,5}}\s)?(?P<name>(?:{_WORD}\s){{1,4}})(?P<number>\d{{1,4}}[A-Za-z]?)(?![\w%:]|[.,-]\d)"
)
_TOKEN = re.compile(r"[^\s,>?|]{1,40}")
_ROOM = 200
_MOST_TOKENS = 14
_CODE = re.compile(r"[A-Za-z]{0,3}-?\d[\dA-Za-z-]{1,8}")
_HOUSE = re.compile(r"\d{1,5}[A-Za-z]?")
_FEWEST_CODE_DIGITS = 4
_PARTS_TEXT = "nan de la le del den der di da do du van von am im an st the of k u c"
_PARTS = frozenset(_PARTS_TEXT.split())


def find_address_blocks(text: str) -> Iterator[Span]:
    for pattern in (_FLAT, _MILITARY):
        for match in pattern.finditer(text):
            start = _back(text, match.start())
            if pattern is _MILITARY or start < match.start() or _code_after(text, match.end()):
                yield Span(start, _forward(text, match.end()), ADDRESS)
    for match in _NAME_NUMBER.finditer(text):
        names = list(_TOKEN.finditer(text, *match.span("name")))
        street = list(takewhile(lambda name: _may_stand(name.group()), reversed(names)))
        if any(_strange(name.group()) for name in street) and _code_after(text, match.end()):
            start = match.start() if len(street) == len(names) else street[-1].start()
            yield Span(start, _forward(text, match.end()), ADDRESS)


def _strange(word: str) -> bool:
    return word[0].isupper() and not is_ordinary(word)


def _may_stand(word: str) -> bool:
    """Whether a word can be part of an address: a name, a number, or a little word in one."""
    bare = word.strip("().;")
    if not bare or bare[0].isdigit() or bare.casefold() in _PARTS:
        return True
    if bare.casefold() in FUNCTION_WORDS:
        return False
    return bare[0].isupper() or not is_ordinary(bare)


def _code_after(text: str, end: int) -> bool:
    """Whether a postcode follows after at most five words that can be a town."""
    for number, token in enumerate(_TOKEN.finditer(text, end, min(len(text), end + 90))):
        word = token.group().strip("().;!")
        if _CODE.fullmatch(word) and sum(map(str.isdigit, word)) >= _FEWEST_CODE_DIGITS:
            return True
        if number > 6 or not _may_stand(word) or word.endswith(":"):
            return False
    return False


def _forward(text: str, end: int) -> int:
    """Past the town, the code and the country that follow."""
    best = end
    tokens = _TOKEN.finditer(text, end, min(len(text), end + _ROOM))
    for number, token in enumerate(tokens):
        word = token.group()
        if number >= _MOST_TOKENS or not _may_stand(word) or ":" in word:
            break
        if any(map(str.isalnum, word)):
            best = token.start() + len(word.rstrip(".;!)"))
        if word.endswith((".", "!", ";")) and len(word) > 4:
            break
    return best


def _back(text: str, start: int) -> int:
    """Before the street and the house number that lead up to a flat; never past a blank line."""
    begin = max(0, start - 70, text.rfind("\n\n", 0, start) + 1)
    best = start
    for token in reversed(list(_TOKEN.finditer(text, begin, start))):
        word = token.group()
        if not _may_stand(word) or ":" in word:
            break
        if _HOUSE.fullmatch(word):
            best = token.start()
    return best
