"""Calls as JSON: lists of turns with speaker, words and time, as recorders write them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.error import BadInput
from domain.moment import read_moment
from knowledge.wording import repair_text

_SPEAKERS = ("speaker", "speaker_name", "speakername", "speakerid", "speaker_id", "name", "role",
             "participant", "author")  # fmt: skip
_WORDS = ("text", "content", "transcript", "sentence", "words", "said", "body")
_TIMES = ("start", "start_time", "starttime", "start_ms", "startms", "begin", "from", "time", "at",
          "offset", "timestamp", "ts")  # fmt: skip
_INSIDE = ("sentences", "segments", "utterances", "turns", "monologues", "entries", "transcript",
           "results", "calltranscripts", "transcription", "data")  # fmt: skip
_DEEPEST = 6
_NUMBER = re.compile(r"\d+(?:\.\d+)?$")
# No call is longer than a day, so a larger number counts thousandths of a second.
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Timed:
    """What one speaker said, and the second at which it began, if that is known."""

    speaker: str
    text: str
    second: float | None = None


def read_timed_json(name: str, text: str) -> list[Timed]:
    """Turns in order. Raises BadInput if the text is not JSON or holds no turns."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = " ".join(str(error).split())[:120]
        raise BadInput(f"{name} is not JSON: {what}. Export it again.") from error
    turns = list(_turns(document, "", 0))
    if not turns:
        raise BadInput(
            f"{name} holds no turns. Give a list of objects with speaker, text and start."
        )
    times = [turn.second for turn in turns if turn.second is not None]
    if times and max(times) > _DAY:
        return [_scaled(turn) for turn in turns]
    return turns


def _turns(value: Any, speaker: str, depth: int) -> Iterator[Timed]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _turns(item, speaker, depth + 1)
    elif isinstance(value, dict):
        yield from _of_object({str(k).casefold(): v for k, v in value.items()}, speaker, depth)


def _of_object(fields: Mapping[str, Any], speaker: str, depth: int) -> Iterator[Timed]:
    speaker = _text(fields, _SPEAKERS) or speaker
    words = _text(fields, _WORDS)
    # A whole text beside its own pieces says the same twice: the pieces have the times.
    if words and not any(isinstance(fields.get(name), list) for name in _INSIDE):
        yield Timed(speaker, words, _second(fields))
        return
    for name in _INSIDE:
        if isinstance(fields.get(name), list | dict):
            yield from _turns(fields[name], speaker, depth + 1)


def _text(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("id")
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return repair_text(str(value))
    return ""


def _second(fields: Mapping[str, Any]) -> float | None:
    for name in _TIMES:
        value = fields.get(name)
        if isinstance(value, bool) or value is None:
            continue
        found = float(value) if isinstance(value, int | float) else _read(str(value))
        if found is not None and 0 <= found < 1e9:
            return found / 1000 if name.endswith("ms") else found
    return None


def _read(text: str) -> float | None:
    bare = text.strip().rstrip("s")
    if _NUMBER.match(bare) and len(bare) < 16:
        return float(bare)
    return read_moment(bare.partition(".")[0].partition(",")[0])


def _scaled(turn: Timed) -> Timed:
    second = None if turn.second is None else turn.second / 1000
    return Timed(turn.speaker, turn.text, second)
