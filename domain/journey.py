"""Stages and steps as a persona lives them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a customer needs (or gets) at a step: information, content, channel, next step."""

    information: str = ""
    content: str = ""
    channel: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its trigger, the five Ws, channels, feeling, needs, tollgates, listening posts.

    ``emotion`` runs from -2 (worst) to 2 (best). ``share_of_customers`` is 0..1, ``value`` the
    money at stake for each customer and year in the company's own currency; both may be unknown.
    One that ``matters`` is a moment by which customers judge the whole (a moment of truth).
    """

    id: str
    name: str
    trigger: str = ""
    who: str = ""
    what: str = ""
    when: str = ""
    where: str = ""
    why: str = ""
    channels: tuple[str, ...] = ()
    emotion: int | None = None
    feeling: str = ""
    evoked_by: str = ""
    needs: Needs = Needs()
    gets: Needs = Needs()
    tollgates: tuple[str, ...] = ()
    listening_posts: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    share_of_customers: float | None = None
    value: float | None = None
    future: str = ""
    matters: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyMap:
    """A map of one persona's journey. ``state`` is ``current`` or ``future``."""

    id: str
    name: str
    persona: str
    stages: tuple[Stage, ...]
    persona_goal: str = ""
    segment: str = ""
    scope: str = ""
    state: str = "current"
    sponsor: str = ""
    owner: str = ""
    reviewed_at: date | None = None
    interviews: tuple[str, ...] = ()

    def steps(self) -> Iterator[tuple[str, Step]]:
        """Every step with its reference ``journey/step``, in the order in which it is lived."""
        for stage in self.stages:
            for step in stage.steps:
                yield f"{self.id}/{step.id}", step
