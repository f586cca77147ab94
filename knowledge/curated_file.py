"""YAML and JSON files that people write by hand: read safely, checked, explained in one line."""

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from domain.error import BadInput
from knowledge.readers.table import check_file
from knowledge.readers.text_file import open_text

_BIGGEST = 5 << 20
_DEEPEST = 40
_MISSING, _EXTRA = "missing", "extra_forbidden"
_FRONT = re.compile(
    r"\A\s*---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE | re.DOTALL
)
Place = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


def read_curated(path: Path, shape: type[M], list_field: str = "") -> M:
    """The file as a checked value; a bare list is taken as the field ``list_field``.

    Raises BadInput: not YAML or JSON, too large, an alias, a field that is wrong (with where it
    is and the nearest right name).
    """
    return _checked(path.name, _load(path), shape, list_field)


def read_front(name: str, text: str, shape: type[M], more: Mapping[str, object]) -> M:
    """The fields that stand as YAML at the head of a text, as a checked value.

    ``text`` begins with as many empty lines as stand before the fields, so that errors name the
    right line. ``more`` are fields whose value stands elsewhere in the file. Raises BadInput.
    """
    data, lines = _parse(name, text, is_json=False)
    return _checked(name, ({**data, **more} if isinstance(data, dict) else data, lines), shape, "")


def split_front(text: str) -> tuple[str, str]:
    """The fields between two lines of dashes at the head of a text, and what follows them.

    The fields keep their line numbers by empty lines before them; they are empty if there are none.
    """
    front = _FRONT.match(text)
    if front is None:
        return "", text
    before = "\n" * text[: front.start("fields")].count("\n")
    return before + front["fields"], text[front.end() :]


def _checked(name: str, loaded: tuple[Any, dict[Place, int]], shape: type[M], list_field: str) -> M:
    data, lines = loaded
    if list_field and isinstance(data, list):
        data = {list_field: data}
        lines = {(list_field, *place): line for place, line in lines.items()}
    if not isinstance(data, dict):
        known = ", ".join(shape.model_fields)
        raise BadInput(f"{name} does not hold fields. Begin with one of: {known}.")
    try:
        return shape.model_validate(data)
    except ValidationError as errors:
        raise BadInput(_explain(name, shape, errors, lines)) from errors
    except RecursionError as error:
        raise BadInput(f"{name} is nested too deeply.") from error


def read_content(path: Path) -> Any:
    """What a file of YAML or JSON holds, of whatever shape. Raises BadInput."""
    return _load(path)[0]


def _load(path: Path) -> tuple[Any, dict[Place, int]]:
    check_file(path)
    if path.stat().st_size > _BIGGEST:
        raise BadInput(f"{path.name} is larger than 5 MB. Split it.")
    with open_text(path) as (file, _):
        text = file.read()
    return _parse(path.name, text, is_json=path.suffix.lower() == ".json")


def _parse(name: str, text: str, *, is_json: bool) -> tuple[Any, dict[Place, int]]:
    """The document, and the line of each place in it."""
    try:
        if is_json:
            return json.loads(text), {}
        node = yaml.compose(text, Loader=_NoAlias)
        return yaml.load(text, Loader=_NoAlias), dict(_lines(node))  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise BadInput(f"{name} is not YAML: {_where(error)}") from error
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        what = " ".join(str(error).split())[:160]
        raise BadInput(f"{name} cannot be read: {what}.") from error


class _NoAlias(yaml.SafeLoader):
    """Safe YAML without aliases, by which nine lines can be made to unfold into gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "aliases (*name) are not accepted; write it out", event.start_mark
            )
        return super().compose_node(parent, index)


def _where(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem or error.context}."
    return " ".join(str(error).split())[:160]


def _lines(node: yaml.Node | None, place: Place = ()) -> Iterator[tuple[Place, int]]:
    """The line, from 1, on which each place of the document begins."""
    if node is None or len(place) > _DEEPEST:
        return
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*place, str(key.value)))
            yield (*place, str(key.value)), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _lines(value, (*place, number))


def _explain(
    name: str, shape: type[BaseModel], errors: ValidationError, lines: dict[Place, int]
) -> str:
    # A name that was mistyped is missing under its right name too: the mistyping explains both.
    first = min(errors.errors(), key=lambda error: error["type"] != _EXTRA)
    place: Place = first["loc"]
    line = next((lines[place[:n]] for n in range(len(place), -1, -1) if place[:n] in lines), None)
    at = f"{name}, line {line}" if line else name
    more = errors.error_count() - 1
    rest = f" ({more} more after this one.)" if more else ""
    return f"{at}: {_named(place)} {_problem(first, shape)}{rest}"


def _named(place: Sequence[str | int]) -> str:
    words = ""
    for part in place:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return words.lstrip(".") or "the file"


def _problem(error: Any, shape: type[BaseModel]) -> str:
    if error["type"] == _MISSING:
        return "is missing. Add it."
    if error["type"] == _EXTRA:
        known = sorted(set(_field_names(shape)))
        near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
        return "is not a known field." + (f" Did you mean {near[0]!r}?" if near else "")
    return f"is wrong: {error['msg'][0].lower()}{error['msg'][1:]}."


def _field_names(shape: type[BaseModel]) -> Iterator[str]:
    """Names of all fields of a shape and of the shapes inside it."""
    for name, info in shape.model_fields.items():
        yield name
        for inner in (info.annotation, *getattr(info.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from _field_names(inner)
