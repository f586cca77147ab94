"""The state of connectors and what they replace, in a real database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from domain.verbatim import State, Verbatim
from knowledge.connectors.store import ConnectorState, Held
from storage.connector import SqlConnectors
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.review import SqlReview

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'hearback.db'}")
    yield engine
    engine.dispose()


def row(number: int, text: str, source: str = "shop", **more) -> Verbatim:
    digest = f"{number}{text}"
    return Verbatim(
        id=f"v_{digest}",
        content_hash=digest,
        text=text,
        source=source,
        source_id=str(number),
        **more,
    )


def add(engine: sa.Engine, *rows: Verbatim) -> None:
    SqlTruth(engine).add_verbatims(rows, np.zeros((len(rows), 384), dtype=np.float32))


def test_a_state_takes_the_place_of_the_one_before(engine: sa.Engine) -> None:
    store = SqlConnectors(engine)
    assert store.state("shop") is None
    store.save(ConnectorState("shop", {"page": "2"}, NOON, "was down", 3))
    after = ConnectorState("shop", {"mark": "2026-11-24", "files": {"a": 1}}, NOON, None, 5)
    store.save(after)
    assert store.state("shop") == after
    assert store.states() == [after]


def test_what_is_held_of_a_source(engine: sa.Engine) -> None:
    add(
        engine,
        row(1, "loud", score=2.0),
        row(2, "late"),
        row(3, "kind", tagged_by="person"),
        row(1, "other", source="elsewhere"),
    )
    SqlReview(engine).set_state(["v_2late"], State.REJECTED)
    many = [str(number) for number in range(1200)]
    assert SqlConnectors(engine).held("shop", many) == {
        "1": [Held("v_1loud", "1loud", 2.0, decided=False)],
        "2": [Held("v_2late", "2late", None, decided=True)],
        "3": [Held("v_3kind", "3kind", None, decided=True)],
    }


def test_letting_go_tells_the_index_and_spares_what_was_decided(engine: sa.Engine) -> None:
    store, corpus = SqlConnectors(engine), SqlCorpus(engine)
    add(engine, row(1, "loud"), row(2, "late"))
    SqlReview(engine).set_state(["v_2late"], State.APPROVED)
    before = corpus.revision()
    assert store.let_go(["v_1loud", "v_2late", "v_unknown"]) == 1
    assert sorted(store.held("shop", ["1", "2"])) == ["2"]
    assert corpus.revision() > before
    # The same words may come back under the same id.
    add(engine, row(1, "loud"))
    assert sorted(store.held("shop", ["1", "2"])) == ["1", "2"]


def test_a_corrected_score_is_a_change_that_search_sees(engine: sa.Engine) -> None:
    store, corpus = SqlConnectors(engine), SqlCorpus(engine)
    add(engine, row(1, "loud", score=2.0))
    before = corpus.revision()
    store.set_score("v_1loud", 5.0)
    assert store.held("shop", ["1"])["1"][0].score == 5.0
    assert corpus.revision() > before
