"""Which map of the future tells the same journey as which map of today, step by step."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.journey import JourneyMap, Step

_AIM = re.compile(r"\b(?:future|to[ -]be|target)(?:[ -](?:state|map))?\b", re.IGNORECASE)


def pair_maps(journeys: Sequence[JourneyMap]) -> dict[str, JourneyMap]:
    """The map of the future by the id of today's map.

    They are a pair if their names or ids are the same but for "future" or "to be", or else if they
    tell of the same persona and segment and no other map of today does.
    """
    today = [journey for journey in journeys if journey.state == "current"]
    pairs: dict[str, JourneyMap] = {}
    for aim in journeys:
        if aim.state == "future" and (mate := _mate(aim, today)) is not None:
            pairs.setdefault(mate.id, aim)
    return pairs


def _mate(aim: JourneyMap, today: Sequence[JourneyMap]) -> JourneyMap | None:
    for read in (_name, _id):
        for journey in today:
            if read(journey) and read(journey) == read(aim):
                return journey
    same = [journey for journey in today if _lived_by(journey) == _lived_by(aim)]
    return same[0] if len(same) == 1 else None


def _name(journey: JourneyMap) -> str:
    return _bare(journey.name)


def _id(journey: JourneyMap) -> str:
    return _bare(journey.id)


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", _AIM.sub(" ", words).casefold()))


def _lived_by(journey: JourneyMap) -> tuple[str, str]:
    return journey.persona.casefold().strip(), journey.segment.casefold().strip()


@dataclass(frozen=True, slots=True)
class Lone:
    """A step that stands on one map of a pair only. ``to_come`` if that is the one to be."""

    where: str
    step: str
    missing_on: str
    to_come: bool
    do: str


def twin_step(step: Step, other: JourneyMap | None) -> Step | None:
    """The same step on the other map of a pair: by its id, or else by its name."""
    held = [each for _, each in other.steps()] if other else []
    same = [each for each in held if each.id == step.id]
    same += [each for each in held if each.name.casefold() == step.name.casefold()]
    return same[0] if same else None


def lone_steps(journeys: Sequence[JourneyMap]) -> list[Lone]:
    """Steps of a pair of maps that only one of them has; what is to come before what is to go."""
    pairs = pair_maps(journeys)
    both = [(today, pairs[today.id]) for today in journeys if today.id in pairs]
    new = [lone for today, aim in both for lone in _alone(aim, today)]
    return [*new, *(lone for today, aim in both for lone in _alone(today, aim))]


def _alone(journey: JourneyMap, other: JourneyMap) -> list[Lone]:
    to_come = journey.state == "future"
    found = []
    for reference, step in journey.steps():
        if twin_step(step, other) is None:
            who = ", ".join(step.owners) or journey.owner or "Agree who owns it"
            new, old = f"bring about: {step.what or step.name}", f"keep it? Draw it on {other.id}"
            do = new if to_come else old
            found.append(Lone(reference, step.name, other.id, to_come, f"{who}: {do}"))
    return found
