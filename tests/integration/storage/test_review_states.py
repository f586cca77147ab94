"""Any decisions and undos leave evidence as a simple model says, and hide what is not approved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.audience import EMPLOYEES
from domain.error import BadInput, NotFound
from domain.review import Decision, Selection, Standing, TagEdit, apply_decision
from domain.verbatim import SHOWN, State
from knowledge.review import Review
from retrieval.corpus import Filter
from storage.conversation import SqlConversations
from storage.corpus import SqlCorpus
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.review import SqlReview
from storage.review_entry import read_standings
from storage.withdrawal import SqlWithdrawal
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SOURCES = ("survey", "tickets")
PEOPLE = ("ann", "bo")
THEMES = ("billing", "support", "delivery")
ROWS = [
    make_verbatim(
        f"comment {number} about the bill",
        id=f"v_{number}",
        source=SOURCES[number % 2],
        themes=THEMES[: number % 3],
        state=State.NEW,
        tag_doubt=0.4,
        near="g_1" if number < 2 else None,
    )
    for number in range(6)
]
MOVING = [each for each in Decision if each not in (Decision.TAG, Decision.REDACT)]


@dataclass
class Past:
    """One batch as the model keeps it."""

    batch: str
    decision: str
    by: str
    before: Mapping[str, Standing]
    after: Mapping[str, Standing]
    undone: bool = False

    @property
    def is_undo(self) -> bool:
        return self.decision.startswith("undo")


class ReviewMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.engine = open_database(f"sqlite:///{self.folder.name}/review.db")
        SqlTruth(self.engine).add_verbatims(ROWS, WordEmbedder().embed([r.text for r in ROWS]))
        numbers = count(1)
        self.review = Review(
            SqlReview(self.engine),
            SqlConversations(self.engine),
            SqlWithdrawal(self.engine),
            WordEmbedder,
            lambda: f"b_{next(numbers)}",
        )
        self.model = {
            row.id: Standing(state=State.NEW, themes=row.themes, tag_doubt=0.4, near=row.near)
            for row in ROWS
        }
        self.sources = {row.id: row.source for row in ROWS}
        self.past: list[Past] = []

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    @rule(
        ids=st.sets(st.sampled_from([row.id for row in ROWS]), min_size=1),
        decision=st.sampled_from(MOVING),
        by=st.sampled_from(PEOPLE),
        confirm=st.booleans(),
    )
    def decide_on(self, ids: set[str], decision: Decision, by: str, confirm: bool) -> None:
        chosen = Selection(ids=tuple(sorted(ids)))
        retracted = any(self.model[each].state is State.RETRACTED for each in ids)
        if retracted and decision not in (Decision.RESTORE, Decision.RETRACT):
            with pytest.raises(BadInput, match="is retracted"):
                self.review.decide(chosen, decision, by, NOW, confirm=confirm)
            return
        done = self.review.decide(chosen, decision, by, NOW, confirm=confirm)
        self._expect(done.batch, decision, by, ids, confirm=confirm)

    @rule(
        source=st.sampled_from(SOURCES),
        decision=st.sampled_from([Decision.APPROVE, Decision.REJECT, Decision.UNFEATURE]),
        states=st.sets(st.sampled_from([State.NEW, State.APPROVED, State.REJECTED])),
        by=st.sampled_from(PEOPLE),
    )
    def decide_by_filter(
        self, source: str, decision: Decision, states: set[State], by: str
    ) -> None:
        chosen = Selection(where={"source": source}, states=tuple(sorted(states)))
        reached = {
            each
            for each, standing in self.model.items()
            if self.sources[each] == source
            and (not states or standing.state in states)
            and standing.state is not State.RETRACTED
        }
        assert self.review.preview(chosen).count >= len(reached)
        done = self.review.decide(chosen, decision, by, NOW)
        self._expect(done.batch, decision, by, reached)

    @rule(
        number=st.integers(0, len(ROWS) - 1),
        themes=st.none() | st.lists(st.sampled_from(THEMES), max_size=2),
        step=st.sampled_from([None, "", "user/pay"]),
        sentiment=st.sampled_from([None, -0.9, 0.4]),
        by=st.sampled_from(PEOPLE),
    )
    def tag(
        self,
        number: int,
        themes: list[str] | None,
        step: str | None,
        sentiment: float | None,
        by: str,
    ) -> None:
        each = f"v_{number}"
        edit = TagEdit(
            themes=None if themes is None else tuple(themes), step=step, sentiment=sentiment
        )
        if self.model[each].state is State.RETRACTED:
            with pytest.raises(BadInput, match="is retracted"):
                self.review.tag(Selection(ids=(each,)), edit, by, NOW)
            return
        done = self.review.tag(Selection(ids=(each,)), edit, by, NOW)
        self._expect(done.batch, Decision.TAG, by, {each}, edit=edit)

    @precondition(lambda self: self.past)
    @rule(which=st.integers(0, 10_000), by=st.sampled_from(PEOPLE))
    def undo_any(self, which: int, by: str) -> None:
        self._undo(self.past[which % len(self.past)], by, named=True)

    @rule(by=st.sampled_from(PEOPLE))
    def undo_last(self, by: str) -> None:
        own = [p for p in self.past if p.by == by and not p.undone and not p.is_undo]
        if own:
            self._undo(own[-1], by, named=False)
        else:
            with pytest.raises(NotFound, match=f"{by} has decided nothing"):
                self.review.undo(None, by, NOW)

    @invariant()
    def stands_as_the_model_says(self) -> None:
        with self.engine.connect() as connection:
            rows = read_standings(connection, [])
        assert {each: standing for _, each, standing in rows} == self.model
        keys = {seq: each for seq, each, _ in rows}
        shown = SqlCorpus(self.engine).matching(Filter(audience=EMPLOYEES)).tolist()
        assert {keys[key] for key in shown} == {
            each for each, standing in self.model.items() if standing.state in SHOWN
        }

    def _expect(
        self,
        batch: str | None,
        decision: Decision,
        by: str,
        ids: set[str],
        *,
        confirm: bool = False,
        edit: TagEdit | None = None,
    ) -> None:
        before = {each: self.model[each] for each in ids}
        after = {
            each: apply_decision(standing, decision, edit or TagEdit(), confirm=confirm)
            for each, standing in before.items()
        }
        changed = {each for each in ids if before[each] != after[each]}
        assert (batch is not None) == bool(changed)
        if batch:
            kept = [{each: side[each] for each in changed} for side in (before, after)]
            self.past.append(Past(batch, str(decision), by, *kept))
            self.model |= kept[1]

    def _undo(self, past: Past, by: str, *, named: bool) -> None:
        if self._refused(past):
            with pytest.raises(BadInput):
                self.review.undo(past.batch if named else None, by, NOW)
            return
        undone = self.review.undo(past.batch if named else None, by, NOW)
        assert undone.undone == past.batch
        assert undone.restored == len(past.before)
        past.undone = True
        name = past.decision.removeprefix("undo ") if past.is_undo else f"undo {past.decision}"
        # Only what that batch changed goes back; what else was decided since stands.
        now = {each: self.model[each] for each in past.before}
        back = {each: _put_back(past, each, standing) for each, standing in now.items()}
        self.past.append(Past(undone.batch, name, by, now, back))
        self.model |= back

    def _refused(self, past: Past) -> bool:
        newer = self.past[self.past.index(past) + 1 :]
        later = any(
            not each.undone and not each.is_undo and set(each.before) & set(past.before)
            for each in newer
        )
        same = all(
            not _changed_fields(past, each)
            or all(
                getattr(self.model[each], name) == getattr(past.after[each], name)
                for name in _changed_fields(past, each)
            )
            for each in past.before
        )
        return past.undone or past.decision == "retract" or later or not same


def _changed_fields(past: Past, each: str) -> list[str]:
    return [
        name
        for name in Standing.__slots__
        if getattr(past.before[each], name) != getattr(past.after[each], name)
    ]


def _put_back(past: Past, each: str, standing: Standing) -> Standing:
    before = past.before[each]
    changed = {name: getattr(before, name) for name in _changed_fields(past, each)}
    return replace(standing, **changed)


TestReview = ReviewMachine.TestCase
TestReview.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
