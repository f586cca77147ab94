"""Form letters and retweets are grouped, in whatever batches they come, and count once."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.audience import EMPLOYEES
from domain.verbatim import Verbatim
from knowledge.near import read_wording
from retrieval.corpus import Filter, Tally
from retrieval.dense import DenseSearch
from retrieval.search import Searcher
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.table import evidence, near_key
from storage.withdrawal import SqlWithdrawal
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

LETTER = (
    "Please reopen the branch in our high street because the nearest one is now an hour away by "
    "bus and many of us cannot do our banking on a telephone or on a computer. Yours,"
)
PLAIN = "The bill was late again"
WANTED = Filter(audience=EMPLOYEES)


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    return open_database(f"sqlite:///{tmp_path}/near.db")


def letters(count: int, first: int = 0) -> list[Verbatim]:
    return [
        make_verbatim(
            LETTER.format(f"[person {chr(65 + n % 26)}]") + f" number {n}", sentiment=-0.8
        )
        for n in range(first, first + count)
    ]


def add(engine: sa.Engine, rows: list[Verbatim], size: int = 100) -> None:
    for at in range(0, len(rows), size):
        part = rows[at : at + size]
        SqlTruth(engine).add_verbatims(part, WordEmbedder().embed([row.text for row in part]))


def groups(engine: sa.Engine) -> dict[str, str | None]:
    with engine.connect() as connection:
        return dict(connection.execute(sa.select(evidence.c.id, evidence.c.near)).all())


@pytest.mark.parametrize("size", [1, 3, 100])
def test_groups_do_not_depend_on_batches(engine: sa.Engine, size: int) -> None:
    rows = letters(7)
    add(engine, [make_verbatim(PLAIN), *rows, make_verbatim(PLAIN + " and again")], size)
    found = groups(engine)
    name = "n_" + rows[0].id.removeprefix("v_")
    assert {found[row.id] for row in rows} == {name}
    assert list(found.values()).count(None) == 2


def test_a_letter_counts_once_with_and_without_keys(engine: sa.Engine) -> None:
    corpus = SqlCorpus(engine)
    add(engine, [*letters(40), make_verbatim(PLAIN, sentiment=0.5)])
    everything = corpus.matching(WANTED).tolist()
    assert len(everything) == 41
    whole = corpus.tally(None, WANTED)
    assert (whole.n, whole.negative, whole.positive) == (2, 1, 1)
    assert corpus.tally(everything, WANTED) == whole
    assert corpus.tally(everything[5:9], WANTED).n == 1
    assert corpus.tally([], WANTED) == Tally()


def test_search_shows_a_letter_once_and_still_fills_the_list(engine: sa.Engine) -> None:
    add(engine, letters(300))
    add(engine, [make_verbatim(f"The branch in town {n} was closed at noon") for n in range(12)])
    corpus = SqlCorpus(engine)
    searcher = Searcher(corpus, DenseSearch(corpus), WordEmbedder())
    hits = searcher.search("please reopen the branch in our high street", WANTED, 10)
    assert len(hits) == 10
    assert len({hit.record.opinion for hit in hits}) == 10


def test_forgetting_one_leaves_the_others_grouped_and_no_trace(engine: sa.Engine) -> None:
    first, *others = letters(9)
    add(engine, [make_verbatim(first.text, customer="c_gone"), *others])
    erased, _ = SqlWithdrawal(engine).forget({"c_gone"})
    assert len(erased.ids) == 1
    found = groups(engine)
    assert len(found) == 8
    assert len(set(found.values())) == 1
    assert None not in found.values()
    with engine.connect() as connection:
        held = set(connection.execute(sa.select(near_key.c.seq)).scalars())
        left = set(connection.execute(sa.select(evidence.c.seq)).scalars())
    assert held <= left
    (late,) = letters(1, first=50)
    add(engine, [late])
    assert groups(engine)[late.id] == found[others[0].id]


def test_a_letter_that_denies_is_another_opinion() -> None:
    text = LETTER.replace("many of us cannot do", "all of us can do")
    denied = text.replace("all of us can do", "all of us can not do")
    longer = text + " I do not know why nobody ever asks us about any of it before it is done"
    assert read_wording(text).near(read_wording(text.replace("bus", "buss")))
    assert not read_wording(text).near(read_wording(denied))
    assert read_wording(text).near(read_wording(longer))
