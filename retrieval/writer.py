"""The extractive writer: findings to statements, in words a colleague would use.

Its own words never hold a number or a quotation mark: numbers are figures and customers' words are
quotes, both taken from the evidence when the statement is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Protocol

from domain.answer import Usage
from domain.evidence import Evidence
from domain.statement import Figure, Part, Quote, Statement
from domain.trend import MOVED, Verdict
from retrieval.finding import (
    ActionFound,
    ApartFound,
    ChangeFound,
    CountFound,
    Finding,
    Findings,
    InsightFound,
    NextFound,
    PathFound,
    PolicyFound,
    RuleFound,
    ShareFound,
    SinceFound,
    StepFound,
    UnknownFound,
    WordsFound,
)
from retrieval.label import format_day, lowered, plain, possessive

_FEWEST_FOR_SHARE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Statements and who wrote them. ``fell_back`` says why a chat model did not."""

    statements: tuple[Statement, ...]
    answered_by: str = "extractive"
    fell_back: str | None = None
    usage: Usage | None = None


Tell = Callable[[Written], None]


class Writer(Protocol):
    """Turns findings into statements."""

    def write(self, findings: Findings, tell: Tell | None = None) -> Written:
        """Never raises for what a model does. ``tell`` gets what stands so far, as it grows."""


class ExtractiveWriter:
    """Writes without a model."""

    def write(self, findings: Findings, tell: Tell | None = None) -> Written:
        return Written(statements=write_statements(findings))


def write_statements(findings: Findings) -> tuple[Statement, ...]:
    """One statement for each finding, in the order found."""
    held = {item.ref: item for item in findings.evidence}
    return tuple(write_finding(each, held) for each in findings.found)


@singledispatch
def write_finding(finding: Finding, held: Mapping[str, Evidence]) -> Statement:
    """The statement of one finding. ``held`` is the evidence by reference."""
    raise TypeError(f"nobody writes {type(finding).__name__}")


@write_finding.register
def _(finding: PathFound, held: Mapping[str, Evidence]) -> Statement:
    if finding.supposed:
        return Statement((_supposed(finding),), finding.refs)
    words = f"{possessive(finding.role)} part at {plain(finding.step)}"
    words += f", through {_listed(finding.through)}" if finding.through else ""
    words += f", where customers feel {lowered(plain(finding.feeling))}" if finding.feeling else ""
    what = finding.how or finding.responsibility
    words += f": {lowered(plain(what))}."
    return Statement((words,), finding.refs)


def _supposed(finding: PathFound) -> str:
    """A path that nobody has curated yet: told as what may be."""
    colleague = finding.through[0]
    words = f"{possessive(finding.role)} work may be felt at {plain(finding.step)}, through"
    words += f" {_listed(finding.through)} (no curated link yet; {colleague} needs of it:"
    return f"{words} {lowered(plain(finding.how))})."


@write_finding.register
def _(finding: WordsFound, held: Mapping[str, Evidence]) -> Statement:
    evidence = held[finding.ref]
    when = f", {format_day(evidence.occurred_at)}" if evidence.occurred_at else ""
    lead = f"At {plain(finding.at)}: " if finding.at else ""
    lead = "Not everybody says so: " if finding.differs else lead
    parts: tuple[Part, ...] = (
        lead,
        Quote(finding.ref, finding.start, finding.end),
        f" ({plain(evidence.source)}{when})",
    )
    return Statement(tuple(part for part in parts if part), (finding.ref,))


@write_finding.register
def _(finding: CountFound, held: Mapping[str, Evidence]) -> Statement:
    ref = finding.ref
    window = held[ref].window
    parts: list[Part] = [f"{plain(finding.subject)}: ", Figure(ref, "n"), " comments"]
    if finding.rated:
        # Of a few, a percentage would say more than is known.
        figure = "share" if (held[ref].n or 0) >= _FEW else "negative"
        parts += [", ", Figure(ref, figure), " of them negative"]
    parts.append(f" ({window}).")
    return Statement(tuple(parts), (ref,))


_FEW = 20
_TOO_OLD = ": that is more than two years, so check it before you rely on it."
_SHARE_MOVED = {
    Verdict.ROSE: "more of them than a year before",
    Verdict.FELL: "fewer of them than a year before",
    Verdict.NO_REAL_CHANGE: "no real change",
    Verdict.TOO_FEW: "too few to tell a change",
}
_UNMOVED = {
    Verdict.NO_REAL_CHANGE: "no real change",
    Verdict.TOO_FEW: "too few answers to tell",
    Verdict.INCOMPLETE: "not to be judged yet, because its latest period is not complete",
    Verdict.BROKEN_SERIES: "not to be compared over time, because its series is broken",
}


