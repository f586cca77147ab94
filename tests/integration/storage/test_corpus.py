"""Filters are exact, the audience comes first, and hostile words are only words."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.audience import EMPLOYEES, PUBLIC, Audience
from domain.verbatim import State, Verbatim
from retrieval.corpus import Filter, Position, Reach
from retrieval.dense import DenseSearch
from retrieval.search import Searcher
from storage.columns import newest_revision
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.review import SqlReview
from storage.review_entry import put_values
from storage.transaction import writing
from storage.withdrawal import SqlWithdrawal
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

GROUPS = ("public", "employees", "curators", "finance")
STEPS = ("user/pay", "user/call", "buyer/quote", None)
DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    folder: Path = tmp_path_factory.mktemp("corpus")
    engine = open_database(f"sqlite:///{folder}/corpus.db")
    rows = [
        make_verbatim(
            f"comment {number} about the {('bill', 'call', 'quote')[number % 3]} was late",
            audience=GROUPS[number % 4],
            step=STEPS[number % 4],
            themes=(("billing",), ("support", "billing"), ())[number % 3],
            occurred_at=DAY + timedelta(days=number) if number % 5 else None,
            sentiment=(-0.9, 0.8, 0.0)[number % 3],
            state=State.NEW if number % 7 == 0 else State.APPROVED,
            attributes={"course": f"c{number % 2}", "odd name": "x"} if number % 9 else {},
            segment=("large", None)[number % 2],
            customer=f"p_{number % 6}" if number % 4 else None,
        )
        for number in range(120)
    ]
    SqlTruth(engine).add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def rows(engine: sa.Engine) -> list[tuple[int, Verbatim]]:
    """Every stored verbatim beside its key, read without any filter."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT seq, id, audience, state, step FROM evidence")
        keys = {row[1]: row[0] for row in found}
    return [(keys[v.id], v) for v in _all(engine)]


def _all(engine: sa.Engine) -> list[Verbatim]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT id, text, audience, state, step, occurred_at, sentiment, segment, customer,"
            " attributes FROM evidence"
        ).all()
        themes = connection.exec_driver_sql(
            "SELECT e.id, t.theme FROM evidence e JOIN evidence_theme t ON t.seq = e.seq"
        ).all()
    return [
        make_verbatim(
            row.text,
            id=row.id,
            audience=row.audience,
            state=State(row.state),
            step=row.step,
            occurred_at=date.fromisoformat(row.occurred_at) if row.occurred_at else None,
            sentiment=row.sentiment,
            segment=row.segment,
            customer=row.customer,
            attributes=json.loads(row.attributes),
            themes=tuple(theme for name, theme in themes if name == row.id),
        )
        for row in found
    ]


