"""What was found for an answer, before anybody writes it.

A finding names evidence by reference and carries only curated words; quotes are spans and numbers
are figures of that evidence. A writer, extractive or a chat model, turns findings into statements.
"""

from dataclasses import dataclass
from datetime import date

from domain.answer import Intent, Path, Question
from domain.evidence import Evidence
from domain.trend import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PathFound:
    """A ripple: who, through whom, to which step, and what is felt there.

    ``supposed`` where nobody curated its first link: it is what an internal client needs.
    """

    role: str
    responsibility: str
    through: tuple[str, ...]
    step: str
    feeling: str
    how: str
    refs: tuple[str, ...]
    supposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsFound:
    """A span of a verbatim worth quoting; ``differs`` if it disagrees with the others.

    ``at`` names the step where it was said, if the answer has not come to that step before.
    """

    ref: str
    start: int
    end: int
    differs: bool = False
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFound:
    """How many comments there are on a subject, and how many of those are negative."""

    ref: str
    subject: str
    rated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFound:
    ref: str
    metric: str
    verdict: Verdict
    compared: bool
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartFound:
    """A score and what customers say that moved apart: the evidence and name of each."""

    score: str
    score_name: str
    words: str
    words_name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFound:
    """What a step is like for customers."""

    step: str
    feeling: str
    because: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFound:
    """A responsibility set against the complaints at the steps that it reaches.

    ``share`` is evidence of its share of all complaints; ``moved`` whether its comments became
    more or less negative.
    """

    responsibility: str
    role: str
    protects: str
    ref: str
    count: str
    rated: bool
    share: str
    moved: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFound:
    """What a policy says."""

    responsibility: str
    says: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceFound:
    """Complaints about a policy before and since the day from which its text holds.

    ``before`` and ``after`` are counts; ``before`` is None where nobody spoke of it before.
    """

    responsibility: str
    day: date
    ref: str
    after: str
    before: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightFound:
    """A claim of the CX team. ``aged`` are statistics from outside, each as told and how old.

    The age of the first is the evidence's figure ``age 1``, and so on.
    """

    ref: str
    claim: str
    kind: str
    owner: str
    day: date
    aged: tuple["Aged", ...] = ()


@dataclass(frozen=True, slots=True)
class Aged:
    """A statistic from outside as it is told, and which figure is its age."""

    told: str
    figure: str
    is_old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownFound:
    """What the evidence does not tell, and where it could be heard."""

    what: str
    listening_posts: tuple[str, ...]
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFound:
    what: str
    owner: str
    state: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFound:
    """How many of a period's comments are about a subject."""

    ref: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextFound:
    """How a step should be, as the journey map has it."""

    step: str
    aim: str
    ref: str


Finding = (
    PathFound
    | WordsFound
    | CountFound
    | ChangeFound
    | ApartFound
    | StepFound
    | PolicyFound
    | RuleFound
    | UnknownFound
    | ActionFound
    | ShareFound
    | NextFound
    | InsightFound
    | SinceFound
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything an answer may be written from. ``missing`` says why there is nothing.

    ``revision`` is that of the truth when it was gathered.
    """

    question: Question
    intent: Intent
    found: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    paths: tuple[Path, ...] = ()
    missing: str = ""
    revision: int = 0
