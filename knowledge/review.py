"""Review: the calls by which a person decides, in the terminal or in Slack."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol

from domain.error import BadInput, NotFound
from domain.review import (
    Backlog,
    Batch,
    Decided,
    Decision,
    Entry,
    Item,
    Place,
    Preview,
    Removal,
    Selection,
    Standing,
    TagEdit,
    Undone,
    apply_decision,
)
from domain.verbatim import State
from knowledge.heading import headed
from knowledge.removal import Wording, take_out
from retrieval.embedding import Embedder, Vector

WAITING = Selection(states=(State.NEW,))
_EXAMPLES = 3
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was decided, by whom, when, and the batch that holds together what it changed."""

    batch: str
    decision: Decision
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Rewording:
    """New words in place of ``old_text``, their vector, and how many places were replaced."""

    old_text: str
    new: Wording
    vector: Vector
    replaced: int


class ReviewStore(Protocol):
    """Each call that writes is one transaction."""

    def queue(self, chosen: Selection, limit: int, after: Place | None = None) -> list[Item]: ...

    def preview(self, chosen: Selection, examples: int) -> Preview: ...

    def counts(self) -> dict[str, int]:
        """How many verbatims stand in each state."""
        ...

    def backlog(self, now: datetime) -> Backlog: ...

    def move(self, chosen: Selection, stamp: Stamp) -> int:
        """Change states alone, whatever the number. Returns how many changed."""
        ...

    def change(
        self, chosen: Selection, stamp: Stamp, decide: Callable[[Standing], Standing]
    ) -> int:
        """Change states and tags, one by one. Returns how many changed."""
        ...

    def undo(self, batch: str | None, *, new_batch: str, by: str, at: datetime) -> Undone:
        """Bring back a batch, or the last of ``by``, exactly. Raises BadInput or NotFound."""
        ...

    def history(self, evidence_id: str) -> list[Entry]: ...

    def batches(self, by: str | None, since: datetime | None, limit: int) -> list[Batch]: ...

    def quoted(self, batch: str) -> list[str]:
        """Ids that a message showed and that the batch hid, or took words out of."""
        ...

    def wordings(self, evidence_id: str) -> list[Wording]:
        """The words of this evidence, then of its near-duplicates. Raises NotFound."""
        ...

    def reword(self, rewordings: Sequence[Rewording], stamp: Stamp) -> int: ...


class Posted(Protocol):
    """The messages that were sent."""

    def withdraw(self, evidence_ids: Sequence[str]) -> list[str]:
        """Note every message that showed this evidence, to be updated; their references."""
        ...


class Sweeper(Protocol):
    def sweep(self) -> None:
        """Rewrite what is stored, so that words that were taken out leave no bytes."""
        ...


def new_batch() -> str:
    return f"b_{secrets.token_hex(4)}"


