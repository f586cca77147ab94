"""We heard, we did, and then: what a digest tells of finished actions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.action import Action
from domain.audience import EMPLOYEE_GROUP, EMPLOYEES
from domain.outcome import CAVEAT, Outcome
from domain.period import Period
from domain.trend import MOVED
from retrieval.book import EvidenceBook
from retrieval.finding import ActionFound, Finding
from retrieval.library import Library
from retrieval.outcome import Sources, measure_outcomes

_MOST_OWED = 2
# What others did is news for so long; what rests on evidence that a reader was sent always is.
_NEWS = timedelta(weeks=4)


def tell_done(
    library: Library, book: EvidenceBook, period: Period, role: str, told: frozenset[str]
) -> list[Finding]:
    """What came of the evidence that this reader was sent; else the newest of their steps.

    ``told`` is what the reader's memory holds; each action is told once.
    """
    if not library.audience.may_see(EMPLOYEE_GROUP):
        return []
    chosen = _choose(library, period, role, told)
    # What curators alone may see must not come out among what employees may pass on.
    sources = Sources(library.corpus, library.series, EMPLOYEES, library.as_of)
    outcomes = {each.action_id: each for each in measure_outcomes(chosen, sources)}
    return [cite_action(library, book, each, outcomes.get(each.id)) for each in chosen]


def _choose(library: Library, period: Period, role: str, told: frozenset[str]) -> Sequence[Action]:
    names = {name.partition("@")[0] for name in told}
    done = [each for each in library.actions if each.finished and _day(each) <= period.last_day]
    fresh = [each for each in done if f"action:{each.id}" not in names]
    newest = sorted(fresh, key=lambda each: (_day(each), each.id), reverse=True)
    owed = [each for each in newest if names.intersection(each.evidence)]
    if owed:
        return owed[:_MOST_OWED]
    since = period.last_day - _NEWS
    return [each for each in newest if _day(each) > since and _touches(library, role, each)][:1]


def _day(action: Action) -> date:
    return action.closed_on or action.due


def _touches(library: Library, role: str, action: Action) -> bool:
    """Whether an action is about what a role reaches. A role without any known path hears all."""
    reach = library.graph.reach(role)
    if not (reach.steps or reach.themes) or not action.about:
        return True
    return action.about in reach.steps or action.about in reach.themes or action.owner == role


def cite_action(
    library: Library, book: EvidenceBook, action: Action, outcome: Outcome | None, worth: str = ""
) -> ActionFound:
    """The promise, what came of it, what was measured, and what that was worth if anybody says so;
    a person is a colleague here."""
    role = library.graph.roles.get(action.owner)
    who = role.title or role.name if role else "A colleague"
    came = [action.what, action.outcome or "", _measured(outcome), worth]
    told = ". ".join(part.strip().rstrip(".") for part in came if part.strip())
    shown = replace(action, owner=who, outcome=". ".join(p for p in came[1:] if p) or None)
    return ActionFound(what=told, owner=who, state="done", ref=book.add_action(shown))


def _measured(outcome: Outcome | None) -> str:
    if outcome is None or not outcome.measure:
        return ""
    return f"{outcome.told} {CAVEAT}" if outcome.verdict in MOVED else outcome.told
