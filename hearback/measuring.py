"""What ``progress`` counts, from what is stored already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from actions.progress import Counts
from domain.action import ActionState
from domain.audience import EMPLOYEES
from domain.evidence import Kind
from domain.period import Period, parse_period
from domain.progress import Asking, Month, People, by_role, count_month
from domain.subscription import DeliveryState
from knowledge.pseudonym import reference_pseudonym

if TYPE_CHECKING:
    from hearback.house import House

KEPT_DAYS = 400


@dataclass(frozen=True, slots=True)
class Progress:
    months: tuple[Month, ...]
    asked_by_role: dict[str, People]
    roles_without_path: tuple[str, ...]
    counts: Counts


def record_asking(house: "House", user_id: str, role: str, day: date) -> None:
    """Keep that somebody asked: a keyed hash, the role and the day, for 400 days."""
    house.activity.record(mark_of(house, user_id), role, day)
    house.activity.drop_before(date.fromordinal(day.toordinal() - KEPT_DAYS))


def mark_of(house: "House", user_id: str) -> str:
    return reference_pseudonym(house.truth.secret(), f"person:{user_id}")


def measure_progress(house: "House", months: Sequence[Period], day: date) -> Progress:
    """The figures of these whole months; states (roles, actions) as they are now."""
    from retrieval.ripple import RippleGraph  # noqa: PLC0415 - see root

    askings = house.activity.all()
    graph = RippleGraph(house.truth.roles(), house.truth.journeys())
    without = tuple(name for name in graph.roles if not graph.reach(name).steps)
    return Progress(
        months=tuple(_month(house, month, askings) for month in months),
        asked_by_role=by_role(askings, months),
        roles_without_path=without,
        counts=_counts(house, months, day, len(graph.roles) - len(without)),
    )


def _month(house: "House", month: Period, askings: Sequence[Asking]) -> Month:
    roles = {role.name for role in house.truth.roles()}
    people = {s.id: s.target for s in house.subscriptions.all() if s.target.startswith(("U", "W"))}
    told = [
        mark_of(house, people[each.subscription_id])
        for each in house.ledger.deliveries()
        if each.state is DeliveryState.SENT
        and each.subscription_id in people
        and month.holds(parse_period(each.period).last_day)
    ]
    # A role that owns an action is no person, so only people are counted here.
    acted = [
        mark_of(house, each.owner)
        for each in house.actions.all()
        if each.owner not in roles and month.holds(each.closed_on or each.created_on)
    ]
    return count_month(month, told, [a.mark for a in askings if month.holds(a.day)], acted)


def _counts(house: "House", months: Sequence[Period], day: date, with_path: int) -> Counts:
    from retrieval.corpus import Filter  # noqa: PLC0415 - see root

    verbatims = frozenset({Kind.VERBATIM})
    first, last = months[0].first_day, months[-1].last_day
    everything = Filter(audience=EMPLOYEES, kinds=verbatims, as_of=day)
    recent = Filter(audience=EMPLOYEES, kinds=verbatims, since=first, until=last)
    actions = house.actions.all()
    sent = [d for d in house.ledger.deliveries() if d.state is DeliveryState.SENT]
    is_open = [a for a in actions if a.state is ActionState.OPEN]
    return Counts(
        comments=len(house.corpus.matching(everything)),
        recent_comments=len(house.corpus.matching(recent)),
        maps=len(house.truth.journeys()),
        sources=len(house.review.sources()),
        roles=len(house.truth.roles()),
        roles_with_path=with_path,
        insights=len(house.truth.insights()),
        subscriptions=sum(each.active for each in house.subscriptions.all()),
        digests_sent=sum(first <= parse_period(d.period).last_day <= last for d in sent),
        actions=len(actions),
        actions_done=sum(a.finished for a in actions),
        actions_overdue=sum(a.due < day for a in is_open),
        questions_open=len(house.conversations.unanswered()),
    )