AUDIENCES = st.builds(Audience, st.frozensets(st.sampled_from(GROUPS)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    audience=AUDIENCES,
    step=st.sampled_from([*STEPS, "user"]),
    theme=st.sampled_from(["billing", "support", None]),
    since=st.none() | st.integers(0, 120),
    until=st.none() | st.integers(0, 120),
    mood=st.sampled_from([None, -1, 1]),
    other=st.dictionaries(
        st.sampled_from(["course", "odd name", "segment", "source", "customer", "id", "nothing"]),
        st.sampled_from(["c0", "c1", "x", "large", "survey", "p_3", "v_none", ""]),
        max_size=2,
    ),
    reach=st.none()
    | st.builds(
        Reach,
        st.frozensets(st.sampled_from(["user/pay", "user/call", "nowhere"])),
        st.frozensets(st.sampled_from(["billing", "support", "nothing"])),
    ),
    as_of=st.none() | st.integers(0, 120),
)
def test_a_filter_gives_exactly_what_passes_it(
    engine: sa.Engine,
    rows: list[tuple[int, Verbatim]],
    audience: Audience,
    step: str | None,
    theme: str | None,
    since: int | None,
    until: int | None,
    mood: int | None,
    other: dict[str, str],
    reach: Reach | None,
    as_of: int | None,
) -> None:
    where = {name: value for name, value in (("step", step), ("theme", theme)) if value} | other
    wanted = Filter(
        audience=audience,
        where=where,
        since=DAY + timedelta(days=since) if since is not None else None,
        until=DAY + timedelta(days=until) if until is not None else None,
        mood=mood,
        reach=reach,
        as_of=DAY + timedelta(days=as_of) if as_of is not None else None,
    )
    expected = sorted(key for key, row in rows if _passes(row, wanted, step, theme))
    corpus = SqlCorpus(engine)
    assert corpus.matching(wanted).tolist() == expected
    vector = WordEmbedder().embed(["late bill"])[0]
    found = [key for key, _ in DenseSearch(corpus).nearest(vector, wanted, 200)]
    assert sorted(found) == expected
    worded = [key for key, _ in corpus.lexical(["comment", "bill"], wanted, 200)]
    assert sorted(worded) == expected  # every text holds the first word
    told = [row.sentiment for key, row in rows if key in set(expected)]
    tally = corpus.tally(None, wanted)
    assert (tally.n, tally.negative) == (len(told), sum((each or 0) < -0.2 for each in told))


def _passes(row: Verbatim, wanted: Filter, step: str | None, theme: str | None) -> bool:
    dated = row.occurred_at
    return (
        row.state == State.APPROVED
        and row.audience in wanted.audience.groups
        and (step is None or row.step == step or (row.step or "").startswith(f"{step}/"))
        and (theme is None or theme in row.themes)
        and (wanted.since is None or (dated is not None and dated >= wanted.since))
        and (wanted.until is None or (dated is not None and dated <= wanted.until))
        and (wanted.mood is None or (row.sentiment or 0) * wanted.mood > 0)
        and (wanted.as_of is None or dated is None or dated <= wanted.as_of)
        and (
            wanted.reach is None
            or row.step in wanted.reach.steps
            or bool({*row.themes} & wanted.reach.themes)
        )
        and all(
            _told(row).get(name) == value
            for name, value in wanted.where.items()
            if name not in {"step", "theme"}
        )
    )


def _told(row: Verbatim) -> dict[str, str | None]:
    fields = {name: getattr(row, name) for name in ("source", "segment", "customer", "id")}
    return {**row.attributes, **fields}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(audience=AUDIENCES, words=st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_search_shows_nothing_that_the_audience_may_not_see(
    engine: sa.Engine, audience: Audience, words: list[str]
) -> None:
    """Whatever is typed: quotes, operators of the full-text language, other alphabets."""
    corpus = SqlCorpus(engine)
    searcher = Searcher(corpus, DenseSearch(corpus), WordEmbedder())
    query = " ".join([*words, "bill"])
    hits = searcher.search(query, Filter(audience=audience), limit=200)
    assert {hit.record.audience for hit in hits} <= audience.groups
    visible = corpus.tally(None, Filter(audience=audience)).n
    assert len(hits) == len({hit.record.key for hit in hits}) <= visible


@pytest.mark.parametrize(
    "query", ['"', "bill OR", "NEAR(bill", "bill*", "text:bill", "-bill", "'; DROP TABLE evidence"]
)
def test_the_language_of_the_index_is_not_spoken_to_people(engine: sa.Engine, query: str) -> None:
    SqlCorpus(engine).lexical([query], Filter(audience=EMPLOYEES), 10)


def test_a_limit_is_filled_as_far_as_there_is_something(engine: sa.Engine) -> None:
    corpus = SqlCorpus(engine)
    dense = DenseSearch(corpus)
    vector = WordEmbedder().embed(["late bill"])[0]
    for audience in (PUBLIC, EMPLOYEES):
        allowed = len(corpus.matching(Filter(audience=audience)))
        assert len(dense.nearest(vector, Filter(audience=audience), 1000)) == allowed
        assert len(dense.nearest(vector, Filter(audience=audience), 5)) == 5


def test_any_attribute_can_be_asked_for(engine: sa.Engine) -> None:
    corpus = SqlCorpus(engine)
    for where in ({"course": "c1"}, {"odd name": "x"}):
        assert len(corpus.matching(Filter(audience=EMPLOYEES, where=where)))
    assert not len(corpus.matching(Filter(audience=EMPLOYEES, where={"course": "c9"})))


def test_a_role_reaches_steps_or_themes(engine: sa.Engine) -> None:
    corpus = SqlCorpus(engine)
    reach = Reach(frozenset({"user/pay"}), frozenset({"support"}))
    records = corpus.records(
        corpus.matching(Filter(audience=Audience(frozenset(GROUPS)), reach=reach)).tolist()
    )
    assert records
    assert all(r.step == "user/pay" or "support" in r.themes for r in records)


def test_what_is_retracted_or_forgotten_is_gone_at_once(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/gone.db")
    truth, review, corpus = SqlTruth(engine), SqlReview(engine), SqlCorpus(engine)
    withdrawal = SqlWithdrawal(engine)
    rows = [
        make_verbatim("zebra crossing invoice", customer="c_1"),
        make_verbatim("zebra stripes refund", customer="c_2"),
    ]
    truth.add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))
    before = corpus.revision()
    review.set_state([rows[0].id], State.RETRACTED)
    erased, _ = withdrawal.forget({"c_2"})
    assert erased.ids == (rows[1].id,)
    wanted = Filter(audience=EMPLOYEES)
    assert corpus.lexical(["zebra"], wanted, 10) == []
    assert corpus.matching(wanted).tolist() == []
    told = {change.key: change.vector for change in corpus.changes_since(Position(before, 99), 10)}
    assert told == {1: None, 2: None}
    withdrawal.sweep()
    engine.dispose()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"stripes" not in stored
    assert b"crossing" in stored  # withdrawn, not forgotten: the team may look at it again


CHANGES = st.lists(
    st.tuples(st.sampled_from(["add", "retract", "forget", "retag"]), st.integers(0, 9)),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(changes=CHANGES)
def test_what_another_process_changes_is_seen_by_the_next_search(
    changes: list[tuple[str, int]],
) -> None:
    """One engine writes as an import or a review would, another one has searched before."""
    with TemporaryDirectory() as folder:
        writer = open_database(f"sqlite:///{folder}/shared.db")
        reader = open_database(f"sqlite:///{folder}/shared.db")
        corpus = SqlCorpus(reader)
        dense = DenseSearch(corpus)
        vector = WordEmbedder().embed(["late bill"])[0]
        billing = Filter(audience=EMPLOYEES, where={"theme": "billing"})
        held: set[str] = set()
        for number, (what, which) in enumerate([("add", 0), *changes]):
            _change(writer, held, what, which, number)
            for wanted in (Filter(audience=EMPLOYEES), billing):
                fresh = SqlCorpus(writer)
                found = corpus.records([k for k, _ in dense.nearest(vector, wanted, 50)])
                assert {each.id for each in found} == _shown(writer, wanted)
                assert corpus.matching(wanted).tolist() == fresh.matching(wanted).tolist()
                assert corpus.tally(None, wanted) == fresh.tally(None, wanted)
        writer.dispose()
        reader.dispose()


def _shown(engine: sa.Engine, wanted: Filter) -> set[str]:
    tagged = "AND seq IN (SELECT seq FROM evidence_theme WHERE theme = 'billing')"
    query = "SELECT id FROM evidence WHERE state IN ('approved', 'featured') "
    with engine.connect() as connection:
        return set(
            connection.exec_driver_sql(query + (tagged if wanted.where else "")).scalars().all()
        )


def _change(engine: sa.Engine, held: set[str], what: str, which: int, number: int) -> None:
    names = sorted(held)
    if what == "add":
        row = make_verbatim(
            f"comment {number} about a late bill", customer=f"c_{number}", themes=("billing",)
        )
        SqlTruth(engine).add_verbatims([row], WordEmbedder().embed([row.text]))
        held.add(row.id)
    elif names and what == "forget":
        gone = names[which % len(names)]
        erased, _ = SqlWithdrawal(engine).forget({_customer(engine, gone)})
        held.difference_update(erased.ids)
    elif names and what == "retag":
        with writing(engine) as connection:
            chosen = names[which % len(names)]
            key = connection.exec_driver_sql(
                "SELECT seq FROM evidence WHERE id = ?", (chosen,)
            ).scalar_one()
            put_values(connection, [key], {"themes": ("support",)}, newest_revision(connection) + 1)
    elif names:
        gone = names[which % len(names)]
        SqlReview(engine).set_state([gone], State.RETRACTED)
        held.remove(gone)


def _customer(engine: sa.Engine, name: str) -> str:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT customer FROM evidence WHERE id = ?", (name,))
        return str(found.scalar_one())
