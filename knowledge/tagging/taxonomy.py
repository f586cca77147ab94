"""The themes that a company tags with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from knowledge.curated_file import read_curated

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with a few phrases as customers would say them."""

    id: str
    name: str
    description: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taxonomy:
    themes: tuple[Theme, ...] = ()

    def resolve(self, words: str) -> str:
        """The id of the theme that is called so; words that no theme is called by stay as said."""
        wanted = words.strip().casefold()
        for theme in self.themes:
            if wanted in (theme.id.casefold(), theme.name.casefold()):
                return theme.id
        return words.strip()


class _ThemeEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: _Text
    name: _Text
    description: str = ""
    examples: list[_Text] = []


class _TaxonomyFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    themes: list[_ThemeEntry]


def load_taxonomy(path: Path) -> Taxonomy:
    """Read ``themes: [{id, name, description, examples: [...]}]``. Raises BadInput."""
    entries = read_curated(path, _TaxonomyFile).themes
    return Taxonomy(tuple(Theme(e.id, e.name, e.description, tuple(e.examples)) for e in entries))
