"""Review on a real database: the order of the queue, what is taken back, what is never kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import queue
from domain.audience import EMPLOYEES
from domain.error import BadInput, NotFound
from domain.queue import Signals
from domain.review import Decision, Removal, Selection, TagEdit
from domain.verbatim import State
from knowledge.review import WAITING, Review
from retrieval.corpus import Filter
from storage.conversation import SqlConversations
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.review import SqlReview
from storage.table import evidence, theme_proposal
from storage.withdrawal import SqlWithdrawal
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Room:
    """One database with everything that review works on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = open_database(f"sqlite:///{folder}/review.db")
        self.truth = SqlTruth(self.engine)
        self.posted = SqlConversations(self.engine)
        self.corpus = SqlCorpus(self.engine)
        self.withdrawal = SqlWithdrawal(self.engine)
        numbers = count(1)
        self.review = Review(
            SqlReview(self.engine),
            self.posted,
            self.withdrawal,
            WordEmbedder,
            lambda: f"b_{next(numbers)}",
        )

    def add(self, text: str, **changes: object) -> str:
        row = make_verbatim(text, **({"state": State.NEW} | changes))
        self.truth.add_verbatims([row], WordEmbedder().embed([text]))
        return row.id

    def ids(self, *texts: str) -> Selection:
        return Selection(ids=tuple(texts))

    def shown(self) -> int:
        return len(self.corpus.matching(Filter(audience=EMPLOYEES)))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.engine.dispose()


WAITING_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "personal_doubt": st.booleans(),
            "sentiment": st.none() | st.sampled_from([-1.0, -0.6, 0.0, 0.3, 0.9]),
            "tag_doubt": st.none() | st.sampled_from([0.0, 0.4, 0.5, 1.0]),
            "themes": st.sampled_from([(), ("billing",)]),
            "added_at": st.none() | st.integers(0, 90).map(lambda days: NOW - timedelta(days=days)),
        }
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    room = Room(tmp_path_factory.mktemp("queue"))
    yield room
    room.engine.dispose()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=WAITING_ROWS, proposed=st.sets(st.integers(0, 11)), page=st.integers(1, 5))
def test_the_queue_stands_in_the_order_of_the_rule(
    shared: Room, rows: list[dict[str, object]], proposed: set[int], page: int
) -> None:
    with shared.engine.begin() as connection:
        connection.execute(sa.delete(evidence))
        connection.execute(sa.delete(theme_proposal))
        connection.execute(
            sa.insert(theme_proposal),
            [
                _proposal("p_open", proposed, None),
                _proposal("p_named", set(range(12)), NOW),
            ],
        )
    made = [
        make_verbatim(f"comment {number}", id=f"v_{number}", state=State.NEW, **row)
        for number, row in enumerate(rows)
    ]
    shared.truth.add_verbatims(made, WordEmbedder().embed([row.text for row in made]))
    found, after = [], None
    while items := shared.review.queue(WAITING, page, after):
        found += items
        after = items[-1].place
    signals = {
        row.id: Signals(
            personal_doubt=row.personal_doubt,
            proposal=("parking",) if int(row.id[2:]) in proposed else None,
            sentiment=row.sentiment,
            tag_doubt=row.tag_doubt,
            themes=row.themes,
            added_at=row.added_at,
        )
        for row in made
    }
    expected = sorted(made, key=lambda row: -round(queue.rank(signals[row.id]), 6))
    ranks = [round(queue.rank(signals[item.id]), 6) for item in found]
    assert ranks == [round(queue.rank(signals[row.id]), 6) for row in expected]
    assert {item.id for item in found} == set(signals)
    assert all(item.reasons == queue.reasons(signals[item.id]) for item in found)
    assert all(item.added_at == row.added_at for item in found for row in made if row.id == item.id)
    backlog = shared.review.backlog(NOW)
    assert backlog.waiting == sum(backlog.by_age.values()) == len(made)
    for reason, counted in backlog.by_reason.items():
        told = [each for item in found for each in item.reasons if each.startswith(reason)]
        assert counted == len(told)


def _proposal(name: str, members: set[int], decided_at: datetime | None) -> dict[str, object]:
    return {
        "id": name,
        "words": ["parking"],
        "evidence_ids": [f"v_{number}" for number in members],
        "n": len(members),
        "state": "proposed",
        "decided_at": decided_at,
    }


