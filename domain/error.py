"""Errors that a person may meet. Each says what happened and what to do next.

HearbackError
├── BadInput      what was typed, imported or configured cannot be used (exit code 2)
├── NotFound      an id or name that the knowledge base does not hold (exit code 2)
└── NewerHome     the home directory was written by a newer program (exit code 2)
"""

import difflib
from collections.abc import Iterable


class HearbackError(Exception):
    """The root: its text is one clear line, fit to be shown to a person."""


class BadInput(HearbackError):
    """Something that a person gave cannot be used."""


class NotFound(HearbackError):
    """A name or id that is not in the knowledge base."""


class NewerHome(HearbackError):
    """The stored schema is newer than this program."""


def unknown(kind: str, name: str, known: Iterable[str]) -> NotFound:
    """The error for a name that nobody knows, with the nearest one that somebody does."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    listed = ", ".join(names) if names else "none yet"
    return NotFound(f"Unknown {kind} {name!r}.{hint} Known: {listed}.")
