"""Whether something found is really about what was asked."""

import math
from collections.abc import Collection, Sequence

from retrieval.library import Library
from retrieval.search import Hit
from retrieval.words import root, words

# Chosen on questions about the example company with and without an answer; evals/abstention.py
# has them, and prints what the thresholds do.
_SAME = 0.55
_ALL_SAID = 0.15
_NEAR, _SURE = 0.4, 0.5
_TOGETHER, _SEVERAL = 0.37, 2
_HALF_SAID, _NEARISH = 0.5, 0.35
_MOST_UNKNOWN = 0.34
# Added to the cosine where a comment was made at the step, and for the words it shares.
_AT_STEP, _SHARED_WORDS = 0.2, 0.3
_FAR_BEHIND, _ABOUT, _FEW = 0.05, 0.22, 3


def keep_certain(library: Library, hits: Sequence[Hit], asked: Sequence[str]) -> list[Hit]:
    """Of what nobody has written down anywhere, only comments that leave no doubt.

    One that happens to hold one of the words is chance; two that are near as well are a subject.
    """
    strange = library.unknown_share(asked)
    if strange > _MOST_UNKNOWN:
        return [hit for hit in hits if hit.closeness >= _SAME]
    near = [hit for hit in hits if hit.covered and hit.closeness >= _TOGETHER]
    least = _TOGETHER if strange == 0 and len(near) >= _SEVERAL else _SURE
    return [
        hit
        for hit in hits
        if hit.closeness >= (_ALL_SAID if hit.covered == 1 else least if hit.covered else _SAME)
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


def keep_nearest(
    hits: Sequence[Hit], asked: Sequence[str] = (), steps: Collection[str] = ()
) -> list[Hit]:
    """The comments that are about the same as the nearest few, best first.

    Nearness is the cosine, the words asked for that a comment holds (a rare one tells more), and
    whether it was made at one of the steps. What is far behind the third best is off the subject.
    """
    weights = _weights(hits, asked)

    def nearness(hit: Hit) -> float:
        held = {root(word) for word in words(hit.record.text)} & weights.keys()
        shared = sum(weights[word] for word in held)
        at_step = _AT_STEP if hit.record.step in steps else 0.0
        return hit.closeness + _SHARED_WORDS * shared + at_step

    ranked = sorted(((nearness(hit), hit) for hit in hits), key=lambda pair: -pair[0])
    if not ranked:
        return []
    least = ranked[:_FEW][-1][0] - _FAR_BEHIND
    return [
        hit
        for near, hit in ranked
        if near >= least and (hit.closeness >= _ABOUT or hit.covered == 1)
    ]


def _weights(hits: Sequence[Hit], asked: Sequence[str]) -> dict[str, float]:
    """What each word asked for tells, all of them together 1."""
    held = [{root(word) for word in words(hit.record.text)} for hit in hits]
    often = {word: sum(word in each for each in held) for word in map(root, asked)}
    telling = {word: math.log((len(hits) + 1) / (count + 0.5)) for word, count in often.items()}
    whole = sum(telling.values()) or 1.0
    return {word: weight / whole for word, weight in telling.items()}
