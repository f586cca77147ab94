"""The names that a person may tag with, and what they most likely meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.error import NotFound, unknown


@dataclass(frozen=True, slots=True)
class TagNames:
    """``themes`` and ``steps`` are pairs of an id (a step's is ``journey/step``) and a name."""

    themes: Sequence[tuple[str, str]] = ()
    steps: Sequence[tuple[str, str]] = ()

    def resolve_themes(self, words: Iterable[str]) -> tuple[str, ...]:
        """The ids of the themes that are called so. Raises NotFound with the nearest name."""
        return tuple(dict.fromkeys(_resolve("theme", each, self.themes) for each in words))

    def resolve_step(self, words: str) -> str:
        """The reference of the step that is called so. Raises NotFound with the nearest name."""
        short = [(ref, ref.partition("/")[2]) for ref, _ in self.steps]
        try:
            return _resolve("step", words, self.steps)
        except NotFound:
            named = [ref for ref, name in short if name.casefold() == words.strip().casefold()]
            if len(named) == 1:
                return named[0]
            raise


def _resolve(kind: str, words: str, known: Sequence[tuple[str, str]]) -> str:
    """An id by itself, by its name, or by a beginning that only one of them has."""
    wanted = words.strip().casefold()
    exact = {i for i, name in known if wanted in (i.casefold(), name.casefold())}
    begins = {i for i, name in known if wanted and _begins(wanted, i, name)}
    for found in (exact, begins):
        if len(found) == 1:
            return found.pop()
    raise unknown(kind, words.strip(), [i for i, _ in known])


def _begins(wanted: str, *names: str) -> bool:
    return any(name.casefold().startswith(wanted) for name in names)
