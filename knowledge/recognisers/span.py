"""Where personal data stands in a text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end``; ``type`` is the word that stands in their place."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data of one text; ``doubted`` where some may be left that no rule believed."""

    spans: tuple[Span, ...]
    doubted: bool = False


Finder = Callable[[str], Iterator[Span]]

EMAIL, PHONE, PERSON, ADDRESS = "email", "phone", "person", "address"
CARD, IBAN, NATIONAL_ID, BIRTH = "card", "iban", "national id", "date of birth"
ACCOUNT, IP, URL, COMPANY = "account", "ip", "url", "company"
# Where two kinds claim the same characters, the first here names the replacement.
TYPES = (EMAIL, URL, IBAN, CARD, NATIONAL_ID, BIRTH, ADDRESS, IP, PHONE, ACCOUNT, COMPANY, PERSON)
