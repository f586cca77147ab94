"""Reading what was typed after ``/hearback``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.question import find_role
from domain.error import BadInput, unknown
from domain.role import Role
from domain.subscription import WEEKDAYS

_HOUR = re.compile(
    r"^(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?:h|(?P<half>am|pm))?$", re.IGNORECASE
)
_FILLERS = frozenset({"at", "on", "every", "for", "as", "to", "the", "me", "in"})
_HERE = frozenset({"here", "channel", "#here"})
SUBSCRIBE_FORM = "Write it like: /hearback subscribe finance here friday 14"


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a subscribe command asks for; what it left out is None."""

    role: str | None = None
    here: bool = False
    weekday: int | None = None
    hour: int | None = None


def read_command(text: str) -> Command:
    """The first word, in lower case, and the rest as it was typed."""
    name, _, rest = text.strip().partition(" ")
    return Command(name.lower() or "help", rest.strip())


def read_subscribe(words: str, roles: Iterable[Role]) -> Wish:
    """Role, "here", weekday and hour in any order. Raises BadInput for anything else."""
    known = list(roles)
    role_words: list[str] = []
    here, weekday, hour = False, None, None
    for word in words.split():
        if word.lower() in _HERE:
            here = True
        elif (day := read_weekday(word)) is not None:
            weekday = day
        elif _HOUR.match(word):
            hour = read_hour(word)
        else:
            role_words.append(word)
    return Wish(_role(_without_fillers(role_words), known), here, weekday, hour)


def read_weekday(word: str) -> int | None:
    """0 for Monday, from a name of three letters or more."""
    low = word.lower().rstrip(".,s") if len(word) > 3 else word.lower()
    days = (index for index, day in enumerate(WEEKDAYS) if len(low) > 2 and day.startswith(low))
    return next(days, None)


def read_hour(word: str) -> int:
    """``9``, ``09:00``, ``9am`` or ``14h`` as 0 to 23. Raises BadInput."""
    match = _HOUR.match(word)
    hour = int(match["hour"]) if match else -1
    half = (match["half"] or "").lower() if match else ""
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else -1
    if match is None or (match["minute"] or "00") != "00" or not 0 <= hour <= 23:
        raise BadInput(f"{word!r} is not a whole hour. Write 9, 09:00 or 9am. {SUBSCRIBE_FORM}")
    return hour


def _without_fillers(words: list[str]) -> str:
    """Fillers at either end go; within, they may belong to a role's title."""
    kept = list(words)
    while kept and kept[0].lower() in _FILLERS:
        kept.pop(0)
    while kept and kept[-1].lower() in _FILLERS:
        kept.pop()
    return " ".join(kept)


def _role(words: str, roles: list[Role]) -> str | None:
    if not words:
        return None
    if (name := find_role(words, roles)) is None:
        raise unknown("role", words, [role.name for role in roles])
    return name
