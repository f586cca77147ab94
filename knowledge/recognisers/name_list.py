"""Given and family names of some eighty countries, out of Faker's lists."""

import importlib
import pkgutil
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

_SHORTEST = 3
# What NFKD does not take apart.
_PLAIN = str.maketrans("øłđıðþæœ", "oldidtao")
# In Faker's longest list, and far more often something else.
_NO_NAMES_TEXT = """
    among til arent wasnt isnt dont noone erm heck nyc eco org repo hosp tri rica versa andor tikka
    carpaccio unt thi ots bal indy alfa hilton line said nah mbps roo
    unknown author governor male female jail del cal
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())


@cache
def given_names() -> Mapping[str, int]:
    """Given names, folded, with and without accents, and in how many countries each is used."""
    return _count("first")


@cache
def family_names() -> Mapping[str, int]:
    """Family names in the same form."""
    return _count("last")


def _count(kind: str) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for provider in _providers():
        names = {
            form
            for attribute, values in vars(provider).items()
            if kind in attribute and "name" in attribute and isinstance(values, (tuple, list, dict))
            for value in values
            for form in _forms(str(value))
        }
        counts.update(names)
    return counts


def _providers() -> Iterator[type]:
    from faker.providers import person  # noqa: PLC0415 - half a second, for redaction only

    for module in pkgutil.iter_modules(person.__path__):
        yield importlib.import_module(f"{person.__name__}.{module.name}").Provider


def _forms(name: str) -> Iterator[str]:
    """A name and the same without accents; of "van der Dussen" only the last word."""
    word = name.strip().casefold().rpartition(" ")[2]
    if len(word) < _SHORTEST or word in _NO_NAMES:
        return
    yield word
    bare = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    yield "".join(c for c in bare if not unicodedata.combining(c))
