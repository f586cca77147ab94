"""Who will be able to see an output, and so the most that it may contain."""

from collections.abc import Iterable
from dataclasses import dataclass

PUBLIC_GROUP = "public"
EMPLOYEE_GROUP = "employees"
CURATOR_GROUP = "curators"


@dataclass(frozen=True, slots=True)
class Audience:
    """The groups that every viewer of an output belongs to.

    A piece of evidence carries one group name; it may be shown if that group is among these.
    """

    groups: frozenset[str]

    def may_see(self, group: str) -> bool:
        return group in self.groups

    def with_groups(self, *groups: str) -> "Audience":
        return Audience(self.groups | set(groups))


PUBLIC = Audience(frozenset({PUBLIC_GROUP}))
EMPLOYEES = Audience(frozenset({PUBLIC_GROUP, EMPLOYEE_GROUP}))
CURATORS = EMPLOYEES.with_groups(CURATOR_GROUP)


def least(audiences: Iterable[Audience]) -> Audience:
    """The audience of a room: what every one of its viewers may see.

    Everybody may see what is public, so a room of strangers, or an empty one, is public.
    """
    groups = [audience.groups for audience in audiences]
    return Audience(frozenset.intersection(*groups) | {PUBLIC_GROUP}) if groups else PUBLIC


def parse_audience(text: str) -> Audience:
    """Read ``"employees,curators"``; the public group is always in it."""
    named = {part.strip().lower() for part in text.split(",") if part.strip()}
    return Audience(frozenset(named | {PUBLIC_GROUP}))
