"""Whether something found is really about what was asked."""

from collections.abc import Collection, Sequence

from retrieval.library import Library
from retrieval.search import Hit

# Chosen on questions about the example company with and without an answer; evals/abstention.py
# has them, and prints what the thresholds do.
_SAME = 0.55
_ALL_SAID = 0.2
_NEAR, _SURE = 0.4, 0.5
_HALF_SAID, _NEARISH = 0.5, 0.35
_MOST_UNKNOWN = 0.34
_RESPONSIBILITY_NEAR = 0.42
# Added to the cosine where a comment was made at the step, and for the words it shares.
_AT_STEP, _SHARED_WORDS = 0.1, 0.15
_FAR_BEHIND, _ABOUT, _FEW = 0.05, 0.25, 3


def keep_certain(library: Library, hits: Sequence[Hit], asked: Sequence[str]) -> list[Hit]:
    """Of what nobody has written down anywhere, only comments that leave no doubt."""
    if library.unknown_share(asked) > _MOST_UNKNOWN:
        return [hit for hit in hits if hit.closeness >= _SAME]
    return [
        hit
        for hit in hits
        if hit.closeness >= (_ALL_SAID if hit.covered == 1 else _SURE if hit.covered else _SAME)
    ]


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


def keep_nearest(hits: Sequence[Hit], steps: Collection[str] = ()) -> list[Hit]:
    """The comments that are about the same as the nearest few, best first.

    What was said at one of the steps counts as a little nearer. What is far behind the third best
    is off the subject, however many of its words it holds.
    """

    def nearness(hit: Hit) -> float:
        at_step = _AT_STEP if hit.record.step in steps else 0.0
        return hit.closeness + _SHARED_WORDS * hit.covered + at_step

    ranked = sorted(hits, key=nearness, reverse=True)
    if not ranked:
        return []
    least = nearness(ranked[:_FEW][-1]) - _FAR_BEHIND
    return [hit for hit in ranked if nearness(hit) >= least and hit.closeness >= _ABOUT]
