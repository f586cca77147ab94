"""Which words are ranked where there are too many matches to rank them all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.audience import EMPLOYEES
from retrieval.corpus import Filter
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.full_text import FullText
from storage.knowledge import SqlTruth
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

COMMON, RARE = 40, 3


@pytest.fixture
def ranked(tmp_path: Path) -> Iterator[Callable[..., list[int]]]:
    """Forty texts with "service", three of them with "pigeon", where ten matches are many."""
    rows = [
        make_verbatim(f"service number {n}{' with a pigeon' * (n < RARE)}") for n in range(COMMON)
    ]
    engine = open_database(f"sqlite:///{tmp_path}/words.db")
    SqlTruth(engine).add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))
    passing = SqlCorpus(engine).passing(Filter(audience=EMPLOYEES))
    full_text = FullText(most_ranked=10, narrow=0)
    with engine.connect() as connection:
        yield lambda *words: [key for key, _ in full_text.best(connection, words, passing, COMMON)]


def test_rare_words_decide_beside_a_common_one(ranked: Callable[..., list[int]]) -> None:
    assert len(ranked("service", "pigeon")) == RARE


def test_a_word_that_no_text_holds_hides_nothing(ranked: Callable[..., list[int]]) -> None:
    assert len(ranked("service", "servcie")) == len(ranked("service")) > 0
    assert ranked("servcie") == []


def test_of_common_words_only_the_newest_matches_are_ranked(
    ranked: Callable[..., list[int]],
) -> None:
    found = ranked("service", "number")
    assert found
    assert min(found) > COMMON / 2
