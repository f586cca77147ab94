"""Large homes to search in: sentences of public comments put together anew, in a real home.

Every sentence is embedded once and kept in the cache folder. A text is three or four sentences, all
but one of the same topic (one of a hundred, by the sentences' vectors). Its vector is the
normalised mean of its sentences' vectors and a little noise: near to what the model would say, and
not the same. What a topic, a lot (one in a hundred, by chance), a source, a day, an audience and a
step is given by the number of the row, so that every run makes the same home.
"""

import hashlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from config.settings import Settings
from domain.verbatim import State, Verbatim
from evals.importing import sentences
from hearback.example import load_example
from hearback.house import House
from retrieval.embedding import MiniLmEmbeddings, Vectors

COMPANY = Path(__file__).parent.parent / "examples" / "kestrel"
TOPICS = LOTS = 100
ASKED = 300  # sentences that are asked for, and stand in no text
_SEED = 20261125
_MOST_SENTENCES = 20_000
_BATCH = 5_000
_NOISE = 0.02  # in each of 384 directions: a cosine of about .93 with the mean alone
_ROUNDS = 8
_AUDIENCES = ("employees",) * 7 + ("public",) * 2 + ("curators",)
Names = tuple[list[str], list[str]]  # of the company's steps and themes


@dataclass(frozen=True)
class Pool:
    """Sentences, their unit vectors and their topics; those that are asked come last."""

    texts: list[str]
    vectors: Vectors
    topics: NDArray[np.int64]

    @property
    def asked(self) -> list[str]:
        return self.texts[-ASKED:]

    @property
    def asked_topics(self) -> list[int]:
        return [int(topic) for topic in self.topics[-ASKED:]]


def read_pool(cache: Path) -> Pool:
    """The sentences, embedded at the first call and read from the cache folder afterwards."""
    cache.mkdir(parents=True, exist_ok=True)
    choose = np.random.default_rng(_SEED)
    known = list(dict.fromkeys(s for s in sentences() if re.search(r"[a-z]{3}.*[a-z]{3}", s)))
    texts = [known[at] for at in choose.permutation(len(known))[:_MOST_SENTENCES]]
    mark = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    path = cache / f"sentences-{mark}.npy"
    if not path.exists():
        np.save(path, MiniLmEmbeddings().embed(texts))
    vectors: Vectors = np.load(path)
    return Pool(texts, vectors, _topics(vectors, choose))


def _topics(vectors: Vectors, choose: np.random.Generator) -> NDArray[np.int64]:
    """Spherical k-means: which of the topics each sentence belongs to."""
    centres = vectors[choose.choice(len(vectors), TOPICS, replace=False)]
    for _ in range(_ROUNDS):
        nearest: NDArray[np.int64] = np.argmax(vectors @ centres.T, axis=1)
        for topic in range(TOPICS):
            if (mine := vectors[nearest == topic]).size:
                centre = mine.mean(axis=0)
                centres[topic] = centre / np.linalg.norm(centre)
    return nearest


def make_home(folder: Path, rows: int, pool: Pool) -> float:
    """The example company with so many comments more, in a home; the seconds that it took."""
    if (folder / "made").exists():
        return 0.0
    began = time.monotonic()
    house = House(Settings(home=folder), create=True)
    load_example(house, COMPANY, lambda _: None)
    steps = [ref for journey in house.truth.journeys() for ref, _ in journey.steps()]
    themes = [name for name, _ in house.tag_names().themes]
    for verbatims, vectors in _batches(rows, pool, (steps, themes)):
        house.truth.add_verbatims(verbatims, vectors)
    house.close()
    (folder / "made").touch()
    return time.monotonic() - began


def _batches(rows: int, pool: Pool, names: Names) -> Iterator[tuple[list[Verbatim], Vectors]]:
    choose = np.random.default_rng(_SEED + 1)
    own = len(pool.texts) - ASKED
    members = [np.flatnonzero(pool.topics[:own] == topic) for topic in range(TOPICS)]
    topics = [topic for topic in range(TOPICS) if len(members[topic]) > 1]
    for start in range(0, rows, _BATCH):
        made: list[Verbatim] = []
        means: list[NDArray[np.float32]] = []
        for number in range(start, min(start + _BATCH, rows)):
            topic = topics[int(choose.integers(len(topics)))]
            said = choose.choice(members[topic], 2 + int(choose.integers(2)))
            said = np.append(said, choose.integers(own))
            text = " ".join(pool.texts[at] for at in dict.fromkeys(said.tolist()))
            made.append(_verbatim(number, text, topic, choose, names))
            means.append(pool.vectors[said].mean(axis=0))
        mean = np.stack(means)
        mean /= np.linalg.norm(mean, axis=1, keepdims=True)
        mean += choose.normal(0, _NOISE, mean.shape).astype(np.float32)
        yield made, mean / np.linalg.norm(mean, axis=1, keepdims=True)


def _verbatim(
    number: int, text: str, topic: int, choose: np.random.Generator, names: Names
) -> Verbatim:
    steps, themes = names
    draw = choose.integers(1 << 30, size=6).tolist()
    digest = hashlib.sha256(f"{number} {text}".encode()).hexdigest()
    return Verbatim(
        id=f"v_{digest[:16]}",
        content_hash=digest,
        text=text,
        source=f"source-{draw[0] % 8}",
        occurred_at=date(2023, 11, 1) + timedelta(days=draw[1] % 1100),
        customer=f"c_{draw[2] % 200_000}",
        segment=f"segment-{draw[3] % 4}",
        step=steps[topic % len(steps)] if draw[4] % 2 else None,
        themes=(themes[topic % len(themes)], f"topic-{topic}"),
        sentiment=float(choose.uniform(-1, 1)),
        audience=_AUDIENCES[draw[5] % len(_AUDIENCES)],
        attributes={"lot": f"lot-{draw[4] % LOTS}", "plan": f"plan-{draw[3] % 5}"},
        state=State.APPROVED,
    )
