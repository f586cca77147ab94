"""Interviews as files: fields first (or in a YAML file beside), then what was said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from domain.error import BadInput
from knowledge.curated_file import read_curated, read_front, split_front
from knowledge.journey_file import Id, Name, Text, Texts
from knowledge.readers.transcript import Transcript, parse_transcript, read_text
from knowledge.readers.transcript import read_transcript as read_turns

_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
_LABEL = re.compile(r"^[\s*_>-]*(?P<label>[^:\n*]{1,60}?)[*_]*\s?:[*_]*(?=\s|$)", re.MULTILINE)
_YAML, _TIMED = {".yaml", ".yml"}, (".vtt", ".srt", ".json", ".md", ".txt")
_YES = {"yes", "y", "true", "ja", "oui", "si", "sí", "given"}
_NO = {"no", "n", "false", "nein", "non", "none", "refused", ""}
_ASKS = {"q", "i", "int", "me", "interviewer"}
_ANSWERS = {"a", "r", "p", "c", "customer", "respondent", "participant", "interviewee"}


def _as_consent(value: object) -> object:
    if value is None or isinstance(value, bool):
        return bool(value)
    word = re.split(r"[\s,.;(]", str(value).strip().casefold())[0]
    if word not in _YES | _NO:
        raise ValueError("write yes or no: may the customer be quoted?")
    return word in _YES


def _as_turns(value: object) -> object:
    """Turns as lines: a text, or a list of lines, of speaker and text, of one name and words."""
    if isinstance(value, str):
        return value.splitlines()
    return [_line(each) for each in value] if isinstance(value, list) else value


def _line(entry: object) -> object:
    if not isinstance(entry, dict):
        return entry
    known = {str(name): value for name, value in entry.items()}
    if "speaker" in known and "text" in known:
        known = {str(known["speaker"]): known["text"]}
    return "\n".join(f"{who}: {' '.join(str(said).split())}" for who, said in known.items())


class InterviewFile(BaseModel):
    """What a file says about an interview. Names in it never reach storage."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    id: Id
    date: date
    persona: Name
    segment: Text = ""
    role: Text = Field("", validation_alias=AliasChoices("role", "customer_role", "job_title"))
    company: Texts = Field((), validation_alias=AliasChoices("company", "companies", "account"))
    interviewee: Texts = Field((), validation_alias=AliasChoices("interviewee", "name", "customer"))
    interviewer: Texts = ()
    journey: Text = Field("", validation_alias=AliasChoices("journey", "map"))
    consent: Annotated[bool, BeforeValidator(_as_consent)] = False
    recording: Text = ""
    turns: Annotated[list[str], BeforeValidator(_as_turns)] = []


@dataclass(frozen=True, slots=True)
class InterviewRead:
    """The fields, and the turns with each speaker called Interviewer or Customer where told."""

    fields: InterviewFile
    transcript: Transcript


def read_interview(path: Path) -> InterviewRead:
    """Read Markdown or text with fields at its head, YAML with turns, or a transcript with YAML
    beside it. Raises BadInput with the line that is wrong."""
    if path.suffix.lower() in _YAML:
        fields = read_curated(path, InterviewFile)
        said = _beside(path, _TIMED) if not fields.turns else None
        transcript = _transcript(said, fields) if said else _from_lines(path, fields)
    elif path.suffix.lower() in {".vtt", ".srt", ".json"}:
        fields, transcript = _fields_beside(path), read_turns(path)
    else:
        fields, transcript = _with_front(path)
    turns = tuple(replace(turn, speaker=_called(turn.speaker, fields)) for turn in transcript.turns)
    return InterviewRead(fields, Transcript(fields.id, turns, fields.date, transcript.link))


def _with_front(path: Path) -> tuple[InterviewFile, Transcript]:
    front, said = split_front(read_text(path))
    fields = read_front(path.name, front, InterviewFile, {}) if front else _fields_beside(path)
    return fields, _plain(path, said, fields)


def _transcript(path: Path, fields: InterviewFile) -> Transcript:
    if path.suffix.lower() in {".vtt", ".srt", ".json"}:
        return read_turns(path)
    return _plain(path, read_text(path), fields)


def _plain(path: Path, text: str, fields: InterviewFile) -> Transcript:
    """Turns of a text whose speakers may be called by the names in the fields."""
    labelled = _LABEL.sub(
        lambda match: f"{_called(match['label'], fields)}:", _HEADING.sub("", text)
    )
    return parse_transcript(path.with_suffix(".txt"), labelled)


def _from_lines(path: Path, fields: InterviewFile) -> Transcript:
    if not fields.turns:
        raise BadInput(
            f"{path.name} holds no turns. Write them under 'turns:', or put the transcript beside "
            f"it as {path.stem}.vtt."
        )
    return _plain(path, "\n".join(fields.turns), fields)


def _fields_beside(path: Path) -> InterviewFile:
    details = _beside(path, tuple(_YAML))
    if details is None:
        raise BadInput(
            f"{path.name} does not say whose interview it is. Begin it with --- and the fields id, "
            f"date and persona, or write them into {path.stem}.yaml beside it."
        )
    return read_curated(details, InterviewFile)


def _beside(path: Path, endings: tuple[str, ...]) -> Path | None:
    return next((p for e in endings if (p := path.with_suffix(e)).is_file() and p != path), None)


def _called(speaker: str, fields: InterviewFile) -> str:
    """A speaker who is named in the fields, or by one letter, as the side that they are on."""
    label = " ".join(_words(speaker))
    if not label:
        return speaker
    own = [*fields.interviewee, fields.role, fields.persona]
    if label in _ASKS or any(_same(label, name) for name in fields.interviewer):
        return "Interviewer"
    return "Customer" if label in _ANSWERS or any(_same(label, n) for n in own) else speaker


def _same(label: str, name: str) -> bool:
    """Whether a label is a name or some of its words."""
    return bool(label) and set(label.split()) <= set(_words(name))


def _words(text: str) -> Iterator[str]:
    return iter(re.findall(r"[^\W_]+", text.casefold()))
