"""A map as it is read, field by field, and the journey map that it makes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dateutil import parser as dates

from domain.error import BadInput
from domain.journey import JourneyMap, Needs, Stage, Step
from knowledge.journey_emotion import EmotionScale
from knowledge.journey_word import (
    LISTS,
    MOST_STEPS,
    NOT_A_PERSONA,
    STEP_FIELD,
    is_nothing,
    join_texts,
    map_field,
    plain_name,
    step_field,
)

_FUTURE = re.compile(r"\b(future[ -]?state|to[ -]be|target[ -]state)\b", re.IGNORECASE)
_YES = re.compile(r"(?:yes|y|x|true|1|✓|✔|✅|★|⭐|❗|!+)", re.IGNORECASE)
_NO = {"no", "false", "0", "n"}


@dataclass(slots=True)
class StepDraft:
    """A step as somebody wrote it: their own names for fields, with one text or several."""

    name: str
    fields: list[tuple[str, Sequence[str]]] = field(default_factory=list)


@dataclass(slots=True)
class StageDraft:
    name: str
    steps: list[StepDraft] = field(default_factory=list)


@dataclass(slots=True)
class MapDraft:
    """A map in somebody's own words. ``unplaced`` counts what is known to have no place."""

    name: str
    stages: list[StageDraft] = field(default_factory=list)
    about: list[tuple[str, Sequence[str]]] = field(default_factory=list)
    unplaced: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def finish_map(draft: MapDraft, path: Path) -> tuple[JourneyMap, list[str]]:
    """The draft as a map, with notes on what was assumed and what has no place. Raises BadInput."""
    count = sum(len(stage.steps) for stage in draft.stages)
    if not count:
        raise BadInput(f"{path.name} holds no steps. Put fields such as doing or feeling at them.")
    if count > MOST_STEPS:
        raise BadInput(f"{path.name} holds {count} steps; at most {MOST_STEPS} are read.")
    about = _about(draft)
    if "state" not in about and _FUTURE.search(f"{draft.name} {path.stem.replace('_', ' ')}"):
        about["state"] = "future"
        draft.notes.append("Taken as a map of the future, as its name says.")
    scale = EmotionScale.of(text for _, name, texts in _fields(draft) if name == "emotion"
                      for text in texts)  # fmt: skip
    ids = _Ids()
    stages = tuple(
        Stage(ids.new(f"stage {stage.name}").removeprefix("stage-"), stage.name,
              tuple(_finished(step, ids.new(step.name), scale, draft) for step in stage.steps))
        for stage in draft.stages if stage.steps
    )  # fmt: skip
    if not about.get("persona"):
        about["persona"] = _persona(draft)
    name = str(about.pop("name", "") or draft.name or path.stem)
    key = _slug(str(about.pop("id", "") or name)) or "map"
    journey = JourneyMap(id=key, name=name, stages=stages, **about)
    return journey, [*draft.notes, *scale.notes(), *_placing_notes(draft)]


def _fields(draft: MapDraft) -> list[tuple[str, str | None, Sequence[str]]]:
    return [
        (name, step_field(name), texts)
        for stage in draft.stages
        for step in stage.steps
        for name, texts in step.fields
    ]


def _about(draft: MapDraft) -> dict[str, Any]:
    """What is said of the whole map, by the map's own fields."""
    found: dict[str, Any] = {}
    for name, texts in draft.about:
        place, text = map_field(name), join_texts(texts)
        if place == "scope" and found.get(place):
            found[place] = join_texts([found[place], text])
        elif place is None or not text or found.get(place):
            draft.unplaced[name] += bool(text)
        elif place == "interviews":
            found[place] = tuple(texts)
        elif place == "reviewed_at":
            found |= _reviewed(name, text, draft)
        elif place == "state":
            is_future = re.search("future|to.be|target", text.lower())
            found[place] = "future" if is_future else "current"
        else:
            found[place] = text
    return found


def _reviewed(name: str, text: str, draft: MapDraft) -> dict[str, date]:
    try:
        day = dates.parse(text).date()
    except (ValueError, OverflowError):
        draft.unplaced[name] += 1
        return {}
    if "review" not in name.lower():
        draft.notes.append(f"Its {name!r}, {day}, was taken as the day of the last review.")
    return {"reviewed_at": day}


