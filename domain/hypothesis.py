"""A question without evidence, on its way to an answer that somebody stands behind."""

import math
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from statistics import NormalDist

from domain.error import BadInput


class HypothesisState(StrEnum):
    OPEN = "open"
    SUPPORTED = "supported"
    REFUTED = "refuted"
    INCONCLUSIVE = "inconclusive"


VERDICTS = (HypothesisState.SUPPORTED, HypothesisState.REFUTED, HypothesisState.INCONCLUSIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """A question, the least data that would answer it, and what was found.

    Open until somebody concludes it; final once another person has signed it off.
    """

    id: str
    question: str
    role: str
    needed: str
    opened_by: str
    opened_at: datetime
    state: HypothesisState = HypothesisState.OPEN
    finding: str | None = None
    evidence_ids: tuple[str, ...] = ()
    signed_off_by: str | None = None
    signed_off_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is HypothesisState.OPEN

    @property
    def is_final(self) -> bool:
        return self.signed_off_by is not None


def state_need(hypothesis: Hypothesis, needed: str) -> Hypothesis:
    """Say what data is needed. Raises BadInput once it is concluded, or for no words."""
    _check_open(hypothesis)
    if not needed.strip():
        raise BadInput("Say what data is needed, such as: 100 answers to the invoice survey.")
    return replace(hypothesis, needed=needed.strip())


def link_evidence(hypothesis: Hypothesis, ids: Iterable[str]) -> Hypothesis:
    """Rest the answer on further evidence. Raises BadInput once it is concluded."""
    _check_open(hypothesis)
    return replace(hypothesis, evidence_ids=tuple(dict.fromkeys([*hypothesis.evidence_ids, *ids])))


def conclude(hypothesis: Hypothesis, verdict: HypothesisState, finding: str) -> Hypothesis:
    """Say what was found. Raises BadInput where nothing bears the verdict."""
    _check_open(hypothesis)
    if verdict not in VERDICTS:
        raise BadInput(f"A verdict is one of: {', '.join(VERDICTS)}.")
    if not finding.strip():
        raise BadInput("Say what was found: --finding TEXT.")
    if verdict is not HypothesisState.INCONCLUSIVE and not hypothesis.evidence_ids:
        raise BadInput(
            f"Nothing is linked that it could be {verdict} by. "
            f"First: hearback questions link {hypothesis.id} EVIDENCE"
        )
    return replace(hypothesis, state=verdict, finding=finding.strip())


def reopen(hypothesis: Hypothesis) -> Hypothesis:
    """Take a verdict back that nobody has signed off yet. Raises BadInput otherwise."""
    if hypothesis.is_open:
        raise BadInput(f"{hypothesis.id} is open.")
    _check_not_final(hypothesis)
    return replace(hypothesis, state=HypothesisState.OPEN, finding=None)


def sign_off(hypothesis: Hypothesis, by: str, at: datetime, people: Collection[str]) -> Hypothesis:
    """Stand behind a verdict, as somebody other than who opened the question.

    ``people`` are all who work with this knowledge base: who works alone signs alone. Raises
    BadInput.
    """
    _check_not_final(hypothesis)
    if hypothesis.is_open:
        raise BadInput(f"{hypothesis.id} has no verdict yet. First: hearback questions conclude")
    others = sorted(set(people) - {hypothesis.opened_by})
    if by == hypothesis.opened_by and others:
        raise BadInput(f"{by} opened it, so another must sign it off: {', '.join(others)}.")
    return replace(hypothesis, signed_off_by=by, signed_off_at=at)


def _check_open(hypothesis: Hypothesis) -> None:
    _check_not_final(hypothesis)
    if not hypothesis.is_open:
        raise BadInput(
            f"{hypothesis.id} is {hypothesis.state}. First: hearback questions reopen "
            f"{hypothesis.id}"
        )


def _check_not_final(hypothesis: Hypothesis) -> None:
    if hypothesis.is_final:
        raise BadInput(
            f"{hypothesis.id} was signed off by {hypothesis.signed_off_by}; it is final. "
            "Open a new question."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question that had no evidence, whoever asked it, with the hypothesis about it."""

    question: str
    times: int
    roles: tuple[str, ...]
    last_asked: datetime | None
    reason: str
    hypothesis: Hypothesis | None = None


def same_question(question: str) -> str:
    """What two wordings of a question share: neither case, white space nor marks tell apart."""
    return " ".join(re.findall(r"\w+", question.casefold()))


def answers_needed(margin: float = 0.1, confidence: float = 0.95, share: float = 0.5) -> int:
    """How many answers tell a share within ``margin`` either way, at this confidence.

    The normal approximation; a share of one half needs the most, so it is the safe guess.
    """
    if not (0 < margin < 1 and 0 < confidence < 1 and 0 < share < 1):
        raise BadInput("Margin, confidence and share lie between 0 and 1.")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    return math.ceil(z * z * share * (1 - share) / margin**2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is known where a question points to, and so what is missing.

    ``step`` is the nearest journey step as ``journey/step``; None where no map has one near.
    """

    step: str | None = None
    step_name: str = ""
    listening_posts: tuple[str, ...] = ()
    comments: int = 0
    series: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        found = []
        if self.step is None:
            found.append("journey")
        if self.comments < answers_needed():
            found.append("words")
        if not self.series:
            found.append("numbers")
        return tuple(found)


def describe_need(need: Need) -> str:
    """The least data that would answer a question, in a few words."""
    enough = answers_needed()
    if need.step is None:
        return (
            f"journey: no mapped step is near; map it first. words: about {enough} answers to one "
            "question tell a share within 10 points at 95 %."
        )
    parts = [f"at {need.step_name} ({need.step})"]
    if need.comments < enough:
        parts.append(
            f"words: {enough - need.comments} more answers ({need.comments} are held; about "
            f"{enough} tell a share within 10 points at 95 %)"
        )
    if not need.series:
        parts.append("numbers: nothing is measured there yet; one metric by month with its n")
    if not need.missing:
        parts.append("words and numbers are there: ask more narrowly, or link what answers it")
    posts = ", ".join(need.listening_posts)
    parts.append(f"ask at: {posts}" if posts else "no listening post there yet: open one")
    return "; ".join(parts) + "."
