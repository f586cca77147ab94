"""Verbatims for tests."""

import hashlib
from dataclasses import replace

from domain.verbatim import State, Verbatim


def make_verbatim(text: str, **changes: object) -> Verbatim:
    """An approved verbatim; its id and hash come from its text and its changes."""
    digest = hashlib.sha256(f"{text} {sorted(changes.items())}".encode()).hexdigest()
    plain = Verbatim(
        id=f"v_{digest[:12]}",
        content_hash=digest,
        text=text,
        source="survey",
        state=State.APPROVED,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]
