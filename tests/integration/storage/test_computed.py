"""Trends counted from stored comments: against counting by hand, and for each audience its own."""

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean, stdev
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.audience import EMPLOYEES, PUBLIC
from domain.evidence import Kind
from domain.period import month_of
from domain.trend import Series, Unit, Verdict
from domain.verbatim import Verbatim
from retrieval.change import measure_changes
from retrieval.computed import COMMENTS, COMPLAINT_SHARE, NEGATIVE_SHARE, computed_series
from retrieval.corpus import Filter, Reach
from retrieval.disagreement import disagreements
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.withdrawal import SqlWithdrawal
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

AS_OF = date(2026, 11, 10)
VERBATIMS = frozenset({Kind.VERBATIM})
PAY, CALL = "user/pay", "user/call"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/computed.db")
    yield engine
    engine.dispose()


def keep(engine: sa.Engine, rows: list[Verbatim]) -> None:
    SqlTruth(engine).add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))


def counted(
    corpus: SqlCorpus, audience=EMPLOYEES, as_of: date = AS_OF
) -> dict[tuple[str, ...], Series]:
    wanted = Filter(audience=audience, kinds=VERBATIMS, as_of=as_of)
    reaches = {"finance": Reach(frozenset({PAY}))}
    found = computed_series(corpus, wanted, reaches, "employees")
    return {(each.metric, *each.dimensions.values()): each for each in found}


