"""All finders that need no model, with the types that each may find."""

from collections.abc import Iterator

from knowledge.recognisers.address import find_addresses
from knowledge.recognisers.email import find_emails
from knowledge.recognisers.identity import (
    find_addresses_on_the_net,
    find_births,
    find_ibans,
    find_ids,
    find_links,
)
from knowledge.recognisers.name import find_names
from knowledge.recognisers.number import find_numbers
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
    (find_ibans, (IBAN,)),
    (find_ids, (NATIONAL_ID, ACCOUNT)),
    (find_births, (BIRTH,)),
    (find_addresses_on_the_net, (IP,)),
    (find_links, (URL,)),
    (find_addresses, (ADDRESS,)),
    (find_address_blocks, (ADDRESS,)),
    (find_names, (PERSON,)),
    (find_unannounced_names, (PERSON,)),
)
# For short values such as a segment or a product, where a company must not turn into a person.
_FOR_FIELDS = tuple(finder for finder, types in FINDERS if PERSON not in types)


def find_in_field(text: str) -> Iterator[Span]:
    """Personal data in a short value, names of people left out."""
    for finder in _FOR_FIELDS:
        yield from finder(text)
