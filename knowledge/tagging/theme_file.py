"""Adding a theme to the file in which a company keeps its themes, by hand or by command."""

import re
import unicodedata
from pathlib import Path

import yaml

from domain.error import BadInput
from knowledge.tagging.taxonomy import load_taxonomy

_LONGEST = 80


def theme_id(name: str) -> str:
    """A name as an id: lower-case words with hyphens. Raises BadInput for one without letters."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    made = "-".join(re.findall(r"[a-z0-9]+", plain))
    if not made or len(name) > _LONGEST:
        raise BadInput(f"Name the theme with letters, {_LONGEST} at most, such as 'Parking fees'.")
    return made


def add_theme(path: Path, source: Path, name: str) -> str:
    """Write the themes of ``source`` with one more to ``path``; the id of the theme.

    A theme that is called so already is left as it is. Comments in the file stay where its layout
    allows. Only the name is written: a customer's words would outlive a request to be forgotten.
    """
    taxonomy = load_taxonomy(source)
    wanted = theme_id(name)
    found = taxonomy.resolve(name)
    known = {theme.id for theme in taxonomy.themes}
    if found in known or wanted in known:
        return found if found in known else wanted
    text = source.read_text(encoding="utf-8")
    draft = path.with_suffix(".draft.yaml")
    try:
        draft.write_text(_with_entry(text, wanted, name.strip()), encoding="utf-8")
        _check(draft, [*known, wanted])
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return wanted


def _with_entry(text: str, wanted: str, name: str) -> str:
    """The entry at the end of the list, if the list is written in lines and ends the file."""
    entry = {"id": wanted, "name": name}
    dashes = re.findall(r"^( *)- ", text, re.MULTILINE)
    if dashes and text.lstrip("#\n").find("themes:") >= 0 and "themes: [" not in text:
        indent = dashes[0]
        lines = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False).splitlines()
        grown = text.rstrip("\n") + "\n" + "".join(f"{indent}{line}\n" for line in lines)
        if _reads(grown, wanted):
            return grown
    data = yaml.safe_load(text)
    data["themes"] = [*data["themes"], entry]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def _reads(text: str, wanted: str) -> bool:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError:
        return False
    return bool(data["themes"]) and data["themes"][-1].get("id") == wanted


def _check(draft: Path, expected: list[str]) -> None:
    if {theme.id for theme in load_taxonomy(draft).themes} != set(expected):
        raise AssertionError("a theme was lost while one was added")
