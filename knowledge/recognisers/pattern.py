"""All finders that need no model, with the types that each may find."""

import re
from collections.abc import Iterator, Sequence

from knowledge.recognisers.address import find_addresses
from knowledge.recognisers.block import find_address_rows
from knowledge.recognisers.email import find_emails
from knowledge.recognisers.identity import (
    find_addresses_on_the_net,
    find_birthdays,
    find_births,
    find_ibans,
    find_ids,
    find_links,
)
from knowledge.recognisers.name import find_names
from knowledge.recognisers.number import find_numbers, find_spelled_numbers
from knowledge.recognisers.person_place import find_people_by_place
from knowledge.recognisers.postal import find_address_blocks
from knowledge.recognisers.span import (
    ACCOUNT,
    ADDRESS,
    BIRTH,
    CARD,
    EMAIL,
    IBAN,
    IP,
    NATIONAL_ID,
    PERSON,
    PHONE,
    URL,
    Finder,
    Span,
)
from knowledge.recognisers.unannounced import find_unannounced_names

FINDERS: tuple[tuple[Finder, tuple[str, ...]], ...] = (
    (find_emails, (EMAIL,)),
    (find_numbers, (PHONE, CARD, NATIONAL_ID, ACCOUNT)),
    (find_spelled_numbers, (PHONE,)),
    (find_ibans, (IBAN,)),
    (find_ids, (NATIONAL_ID, ACCOUNT)),
    (find_births, (BIRTH,)),
    (find_birthdays, (BIRTH,)),
    (find_addresses_on_the_net, (IP,)),
    (find_links, (URL,)),
    (find_addresses, (ADDRESS,)),
    (find_address_blocks, (ADDRESS,)),
    (find_address_rows, (ADDRESS,)),
    (find_names, (PERSON,)),
    (find_unannounced_names, (PERSON,)),
    (find_people_by_place, (PERSON,)),
)
# What each finder cannot do without: it is asked only where that stands.
_FEW_DIGITS = re.compile(r"\d")
_LINK = re.compile(r"://|www\.|\.\w{2,10}/", re.IGNORECASE)
_MAIL = re.compile(r"[@＠]|\w\.\w|\b(?:dot|punkt|point|punto)\b", re.IGNORECASE)
_NEEDED: dict[Finder, re.Pattern[str]] = {
    find_emails: _MAIL,
    find_numbers: _FEW_DIGITS,
    find_ibans: _FEW_DIGITS,
    find_ids: re.compile(
        r"\d|\b(?:bic|swift|booking|reservation|confirmation|pnr)\b", re.IGNORECASE
    ),
    find_births: _FEW_DIGITS,
    find_birthdays: _FEW_DIGITS,
    find_addresses_on_the_net: re.compile(r"\d\.\d|[\da-fA-F]:"),
    find_links: _LINK,
    find_addresses: _FEW_DIGITS,
    find_address_blocks: _FEW_DIGITS,
    find_address_rows: re.compile(r"\d|\[address\]"),
}
_ANYTHING = re.compile("")
_ALL = tuple((finder, _NEEDED.get(finder, _ANYTHING)) for finder, _ in FINDERS)
# For short values such as a segment or a product, where a company must not turn into a person.
_FOR_FIELDS = tuple((f, _NEEDED.get(f, _ANYTHING)) for f, types in FINDERS if PERSON not in types)
# A number that is nobody's so far, and half an address.
_LEFT_DIGITS = re.compile(r"(?<![\w£$€.,])\d(?:[ -]?\d){7,}(?![\w,%])")
_LEFT_AT = re.compile(r"\w@\w{2,}|\w\s@\s\w{2,30}\s?\.\s?\w")


def find_by_pattern(text: str) -> Iterator[Span]:
    """Everything that is found without a model."""
    for finder, needed in _ALL:
        if needed.search(text):
            yield from finder(text)


def find_in_field(text: str) -> Iterator[Span]:
    """Personal data in a short value, names of people left out."""
    for finder, needed in _FOR_FIELDS:
        if needed.search(text):
            yield from finder(text)


def leaves_a_doubt(text: str, found: Sequence[Span]) -> bool:
    """Whether a long number or half an e-mail stands in a text that no finder has claimed."""
    return any(
        not any(span.start < match.end() and match.start() < span.end for span in found)
        for pattern in (_LEFT_DIGITS, _LEFT_AT)
        for match in pattern.finditer(text)
    )
