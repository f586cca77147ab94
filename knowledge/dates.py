"""Reading dates as people and programs write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T ]\d{1,2}[:.]?\d{2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})$")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:$|[T ,])")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:$|[T ,])")
_UNIX = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?$")
_LONGEST = 60
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_CENTURY_TURN = 70
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january januar janvier enero ene januari gennaio janeiro jän jänner",
            "feb february februar février fevrier febrero februari febbraio fevereiro febr",
            "mar march märz maerz mars marzo maart mär mrz março",
            "apr april avril abril aprile avr abr",
            "may mai mayo mei maggio maio",
            "jun june juni juin junio giugno junho",
            "jul july juli juillet julio luglio julho",
            "aug august août aout agosto augustus",
            "sep sept september septembre septiembre settembre setembro",
            "oct october oktober octobre octubre ottobre outubro okt",
            "nov november novembre noviembre novembro",
            "dec december dezember décembre decembre diciembre dicembre dezembro dez dic",
        ),
        start=1,
    )
    for word in words.split()
}
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|º)?[\s/-]*(?:of |de )?([^\W\d_]+)\.?"
    r"[\s,/-]*(?:de )?(\d{4}|\d{2})\b"
)
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})\b")


class UnreadableDate(ValueError):
    """A text that is no date, or a date that no customer can have written on."""


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Whether 03/11 is the third of November; ``assumed`` if the column gave no proof."""

    day_first: bool = True
    assumed: bool = False


def decide_order(samples: Iterable[str]) -> DateOrder:
    """Look for a number above twelve in the first or second place of a column's dates."""
    first = second = seen = False
    for text in samples:
        match = _NUMERIC.match(text.strip())
        if match and match[2] != ".":
            seen = True
            first |= int(match[1]) > 12
            second |= int(match[3]) > 12
    return DateOrder(day_first=first or not second, assumed=seen and first == second)


def read_date(text: str, order: DateOrder) -> date:
    """The day that a text names, on the wall clock it was written by.

    Raises UnreadableDate.
    """
    text = text.strip()
    try:
        found = _by_pattern(text, order) if len(text) <= _LONGEST else None
        found = found or _by_dateutil(text)
    except (ValueError, OverflowError, OSError):
        found = None
    if found is None:
        raise UnreadableDate(f"date {text[:_LONGEST]!r} cannot be read")
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise UnreadableDate(f"date {text[:_LONGEST]!r} lies outside {_FIRST_YEAR} to {_LAST_YEAR}")
    return found


def _by_pattern(text: str, order: DateOrder) -> date | None:
    for pattern in (_ISO, _YEAR_FIRST, _COMPACT):
        if match := pattern.match(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_MONTH.match(text):
        return date(int(match[1]), int(match[2]), 1)
    if match := _UNIX.match(text):
        return datetime.fromtimestamp(int(match[1]), UTC).date()
    if match := _NUMERIC.match(text):
        return _numeric(match, order)
    return _by_month_name(text)


def _numeric(match: re.Match[str], order: DateOrder) -> date:
    first, second, year = int(match[1]), int(match[3]), _full_year(match[4])
    # Dots are written day first wherever they are written.
    day_first = order.day_first or match[2] == "."
    day, month = (first, second) if day_first else (second, first)
    return date(year, month, day)


def _by_month_name(text: str) -> date | None:
    lowered = text.casefold()
    if (match := _DAY_MONTH.search(lowered)) and match[2] in _MONTHS:
        return date(_full_year(match[3]), _MONTHS[match[2]], int(match[1]))
    if (match := _MONTH_DAY.search(lowered)) and match[1] in _MONTHS:
        return date(int(match[3]), _MONTHS[match[1]], int(match[2]))
    return None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= _CENTURY_TURN else 2000)


def _by_dateutil(text: str) -> date | None:
    """What is left, such as mail headers. A text that leaves a part open is not a date."""
    from dateutil import parser  # noqa: PLC0415 - only odd files need it

    if len(text) > _LONGEST or not re.search(r"\d{4}", text) or not re.search(r"[A-Za-z]{3}", text):
        return None
    guesses = {
        parser.parse(text, default=default, ignoretz=True).date()
        for default in (datetime(2001, 1, 1), datetime(2002, 2, 2))  # noqa: DTZ001
    }
    return guesses.pop() if len(guesses) == 1 else None
