"""What search shows first: what people tagged with the theme asked for, and nothing twice."""

from pathlib import Path

import pytest

from domain.audience import EMPLOYEES
from domain.verbatim import Verbatim
from retrieval.corpus import Filter
from retrieval.dense import DenseSearch
from retrieval.search import Hit, Searcher
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

WANTED = Filter(audience=EMPLOYEES)
THEME = "Timeliness of care"


class Searched:
    def __init__(self, folder: Path, rows: list[Verbatim]) -> None:
        engine = open_database(f"sqlite:///{folder}/order.db")
        vectors = WordEmbedder().embed([row.text for row in rows])
        SqlTruth(engine).add_verbatims(rows, vectors)
        corpus = SqlCorpus(engine)
        self.searcher = Searcher(corpus, DenseSearch(corpus, None), WordEmbedder())

    def hits(self, query: str, wanted: Filter = WANTED, limit: int = 5) -> list[Hit]:
        return self.searcher.search(query, wanted, limit)


@pytest.mark.parametrize(("by", "first"), [("file", 3), ("person", 3), ("machine", 0)])
def test_a_theme_that_people_gave_is_found_by_its_name(tmp_path: Path, by: str, first: int) -> None:
    care = [make_verbatim(f"The care on ward {n} was lovely timeliness") for n in range(6)]
    late = [
        make_verbatim(f"Sat there for {n} hours", themes=(THEME,), tagged_by=by) for n in range(3)
    ]
    searched = Searched(tmp_path, [*care, *late])
    hits = searched.hits("care timeliness", limit=6)
    assert [THEME in hit.record.themes for hit in hits[:3]] == [bool(first)] * 3
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= min(scores) <= max(scores) <= 1


def test_a_filter_holds_for_what_is_tagged_too(tmp_path: Path) -> None:
    rows = [
        make_verbatim(
            f"Sat there for {n} hours",
            themes=(THEME,),
            tagged_by="file",
            channel="odd" if n % 2 else "even",
        )
        for n in range(8)
    ]
    searched = Searched(tmp_path, rows)
    hits = searched.hits(THEME, Filter(audience=EMPLOYEES, where={"channel": "odd"}))
    assert {hit.record.text for hit in hits} == {row.text for row in rows[1::2]}


def test_of_two_that_say_the_same_the_second_gives_way_while_others_are_there(
    tmp_path: Path,
) -> None:
    same = [make_verbatim("late bill" + " late bill" * n) for n in range(4)]
    other = [make_verbatim(f"late bill {word}") for word in ("again", "twice", "today")]
    searched = Searched(tmp_path, [*same, *other])
    shown = [hit.record.text for hit in searched.hits("late bill", limit=4)]
    assert len(shown) == 4
    assert sum(set(text.split()) == {"late", "bill"} for text in shown) == 1
    assert len(searched.hits("late bill", limit=7)) == 7
