"""Phones, cards, national ids and account numbers: everything that is mostly digits."""

import re
from collections.abc import Iterator

from knowledge.recognisers.digits import Run, digit_runs, luhn
from knowledge.recognisers.span import ACCOUNT, CARD, NATIONAL_ID, PHONE, Span

_ENDS = (
    r"\W*(?:(?:is|was|are|no|nr|num|number|nummer|#|of|on|"
    r"at|back|under|me|us|ending|in|with)\W*){0,4}$"
)
_PHONE_CUE = re.compile(
    r"\b(?:phone|telephone|tel|mobile|cell|fax|whatsapp|text|call|ring|rang|dial|reach|"
    r"my number|telefon|handy|mobil|tél|teléfono)\b" + _ENDS,
    re.IGNORECASE,
)
_CARD_CUE = re.compile(
    r"\b(?:credit|debit|visa|mastercard|amex|maestro|card|cards|cc|karte|kreditkarte)\b" + _ENDS,
    re.IGNORECASE,
)
_ID_CUE = re.compile(
    r"\b(?:ssn|social security|nhs|national insurance|ni|nino|national id|identity|tax id|itin|"
    r"passport|driv\w{0,4}(?:['’]s)? licen[cs]e|personnummer|cpr|bsn)\b" + _ENDS,
    re.IGNORECASE,
)
_ACCOUNT_CUE = re.compile(
    r"\b(?:account|acct|a/c|order|reference|ref|customer|client|policy|invoice|booking|ticket|"
    r"case|claim|contract|member|pin|passcode|membership|patient|hospital|serial|"
    r"tracking|parcel|sort code|"
    r"routing|swift|bic|konto|kontonummer|kundennummer|auftrag|bestellung|vertrag|"
    r"id|complaint)\b" + _ENDS,
    re.IGNORECASE,
)
_NANP = re.compile(r"\(?[2-9]\d{2}\)?[ .-]{1,2}\d{3}[ .-]\d{4}$")
_SSN = re.compile(r"\d{3}-\d{2}-\d{4}$")
_LAW = re.compile(r"(?:\bsections?|§|\bu\.?s\.?c\.?|\bc\.?f\.?r\.?|\bact)\W{0,4}$", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:balance|total|amount|lost|paid|pay|over|sum|worth|fees?|interest|limit|credit|refund\w{0,3}|"
    r"reduced|charged|deposit\w{0,3}|che(?:ck|que)|ach)\s(?:(?:of|by|was|is|to|about|for)\s){0,2}$",
    re.IGNORECASE,
)
_ANY_CUE = re.compile(
    r"\b(?:number|no|nr|account|acct|ref\w*|order|phone|tel|mobile|call|card|id)\b", re.IGNORECASE
)
_LONGEST_AMOUNT = 10
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SHORTEST_PHONE, _LONGEST_PHONE = 7, 15
_CARD_LENGTHS = range(12, 20)
_ANYBODYS = 7
_CUED = {CARD: 4, PHONE: 6, NATIONAL_ID: 5, ACCOUNT: 4}


# "oh seven seven double oh nine"
_SPELLED = re.compile(
    r"\b(?:(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)\b"
    r"[ ,.-]{0,2}){6,30}(?<![ ,.-])",
    re.IGNORECASE,
)


def find_spelled_numbers(text: str) -> Iterator[Span]:
    """Numbers said digit by digit."""
    for match in _SPELLED.finditer(text):
        yield Span(match.start(), match.end(), PHONE)


def find_numbers(text: str) -> Iterator[Span]:
    """Runs of digits that belong to somebody, by cue, by check digit or by sheer length."""
    for run in digit_runs(text):
        if kind := _kind(run):
            yield Span(run.start, run.end, kind)


def _kind(run: Run) -> str | None:
    size = len(run.digits)
    if size in _CARD_LENGTHS and luhn(run.digits):
        return CARD
    if _SSN.fullmatch(run.text) or nhs_number(run):
        return NATIONAL_ID
    if _LAW.search(run.before) or _is_money(run):
        return None
    if kind := _cued(run):
        return kind
    if size < _ANYBODYS or run.plain:
        return None
    return PHONE if _phone_like(run) else ACCOUNT


def _is_money(run: Run) -> bool:
    """Amounts whose separators were lost: whole cents, and words of money or nothing before."""
    parts = re.split(r"\D+", run.text)
    if run.digits[0] == "0" or not all(
        p.endswith("00") and len(p) < _LONGEST_AMOUNT for p in parts
    ):
        return False
    return bool(_MONEY.search(run.before)) or not re.search(_ANY_CUE, run.before)


def _cued(run: Run) -> str | None:
    cues = ((CARD, _CARD_CUE), (NATIONAL_ID, _ID_CUE), (PHONE, _PHONE_CUE), (ACCOUNT, _ACCOUNT_CUE))
    for kind, cue in cues:
        if len(run.digits) >= _CUED[kind] and cue.search(run.before):
            # "my account 2021" is a year, "I called 111 999" are services.
            return None if _YEAR.fullmatch(run.digits) else kind
    return None


def _phone_like(run: Run) -> bool:
    fits = _SHORTEST_PHONE <= len(run.digits) <= _LONGEST_PHONE
    broken = run.text != run.digits
    return fits and (run.text[0] in "+(0" or broken or bool(_NANP.fullmatch(run.text)))


def nhs_number(run: Run) -> bool:
    """Ten digits, grouped three, three and four, with a check digit modulo eleven."""
    if not re.fullmatch(r"\d{3}[ -]?\d{3}[ -]?\d{4}", run.text):
        return False
    total = sum(int(d) * (10 - at) for at, d in enumerate(run.digits[:9]))
    return (11 - total % 11) % 11 == int(run.digits[9]) and " " in run.text
