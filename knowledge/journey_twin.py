"""Which map of the future tells the same journey as which map of today."""

import re
from collections.abc import Sequence

from domain.journey import JourneyMap

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
