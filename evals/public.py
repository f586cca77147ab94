"""Public data with labels, read and split the same way for everything that is compared."""

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.tagging.correction import Correction
from knowledge.wording import repair_text
from retrieval.embedding import Embedder

DATA = Path(os.environ.get("HEARBACK_DATA", "../shared/data"))
SEED = 20261124
_TEST_SHARE = 0.3
_NHS = {"1": 1.0, "2": 1.0, "3": 0.0, "4": -1.0, "5": -1.0}  # 1 is very positive
FEELING = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


@dataclass(frozen=True)
class Labelled:
    """A comment with what people said of it."""

    text: str
    themes: tuple[str, ...] = ()
    sentiment: float | None = None


@dataclass(frozen=True)
class Part:
    """Comments with their vectors."""

    rows: Sequence[Labelled]
    vectors: NDArray[np.float32]

    @property
    def texts(self) -> list[str]:
        return [row.text for row in self.rows]

    def taken(self, numbers: Sequence[int] | NDArray[np.intp]) -> "Part":
        return Part([self.rows[at] for at in numbers], self.vectors[list(numbers)])

    def corrections(self) -> list[Correction]:
        """As if a person had tagged every one of them."""
        return [
            Correction(row.text, vector, row.themes, None, row.sentiment)
            for row, vector in zip(self.rows, self.vectors, strict=True)
        ]

    def marks(self, themes: Sequence[str]) -> NDArray[np.int8]:
        return np.array([[theme in row.themes for theme in themes] for row in self.rows], np.int8)


def read_nhs() -> list[Labelled]:

    return [
        Labelled(
            repair_text(row["text"]),
            tuple(theme.strip() for theme in row["themes"].split(";") if theme.strip()),
            _NHS[row["sentiment"][0]] if row["sentiment"] else None,
        )
        for row in read_table("nhs_patient_feedback/dev.csv")
    ]


def read_tweets() -> list[Labelled]:
    rows = read_table("airline_tweets/dev.csv")
    return [Labelled(repair_text(r["text"]), (), FEELING[r["airline_sentiment"]]) for r in rows]


def read_banking() -> list[Labelled]:
    return [
        Labelled(repair_text(row["text"]), (row["category"],))
        for row in read_table("banking77/train.csv")
    ]


def split(rows: Sequence[Labelled], embedder: Embedder) -> tuple[Part, Part]:
    """Training and test part, 70 to 30, at random; the same words are kept once."""
    first: dict[str, Labelled] = {}
    for row in rows:
        first.setdefault(" ".join(row.text.casefold().split()), row)
    once = list(first.values())
    order = np.random.default_rng(SEED).permutation(len(once))
    whole = Part(once, embedder.embed([row.text for row in once]))
    border = int(len(once) * (1 - _TEST_SHARE))
    return whole.taken(order[:border]), whole.taken(order[border:])


def few_of_each(part: Part, themes: Sequence[str], count: int) -> Part:
    """So many comments of each theme, drawn at random; one with two themes counts for both."""
    marks = part.marks(themes)
    chosen: set[int] = set()
    for column in range(len(themes)):
        have = sum(int(marks[at, column]) for at in chosen)
        own = [int(at) for at in np.flatnonzero(marks[:, column]) if int(at) not in chosen]
        chosen |= set(own[: max(0, count - have)])
    return part.taken(sorted(chosen))


def read_table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
