"""One customer's own words about one experience, redacted, with where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.audience import EMPLOYEE_GROUP


class State(StrEnum):
    """Where a verbatim stands in review. Only approved and featured ones are ever shown."""

    NEW = "new"
    APPROVED = "approved"
    FEATURED = "featured"
    REJECTED = "rejected"
    RETRACTED = "retracted"


SHOWN = (State.APPROVED, State.FEATURED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """A redacted comment as it is stored.

    ``customer`` and ``account`` are pseudonyms made at the door, never what the file said.
    ``score`` is in the metric's own unit (nps 0..10, csat 1..5, ces 1..7), ``sentiment`` -1..1,
    ``step`` is ``journey/step``. ``heading`` is what
    the file set above the words (redacted too): it is searched and never quoted.
    ``content_hash`` is keyed, so it tells nothing about the words.
    ``near`` names the group of comments with the same words (None alone). ``tag_doubt`` runs from 0
    (sure) to 1 (a guess), ``personal_doubt`` says that personal data may be left, ``tagged_by`` is
    machine, file or person. ``moments`` are pairs of an offset in the text and the second of the
    recording at which the words from there on were said, ascending.
    """

    id: str
    content_hash: str
    text: str
    heading: str | None = None
    source: str
    source_id: str | None = None
    occurred_at: date | None = None
    score: float | None = None
    metric: str | None = None
    customer: str | None = None
    account: str | None = None
    segment: str | None = None
    persona: str | None = None
    step: str | None = None
    themes: tuple[str, ...] = ()
    sentiment: float | None = None
    channel: str | None = None
    language: str | None = None
    url: str | None = None
    audience: str = EMPLOYEE_GROUP
    attributes: Mapping[str, str] = field(default_factory=dict)
    state: State = State.NEW
    near: str | None = None
    added_at: datetime | None = None
    tag_doubt: float | None = None
    personal_doubt: bool = False
    tagged_by: str = "machine"
    moments: tuple[tuple[int, float], ...] = ()