def test_a_preview_counts_what_a_decision_then_changes(room: Room) -> None:
    for number in range(9):
        room.add(
            f"comment {number}",
            source=("survey", "tickets")[number % 2],
            themes=(("billing",), ("billing", "support"))[number % 2],
            attributes={"site": "North" if number < 6 else "South"},
        )
    chosen = Selection(states=(State.NEW,), where={"source": "survey", "site": "North"})
    preview = room.review.preview(chosen)
    assert (preview.count, preview.by_state, preview.by_source, preview.by_theme) == (
        3,
        {"new": 3},
        {"survey": 3},
        {"billing": 3},
    )
    assert len(preview.examples) == 3
    done = room.review.decide(chosen, Decision.APPROVE, "ann", NOW)
    assert (done.batch, done.changed, room.shown()) == ("b_1", 3, 3)
    assert room.review.decide(chosen, Decision.APPROVE, "ann", NOW).batch is None


def test_an_unknown_id_changes_nothing(room: Room) -> None:
    known = room.add("the bill")
    with pytest.raises(NotFound, match="'v_none'. Nothing was changed"):
        room.review.decide(room.ids(known, "v_none"), Decision.APPROVE, "ann", NOW)
    assert room.shown() == 0
    assert room.review.history(known) == []


def test_undo_names_what_was_decided_later(room: Room) -> None:
    one, two = room.add("the bill"), room.add("the call")
    room.review.decide(room.ids(one, two), Decision.APPROVE, "ann", NOW)
    room.review.decide(room.ids(two), Decision.FEATURE, "bo", NOW)
    with pytest.raises(BadInput, match=f"later on {two}. Undo that first"):
        room.review.undo("b_1", "ann", NOW)
    room.review.undo("b_2", "ann", NOW)
    assert room.review.undo("b_1", "ann", NOW).restored == 2
    assert room.shown() == 0
    with pytest.raises(BadInput, match="b_1 is undone already"):
        room.review.undo("b_1", "ann", NOW)
    with pytest.raises(NotFound, match="no batch 'b_99'"):
        room.review.undo("b_99", "ann", NOW)


def test_undo_goes_further_back_each_time_and_its_undo_brings_it_again(room: Room) -> None:
    each = room.add("the bill", themes=("billing",))
    room.review.tag(room.ids(each), TagEdit(themes=("support",)), "ann", NOW)
    room.review.decide(room.ids(each), Decision.APPROVE, "ann", NOW)
    first, second = room.review.undo(None, "ann", NOW), room.review.undo(None, "ann", NOW)
    assert (first.decision, second.decision) == ("approve", "tag")
    assert room.review.item(each).themes == ("billing",)
    assert room.review.item(each).tagged_by == "machine"
    assert room.review.undo(second.batch, "ann", NOW).decision == "undo tag"
    assert room.review.item(each).themes == ("support",)
    told = [(entry.decision, entry.undone) for entry in room.review.history(each)]
    assert told == [
        ("tag", True),
        ("approve", True),
        ("undo approve", False),
        ("undo tag", True),
        ("tag", False),
    ]


def test_what_was_forgotten_stays_gone(room: Room) -> None:
    kept, gone = room.add("the bill"), room.add("the call", customer="c_1")
    room.review.decide(room.ids(kept, gone), Decision.APPROVE, "ann", NOW)
    room.withdrawal.forget({"c_1"})
    undone = room.review.undo(None, "ann", NOW)
    # Nobody remembers that there was a decision about it: the entry went with the words.
    assert (undone.restored, undone.gone) == (1, ())
    with pytest.raises(NotFound):
        room.review.item(gone)


@pytest.mark.parametrize("decision", [Decision.REJECT, Decision.RETRACT])
def test_messages_that_showed_what_is_hidden_are_taken_back(room: Room, decision: Decision) -> None:
    each, other = (room.add(text, state=State.APPROVED) for text in ("the bill", "the call"))
    room.posted.record_told("C1/1.0", "C1", [each])
    room.posted.record_told("C1/2.0", "C1", [other])
    assert room.review.decide(room.ids(each), decision, "ann", NOW).messages == ("C1/1.0",)
    assert room.posted.withdrawals() == ["C1/1.0"]


def test_an_approval_that_is_undone_takes_its_messages_back(room: Room) -> None:
    each = room.add("the bill")
    assert room.review.decide(room.ids(each), Decision.APPROVE, "ann", NOW).messages == ()
    room.posted.record_told("C1/1.0", "C1", [each])
    assert room.review.undo(None, "ann", NOW).messages == ("C1/1.0",)