@write_finding.register
def _(finding: ChangeFound, held: Mapping[str, Evidence]) -> Statement:
    ref, window = finding.ref, held[finding.ref].window
    name = finding.metric[:1].upper() + finding.metric[1:]
    if finding.verdict in MOVED:
        verb = f"{name} {finding.verdict} from "
        parts: list[Part] = [verb, Figure(ref, "baseline"), " to ", Figure(ref, "latest")]
    elif finding.compared:
        parts = [f"{name}: {_UNMOVED[finding.verdict]}, ", Figure(ref, "latest")]
        parts += [" beside ", Figure(ref, "baseline")]
    else:
        return Statement((f"{name}: {_UNMOVED[finding.verdict]} ({window}).",), (ref,))
    parts.append(f" ({window}")
    parts += [", n = ", Figure(ref, "n")] if finding.counted else []
    return Statement((*parts, ")."), (ref,))


@write_finding.register
def _(finding: ApartFound, held: Mapping[str, Evidence]) -> Statement:
    score, words = finding.score, finding.words
    parts: tuple[Part, ...] = (
        f"Score and words disagree: {finding.score_name} {finding.verdict} from ",
        Figure(score, "baseline"),
        " to ",
        Figure(score, "latest"),
        f", and {finding.words_name} {finding.verdict} too, from ",
        Figure(words, "baseline"),
        " to ",
        Figure(words, "latest"),
        f" ({held[words].window}).",
    )
    return Statement(parts, (score, words))


@write_finding.register
def _(finding: StepFound, held: Mapping[str, Evidence]) -> Statement:
    words = f"At {plain(finding.step)} customers feel {lowered(plain(finding.feeling))}"
    words += f": {lowered(plain(finding.because))}." if finding.because else "."
    return Statement((words,), (finding.ref,))


@write_finding.register
def _(finding: PolicyFound, held: Mapping[str, Evidence]) -> Statement:
    duty = lowered(plain(finding.responsibility))
    parts: list[Part] = [f"{possessive(finding.role)} {duty}: "]
    parts += [Figure(finding.share, "share"), " of complaints; "]
    parts += [Figure(finding.count, "negative"), " of ", Figure(finding.count, "n")]
    window, moved = held[finding.count].window, _SHARE_MOVED[finding.moved]
    parts.append(f" comments about it are negative ({window}), {moved}.")
    if finding.protects:
        parts.append(f" It protects {lowered(plain(finding.protects))}.")
    return Statement(tuple(parts), (finding.ref, finding.count, finding.share))


@write_finding.register
def _(finding: RuleFound, held: Mapping[str, Evidence]) -> Statement:
    name = plain(finding.responsibility)
    return Statement(
        (f"{name[:1].upper()}{name[1:]} says: {plain(finding.says)}.",), (finding.ref,)
    )


@write_finding.register
def _(finding: SinceFound, held: Mapping[str, Evidence]) -> Statement:
    after, before = finding.after, finding.before
    name = lowered(plain(finding.responsibility))
    parts: list[Part] = [f"Since the present text of {name} ({format_day(finding.day)}): "]
    parts += [Figure(after, "negative"), " of ", Figure(after, "n")]
    parts.append(f" comments are negative ({held[after].window})")
    if before is None:
        return Statement((*parts, "; nobody spoke of it before."), (finding.ref, after))
    parts += ["; before: ", Figure(before, "negative"), " of ", Figure(before, "n")]
    parts.append(f" ({held[before].window}).")
    return Statement(tuple(parts), (finding.ref, after, before))


@write_finding.register
def _(finding: InsightFound, held: Mapping[str, Evidence]) -> Statement:
    claim = f"{finding.kind.capitalize()} insight: {plain(finding.claim)}"
    parts: list[Part] = [f"{claim} ({plain(finding.owner)}, {format_day(finding.day)})."]
    for aged in finding.aged:
        parts += [f" From outside: {plain(aged.told)}, ", Figure(finding.ref, aged.figure), " old"]
        parts.append(_TOO_OLD if aged.is_old else ".")
    return Statement(tuple(parts), (finding.ref,))


@write_finding.register
def _(finding: UnknownFound, held: Mapping[str, Evidence]) -> Statement:
    words = f"Not known: {plain(finding.what)}."
    if finding.listening_posts:
        words += f" Where it could be heard: {plain(_listed(finding.listening_posts))}."
    return Statement((words,), finding.refs, tells_gap=True)


@write_finding.register
def _(finding: ActionFound, held: Mapping[str, Evidence]) -> Statement:
    words = f"{plain(finding.owner)} ({finding.state}): {plain(finding.what)}."
    return Statement((words,), (finding.ref,))


@write_finding.register
def _(finding: ShareFound, held: Mapping[str, Evidence]) -> Statement:
    ref = finding.ref
    # A per cent of a handful is no number.
    few = (held[ref].n or 0) < _FEWEST_FOR_SHARE
    share: tuple[Part, ...] = () if few else (" (", Figure(ref, "share"), ")")
    verb = "is" if held[ref].figures["part"] == "1" else "are"
    parts: tuple[Part, ...] = (
        Figure(ref, "part"),
        " of ",
        Figure(ref, "whole"),
        " comments",
        *share,
        f" {verb} about {plain(finding.subject)} ({held[ref].window}).",
    )
    return Statement(parts, (ref,))


@write_finding.register
def _(finding: NextFound, held: Mapping[str, Evidence]) -> Statement:
    words = f"{plain(finding.step)} should be: {lowered(plain(finding.aim))}."
    return Statement((words,), (finding.ref,))


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
