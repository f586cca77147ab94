"""Words with a capital, and the little words that stand between those of one name."""

import re

_PARTICLES_TEXT = """
    de da do dos del della di la le van von der den ten ter bin ibn al el af av zu y e o' te
"""
PARTICLES = frozenset(_PARTICLES_TEXT.split())
PLACE_BEGINS = frozenset(["san", "santa", "los", "las", "puerto", "fort", "port", "tel", "mount"])
CAPITAL = r"[^\W\d_a-z][^\W\d_]{0,24}(?:['’-][^\W\d_]{2,24}){0,2}"
PARTICLE = r"(?:de|da|do|dos|del|della|di|la|le|van|von|der|den|ten|ter|bin|ibn|al|el|af|av|zu|y)"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]{2,})*")


def shouted(word: str) -> bool:
    """Whether a word stands all in capitals: "CALLS", "PQMs"."""
    return len(word) > 2 and word.removesuffix("s").isupper()
