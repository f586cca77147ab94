"""The team's other list: from a question without evidence to an answer that is signed off."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np

from domain.answer import Answer
from domain.error import BadInput, NotFound
from domain.hypothesis import (
    Asked,
    Hypothesis,
    HypothesisState,
    Need,
    conclude,
    describe_need,
    link_evidence,
    reopen,
    same_question,
    sign_off,
    state_need,
)
from domain.journey import JourneyMap, Step
from retrieval.embedding import Embedder

# Below this, a step has nothing to do with the question.
_NEAR = 0.34


class Unanswered(Protocol):
    """A question of one role that had no evidence."""

    @property
    def question(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def times(self) -> int: ...
    @property
    def last_asked(self) -> datetime: ...
    @property
    def reason(self) -> str: ...


class HypothesisStore(Protocol):
    def all(self) -> list[Hypothesis]: ...

    def get(self, hypothesis_id: str) -> Hypothesis:
        """Raises NotFound."""
        ...

    def put(self, each: Hypothesis) -> None: ...

    def unheld(self, ids: tuple[str, ...]) -> list[str]:
        """Those of the ids that are no evidence."""
        ...

    def settle(self, question: str, role: str) -> None:
        """The question has evidence now for the role that asked it."""
        ...

    def comments_at(self, step: str) -> int: ...

    def series_at(self, step: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A question that was asked again; ``evidence_ids`` is what its answer rests on, if any."""

    question: str
    role: str
    answered: bool
    evidence_ids: tuple[str, ...] = ()
    hypothesis: str | None = None


Ask = Callable[[str, str], Answer]


def new_id() -> str:
    return f"h_{secrets.token_hex(4)}"


class Hypotheses:
    """Keeps the list. ``unanswered`` reads what had no evidence, ``people`` who works here."""

    def __init__(
        self,
        store: HypothesisStore,
        unanswered: Callable[[], Sequence[Unanswered]],
        people: Callable[[], Collection[str]],
        make_id: Callable[[], str] = new_id,
    ) -> None:
        self._store = store
        self._unanswered = unanswered
        self._people = people
        self._make_id = make_id

    def asked(self) -> list[Asked]:
        """Every question once, the most asked first, each with its newest hypothesis."""
        about = {same_question(each.question): each for each in self._store.all()}
        groups: dict[str, list[Unanswered]] = {}
        for one in self._unanswered():
            groups.setdefault(same_question(one.question), []).append(one)
        found = [_joined(group, about.pop(key, None)) for key, group in groups.items()]
        found += [_opened(each) for each in about.values()]
        return sorted(found, key=lambda each: (-each.times, each.question))

    def get(self, hypothesis_id: str) -> Hypothesis:
        """Raises NotFound."""
        return self._store.get(hypothesis_id)

    def open(
        self, question: str, needed: Callable[[], str], by: str, at: datetime, role: str = ""
    ) -> Hypothesis:
        """Make a question a hypothesis. Raises BadInput if one about it is not final yet.

        ``question`` may be the number of a question on the list. ``needed`` is only called once
        the question is known to be new.
        """
        words, asker = self._named(question)
        for each in self._store.all():
            if same_question(each.question) == same_question(words) and not each.is_final:
                raise BadInput(f"It is a question already, {each.id}, {each.state}.")
        made = Hypothesis(
            id=self._make_id(),
            question=words,
            role=role or asker,
            needed=needed(),
            opened_by=by,
            opened_at=at,
        )
        return self._put(made)

    def question_of(self, named: str) -> str:
        """The words of a question that is named by its number on the list, or by themselves."""
        return self._named(named)[0]

    def need(self, hypothesis_id: str, needed: str) -> Hypothesis:
        return self._put(state_need(self._store.get(hypothesis_id), needed))

    def link(self, hypothesis_id: str, ids: Sequence[str]) -> Hypothesis:
        """Raises NotFound if one of the ids is no evidence."""
        if unheld := self._store.unheld(tuple(ids)):
            raise NotFound(f"There is no evidence {unheld[0]!r}. See: hearback search")
        return self._put(link_evidence(self._store.get(hypothesis_id), ids))

    def conclude(self, hypothesis_id: str, verdict: HypothesisState, finding: str) -> Hypothesis:
        return self._put(conclude(self._store.get(hypothesis_id), verdict, finding))

    def reopen(self, hypothesis_id: str) -> Hypothesis:
        return self._put(reopen(self._store.get(hypothesis_id)))

    def sign_off(self, hypothesis_id: str, by: str, at: datetime) -> Hypothesis:
        opened = {each.opened_by for each in self._store.all()}
        people = {*self._people(), *opened}
        return self._put(sign_off(self._store.get(hypothesis_id), by, at, people))

    def recheck(self, ask: Ask, roles: Sequence[str]) -> list[Rechecked]:
        """Ask everything that is open again, as the roles that asked (of those there are).

        What has evidence now leaves the list of unanswered questions; where a hypothesis is open
        about it, the evidence is linked for a person to conclude from.
        """
        return [
            self._asked_again(each, role, ask(each.question, role))
            for each in self.asked()
            if each.hypothesis is None or each.hypothesis.is_open
            for role in ([role for role in each.roles if role in roles] or roles[:1])
        ]

    def _asked_again(self, asked: Asked, role: str, answer: Answer) -> Rechecked:
        if answer.abstained:
            return Rechecked(asked.question, role, answered=False)
        ids = tuple(dict.fromkeys(item.id for item in answer.evidence))
        held = tuple(each for each in ids if each not in self._store.unheld(ids))
        self._settle(asked.question, role)
        if asked.hypothesis:
            newest = self._store.get(asked.hypothesis.id)
            self._put(link_evidence(newest, held))
        name = asked.hypothesis.id if asked.hypothesis else None
        return Rechecked(asked.question, role, answered=True, evidence_ids=held, hypothesis=name)

    def _settle(self, question: str, role: str) -> None:
        wanted = same_question(question)
        for each in self._unanswered():
            if each.role == role and same_question(each.question) == wanted:
                self._store.settle(each.question, role)

    def _named(self, named: str) -> tuple[str, str]:
        """Words and asking role of a question, by its number on the list or by its words."""
        asked = self.asked()
        if named.isdecimal():
            if not 1 <= int(named) <= len(asked):
                raise NotFound(f"There is no question number {named}. See: hearback questions list")
            chosen = asked[int(named) - 1]
            return chosen.question, chosen.roles[0] if chosen.roles else ""
        if not same_question(named):
            raise BadInput("Say the question, or its number in: hearback questions list")
        wanted = same_question(named)
        roles = [each.roles[0] for each in asked if same_question(each.question) == wanted]
        return named.strip(), roles[0] if roles else ""

    def _put(self, changed: Hypothesis) -> Hypothesis:
        self._store.put(changed)
        return changed


