"""The ripple: from a responsibility, directly or through colleagues, to a journey step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    """A path: the stops from the asking role on, the links between them, and the step reached.

    ``supposed`` where its first link is no curated one: what a colleague needs of the role.
    """

    stops: tuple[Stop, ...]
    links: tuple[Link, ...]
    step_ref: str
    step: Step
    journey: JourneyMap
    supposed: bool = False

    @property
    def origin(self) -> Stop:
        return self.stops[0]

    @property
    def direct(self) -> bool:
        return len(self.stops) == 1


def link_note(role: str, responsibility: str, target: str) -> str:
    """The id of the note that holds a curated link."""
    return f"ripple:{role}/{responsibility}>{target}"


def client_note(role: str, client: str) -> str:
    """The id of the note that holds what an internal client needs of a role."""
    return f"client:{role}>{client}"


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
        shortest way there. Without any curated link, the paths through its internal clients."""
        role = self.roles.get(role_name)
        stops = [Stop(role, each) for each in role.responsibilities] if role else []
        curated = [_shortest(self._from((stop,), ())) for stop in stops]
        if any(curated):
            return [ripple for each in curated for ripple in each]
        return [r for stop in stops for r in _shortest(self._through_clients(stop))]

    def reach(self, role_name: str) -> Reach:
        """The steps and themes at which a role's work is felt."""
        role = self.roles.get(role_name)
        responsibilities = role.responsibilities if role else ()
        return Reach(
            frozenset(ripple.step_ref for ripple in self.ripples(role_name)),
            frozenset(theme for each in responsibilities for theme in each.themes),
        )

    def reaches(self) -> dict[str, Reach]:
        """The reach of every role."""
        return {name: self.reach(name) for name in self.roles}

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

    def _through_clients(self, stop: Stop) -> Iterator[Ripple]:
        for client in stop.role.internal_clients:
            link = Link(client_note(stop.role.name, client.role), client.need)
            for reached in self._stops(client.role, None):
                for ripple in self._from((stop, reached), (link,)):
                    yield replace(ripple, supposed=True)

    def _stops(self, role_name: str, responsibility: str | None) -> Iterator[Stop]:
        role = self.roles.get(role_name)
        for each in role.responsibilities if role else ():
            if responsibility in (None, each.id):
                yield Stop(self.roles[role_name], each)


def _shortest(ripples: Iterable[Ripple]) -> list[Ripple]:
    """Of those to the same step the one with the fewest stops, or the first of equals."""
    found: dict[str, Ripple] = {}
    for ripple in ripples:
        known = found.get(ripple.step_ref)
        if known is None or len(ripple.stops) < len(known.stops):
            found[ripple.step_ref] = ripple
    return list(found.values())
