"""How far a source was read, and the moments by which that is told."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from domain.error import BadInput
from knowledge.connectors.declaration import Mark
from knowledge.connectors.filling import Filling
from knowledge.connectors.item import UnfitItem, find


@dataclass(frozen=True, slots=True)
class Position:
    """``mark`` is the newest moment of everything that was read to its end, in ISO 8601.

    While a run is under way ``since`` is where it began, ``page`` leads to its next page and
    ``highest`` is the newest moment in it so far. ``token`` is a cursor that outlives runs.
    """

    mark: str | None = None
    token: str | None = None
    since: str | None = None
    page: str | None = None
    highest: str | None = None

    def document(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}

    def advanced(self, page: str, highest: str | None) -> "Position":
        return replace(self, page=page, highest=highest)

    def finished(self, highest: str | None, token: str | None) -> "Position":
        """The run read everything: its newest moment becomes the mark, which never goes back."""
        newest = max(filter(None, (self.mark, highest)), default=None)
        return Position(mark=newest, token=token or self.token)

    def again(self) -> "Position":
        """Back to what was read to its end for certain."""
        return Position(mark=self.mark)


def position_from(document: Mapping[str, Any]) -> Position:
    known = {name: str(document[name]) for name in Position.__slots__ if document.get(name)}
    return Position(**known)


def begin_since(position: Position, mark: Mark | None, filling: Filling) -> str | None:
    """The moment from which to read, with the overlap taken off; None for the very beginning.

    Raises BadInput for a start that is no day.
    """
    if mark is None:
        return None
    if position.mark:
        return (datetime.fromisoformat(position.mark) - mark.overlap).isoformat()
    start = filling.offer(mark.start) if mark.start else None
    if not start:
        return None
    try:
        return _aware(datetime.fromisoformat(str(start))).isoformat()
    except ValueError as error:
        raise BadInput(f"start: {start!r} is not a day. Write it as 2026-01-31.") from error


def spoken(since: str | None, mark: Mark | None) -> str:
    """A moment in the form in which the source wants it, empty for none."""
    if since is None or mark is None:
        return ""
    moment = datetime.fromisoformat(since)
    form = mark.sent or mark.format
    if form == "iso":
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    seconds = int(max(0.0, moment.timestamp()))
    return str(seconds * 1000 if form == "unix_ms" else seconds)


def newest(
    items: Sequence[Any], mark: Mark | None, highest: str | None, now: datetime
) -> str | None:
    """The newest moment among items and ``highest``.

    A moment in the future counts as now: one wrong item must not hide everything after it.
    """
    if mark is None:
        return None
    moments = [moment for item in items if (moment := _moment(item, mark))]
    if highest:
        moments.append(datetime.fromisoformat(highest))
    return min(max(moments), now.astimezone(UTC)).isoformat() if moments else None


def _moment(item: Any, mark: Mark) -> datetime | None:
    try:
        found = find(mark.item, item, "mark")
        if mark.format == "iso":
            return _aware(datetime.fromisoformat(str(found))).astimezone(UTC)
        seconds = float(found) / (1000 if mark.format == "unix_ms" else 1)
        return datetime.fromtimestamp(seconds, UTC)
    except (UnfitItem, ValueError, TypeError, OverflowError, OSError):
        return None


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
