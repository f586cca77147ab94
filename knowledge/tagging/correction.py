"""What people have said about tags, from which the next batch is tagged better."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """A redacted verbatim whose tags a person has set or confirmed, with its vector, shape (384,).

    No themes means that a person found that none fits.
    """

    text: str
    vector: NDArray[np.float32]
    themes: tuple[str, ...] = ()
    step: str | None = None
    sentiment: float | None = None


class Corrections(Protocol):
    def corrections(self) -> list[Correction]:
        """Everything that people have tagged or confirmed, oldest first."""
        ...
