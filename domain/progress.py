"""How far it has come: counted facts, shown only of groups that hide everybody in them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.anonymity import SMALLEST_GROUP
from domain.period import Period, month_of, previous

FEWER = "fewer than five"
TOO_CLOSE = "left out, because another figure beside it would tell of fewer than five people"


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody, as a keyed hash, asked something for a role on a day."""

    mark: str
    role: str
    day: date


@dataclass(frozen=True, slots=True)
class People:
    """How many people; ``count`` is None, with the reason, where it would tell of a few."""

    count: int | None
    reason: str | None = None

    def __str__(self) -> str:
        return self.reason or f"{self.count:,}" if self.count is not None else str(self.reason)


@dataclass(frozen=True, slots=True)
class Month:
    period: Period
    reached: People
    asked: People
    acted: People


@dataclass(frozen=True, slots=True)
class Fact:
    """One counted figure with what it counts."""

    name: str
    value: int
    of: int | None = None

    def __str__(self) -> str:
        return f"{self.name}: {self.value:,}" + ("" if self.of is None else f" of {self.of:,}")


@dataclass(frozen=True, slots=True)
class Stage:
    """Listening, aligning, engaging or driving: what it means here, and the facts."""

    name: str
    meaning: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Barrier:
    """A known barrier that figures point at, and what to do next. A pointer, not a proof."""

    name: str
    figure: str
    next_step: str


def last_months(day: date, count: int = 3) -> list[Period]:
    """The last whole calendar months before a day: whole ones only, so that no two windows
    that overlap can be subtracted from each other."""
    found = [previous(month_of(day))]
    while len(found) < count:
        found.insert(0, previous(found[0]))
    return found


def hide_few(count: int, smallest: int = SMALLEST_GROUP) -> People:
    """A count of five or more, or that it is fewer: none is told apart from four."""
    return People(count) if count >= smallest else People(None, FEWER)


def nested(whole: int, parts: Sequence[int], smallest: int = SMALLEST_GROUP) -> list[People]:
    """A number of people, and parts of these same people, as they may stand side by side.

    A part is left out where it is small, or where what is missing of the whole, or of a part
    that is shown, would be a few people.
    """
    shown = [hide_few(whole, smallest)]
    bases = [whole] if whole >= smallest else []
    for part in parts:
        if part < smallest:
            shown.append(People(None, FEWER))
        elif any(0 < abs(base - part) < smallest for base in bases):
            shown.append(People(None, TOO_CLOSE))
        else:
            shown.append(People(part))
            bases.append(part)
    return shown


def hide_in_table(counts: Mapping[str, int], smallest: int = SMALLEST_GROUP) -> dict[str, People]:
    """Counts of groups that do not overlap, as they may stand beside their sum.

    Small ones are hidden; so are the smallest others, until the sum of what is hidden tells of
    five people or more.
    """
    ranked = sorted(counts, key=lambda name: (counts[name], name))
    hidden = [name for name in ranked if counts[name] < smallest]
    others = [name for name in ranked if counts[name] >= smallest]
    small = frozenset(hidden)
    while hidden and others and sum(counts[name] for name in hidden) < smallest:
        hidden.append(others.pop(0))
    gone = frozenset(hidden)
    return {
        name: People(None, FEWER if name in small else TOO_CLOSE)
        if name in gone
        else People(counts[name])
        for name in counts
    }


def count_month(
    period: Period,
    told: Collection[str],
    asked: Collection[str],
    acted: Collection[str],
) -> Month:
    """A month from the people (as marks) who got a digest, who asked, and who acted.

    Reached is who got a digest, an answer, or acted on one.
    """
    everybody = {*told, *asked, *acted}
    reached, who_asked, who_acted = nested(len(everybody), [len({*asked}), len({*acted})])
    return Month(period, reached, who_asked, who_acted)


def by_role(askings: Iterable[Asking], months: Sequence[Period]) -> dict[str, People]:
    """Who asked in these months, each person once, under the role they asked for last."""
    roles: dict[str, str] = {}
    for asking in sorted(askings, key=lambda each: (each.day, each.role)):
        if months[0].first_day <= asking.day <= months[-1].last_day:
            roles[asking.mark] = asking.role
    counts: dict[str, int] = {}
    for role in roles.values():
        counts[role] = counts.get(role, 0) + 1
    return dict(sorted(hide_in_table(counts).items()))
