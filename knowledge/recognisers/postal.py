"""Address blocks: flats, boxes, house numbers after a street's name, and the lines that follow."""

import re
from collections.abc import Iterator
from itertools import takewhile

from knowledge.recognisers.company import PLACES
from knowledge.recognisers.exact import HIDDEN, hide_exact
from knowledge.recognisers.lexicon import FUNCTION_WORDS, is_ordinary
from knowledge.recognisers.span import ADDRESS, Span
from knowledge.recognisers.word_kind import is_brand, is_unknown

_WORD = r"[^\W\d_][\w'’.-]{0,30}"
_FLAT = re.compile(
    r"(?<!\w)(?:apt|apartment|suite|ste|flat|postbox|p\.?\s?o\.?\s?box|psc|cmr|box|unit)\b\.?\s?#?"
    r"\d{1,5}[A-Za-z]?(?!\w)",
    re.IGNORECASE,
)
_BOX = re.compile(r"p\.?\s?o\.?\s?box|postbox", re.IGNORECASE)
_MILITARY = re.compile(
    r"(?<!\w)(?:US[NSCV]\w{0,2}\s[^\W\d_]{1,20},?\s{1,3})?[AFD]PO,?\sA[AEP],?\s\d{5}(?!\d)",
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
_PARTS_TEXT = "new way corner nan de la le del den der di da do du van von am im an st the of k u c"
PARTS = frozenset(_PARTS_TEXT.split())
_FLATS = frozenset(["apt", "apartment", "suite", "ste", "flat", "unit", "box"])
_AFTER_STREET = re.compile(
    r"\s(?:[^\W\d_a-z][\w'’-]{1,30}\s{0,2}){1,4}(?=[,.\n?!]|$|nan\b|[A-Z]{2}\b)"
    r"|\s(?:apt|apartment|suite|ste|flat|unit|box)\b",
)
_LABELS_TEXT = """
    phone telephone tel mobile cell fax desk office email e-mail mail name card website web please
    thanks thank regards sincerely ring call text contact usc u.s.c cfr section sections act chapter
    terminal ward seat flight boeing airbus
    code statute paid owed because account visa mastercard iban
"""
LABELS = frozenset(_LABELS_TEXT.split())
_TITLED = re.compile(r"[A-Z]{2}")
_HOUSE_FIRST = re.compile(
    rf"(?<![\w.,/£$€#-])\d{{1,5}},?\s(?P<name>(?:{_WORD}\s){{1,5}}?)"
    r"(?P<number>\d{1,4}[A-Za-z]?)(?![\w%:]|[.,-]\d)"
)
_CORNER = re.compile(r"\b(?:the\s)?corner of\s(?=[^\n!?]{0,60}\d)", re.IGNORECASE)
_FIRST_NUMBER = re.compile(r"[^\n!?]{0,60}?\d{1,4}[A-Za-z]?\.?(?!\d)")
_CROSSING = re.compile(
    rf"(?:\W{{1,3}}{_WORD}){{0,3}}?\s(?:and|&)(?P<other>(?:\s{_WORD}){{1,4}})", re.IGNORECASE
)
_LIVES = re.compile(
    r"\b(?:(?:live[sd]?|living|resid\w{1,5}|stay\w{0,3}) (?:on|at|in)|(?:side|corner|end|part) of|"
    r"(?:stop|meet|off|taxi|refers|moved?|address|sent|send) (?:me |us |you |it )?(?:at|to|is))\s"
    rf"(?P<name>(?:{_WORD}\s){{1,4}}?)(?P<number>\d{{1,4}}[A-Za-z]?)(?![\w%:]|[.,-]\d)",
    re.IGNORECASE,
)
_LAND_CODE = re.compile(
    r"(?<![\w-])(?P<land>[^\W\d_a-z][^\W\d_]{2,20}),?\s(?!(?:19|20)\d\d\b)(?P<code>\d{4,6}|\d{3}\s\d{2})(?![\w%-]|[.,:/]\d)"
)
_TOWN_CODE = re.compile(
    r"\b(?:in|from|near)\s(?P<name>(?:[^\W\d_][\w'’.-]{1,30}\s){1,4}?)"
    r"(?!(?:19|20)\d\d\b)(?P<code>\d{4,6}|\d{3}\s\d{2})(?![\w%-]|[.,:/]\d)",
)
# "and ten Elm Rise": one little word may come first.
_LITTLE_FIRST = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER_BEFORE = re.compile(r"(?<![\w.,/:£$€#-])\d{1,5},?\s$")


def find_address_blocks(text: str) -> Iterator[Span]:
    hidden = hide_exact(text)
    for finder in (_flats, _named_numbers, _houses, _corners, _codes):
        yield from finder(hidden)


def _flats(text: str) -> Iterator[Span]:
    for pattern in (_FLAT, _MILITARY):
        for match in pattern.finditer(text):
            start = _back(text, match.start())
            surely = pattern is _MILITARY or _BOX.match(match.group())
            if surely or start < match.start() or _code_after(text, match.end()):
                yield Span(start, through_town(text, match.end()), ADDRESS)


def _named_numbers(text: str) -> Iterator[Span]:
    """ "Koskikatu 25, Oulu 90100": a strange name, a number, and a postcode soon after."""
    for match in _NAME_NUMBER.finditer(text):
        names = list(_TOKEN.finditer(text, *match.span("name")))
        street = list(takewhile(lambda name: _may_stand(name.group()), reversed(names)))
        if any(_strange(name.group()) for name in street) and _code_after(text, match.end()):
            start = match.start() if len(street) == len(names) else street[-1].start()
            yield Span(number_before(text, start), through_town(text, match.end()), ADDRESS)


def _houses(text: str) -> Iterator[Span]:
    """Houses by number and name: "6750 Koskikatu 25"; after a cue also "lives on Koskikatu 25"."""
    for pattern in (_HOUSE_FIRST, _LIVES):
        for match in pattern.finditer(text):
            names = match["name"].split()
            if _YEAR.fullmatch(match["number"]) or not all(map(_may_stand, names)):
                continue
            if any(_strange(name) for name in names):
                start = match.start() if pattern is _HOUSE_FIRST else match.start("name")
                end = through_town(text, match.end())
                yield Span(number_before(text, start), end, ADDRESS)


def _corners(text: str) -> Iterator[Span]:
    """ "the corner of 12 Alder Street and Elm Rise"."""
    for match in _CORNER.finditer(text):
        number = _FIRST_NUMBER.match(text, match.end())
        other = _CROSSING.match(text, number.end()) if number else None
        if other:
            names = takewhile(
                lambda name: name.group()[0].isupper() or name.start() < _LITTLE_FIRST,
                re.finditer(_WORD, text[other.start("other") : other.end("other")]),
            )
            ends = [name.start() + len(name.group().rstrip(".")) for name in names]
            if ends:
                yield Span(match.start(), other.start("other") + ends[-1], ADDRESS)


def _codes(text: str) -> Iterator[Span]:
    """Postcodes after a country, and after a town that somebody is "in"."""
    for match in _LAND_CODE.finditer(text):
        if match["land"].casefold() in PLACES:
            yield Span(match.start(), match.end(), ADDRESS)
    for match in _TOWN_CODE.finditer(text):
        names = match["name"].split()
        if all(map(_may_stand, names)) and is_unknown(names[-1]):
            yield Span(match.start("name"), match.end(), ADDRESS)


def number_before(text: str, start: int) -> int:
    """Where the house number before a street begins, if there is one."""
    before = _NUMBER_BEFORE.search(text, max(0, start - 8), start)
    return before.start() if before else start


def _strange(word: str) -> bool:
    bare = word.strip("().;,")
    return bare[:1].isupper() and len(bare) > 3 and not is_ordinary(bare) and not is_brand(bare)


def _may_stand(word: str) -> bool:
    """Whether a word can be part of an address: a name, a number, or a little word in one."""
    bare = word.strip("().;")
    if not bare or bare[0].isdigit() or bare.casefold() in PARTS | _FLATS:
        return True
    if bare.casefold() in FUNCTION_WORDS or bare.casefold() in LABELS or HIDDEN in bare:
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


def through_town(text: str, end: int) -> int:
    """Past the flat, the town, the code and the country that follow a street."""
    best = end
    stop = min(len(text), end + _ROOM)
    blank = text.find("\n\n", end, stop)
    tokens = _TOKEN.finditer(text, end, stop if blank < 0 else blank)
    for number, token in enumerate(tokens):
        word = token.group()
        if number >= _MOST_TOKENS or not _may_stand(word) or ":" in word:
            break
        if number == 0 and not _belongs(text, end, token):
            break
        if _settles(word.strip("().;!")):
            best = token.start() + len(word.rstrip(".;!)"))
        if word.endswith((".", "!", ";")) and len(word) > 4:
            break
    return best


def _belongs(text: str, end: int, token: re.Match[str]) -> bool:
    """Whether the first word after a street can go on with it, rather than with a sentence."""
    between = text[end : token.start()]
    word = token.group().strip("().;!")
    if any(map(str.isdigit, word)) or _code_after(text, end):
        return True
    if "." in between and not between.startswith((".,", ".\n")):
        return False
    if "," in between or "\n" in between or word.casefold() in PLACES:
        return True
    return bool(_TITLED.fullmatch(word) or _AFTER_STREET.match(text, end))


def _settles(word: str) -> bool:
    """Whether a word surely is part of an address, not only perhaps."""
    if any(map(str.isdigit, word)) or word.casefold() in PLACES:
        return True
    return bool(_TITLED.fullmatch(word)) or (word[:1].isupper() and not is_ordinary(word))


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
