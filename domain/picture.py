"""A picture that was drawn, and the same in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """``kind`` is ``chart`` (a trend) or ``journey`` (steps with their emotions and counts)."""

    path: str
    alt: str
    kind: str
