"""The moment of a recording at which words were said, and the link that opens there."""

import re
from collections.abc import Sequence

Moments = tuple[tuple[int, float], ...]

# Where players look for a time. Other names are no place for one: a link must be known to open
# where it says.
_NAMES = (
    "t|ts|start|time|at|begin|from|seek|offset|pos|position|sec|second|seconds|s|timestamp|"
    "starttime|start_time|time_continue|playhead|st"
)
_TIME = re.compile(
    rf"(?P<lead>[?&#](?:{_NAMES})=)"
    r"(?P<time>\d{1,3}:\d{2}(?::\d{2})?|(?:\d+h)?(?:\d+m)?\d+s|\d+(?:\.\d+)?)(?=$|[&#])",
    re.IGNORECASE,
)


def second_at(moments: Sequence[tuple[int, float]], offset: int) -> float | None:
    """The second at which the piece of text that holds this offset began; None if nobody knows."""
    begun = [second for start, second in moments if start <= offset]
    return begun[-1] if begun else None


def open_at(url: str, second: float) -> str:
    """The link with the time that it has set to this second, in the form that it has.

    Forms: 75, 75s, 1m15s, 00:01:15. A link without a time stays as it is.
    """
    return _TIME.sub(lambda match: match["lead"] + _alike(match["time"], int(second)), url, count=1)


def times_in(url: str) -> int:
    """In how many places a link says a time."""
    return len(_TIME.findall(url))


def without_time(url: str) -> str:
    """The link as it opens at its beginning."""
    bare = _TIME.sub(lambda match: match["lead"][0], url)
    return re.sub(r"[?&#]+$", "", re.sub(r"([?&#])&+", r"\1", bare))


def tell_moment(second: float) -> str:
    """``1:15`` or ``1:02:03``, as players show it."""
    hours, minutes, seconds = _split(int(second))
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def read_moment(clock: str) -> float | None:
    """The second that ``1:15`` or ``00:01:15`` names; None if it names none."""
    parts = clock.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdigit() and part.isascii() for part in parts):
        return None
    total = 0
    for part in parts:
        total = 60 * total + int(part)
    return float(total)


def _alike(model: str, second: int) -> str:
    hours, minutes, seconds = _split(second)
    if ":" in model:
        return f"{hours:02d}:{minutes:02d}:{seconds:02d}"
    if "m" in model.lower() or "h" in model.lower():
        return (f"{hours}h" if hours else "") + f"{minutes}m{seconds}s"
    return f"{second}s" if model.lower().endswith("s") else str(second)


def _split(second: int) -> tuple[int, int, int]:
    return second // 3600, second // 60 % 60, second % 60
