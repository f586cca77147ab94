"""What one word may be: a given name, a family name, a made-up brand, a word nobody knows."""

import re
from functools import lru_cache

from knowledge.recognisers.company import COMPANIES, COMPANY_WORD, PLACES
from knowledge.recognisers.family_name import (
    FAMILY_NAMES,
    FAMILY_NAMES_TOO,
    has_family_shape,
    names_a_thing,
)
from knowledge.recognisers.given_name import GIVEN_NAMES, GIVEN_NAMES_TOO
from knowledge.recognisers.lexicon import FUNCTION_WORDS, is_ordinary, is_plain

_CAMEL = re.compile(r"[a-zß-ÿ][A-Z]")
_CAMEL_NAMES = re.compile(r"(?:Mc|Mac|De|Di|Du|Da|La|Le|Van|Fitz|O['’])[A-Z][a-z]+")
_SHORTEST_HALF = 4
_BLANKED = re.compile(r"[xX*]+")
_SHORTEST = 3


def _bare(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s").strip(".,'’")


def is_given(word: str) -> bool:
    """A given name that is nothing else."""
    return all(part in GIVEN_NAMES for part in _bare(word).split("-"))


def is_given_too(word: str) -> bool:
    return _bare(word) in GIVEN_NAMES_TOO


@lru_cache(maxsize=50_000)
def is_family(word: str) -> bool:
    """A family name that is nothing else, from the list or by its shape."""
    bare = _bare(word)
    if bare in FAMILY_NAMES:
        return not names_a_thing(bare)
    if bare in PLACES or bare in COMPANIES or is_ordinary(bare):
        return False
    return has_family_shape(bare) or is_accented(bare)


def is_family_too(word: str) -> bool:
    return _bare(word) in FAMILY_NAMES_TOO


def is_accented(word: str) -> bool:
    """Whether a word has letters that English has not; mojibake is left out."""
    return any(c > "\x7f" and c.isalpha() for c in word) and not re.search("[âÃÂ€]", word)


@lru_cache(maxsize=50_000)
def is_brand(word: str) -> bool:
    """A company, or a word made of two others as only companies make them."""
    bare = _bare(word)
    if bare in COMPANIES or COMPANY_WORD.fullmatch(bare):
        return True
    if _CAMEL.search(word) and not _CAMEL_NAMES.fullmatch(word):
        return True
    halves = range(_SHORTEST_HALF, len(bare) - _SHORTEST_HALF + 1)
    return (
        not is_name(word)
        and not has_family_shape(bare)
        and any(is_plain(bare[:at]) and is_plain(bare[at:]) for at in halves)
    )


def is_name(word: str) -> bool:
    """In one of the lists, whatever else it may be."""
    bare = _bare(word)
    return (
        bare in GIVEN_NAMES or bare in GIVEN_NAMES_TOO or bare in FAMILY_NAMES
    ) and not names_a_thing(bare)


@lru_cache(maxsize=50_000)
def is_unknown(word: str) -> bool:
    """No English word, no company, no place, not blanked out: somebody, perhaps."""
    bare = _bare(word)
    if len(bare) < _SHORTEST or _BLANKED.fullmatch(bare) or bare in PLACES:
        return False
    return bare not in FUNCTION_WORDS and not is_ordinary(bare) and not is_brand(word)
