"""Which words are ranked where there are too many matches to rank them all."""

from pathlib import Path

import pytest

from domain.audience import EMPLOYEES
from retrieval.corpus import Filter
from storage import full_text
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

WANTED = Filter(audience=EMPLOYEES)
COMMON, RARE = 40, 3


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SqlCorpus:
    """Forty texts with "service", three of them with "pigeon", where ten matches are many."""
    monkeypatch.setattr(full_text, "_MOST_RANKED", 10)
    monkeypatch.setattr(full_text, "_NARROW", 0)
    rows = [
        make_verbatim(f"service number {n}{' with a pigeon' * (n < RARE)}") for n in range(COMMON)
    ]
    engine = open_database(f"sqlite:///{tmp_path}/words.db")
    SqlTruth(engine).add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))
    return SqlCorpus(engine)


def test_rare_words_decide_beside_a_common_one(corpus: SqlCorpus) -> None:
    assert len(corpus.lexical(["service", "pigeon"], WANTED, 10)) == RARE


def test_a_word_that_no_text_holds_hides_nothing(corpus: SqlCorpus) -> None:
    found = corpus.lexical(["service", "servcie"], WANTED, 10)
    assert len(found) == 10
    assert corpus.lexical(["servcie"], WANTED, 10) == []


def test_of_common_words_only_the_newest_matches_are_ranked(corpus: SqlCorpus) -> None:
    found = {key for key, _ in corpus.lexical(["service", "number"], WANTED, 40)}
    assert found
    assert min(found) > COMMON / 2