def year(answers: int = 40, last: float | None = None, **changes: object) -> list[Verbatim]:
    """A year of NPS answers; in the last month a share of ``last`` complains, else a quarter."""
    rows = []
    for number in range(12 * answers):
        month, place = number // answers, number % answers
        share = last if last is not None and month == 11 else 0.25
        angry = place < share * answers
        rows.append(
            make_verbatim(
                f"answer {number} {changes.get('text', '')}",
                occurred_at=date(2025 + (month + 10) // 12, (month + 10) % 12 + 1, 1 + place % 27),
                metric="nps",
                score=2.0 if angry else (9.0 if place % 3 else 8.0),
                **{
                    "customer": f"c_{number % 37}",
                    "step": PAY if place % 2 else CALL,
                    "themes": ("billing",) if angry else (),
                    "segment": "large",
                    **{name: value for name, value in changes.items() if name != "text"},
                },
            )
        )
    return rows


def test_every_series_is_what_counting_by_hand_gives(engine: sa.Engine) -> None:
    rows = year()
    keep(engine, rows)
    found = counted(SqlCorpus(engine))
    month = month_of(date(2026, 3, 1))
    mine = [row for row in rows if row.occurred_at and month.holds(row.occurred_at)]
    nps = [100.0 * ((row.score or 0) >= 9) - 100.0 * ((row.score or 0) <= 6) for row in mine]
    point = next(p for p in found["nps",].points if p.period == month)
    assert (point.value, point.n) == (pytest.approx(mean(nps)), 40)
    assert point.sd == pytest.approx(stdev(nps))
    promoters, detractors = nps.count(100) / 40, nps.count(-100) / 40
    own = promoters + detractors - (promoters - detractors) ** 2
    assert point.sd == pytest.approx(100 * math.sqrt(own * 40 / 39))

    def value(*name: str) -> float:
        return next(p.value for p in found[name].points if p.period == month)

    assert value(NEGATIVE_SHARE) == value(COMPLAINT_SHARE, "billing") == 25.0
    assert value(COMMENTS, "survey") == 40
    assert value(COMMENTS, PAY) == value(COMMENTS, "finance") == 20
    assert value(COMMENTS, "large") == 40
    assert found["nps",].unit is Unit.NPS


def test_only_months_that_are_over_are_counted(engine: sa.Engine) -> None:
    late = [make_verbatim(f"November {n}", occurred_at=date(2026, 11, 2)) for n in range(30)]
    keep(engine, [*year(), *late])
    assert max(p.period.name for p in counted(SqlCorpus(engine))[COMMENTS, "survey"].points) == (
        "2026-10"
    )


def test_form_letters_count_once(engine: sa.Engine) -> None:
    letters = [
        make_verbatim(f"letter {n}", near="g1", occurred_at=date(2026, 10, 3)) for n in range(50)
    ]
    keep(engine, [*year(), *letters])
    assert counted(SqlCorpus(engine))[COMMENTS, "survey"].points[-1].value == 41


def test_an_audience_gets_what_it_would_if_the_rest_did_not_exist(engine: sa.Engine) -> None:
    hidden = year(text="for finance only", last=0.9, audience="finance", step="user/secret")
    keep(engine, [*year(), *hidden])
    found = counted(SqlCorpus(engine))
    with TemporaryDirectory() as folder:
        twin = open_database(f"sqlite:///{folder}/twin.db")
        keep(twin, year())
        assert counted(SqlCorpus(twin)) == found
        twin.dispose()
    assert not counted(SqlCorpus(engine), PUBLIC)
    assert (COMMENTS, "user/secret") in counted(SqlCorpus(engine), EMPLOYEES.with_groups("finance"))


def test_a_segment_of_fewer_than_five_customers_has_no_series(engine: sa.Engine) -> None:
    few = [
        make_verbatim(f"{row.text} of four", segment="tiny", customer=f"t_{n % 4}",
                      occurred_at=row.occurred_at)
        for n, row in enumerate(year())
    ]  # fmt: skip
    keep(engine, [*year(), *few])
    found = counted(SqlCorpus(engine))
    assert (COMMENTS, "large") in found
    assert not any("tiny" in name for name in found)
    assert any("tiny" in name for name in counted(SqlCorpus(engine, smallest_group=1)))


def test_what_is_retracted_is_counted_no_more(engine: sa.Engine) -> None:
    rows = year()
    keep(engine, rows)
    corpus = SqlCorpus(engine)
    before = counted(corpus)[COMMENTS, "survey"].points[-1].value
    gone = [row.id for row in rows if row.occurred_at and row.occurred_at.month == 10]
    SqlWithdrawal(engine).retract(
        gone[:3], reason="asked for", by="cx", at=datetime(2026, 11, 10, tzinfo=UTC)
    )
    after = counted(corpus)[COMMENTS, "survey"].points[-1].value
    assert (before, after) == (40, 37)


def test_a_source_that_began_lately_does_not_move_the_whole(engine: sa.Engine) -> None:
    """A channel for complaints opens: nobody is unhappier than before."""
    channel = [
        make_verbatim(f"new channel {n}", source="chat", sentiment=-0.9,
                      occurred_at=date(2026, 9 + n % 2, 1 + n % 27))
        for n in range(200)
    ]  # fmt: skip
    keep(engine, [*year(), *channel])
    found = counted(SqlCorpus(engine))
    assert found[NEGATIVE_SHARE,].points[-1].value == 25.0
    assert (COMMENTS, "chat") not in found


def test_a_planted_wave_of_complaints_is_found_within_one_month(engine: sa.Engine) -> None:
    keep(engine, year(answers=200, last=0.40))
    changes = measure_changes([*counted(SqlCorpus(engine)).values()], AS_OF)
    moved = {(c.series.metric, *c.series.dimensions.values()): c for c in changes}
    assert moved[COMPLAINT_SHARE, "billing"].verdict is Verdict.ROSE
    assert moved[NEGATIVE_SHARE,].verdict is Verdict.ROSE
    assert moved[COMMENTS, "survey"].verdict is Verdict.NO_REAL_CHANGE
    low, high = moved[NEGATIVE_SHARE,].interval or (0, 0)
    assert 0 < low < 15 < high


def test_nps_up_and_complaints_up_are_found_to_disagree(engine: sa.Engine) -> None:
    """The scores get better while what is written beside another survey gets worse."""
    scored = [
        make_verbatim(f"scored {n}", metric="nps", occurred_at=row.occurred_at,
                      score=9.0 if n % 2 or row.occurred_at.month == 10 else 3.0)
        for n, row in enumerate(year(answers=100))
    ]  # fmt: skip
    written = [
        make_verbatim(f"written {n}", source="tickets", occurred_at=row.occurred_at,
                      themes=("billing",), sentiment=-0.9 if row.score == 2.0 else 0.9)
        for n, row in enumerate(year(answers=300, last=0.75))
    ]  # fmt: skip
    keep(engine, [*scored, *written])
    changes = measure_changes([*counted(SqlCorpus(engine)).values()], AS_OF)
    pairs = disagreements(changes)
    assert {(p.score.series.metric, p.words.series.metric) for p in pairs} >= {
        ("nps", COMPLAINT_SHARE)
    }


ROWS = st.lists(
    st.tuples(
        st.integers(0, 13),
        st.sampled_from([PAY, CALL, None]),
        st.sampled_from(["g1", "g2", None]),
        st.sampled_from(["employees", "public", "curators"]),
        st.sampled_from([-0.9, 0.0, 0.9, None]),
    ),
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_any_comments_are_counted_as_by_hand(drawn: list) -> None:
    rows = [
        make_verbatim(
            f"comment {number}", step=step, near=near, audience=group, sentiment=mood,
            occurred_at=date(2025 + month // 12, month % 12 + 1, 5) if month < 13 else None,
        )
        for number, (month, step, near, group, mood) in enumerate(drawn)
    ]  # fmt: skip
    first: dict[str, Verbatim] = {}
    for row in rows:
        if row.audience != "curators":
            first.setdefault(row.near or row.id, row)
    expected = {
        (row.step, month_of(row.occurred_at))
        for row in first.values()
        if row.step and row.occurred_at
    }
    with TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/any.db")
        keep(engine, rows)
        wanted = Filter(audience=EMPLOYEES, kinds=VERBATIMS)
        found = SqlCorpus(engine).months(wanted, "step")
        engine.dispose()
    assert {(count.about, count.month) for count in found} == expected
    for count in found:
        mine = [r for r in first.values() if r.step == count.about and r.occurred_at and
                count.month.holds(r.occurred_at)]  # fmt: skip
        assert count.n == len(mine)
        assert count.rated == sum(row.sentiment is not None for row in mine)
        assert count.negative == sum((row.sentiment or 0) < -0.2 for row in mine)


def test_counting_is_made_once_for_a_revision(engine: sa.Engine) -> None:
    keep(engine, year())
    corpus = SqlCorpus(engine)
    wanted = Filter(audience=EMPLOYEES, kinds=VERBATIMS, as_of=AS_OF)
    first = corpus.months(wanted, "step")
    assert corpus.months(wanted, "step") is first
    keep(engine, [make_verbatim("one more", occurred_at=date(2026, 10, 9), step=PAY)])
    again = corpus.months(wanted, "step")
    assert sum(c.n for c in again) == sum(c.n for c in first) + 1
    assert np.all([c.n > 0 for c in again])
