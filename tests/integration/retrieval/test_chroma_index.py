"""The index follows the truth, survives being torn, and belongs to one process."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.audience import EMPLOYEES
from domain.verbatim import State
from retrieval.chroma_index import ChromaIndex, open_index
from retrieval.corpus import Filter
from retrieval.dense import DenseSearch
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.review import SqlReview
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

MANY = 2300  # more than two of the index's pages


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/truth.db")
    rows = [make_verbatim(f"comment {n} on bill {n % 7}", state=State.NEW) for n in range(MANY)]
    SqlTruth(engine).add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))
    yield engine
    engine.dispose()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    index = open_index(tmp_path / "index")
    assert index is not None
    yield index
    index.close()


def test_one_approval_of_many_reaches_the_index_whole(
    engine: sa.Engine, index: ChromaIndex
) -> None:
    corpus, review = SqlCorpus(engine), SqlReview(engine)
    index.catch_up(corpus)
    assert index.count() == 0
    assert review.approve_source(None) == MANY
    assert index.catch_up(corpus) == MANY
    assert index.count() == MANY
    assert index.catch_up(corpus) == 0


def test_what_is_withdrawn_leaves_the_index(engine: sa.Engine, index: ChromaIndex) -> None:
    corpus, review = SqlCorpus(engine), SqlReview(engine)
    review.approve_source(None)
    index.catch_up(corpus)
    first = corpus.records(corpus.matching(Filter(audience=EMPLOYEES)).tolist()[:1])[0]
    review.set_state([first.id], State.RETRACTED)
    index.catch_up(corpus)
    vector = WordEmbedder().embed([first.text])[0]
    assert index.count() == MANY - 1
    assert first.key not in {key for key, _ in index.nearest(vector, 50)}


def test_the_index_finds_the_nearest_that_comparing_them_all_finds(
    engine: sa.Engine, index: ChromaIndex
) -> None:
    corpus = SqlCorpus(engine)
    SqlReview(engine).approve_source(None)
    vector = WordEmbedder().embed(["comment 17 on bill 3"])[0]
    wanted = Filter(audience=EMPLOYEES)
    with_index = DenseSearch(corpus, index).nearest(vector, wanted, 5)
    without = DenseSearch(corpus).nearest(vector, wanted, 5)
    # The index is approximate: the best must be there, and nothing may be scored otherwise.
    exact = dict(DenseSearch(corpus).nearest(vector, wanted, MANY))
    assert round(with_index[0][1], 4) == round(without[0][1], 4)
    assert all(abs(exact[key] - score) < 1e-4 for key, score in with_index)
    assert len(with_index) == 5


def test_a_second_opener_gets_none(index: ChromaIndex, tmp_path: Path) -> None:
    probe = (
        "import sys; from pathlib import Path; from retrieval.chroma_index import open_index; "
        "sys.exit(0 if open_index(Path(sys.argv[1])) is None else 1)"
    )
    done = subprocess.run([sys.executable, "-c", probe, str(tmp_path / "index")], check=False)
    assert done.returncode == 0
    assert index.count() == 0


def test_a_torn_index_is_rebuilt_from_the_truth(engine: sa.Engine, tmp_path: Path) -> None:
    corpus = SqlCorpus(engine)
    SqlReview(engine).approve_source(None)
    folder = tmp_path / "torn"
    index = open_index(folder)
    assert index is not None
    index.catch_up(corpus)
    index.close()
    (folder / "open").touch()  # as a killed process leaves it
    for part in folder.joinpath("chroma").rglob("*"):
        if part.is_file():
            part.write_bytes(b"torn")
    again = open_index(folder)
    assert again is not None
    again.catch_up(corpus)
    assert again.count() == MANY
    again.close()
