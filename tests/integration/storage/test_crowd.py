"""No record that leaves the store singles anybody out, however it was found."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.anonymity import shown_names
from domain.audience import EMPLOYEES
from domain.verbatim import State, Verbatim
from retrieval.corpus import Filter, Record
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.review import SqlReview
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

SMALLEST = 5
# Customer, source, segment, and two free attributes; None is not known.
ROWS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 15)),
        st.sampled_from(["survey", "tickets"]),
        st.sampled_from([None, "small", "large"]),
        st.sampled_from([None, "north", "south", "isle"]),
        st.sampled_from([None, "gold"]),
    ),
    min_size=1,
    max_size=60,
)


def verbatim(number: int, row: tuple[int | None, str, str | None, str | None, str | None]):
    customer, source, segment, region, tariff = row
    told = {"region": region, "tariff": tariff}
    return make_verbatim(
        f"comment {number} on the late bill",
        source=source,
        customer=f"c_{customer}" if customer is not None else None,
        segment=segment,
        attributes={name: value for name, value in told.items() if value},
    )


def traits(row: Verbatim) -> dict[str, str]:
    return {**row.attributes, **({"segment": row.segment} if row.segment else {})}


def seen(record: Record) -> dict[str, str]:
    return {**record.attributes, **({"segment": record.segment} if record.segment else {})}


def sharing(rows: list[Verbatim], source: str, values: dict[str, str]) -> int:
    return len(
        {
            row.customer or row.id
            for row in rows
            if row.source == source and values.items() <= traits(row).items()
        }
    )


def keep(engine: sa.Engine, rows: list[Verbatim]) -> None:
    SqlTruth(engine).add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))


def everything(corpus: SqlCorpus, **where: str) -> dict[str, Record]:
    keys = corpus.matching(Filter(audience=EMPLOYEES, where=where)).tolist()
    return {record.id: record for record in corpus.records(keys)}


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_every_record_shows_just_what_the_rule_allows(drawn: list) -> None:
    with TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/crowd.db")
        rows = [verbatim(number, row) for number, row in enumerate(drawn)]
        keep(engine, rows)
        records = everything(SqlCorpus(engine, SMALLEST))
        for row in rows:
            mine = traits(row)
            allowed = shown_names(
                mine.keys(),
                lambda names, row=row, mine=mine: sharing(
                    rows, row.source, {name: mine[name] for name in names}
                ),
                SMALLEST,
            )
            shown = seen(records[row.id])
            assert shown == {name: mine[name] for name in allowed}
            assert not shown or sharing(rows, row.source, shown) >= SMALLEST
        engine.dispose()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/crowd.db")
    yield engine
    engine.dispose()


def test_a_filter_is_exact_and_what_it_finds_is_shown_bare(engine: sa.Engine) -> None:
    people = [(n, "survey", "large", "north", None) for n in range(6)]
    people += [(20, "survey", "large", "isle", None)]
    keep(engine, [verbatim(number, row) for number, row in enumerate(people)])
    corpus = SqlCorpus(engine, SMALLEST)
    assert len(everything(corpus, segment="large")) == 7
    assert [seen(each) for each in everything(corpus, region="isle").values()] == [
        {"segment": "large"}
    ]
    found = everything(SqlCorpus(engine, 1), region="isle")
    assert [seen(each) for each in found.values()] == [{"segment": "large", "region": "isle"}]


def test_a_small_group_shows_itself_once_it_has_grown(engine: sa.Engine) -> None:
    rows = [verbatim(n, (n, "survey", "small", None, None)) for n in range(4)]
    keep(engine, rows)
    corpus = SqlCorpus(engine, SMALLEST)
    assert {record.segment for record in everything(corpus).values()} == {None}
    late = verbatim(4, (4, "survey", "small", None, None))
    keep(engine, [late])
    assert {record.segment for record in everything(corpus).values()} == {"small"}
    SqlReview(engine).set_state([late.id], State.RETRACTED)
    assert {record.segment for record in everything(corpus).values()} == {None}


def test_one_form_letter_sent_often_is_one_customer(engine: sa.Engine) -> None:
    letters = [make_verbatim(f"the same letter {n}", segment="small", near="g_1") for n in range(9)]
    keep(engine, letters)
    assert {r.segment for r in everything(SqlCorpus(engine, SMALLEST)).values()} == {None}
