"""The ripple: from a responsibility, directly or through colleagues, to a journey step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.journey import JourneyMap, Step
from domain.role import Responsibility, Role
from retrieval.corpus import Reach
from retrieval.words import coverage

_MOST_HOPS = 3
_CALLED = 0.5


@dataclass(frozen=True, slots=True)
class Link:
    """One curated hop: its note in the evidence, and how it is felt."""

    note: str
    how: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A role and its responsibility on the way."""

    role: Role
    responsibility: Responsibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Ripple:
    """A path: the stops from the asking role on, the links between them, and the step reached."""

    stops: tuple[Stop, ...]
    links: tuple[Link, ...]
    step_ref: str
    step: Step
    journey: JourneyMap

    @property
    def origin(self) -> Stop:
        return self.stops[0]

    @property
    def direct(self) -> bool:
        return len(self.stops) == 1


def link_note(role: str, responsibility: str, target: str) -> str:
    """The id of the note that holds a curated link."""
    return f"ripple:{role}/{responsibility}>{target}"


def step_note(step_ref: str) -> str:
    return f"journey:{step_ref}"


def _lived(journeys: Sequence[JourneyMap]) -> list[JourneyMap]:
    """What customers live today; a map of the future is a plan, and no evidence of anything."""
    return [journey for journey in journeys if journey.state != "future"]


class RippleGraph:
    """Every role, responsibility and step, and the curated links between them."""

    def __init__(self, roles: Sequence[Role], journeys: Sequence[JourneyMap]) -> None:
        self.roles: Mapping[str, Role] = {role.name: role for role in roles}
        self.steps: Mapping[str, tuple[JourneyMap, Step]] = {
            ref: (journey, step) for journey in _lived(journeys) for ref, step in journey.steps()
        }

    def ripples(self, role_name: str) -> list[Ripple]:
        """Every path from a role to a step, each step once for each responsibility: the
        shortest way there."""
        found: dict[tuple[str, str], Ripple] = {}
        role = self.roles.get(role_name)
        for responsibility in role.responsibilities if role else ():
            stop = Stop(self.roles[role_name], responsibility)
            for ripple in self._from((stop,), ()):
                key = (responsibility.id, ripple.step_ref)
                if key not in found or len(ripple.stops) < len(found[key].stops):
                    found[key] = ripple
        return list(found.values())

    def reach(self, role_name: str) -> Reach:
        """The steps and themes at which a role's work is felt."""
        role = self.roles.get(role_name)
        responsibilities = role.responsibilities if role else ()
        return Reach(
            frozenset(ripple.step_ref for ripple in self.ripples(role_name)),
            frozenset(theme for each in responsibilities for theme in each.themes),
        )

    def places_called(self, asked: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The steps, and the themes of responsibilities, whose names hold half of these words."""
        duties = [duty for role in self.roles.values() for duty in role.responsibilities]
        themes = {theme for duty in duties for theme in duty.themes}
        steps = {
            ref
            for ref, (_, step) in self.steps.items()
            if coverage(asked, f"{step.name} {ref.partition('/')[2]}") >= _CALLED
        }
        called = {theme for theme in themes if coverage(asked, theme) >= _CALLED}
        return frozenset(steps), frozenset(called)

    def _from(self, stops: tuple[Stop, ...], links: tuple[Link, ...]) -> Iterator[Ripple]:
        here = stops[-1]
        name, duty = here.role.name, here.responsibility
        for reached in duty.reaches:
            if reached.step in self.steps:
                journey, step = self.steps[reached.step]
                last = Link(link_note(name, duty.id, reached.step), reached.how)
                yield Ripple(
                    stops=stops,
                    links=(*links, last),
                    step_ref=reached.step,
                    step=step,
                    journey=journey,
                )
        if len(stops) < _MOST_HOPS:
            yield from self._through_colleagues(stops, links)

    def _through_colleagues(
        self, stops: tuple[Stop, ...], links: tuple[Link, ...]
    ) -> Iterator[Ripple]:
        here = stops[-1]
        passed = {(stop.role.name, stop.responsibility.id) for stop in stops}
        for served in here.responsibility.serves:
            target = (
                f"{served.role}/{served.responsibility}" if served.responsibility else served.role
            )
            link = Link(link_note(here.role.name, here.responsibility.id, target), served.how)
            for stop in self._stops(served.role, served.responsibility):
                if (stop.role.name, stop.responsibility.id) not in passed:
                    yield from self._from((*stops, stop), (*links, link))

    def _stops(self, role_name: str, responsibility: str | None) -> Iterator[Stop]:
        role = self.roles.get(role_name)
        for each in role.responsibilities if role else ():
            if responsibility in (None, each.id):
                yield Stop(self.roles[role_name], each)
