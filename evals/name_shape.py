"""Learn how names are spelled, and how well that tells them from misspelled words.

Run: ``python -m evals.name_shape`` trains on four fifths and prints what the last fifth says;
with ``--write`` it trains on all of it and writes what ``knowledge.recognisers.name_shape`` reads.
Names are Faker's, of some eighty countries; words are spaCy's, inflected, misspelled, run together.
"""

import random
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

from knowledge.recognisers.company import COMPANIES
from knowledge.recognisers.lexicon import FUNCTION_WORDS, english_words
from knowledge.recognisers.name_list import family_names, given_names
from knowledge.recognisers.name_shape import BUCKETS, STEP, WEIGHTS, buckets

_SEED = 20261125
_SHORTEST = 4
_ENDINGS = ("s", "ed", "ing", "er", "ly", "", "", "")
_SLIPS = "aeiourstnlm"
_HELD_OUT = 5
_PASSES = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99)
# Companies are few, and what is likely to be taken for a name.
_COMPANY_TIMES = 10


def main() -> None:
    """Print the share of names above the score that so many other words stay below."""
    rng = random.Random(_SEED)  # noqa: S311 - the same every time
    names, words = _names(), _words(rng)
    rng.shuffle(names)
    rng.shuffle(words)
    kept_names, kept_words = len(names) // _HELD_OUT, len(words) // _HELD_OUT
    weights = _train(names[kept_names:], words[kept_words:])
    by_name = _scores(names[:kept_names], weights)
    by_word = _scores(words[:kept_words], weights)
    print(f"{len(names)} names, {len(words)} other words")
    print("\n| other words below | score | names above |\n|---|---|---|")
    for share in _PASSES:
        score = float(np.quantile(by_word, share))
        print(f"| {share:.0%} | {score:.2f} | {np.mean(by_name > score):.1%} |")
    if "--write" in sys.argv:
        WEIGHTS.write_bytes(_train(names, words).tobytes())


def _names() -> list[str]:
    """Names that are no English word."""
    english = english_words()
    both = set(given_names()) | set(family_names())
    return sorted(n for n in both if n.isalpha() and len(n) >= _SHORTEST and n not in english)


def _words(rng: random.Random) -> list[str]:
    plain = sorted(w for w in english_words() if w.isalpha() and len(w) >= _SHORTEST)
    small = sorted(w for w in FUNCTION_WORDS if w.isalpha())
    inflected = [word + rng.choice(_ENDINGS) for word in plain]
    wrong = [_misspelled(word + rng.choice(_ENDINGS), rng) for word in plain]
    joined = [rng.choice(small) + rng.choice(small) for _ in range(len(plain) // 10)]
    cut = [word.partition("'")[0] for word in FUNCTION_WORDS if "n't" in word] * _COMPANY_TIMES
    companies = sorted(c for c in COMPANIES if len(c) >= _SHORTEST) * _COMPANY_TIMES
    return [*inflected, *wrong, *joined, *cut, *companies]


def _misspelled(word: str, rng: random.Random) -> str:
    """One letter lost, doubled, changed, or two of them turned round."""
    at = rng.randrange(len(word) - 1)
    before, here, after = word[:at], word[at], word[at + 1 :]
    slips = (after, after[:1] + here + after[1:], here + here + after, rng.choice(_SLIPS) + after)
    return before + rng.choice(slips)


def _train(names: Sequence[str], words: Sequence[str]) -> NDArray[np.int8]:
    """A linear model over parts of words, in steps of ``STEP``; the first weight is the bias."""
    model = SGDClassifier(alpha=3e-6, loss="log_loss", max_iter=10, tol=None, random_state=_SEED)
    marks = [1] * len(names) + [0] * len(words)
    model.fit(_matrix([*names, *words]), marks)
    weights = np.concatenate([model.intercept_, model.coef_[0]]) / STEP
    return np.clip(np.rint(weights), -127, 127).astype(np.int8)


def _scores(words: Sequence[str], weights: NDArray[np.int8]) -> NDArray[np.float64]:
    scores = _matrix(words) @ (weights[1:] * STEP) + weights[0] * STEP
    return np.asarray(scores, dtype=np.float64)


def _matrix(words: Sequence[str]) -> csr_matrix:
    rows, columns, values = [], [], []
    for number, word in enumerate(words):
        found = buckets(word)
        rows += [number] * len(found)
        columns += found
        values += [len(found) ** -0.5] * len(found)
    return csr_matrix((values, (rows, columns)), shape=(len(words), BUCKETS))


if __name__ == "__main__":
    main()
