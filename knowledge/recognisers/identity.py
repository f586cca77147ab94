"""Ids with letters in them, IBANs, dates of birth, references, IP addresses and telling URLs."""

import ipaddress
import re
from collections.abc import Iterator

from knowledge.recognisers.digits import DATE, MONTH
from knowledge.recognisers.span import ACCOUNT, BIRTH, IBAN, IP, NATIONAL_ID, URL, Span

# However it is grouped: after every character up to three spaces, dashes, dots or bare spaces.
_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .\-\u00a0]{0,2}\d(?:[ .\-/\u00a0\u202f]{0,3}[A-Za-z0-9]){13,33}"
)
_IBAN_CUE = re.compile(r"\biban\b\W*(?:(?:is|no|number|to|of)\W*){0,3}$", re.IGNORECASE)
_SHORTEST_IBAN = 15
# Characters in the IBANs of each country, as its registry says.
_IBAN_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO", 16: "BE", 18: "DK FI FO GL NL SD", 19: "MK SI", 20: "AT BA EE KZ LT LU XK MN",
        21: "CH HR LI LV", 22: "BG BH CR DE GB GE IE ME RS", 23: "AE GI IL IQ OM TL SO",
        24: "AD CZ ES MD PK RO SA SE SK TN VG DZ", 25: "LY PT ST", 26: "IS TR MR",
        27: "BI DJ FR GR IT MC SM", 28: "AL AZ BY CY DO GT HU LB PL SV NI", 29: "BR EG PS QA UA",
        30: "JO KW MU YE", 31: "MT SC", 32: "LC", 33: "RU",
    }.items()
    for country in countries.split()
}  # fmt: skip

_NINO = re.compile(
    r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"\b(?:(?P<id>passport|driv\w{0,4}(?:['’]s)? licen[cs]e|national id|identity card|tax id)"
    r"|account|acct|order|reference|ref|customer|policy|invoice|booking|ticket|case|claim|contract|"
    r"member(?:ship)?|patient|serial|tracking|confirmation|auftrag|bestell\w{0,6}|kunden\w{0,7}|"
    r"vertrags?\w{0,7})"
    r"\W{0,3}(?:(?:number|no|nr|num|code|id|is|was|nummer|ref|reference)\b\W{0,3}){0,3}"
    r"(?P<value>(?=[A-Za-z/-]{0,12}\d)[A-Za-z0-9][A-Za-z0-9/-]{3,30})",
    re.IGNORECASE,
)
# A customer number by itself: letters and at least five digits. Flights and products have fewer.
_NUMBERED = re.compile(r"(?<![\w-])[A-Z]{1,4}[-/ ]?\d{5,12}(?![\w-])")
_FEWEST_DIGITS = 3
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d{1,4})*$")

_BIRTH_CUE = re.compile(
    r"\b(?:born|dob|d\.o\.b|date of birth|birth ?date|birthday|birth|geboren|geburtsdatum|geb|"
    r"né|née|nacido|nacida|fødselsdato)\b[^\n!?]{0,24}$",
    re.IGNORECASE,
)
# Nobody's service goes back this far: a full date that does is somebody's birthday.
_OLD_YEAR = re.compile(r"(?<!\d)(?:19[0-8]\d|199[0-9])(?!\d)")

_BIRTHDAY = re.compile(
    r"\b(?:birthday|born|birth)\b[^\n.!?\d]{0,16}?"
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:"
    + MONTH
    + r")\b|(?:"
    + MONTH
    + r") \d{1,2}(?:st|nd|rd|th)?\b)",
    re.IGNORECASE,
)
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)")
_IPV6 = re.compile(r"(?<![\w:])[0-9A-Fa-f]{0,4}(?::{1,2}[0-9A-Fa-f]{1,4}){2,7}(?![\w:])")
_LINK = re.compile(
    r"\b(?:[a-z][a-z\d+.-]{1,12}://|www\.|[a-z\d-]{2,40}(?:\.[a-z\d-]{2,40}){1,4}/)[^\s<>\"]{1,2000}",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"[?&#;][^=\s]{0,40}(?:token|key|sig|sess|auth|pass|code|e?mail|user|name|phone|id|ref)[^=\s]{0,20}="
    r"|://[^/\s]{1,80}@|@|%40|/[A-Za-z_-]{0,20}\d[\w-]{11,}|[\w-]{28,}",
    re.IGNORECASE,
)


