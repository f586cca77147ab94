"""Whether something found is really about what was asked."""

from collections.abc import Sequence

from retrieval.library import Library
from retrieval.search import Hit

# Chosen on questions about the example company with and without an answer; evals/abstention.py
# has them, and prints what the thresholds do.
_SAME = 0.55
_ALL_SAID = 0.2
_NEAR = 0.4
_HALF_SAID, _NEARISH = 0.5, 0.35
_MOST_UNKNOWN = 0.34
_RESPONSIBILITY_NEAR = 0.42


def keep_relevant(library: Library, hits: Sequence[Hit], asked: Sequence[str]) -> list[Hit]:
    """The comments that are about the words asked for.

    A word that no comment, step or responsibility ever used is a sign that nobody spoke of this:
    the more of them there are, the nearer a comment must be.
    """
    strange = library.unknown_share(asked)
    return [hit for hit in hits if _is_relevant(hit, strange)]


def _is_relevant(hit: Hit, strange: float) -> bool:
    if hit.closeness >= _SAME or (hit.covered == 1 and hit.closeness >= _ALL_SAID):
        return True
    if strange == 0 and hit.closeness >= _NEAR:
        return True
    half = hit.covered >= _HALF_SAID and hit.closeness >= _NEARISH
    return half and strange <= _MOST_UNKNOWN


def fits_plan(hit: Hit) -> bool:
    """Whether a responsibility is the one that a plan would change."""
    return hit.closeness >= _RESPONSIBILITY_NEAR