def test_a_rejection_of_many_quoted_ones_takes_every_message_back(room: Room) -> None:
    ids = [room.add(f"comment {number}", state=State.APPROVED) for number in range(450)]
    for number, each in enumerate(ids):
        room.posted.record_told(f"C1/{number:04}", "C1", [each])
    chosen = Selection(where={"source": "survey"})
    assert len(room.review.decide(chosen, Decision.REJECT, "ann", NOW).messages) == 450


def test_redacted_words_are_kept_nowhere_and_do_not_come_back(room: Room) -> None:
    text = "Mr Quillibert from the quokkahouse was late"
    row = make_verbatim(text, near="g_1", state=State.APPROVED, attributes={"note": "quillibert"})
    alike = make_verbatim(text + " again", near="g_1", state=State.APPROVED)
    apart = make_verbatim("Nothing of the kind", near="g_1", state=State.APPROVED)
    rows = [row, alike, apart]
    room.truth.add_verbatims(rows, WordEmbedder().embed([each.text for each in rows]))
    room.posted.record_told("C1/1.0", "C1", [row.id])
    before = room.corpus.revision()
    removal = Removal(words=("Quillibert", "quokkahouse"), instead="person")
    done = room.review.redact(row.id, removal, "ann", NOW)
    assert (done.changed, done.messages) == (2, ("C1/1.0",))
    assert room.review.item(row.id).text == "Mr [person A] from the [person B] was late"
    assert room.review.item(alike.id).text == "Mr [person A] from the [person B] was late again"
    assert not room.review.item(row.id).personal_doubt
    assert room.corpus.lexical(["quokkahouse"], Filter(audience=EMPLOYEES), 5) == []
    assert room.corpus.revision() > before
    keys = room.corpus.matching(Filter(audience=EMPLOYEES)).tolist()
    vector = room.corpus.vectors_of(keys)[keys[0]]
    assert vector @ WordEmbedder().embed(["Mr [person A] from the [person B] was late"])[0] > 0.99
    assert room.truth.add_verbatims([row], WordEmbedder().embed([row.text])) == 0
    with pytest.raises(BadInput, match="old words were not kept"):
        room.review.undo(None, "ann", NOW)
    with pytest.raises(BadInput, match="do not stand in"):
        room.review.redact(row.id, removal, "ann", NOW)
    with pytest.raises(NotFound):
        room.review.redact("v_none", removal, "ann", NOW)
    room.engine.dispose()
    stored = b"".join(path.read_bytes() for path in room.folder.iterdir())
    assert b"uillibert" not in stored
    assert b"quokkahouse" not in stored


def test_a_state_can_be_undone_after_a_redaction(room: Room) -> None:
    each = room.add("Ida was late")
    room.review.decide(room.ids(each), Decision.APPROVE, "ann", NOW)
    room.review.redact(each, Removal(words=("Ida",)), "bo", NOW)
    room.review.undo(None, "ann", NOW)
    assert room.review.item(each).state is State.NEW
    assert room.review.item(each).text == "[removed] was late"


def test_only_what_a_person_saw_becomes_a_correction(room: Room) -> None:
    seen = room.add("the bill is wrong", themes=("billing",))
    room.add("the call was long", themes=("support",))
    room.review.decide(room.ids(seen), Decision.APPROVE, "ann", NOW, confirm=True)
    room.review.decide(WAITING, Decision.APPROVE, "ann", NOW)
    (correction,) = room.truth.corrections()
    assert (correction.text, correction.themes) == ("the bill is wrong", ("billing",))


def test_an_ungrouped_comment_counts_by_itself_until_that_is_undone(room: Room) -> None:
    each = room.add("the bill", near="g_1")
    room.review.decide(room.ids(each), Decision.UNGROUP, "ann", NOW)
    assert room.review.item(each).near is None
    room.review.undo(None, "ann", NOW)
    assert room.review.item(each).near == "g_1"


def test_history_by_person_and_day(room: Room) -> None:
    each = room.add("the bill")
    room.review.decide(room.ids(each), Decision.APPROVE, "ann", NOW - timedelta(days=3))
    room.review.decide(room.ids(each), Decision.FEATURE, "bo", NOW)
    assert [batch.batch for batch in room.review.batches()] == ["b_2", "b_1"]
    assert [batch.batch for batch in room.review.batches("ann")] == ["b_1"]
    assert [batch.batch for batch in room.review.batches(since=NOW - timedelta(days=1))] == ["b_2"]
    assert room.review.history(each)[0].decided_at == NOW - timedelta(days=3)