def find_ibans(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        end = _iban_end(text, match.start(), match.end())
        if end:
            yield Span(match.start(), end, IBAN)
        elif _IBAN_CUE.search(text[max(0, match.start() - 30) : match.start()]):
            yield Span(match.start(), match.end(), IBAN)


def _iban_end(text: str, start: int, longest: int) -> int | None:
    """The longest stretch whose check digits are right modulo 97; the words after it are not."""
    for end in range(longest, start + _SHORTEST_IBAN - 1, -1):
        bare = re.sub(r"[\W_]", "", text[start:end]).upper()
        if text[end - 1].isalnum() and len(bare) == _IBAN_LENGTHS.get(bare[:2]) and _mod97(bare):
            return end
    return None


def _mod97(bare: str) -> bool:
    if len(bare) < _SHORTEST_IBAN or not bare.isascii():
        return False
    digits = "".join(str(int(c, 36)) for c in bare[4:] + bare[:4])
    return int(digits) % 97 == 1


# Longer mixtures of letters and digits are nothing that anybody reads out for pleasure.
_MIXED = re.compile(
    r"(?<![\w./-])(?=(?:[A-Za-z]*\d){5})(?=\d*[A-Za-z])[A-Za-z\d]{8,40}(?![\w-])"
    r"|(?<![\w./-])(?=(?:[A-Za-z_-]*\d){3})(?=[\d_-]*[A-Za-z])[\w-]{20,200}(?!\w)"
)
_MEASURE = re.compile(r"\d+[A-Za-z]{1,3}")
_BOOKING = re.compile(
    r"\b(?i:booking|reservation|confirmation|pnr|locator|reference)"
    r"(?i:\s(?:ref|reference|code|number|no|is|was)\b\.?){0,3}\W{1,3}(?P<value>[A-Z\d]{6})(?!\w)"
)
_CUED = re.compile(
    r"\b(?:sort code|bic|swift(?: code)?|number ?plate|licen[cs]e plate|plate|vin|registration)"
    r"\W{0,3}(?:(?:number|no|is|was)\b\W{0,3}){0,2}"
    r"(?P<value>\d{2}-?\d{2}-?\d{2}(?!\d)"
    r"|(?-i:(?!XX)[A-Z]{6}[A-Z\d]{2,5}|(?!XX)[A-Z\d]{2,4}[ -]?[A-Z\d]{2,4}))(?!\w)",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"\b(?:password|passwort|kennwort)\W{0,3}(?:(?:is|was|ist)\b\W{0,3})?(?P<value>(?=[^\s\d]{0,30}\d)\S{4,30})",
    re.IGNORECASE,
)


def _secrets(text: str) -> Iterator[Span]:
    """Numbers that their cue or their very look gives away."""
    for match in _MIXED.finditer(text):
        if not _MEASURE.fullmatch(match.group()):
            yield Span(match.start(), match.end(), ACCOUNT)
    for pattern in (_BOOKING, _CUED, _PASSWORD):
        for match in pattern.finditer(text):
            yield Span(*match.span("value"), ACCOUNT)


def find_ids(text: str) -> Iterator[Span]:
    yield from _secrets(text)
    for match in _NINO.finditer(text):
        yield Span(match.start(), match.end(), NATIONAL_ID)
    for match in _NUMBERED.finditer(text):
        yield Span(match.start(), match.end(), ACCOUNT)
    for match in _LETTERED.finditer(text):
        value = match["value"]
        if sum(c.isdigit() for c in value) >= _FEWEST_DIGITS and not _YEAR.fullmatch(value):
            kind = NATIONAL_ID if match["id"] else ACCOUNT
            yield Span(match.start("value"), match.end("value"), kind)


def find_births(text: str) -> Iterator[Span]:
    for match in DATE.finditer(text):
        cued = _BIRTH_CUE.search(text[max(0, match.start() - 40) : match.start()])
        if cued or _OLD_YEAR.search(match.group()):
            yield Span(match.start(), match.end(), BIRTH)


def find_birthdays(text: str) -> Iterator[Span]:
    for match in _BIRTHDAY.finditer(text):
        yield Span(*match.span("day"), BIRTH)


def find_addresses_on_the_net(text: str) -> Iterator[Span]:
    for pattern in (_IPV4, _IPV6):
        for match in pattern.finditer(text):
            if _is_ip(match.group()):
                yield Span(match.start(), match.end(), IP)


def _is_ip(words: str) -> bool:
    try:
        ipaddress.ip_address(words)
    except ValueError:
        return False
    return True


def find_links(text: str) -> Iterator[Span]:
    """Links that carry a token, an id or an e-mail; a plain link to a page stays."""
    for match in _LINK.finditer(text):
        link = match.group().rstrip(".,;:!?)")
        if _TELLING.search(link):
            yield Span(match.start(), match.start() + len(link), URL)
