"""Columns whose very header says that they hold personal data."""

import re
from itertools import pairwise

from knowledge.header import plain_header
from knowledge.recognisers.family_name import FAMILY_NAMES
from knowledge.recognisers.given_name import GIVEN_NAMES, GIVEN_NAMES_TOO

# Whole headers, and parts that give a header away wherever they stand in it.
_WHOLE_TEXT = """
    name nombre nom naam vorname nachname surname forename lastname firstname fullname contact
    contactperson agent agentname advisor adviser rep representative staff staffmember employee
    owner assignee assignedto handler clerk nurse doctor dob birthdate birthday geburtsdatum ssn
    nino nhsnumber iban card cardnumber ip street town postcode zip zipcode plz anschrift
    strasse telefon handy mobil mobile tel fax initials signature author username handle
"""
_WHOLE = frozenset(_WHOLE_TEXT.split())
_PARTS = re.compile(
    r"e-?mail|phone|telefon|(?:street|postal|home|mail(?:ing)?|billing)[ _-]?address|^address|"
    r"(?:first|last|full|sur|customer|client|contact|caller|user|patient|reviewer|author|agent|"
    r"person|respondent|vor|nach)[ _-]?name\b|"
    r"date[ _-]?of[ _-]?birth|ip[ _-]?addr|social[ _-]?security|passport|"
    r"licen[cs]e[ _-]?(?:no|number)",
    re.IGNORECASE,
)
_FREE_TEXT_TEXT = """
    title subject headline summary question note notes remark remarks comment comments answer
    description followup resolution response
"""
FREE_TEXT = frozenset(_FREE_TEXT_TEXT.split())


def names_a_person(column: str) -> bool:
    """Whether values under this header are dropped rather than kept as attributes."""
    return plain_header(column) in _WHOLE or bool(_PARTS.search(column))


def holds_free_text(column: str, value: str) -> bool:
    """Whether a value may hold a person's name in running words, so that names are looked for."""
    return plain_header(column) in FREE_TEXT or len(value.split()) > 5


_LETTERS = re.compile(r"[^\W\d_]{3,}")
_GIVEN = GIVEN_NAMES | GIVEN_NAMES_TOO
# Stands for somebody without a name, and so for nobody in a list of names.
_FAMILY = FAMILY_NAMES | {"doe"}


def tells_who(reference: str) -> bool:
    """Whether an id or a file's name (``jane-doe-call.vtt``) holds an address or a whole name."""
    if "@" in reference:
        return True
    parts = [part.casefold() for part in _LETTERS.findall(reference)]
    pairs = [*pairwise(parts), *((second, first) for first, second in pairwise(parts))]
    return any(first in _GIVEN and second in _FAMILY for first, second in pairs)
