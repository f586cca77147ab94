"""Whether a word that nobody knows is spelled like a name: a small model over parts of words.

``name_shape.bin`` is made by ``python -m evals.name_shape --write`` out of Faker's lists of names
and spaCy's words: a bias and a weight for each bucket, one byte each.
"""

from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

WEIGHTS = Path(__file__).with_name("name_shape.bin")
BUCKETS = 2**15
# What one step of a stored weight is worth.
STEP = 0.15
_SIZES = (2, 3, 4)
_NO_NAME = -9.0


def buckets(word: str) -> list[int]:
    """Numbers of the parts of a word, two to four letters long, its ends marked."""
    marked = f"^{word.casefold()}$"
    parts = {marked[at : at + size] for size in _SIZES for at in range(len(marked) - size + 1)}
    return sorted({crc32(part.encode()) % BUCKETS for part in parts})


@cache
def _weights() -> memoryview:
    return memoryview(WEIGHTS.read_bytes()).cast("b")


@lru_cache(maxsize=50_000)
def name_score(word: str) -> float:
    """Above 0 for what is rather a name than a misspelled word, from about -9 to 9."""
    found = buckets(word.strip(".,'’"))
    if not found:
        return _NO_NAME
    weights = _weights()
    total = sum(int(weights[bucket + 1]) for bucket in found)
    return float(STEP * (int(weights[0]) + total / len(found) ** 0.5))
