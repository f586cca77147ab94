"""The words of a text that carry its meaning."""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_EMPTY_WORDS = frozenset(
    """
    a about after again all also am an and any are as at be because been before being
    between both but by can could did do does doing done down during each else ever few
    for from further get gets give go had happen happens has have having he her here hers
    him his how i if in into is it its just let like make me might more most much my no
    nor not now of off on once one only or other our out over own per please same say
    saying says see she should show so some such tell than that the their them then there
    these they thing think this those through to too told under up us very was we were
    what whats when where which while who whom whose why will with would you your yours
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
# Words of the question itself, as people here put it: they are about asking, not about customers.
_ASKING_WORDS = frozenset(
    """
    affect affected affects best change changed changes client clients colleague
    colleagues comment comments company complain complained complains complaint complaints
    customer customers experience feedback feel feeling feels hear heard impact matter
    matters mean means opinion passenger passengers patient patients people role team
    theme themes want wants work works worse
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


def words(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return [match.group().lower() for match in _WORD.finditer(text)]


def content_words(text: str) -> list[str]:
    """The words that say what a text is about, each once; all of them if none is left."""
    found = list(dict.fromkeys(words(text)))
    telling = [word for word in found if word not in _EMPTY_WORDS]
    return telling or found


def topic_words(question: str) -> list[str]:
    """What a question is about, without the words of asking."""
    return [word for word in content_words(question) if word not in _ASKING_WORDS | _EMPTY_WORDS]


def coverage(wanted: Iterable[str], text: str) -> float:
    """The share of the wanted words, 0..1, that a text holds in any inflection."""
    roots = {root(word) for word in words(text)}
    asked = {root(word) for word in wanted}
    return len(asked & roots) / len(asked) if asked else 0.0


_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "e", "y")


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """A word without its commonest English endings, at least four letters of it."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
