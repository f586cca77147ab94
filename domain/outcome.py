"""What happened to customers after an action: before, after, and what can honestly be said."""

from dataclasses import dataclass
from enum import StrEnum

from domain.error import BadInput
from domain.trend import Unit, Verdict

CAVEAT = "After is not because: other things changed in the same time."


class MeasureKind(StrEnum):
    TREND = "trend"
    THEME = "theme"
    NEGATIVE = "negative"


@dataclass(frozen=True, slots=True)
class Measure:
    """By which figure customers are looked at; as text ``KIND:NAME`` or ``KIND:NAME@STEP``.

    A trend is named by its metric, a share of comments by its theme, and ``negative`` is the share
    of unhappy comments at a step (``negative:STEP``).
    """

    kind: MeasureKind
    name: str
    step: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" + (f"@{self.step}" if self.step else "")


def parse_measure(text: str) -> Measure:
    """Raises BadInput for a text that names no measure."""
    kind, colon, rest = text.strip().partition(":")
    name, _, step = rest.partition("@")
    try:
        known = MeasureKind(kind.strip().lower())
    except ValueError:
        known = None
    if known is None or not colon or not name.strip():
        raise BadInput(
            f"{text!r} is no measure. Write trend:METRIC, trend:METRIC@STEP, theme:THEME, "
            "theme:THEME@STEP or negative:STEP."
        )
    return Measure(known, name.strip(), step.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An action's measure before it was promised and after it was done.

    ``before`` and ``after`` are in ``unit``; ``low`` and ``high`` are the 95 % interval of their
    difference, in the same unit. ``n`` counts the answers after, ``n_before`` those before, None
    where the source does not say. ``p_value`` is corrected for all outcomes looked at together.
    ``told`` says it in a sentence, ``why`` how the verdict came about. ``audience`` is who may
    see it.
    """

    action_id: str
    measure: str
    verdict: Verdict
    told: str
    unit: Unit | None = None
    before: float | None = None
    after: float | None = None
    n_before: int | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    window: str = ""
    why: str = ""
    audience: str = "employees"
    caveat: str = CAVEAT