class Review:
    """Decides on evidence, and takes back the messages that showed what a decision hides."""

    def __init__(
        self,
        store: ReviewStore,
        posted: Posted,
        sweeper: Sweeper,
        embedder: Callable[[], Embedder],
        batch: Callable[[], str] = new_batch,
    ) -> None:
        self._store = store
        self._posted = posted
        self._sweeper = sweeper
        self._embedder = embedder
        self._batch = batch

    def queue(
        self, chosen: Selection = WAITING, limit: int = 20, after: Place | None = None
    ) -> list[Item]:
        """What is meant, what matters most first; the next page begins after a place."""
        return self._store.queue(chosen, limit, after)

    def item(self, evidence_id: str) -> Item:
        """One piece of evidence as a reviewer sees it. Raises NotFound."""
        found = self._store.queue(Selection(ids=(evidence_id,)), 1)
        if not found:
            raise NotFound(f"There is no evidence {evidence_id!r}. See: hearback review list")
        return found[0]

    def preview(self, chosen: Selection) -> Preview:
        """What a decision by this filter would reach: counts and a few examples."""
        return self._store.preview(chosen, _EXAMPLES)

    def waiting(self) -> int:
        return self._store.counts().get(State.NEW, 0)

    def backlog(self, now: datetime) -> Backlog:
        return self._store.backlog(now)

    def decide(
        self,
        chosen: Selection,
        decision: Decision,
        by: str,
        at: datetime,
        *,
        confirm: bool = False,
    ) -> Decided:
        """Move what is meant to another state, or take it out of its group.

        ``confirm`` says that the person saw the tags and lets them stand, which makes them
        corrections. Raises NotFound or BadInput, changing nothing, for an id that is not held or
        that the decision is not allowed on; a filter leaves those alone.
        """
        if decision in (Decision.TAG, Decision.REDACT):
            raise BadInput(f"To {decision}, say what: hearback review {decision} --help")
        stamp = Stamp(self._batch(), decision, by, at)
        if confirm or decision is Decision.UNGROUP:
            one = partial(apply_decision, decision=decision, confirm=confirm)
            return self._told(stamp, self._store.change(chosen, stamp, one))
        return self._told(stamp, self._store.move(chosen, stamp))

    def tag(self, chosen: Selection, edit: TagEdit, by: str, at: datetime) -> Decided:
        """Set tags, as a correction from which the next batch is tagged. Raises as ``decide``."""
        if flaw := edit.flaw():
            raise BadInput(flaw)
        stamp = Stamp(self._batch(), Decision.TAG, by, at)
        one = partial(apply_decision, decision=Decision.TAG, edit=edit)
        return self._told(stamp, self._store.change(chosen, stamp, one))

    def redact(self, evidence_id: str, removal: Removal, by: str, at: datetime) -> Decided:
        """Take words out of a comment for good, and out of its near-duplicates.

        Its content hash stays, so that a new import does not bring the words back. Nothing keeps
        them, so nothing can undo this. Raises BadInput if the words do not stand there.
        """
        own, *others = self._store.wordings(evidence_id)
        taken = [(own, *take_out(own, removal))]
        if not taken[0][2]:
            raise BadInput(f"Those words do not stand in {evidence_id}. Nothing was changed.")
        alike = Removal(words=removal.words, instead=removal.instead)
        taken += [(each, *take_out(each, alike)) for each in others if alike.words]
        taken = [each for each in taken if each[2]]
        vectors = self._embedder().embed([headed(new.heading, new.text) for _, new, _ in taken])
        rewordings = [
            Rewording(old.text, new, vector, replaced)
            for (old, new, replaced), vector in zip(taken, vectors, strict=True)
        ]
        stamp = Stamp(self._batch(), Decision.REDACT, by, at)
        decided = self._told(stamp, self._store.reword(rewordings, stamp))
        self._sweeper.sweep()
        return decided

    def undo(self, batch: str | None, by: str, at: datetime) -> Undone:
        """Bring back what a batch changed, or the last one of ``by``: states and tags, exactly.

        Messages that were already taken back stay so. Raises BadInput, in one line, where
        something was decided later on the same evidence or the batch is final.
        """
        undone = self._store.undo(batch, new_batch=self._batch(), by=by, at=at)
        return replace(undone, messages=self._withdrawn(undone.batch))

    def history(self, evidence_id: str) -> list[Entry]:
        return self._store.history(evidence_id)

    def batches(
        self, by: str | None = None, since: datetime | None = None, limit: int = 50
    ) -> list[Batch]:
        """What was decided, the newest first."""
        return self._store.batches(by, since, limit)

    def _told(self, stamp: Stamp, changed: int) -> Decided:
        if not changed:
            return Decided(None, stamp.decision, 0)
        return Decided(stamp.batch, stamp.decision, changed, self._withdrawn(stamp.batch))

    def _withdrawn(self, batch: str) -> tuple[str, ...]:
        quoted = self._store.quoted(batch)
        parts = [quoted[at : at + _AT_ONCE] for at in range(0, len(quoted), _AT_ONCE)]
        return tuple(sorted({ref for part in parts for ref in self._posted.withdraw(part)}))
