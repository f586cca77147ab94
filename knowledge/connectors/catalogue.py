"""The connectors that ship, and a company's own: copies of those, or written from nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from domain.error import BadInput, unknown
from knowledge.connectors.declaration import (
    Declaration,
    FolderDeclaration,
    HttpDeclaration,
    Kind,
)
from knowledge.connectors.filling import Filling
from knowledge.curated_file import read_curated

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_SETTINGS = re.compile(r"^settings:[^\n]*\n(?:[ \t]+[^\n]*\n|\n(?=[ \t]))*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Connector:
    """A declaration under the name of its file. ``own`` if it lies in the company's home."""

    name: str
    path: Path
    own: bool
    declaration: Declaration

    def filling(self, environment: Mapping[str, str]) -> Filling:
        return Filling(self.declaration.settings, environment)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``shipped`` and ``own`` are folders of YAML files; an own file hides a shipped one."""

    shipped: Path
    own: Path

    def paths(self) -> dict[str, tuple[Path, bool]]:
        """Path by name, and whether it is the company's own."""
        found = {path.stem: (path, False) for path in sorted(self.shipped.glob("*.yaml"))}
        found |= {path.stem: (path, True) for path in sorted(self.own.glob("*.yaml"))}
        return dict(sorted(found.items()))

    def read(self, name: str) -> Connector:
        """Raises NotFound for a name that nobody declared, BadInput for a file that is wrong."""
        paths = self.paths()
        if name not in paths:
            raise unknown("connector", name, paths)
        path, own = paths[name]
        return Connector(name, path, own, read_declaration(path))

    def add(self, shipped: str, name: str, settings: Mapping[str, str]) -> Connector:
        """Copy a shipped connector into the home under a name, with settings filled in.

        Raises BadInput for a name that cannot be a file's or is taken, or an unknown setting.
        """
        names = {path.stem: path for path in self.shipped.glob("*.yaml")}
        if shipped not in names:
            raise unknown("connector", shipped, names)
        if not _NAME.fullmatch(name):
            raise BadInput(f"{name!r} cannot be a connector's name. Use letters, digits and -.")
        target = self.own / f"{name}.yaml"
        if target.exists():
            raise BadInput(f"{target} is there already. Edit it, or take another name with --as.")
        declaration = read_declaration(names[shipped])
        text = _with_settings(names[shipped].read_text(encoding="utf-8"), declaration, settings)
        self.own.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = target.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)
        return self.read(name)


def read_declaration(path: Path) -> Declaration:
    """A checked declaration. Raises BadInput with the line and the nearest right name."""
    if read_curated(path, Kind).kind == "folder":
        return read_curated(path, FolderDeclaration)
    return read_curated(path, HttpDeclaration)


def _with_settings(text: str, declaration: Declaration, settings: Mapping[str, str]) -> str:
    for name in settings:
        if name not in declaration.settings:
            raise unknown("setting", name, declaration.settings)
    filled = {**declaration.settings, **settings}
    block = yaml.safe_dump({"settings": filled}, sort_keys=False, allow_unicode=True)
    return _SETTINGS.sub(lambda _: block, text, count=1)