def suggest_need(
    question: str, maps: Sequence[JourneyMap], embedder: Embedder, store: HypothesisStore
) -> str:
    """The least data that would answer a question, from the maps and from what is held there."""
    nearest = _nearest_step(question, maps, embedder)
    if nearest is None:
        return describe_need(Need())
    reference, step = nearest
    return describe_need(
        Need(
            step=reference,
            step_name=step.name,
            listening_posts=step.listening_posts,
            comments=store.comments_at(reference),
            series=store.series_at(reference),
        )
    )


def _nearest_step(
    question: str, maps: Sequence[JourneyMap], embedder: Embedder
) -> tuple[str, Step] | None:
    facets = [
        (reference, step, words)
        for journey in maps
        if journey.state == "current"
        for reference, step in journey.steps()
        for words in (f"{step.name}: {step.what}", step.why, step.evoked_by, step.trigger)
        if words
    ]
    if not facets:
        return None
    asked, *vectors = embedder.embed([question, *(words for _, _, words in facets)])
    alike = np.asarray(vectors) @ asked
    best = int(np.argmax(alike))
    return facets[best][:2] if alike[best] >= _NEAR else None


def _joined(group: Sequence[Unanswered], about: Hypothesis | None) -> Asked:
    often = sorted(group, key=lambda each: (-each.times, each.role))
    return Asked(
        question=often[0].question,
        times=sum(each.times for each in group),
        roles=tuple(dict.fromkeys(each.role for each in often)),
        last_asked=max(each.last_asked for each in group),
        reason=often[0].reason,
        hypothesis=about,
    )


def _opened(each: Hypothesis) -> Asked:
    return Asked(
        question=each.question,
        times=0,
        roles=(each.role,) if each.role else (),
        last_asked=None,
        reason="",
        hypothesis=each,
    )