def _persona(draft: MapDraft) -> str:
    """The persona that most steps name, or whose goal, actions or mindset they tell."""
    named: Counter[str] = Counter()
    for name, place, texts in _fields(draft):
        if place == "who":
            named[join_texts(texts).split(",")[0].strip()] += 2
        elif place in {"why", "what"} and (first := _whose(plain_name(name))):
            named[first.capitalize()] += 1
    most = next((persona for persona, count in named.most_common(1) if persona and count), "")
    draft.notes.append(
        f"No persona is named for the map; took {most!r} from its steps."
        if most
        else "No persona is named. Write whose journey this is."
    )
    return most or "not named"


def _whose(name: str) -> str:
    """The persona in a field's name: "nurse goal", "what the nurse does"."""
    if name in STEP_FIELD:
        return ""
    words = [word for word in name.split() if word not in NOT_A_PERSONA and word not in STEP_FIELD]
    return words[0] if words else ""


def _finished(draft: StepDraft, key: str, scale: EmotionScale, whole: MapDraft) -> Step:
    found = _found(draft, whole)
    fields: dict[str, Any] = {place: join_texts(texts) for place, texts in found.items()
                              if "." not in place and place not in {"needs", "gets"}}  # fmt: skip
    fields |= {place: _split(found[place], place) for place in LISTS & set(found)}
    if felt := found.get("emotion"):
        fields |= scale.read(felt)
    fields |= {place: _number(found[place]) for place in ("value",) if place in found}
    if "share_of_customers" in found:
        share = _number(found["share_of_customers"]) or 0.0
        fields["share_of_customers"] = min(1.0, share / 100 if share > 1 else max(share, 0.0))
    if "matters" in found:
        told = [text for text in found["matters"] if not _YES.fullmatch(text)]
        fields["matters"] = any(text.lower() not in _NO for text in found["matters"])
        fields["why"] = join_texts(
            [fields.get("why", ""), *(t for t in told if t.lower() not in _NO)]
        )
    name = re.sub(r"^\d+[.)]\s+(?=\S)", "", draft.name)
    return Step(id=key, name=name, needs=_needs(found, "needs"), gets=_needs(found, "gets"),
                **fields)  # fmt: skip


def _found(draft: StepDraft, whole: MapDraft) -> dict[str, list[str]]:
    """The texts by our own fields; a name that has none is counted as not placed."""
    found: dict[str, list[str]] = {}
    for name, texts in draft.fields:
        kept = [" ".join(text.split()) for text in texts if text.strip()]
        place = step_field(name)
        # A dash in a row of emotions can be a feeling; in any other row it is an empty cell.
        if place not in {None, "emotion"}:
            kept = [text for text in kept if not is_nothing(text)]
        if place is None or (place in {"value", "share_of_customers"} and not _number(kept)):
            whole.unplaced[name.strip(" :")] += bool(kept)
        elif kept:
            found.setdefault(place, []).extend(kept)
    return found


def _needs(found: dict[str, list[str]], of: str) -> Needs:
    parts = {part: join_texts(found.get(f"{of}.{part}", [])) for part in
             ("content", "channel", "next_step")}  # fmt: skip
    return Needs(information=join_texts(found.get(of, [])), **parts)


def _split(texts: Sequence[str], place: str) -> tuple[str, ...]:
    """Names in one text are separated by commas; what is told in sentences, by semicolons."""
    marks = ";" if place in {"tollgates", "listening_posts"} else ",;"
    parts = texts if len(texts) > 1 else re.split(rf"[{marks}](?![^(]*\))", "".join(texts))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _number(texts: Sequence[str]) -> float | None:
    found = re.search(r"-?\d[\d ,]*(?:\.\d+)?", texts[0]) if texts else None
    return float(found[0].replace(",", "").replace(" ", "")) if found else None


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")


class _Ids:
    """Ids made of names, each one once."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def new(self, name: str) -> str:
        key = _slug(name) or "step"
        self._used[key] += 1
        if self._used[key] == 1:
            return key
        return self.new(f"{key}-{self._used[key]}")


def _placing_notes(draft: MapDraft) -> list[str]:
    placed = Counter(
        (name.strip(" :"), place) for name, place, texts in _fields(draft) if place and any(texts)
    )
    told = ", ".join(f"{name} -> {place}" for name, place in list(placed)[:20])
    missed = ", ".join(f"{name} ({count})" for name, count in draft.unplaced.items() if count)
    notes = [f"Placed: {told}."] if told else []
    return [*notes, f"Not placed: {missed}."] if missed else notes
