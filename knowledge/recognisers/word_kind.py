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
from knowledge.recognisers.name_list import family_names, given_names
from knowledge.recognisers.name_shape import name_score

# Words for people in their posts.
_STAFF_TEXT = """
    staff someone people customer service services care handler handlers manager nurse nurses
    support desk team department centre center line doctor doctors reception receptionist lady
    guy man woman office supervisor rep reps agent agents advisor adviser operator call calls
    member members colleague person persons bank branch help human surgery pharmacist consultant
    girl boy head office technician engineer driver company provider
"""
STAFF = frozenset(_STAFF_TEXT.split())

_CAMEL = re.compile(r"[a-zß-ÿ][A-Z]")
_CAMEL_NAMES = re.compile(r"(?:Mc|Mac|De|Di|Du|Da|La|Le|Van|Fitz|O['’])[A-Z][a-z]+")
_SHORTEST_HALF = 4
_BLANKED = re.compile(r"[xX*]+")
# "Noooo", "hahaha"
_STRETCHED = re.compile(r"(..?)\1\1")
# "lvnv", "cfbp"
_UNSPOKEN = re.compile(r"^[bcdfghjklmnpqrstvwxz]+$")
_SHORTEST = 3
_COMMON = 2
_SHORTEST_SPELLED = 4
# How many words that are no names are above it, misspelled ones among them: one in 150, in fifty,
# in ten; of names that stand in no list half, three in four, nineteen of twenty are
# (evals/name_shape.py).
_VERY_SURE, _SURE, _LIKELY = 2.0, 0.9, -1.0


def _bare(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s").strip(".,'’")


@lru_cache(maxsize=100_000)
def is_given(word: str) -> bool:
    """A given name that is nothing else."""
    return all(map(_is_only_given, _bare(word).split("-")))


def _is_only_given(bare: str) -> bool:
    if bare in GIVEN_NAMES:
        return True
    return bare in given_names() and bare not in GIVEN_NAMES_TOO and _is_nothing_else(bare)


def _is_nothing_else(bare: str) -> bool:
    known = bare in PLACES or bare in COMPANIES or bare in FUNCTION_WORDS or names_a_thing(bare)
    return not known and not is_ordinary(bare)


def is_common_given(word: str) -> bool:
    """A given name that is nothing else even without a capital."""
    bare = _bare(word)
    return bare in GIVEN_NAMES or (is_given(word) and given_names()[bare] >= _COMMON)


@lru_cache(maxsize=100_000)
def is_given_too(word: str) -> bool:
    """A given name that is a word, a place or a company too."""
    bare = _bare(word)
    if bare in GIVEN_NAMES_TOO:
        return True
    return given_names().get(bare, 0) >= _COMMON and not is_given(bare) and not _is_taboo(bare)


def _is_taboo(bare: str) -> bool:
    return bare in FUNCTION_WORDS or bare in PLACES or bare in COMPANIES


@lru_cache(maxsize=100_000)
def is_family(word: str) -> bool:
    """A family name that is nothing else, from the list or by its shape."""
    bare = _bare(word)
    if bare in FAMILY_NAMES:
        return not names_a_thing(bare)
    if bare in PLACES or bare in COMPANIES or is_ordinary(bare):
        return False
    return has_family_shape(bare) or is_accented(bare) or bare in family_names()


@lru_cache(maxsize=100_000)
def is_family_too(word: str) -> bool:
    """A family name that is a word too."""
    bare = _bare(word)
    if bare in FAMILY_NAMES_TOO:
        return True
    return bare in family_names() and not is_family(bare) and not _is_taboo(bare)


def is_accented(word: str) -> bool:
    """Whether a word has letters that English has not; mojibake is left out."""
    return any(c > "\x7f" and c.isalpha() for c in word) and not re.search("[âÃÂ€]", word)


@lru_cache(maxsize=50_000)
def is_brand(word: str) -> bool:
    """A company, or a word made of two others as only companies make them."""
    bare = _bare(word)
    if bare.replace("'", "").replace("’", "") in COMPANIES or COMPANY_WORD.fullmatch(bare):
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
    return is_given(word) or is_given_too(word) or is_listed_family(word)


def is_listed_family(word: str) -> bool:
    """A family name out of a list, nothing else, whatever its shape is."""
    bare = _bare(word)
    if names_a_thing(bare):
        return False
    return bare in FAMILY_NAMES or (bare in family_names() and is_family(bare))


@lru_cache(maxsize=50_000)
def is_unknown(word: str) -> bool:
    """No English word, no company, no place, not blanked out: somebody, perhaps."""
    bare = _bare(word)
    if len(bare) < _SHORTEST or _BLANKED.fullmatch(bare) or bare in PLACES:
        return False
    return bare not in FUNCTION_WORDS and not is_ordinary(bare) and not is_brand(word)


def is_spelled_like_a_name(word: str) -> bool:
    """A word that nobody knows, spelled as names are and slips of the pen seldom."""
    return _is_spelled(word, _SURE)


def is_surely_spelled_like_a_name(word: str) -> bool:
    """The same for where not even a capital speaks for a person."""
    return _is_spelled(word, _VERY_SURE)


def may_be_spelled_like_a_name(word: str) -> bool:
    """The same more loosely, for where something else speaks for a person too."""
    return _is_spelled(word, _LIKELY)


def _is_spelled(word: str, least: float) -> bool:
    bare = _bare(word)
    if len(bare) < _SHORTEST_SPELLED or _UNSPOKEN.search(bare) or not is_unknown(word):
        return False
    return is_accented(word) or name_score(bare) > least
