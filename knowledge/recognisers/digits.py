"""Runs of digits, however they are spaced, told apart by what stands around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|"
    "oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|"
    "décembre"
)
DATE = re.compile(
    rf"(?<![\d/.-])(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}(?:[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
    rf"|\d{{1,2}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)(?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?[ -](?:of )?(?:{MONTH})\.?,?[ -](?:\d{{4}}|\d{{2}})"
    rf"|(?:{MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})(?![\d/-]|\.\d)",
    re.IGNORECASE,
)
# A digit, then more with at most two separators between: spaces, dashes, dots, brackets, slashes.
_RUN = re.compile(
    r"(?<![\w.£$€])(?<!\d,)[+(]{0,2}\d(?:[ .()/_-]{0,3}\d){3,40}"
    r"(?:,?\s?(?:x|ext\.?|extension)\s?\d{1,6})?(?![\d])",
    re.IGNORECASE,
)
_UUID = re.compile(r"(?<!\w)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\w)", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d(?:\D{1,3}(?:19|20)?\d\d)+$")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})*\.\d{1,2}$|\d+[./]\d+$")
_UNIT = re.compile(
    r"\s?(?:%|£|€|\$|k?m\b|hours?|hrs?|min(?:ute)?s?\b|days?|years?|miles?|am\b|pm\b|mg|ml)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of digits: where it stands, its text, its bare digits, and the words before it."""

    start: int
    end: int
    text: str
    digits: str
    before: str

    @property
    def plain(self) -> bool:
        """Whether it reads like a quantity, years or a decimal rather than somebody's number."""
        return bool(_YEARS.match(self.text) or _DECIMAL.fullmatch(self.text))


def digit_runs(text: str) -> Iterator[Run]:
    """Every run of at least four digits that is not a date, an amount or a measure."""
    masked = _UUID.sub(_blank, DATE.sub(_blank, text))
    for match in _RUN.finditer(masked):
        words = match.group()
        if _UNIT.match(masked[match.end() : match.end() + 8]):
            continue
        start = match.start() + (1 if words[0] == "(" and ")" not in words else 0)
        run = text[start : match.end()]
        digits = "".join(filter(str.isdigit, run))
        yield Run(start, match.end(), run, digits, text[max(0, start - 48) : start])


def _blank(match: re.Match[str]) -> str:
    return "x" * len(match.group())


def luhn(digits: str) -> bool:
    """The check digit of payment cards."""
    doubled = [int(d) * (2 if at % 2 else 1) for at, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
