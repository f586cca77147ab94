"""What filters ask of, in memory: a small number for each value, one place for each row.

SQLite takes most of a second to filter a million rows and these arrays a few milliseconds. They
are read from the truth and follow it by revision before every use, so that a filter is as exact
as SQL. A row's place is its ``seq``, which is never given to another row.
"""

import json
from collections import Counter, OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from threading import RLock
from typing import Any

import numpy as np
import sqlalchemy as sa

from domain.evidence import Kind
from domain.verbatim import SHOWN
from retrieval.corpus import Filter, Flags, Reach, Tally
from storage.column import NONE, Column, Numbers, Themes, grown
from storage.condition import exactly, mood, read_score
from storage.table import evidence, evidence_theme, removed

# These name one row or few, and have as many values as there are rows: their index answers.
_BY_INDEX = frozenset({"id", "source_id", "account", "state"})
_FIELDS = frozenset(
    {
        "source", "segment", "persona", "channel", "language", "metric", "audience", "customer",
        "score",
    }
)  # fmt: skip
_PAGE = 20_000
_MASKS_HELD = 32

_SHOWN = evidence.c.state.in_([str(state) for state in SHOWN])
# Held from the start; any other field from the first filter that asks for it.
_ALWAYS: Mapping[str, sa.ColumnElement[Any]] = {
    "shown": sa.case((_SHOWN, 1), else_=None),
    "audience": evidence.c.audience,
    "kind": evidence.c.kind,
    "source": evidence.c.source,
    "step": evidence.c.step,
    "day": sa.cast(evidence.c.occurred_at, sa.Text),
    "near": evidence.c.near,
    "mood": mood(),
    "customer": evidence.c.customer,
    "segment": evidence.c.segment,
    "attributes": sa.cast(evidence.c.attributes, sa.Text),
    "revision": evidence.c.revision,
    "metric": evidence.c.metric,
    "score": evidence.c.score,
}


# Made once: it is asked several times in every search.
_NEWEST = sa.select(
    sa.select(sa.func.max(evidence.c.revision)).scalar_subquery(),
    sa.select(sa.func.max(removed.c.revision)).scalar_subquery(),
)


def newest_revision(connection: sa.Connection) -> int:
    return max(newest or 0 for newest in connection.execute(_NEWEST).one())


class Columns:
    """Every row of the evidence, as filters see it. Safe to use from several threads."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._start_anew()

    def _start_anew(self) -> None:
        self.revision = -1
        self._held = {name: Column(expression) for name, expression in _ALWAYS.items()}
        self._themes = Themes()
        self._read_attributes: list[dict[str, Any]] = []
        self._masks: OrderedDict[Hashable, Flags] = OrderedDict()

    def __getitem__(self, name: str) -> Column:
        return self._held[name]

    def follow(self, connection: sa.Connection) -> int:
        """Take up what changed in the truth since the last call; the revision that this is."""
        with self.lock:
            newest = newest_revision(connection)
            if newest < self.revision:
                self._start_anew()  # the truth was replaced by an older one
            if newest != self.revision:
                self._masks.clear()
                self._take_up(connection)
                self.revision = newest
            return newest

    def passing(self, connection: sa.Connection, wanted: Filter) -> Flags:
        """By row, whether it passes, as the truth is now. The array must not be written to."""
        with self.lock:
            self.follow(connection)
            key = wanted.key
            if key not in self._masks:
                self._masks[key] = self._passing(connection, wanted)
                while len(self._masks) > _MASKS_HELD:
                    self._masks.popitem(last=False)
            self._masks.move_to_end(key)
            return self._masks[key]

    def _passing(self, connection: sa.Connection, wanted: Filter) -> Flags:
        found = self["shown"].equal(1)
        for mask in self._conditions(connection, wanted):
            found &= mask
        return found

    def _conditions(self, connection: sa.Connection, wanted: Filter) -> Iterator[Flags]:
        yield self["audience"].where(lambda group: group in wanted.audience.groups)
        if wanted.kinds != frozenset(Kind):
            kinds = {str(kind) for kind in wanted.kinds}
            yield self["kind"].where(lambda kind: kind in kinds)
        if wanted.since or wanted.until or wanted.as_of:
            yield self["day"].where(lambda day: _in_time(day, wanted))
        for name, value in wanted.where.items():
            yield self._equal(connection, name, value)
        if wanted.reach:
            yield self._within(wanted.reach)
        if wanted.mood:
            yield self["mood"].equal(-1 if wanted.mood < 0 else 1)

    def _equal(self, connection: sa.Connection, name: str, value: str) -> Flags:
        if name == "step":
            return self["step"].where(lambda step: step == value or _under(step, value))
        if name == "theme":
            return self._themes.any_of([value], self._size)
        if name in _BY_INDEX:
            rows = connection.execute(sa.select(evidence.c.seq).where(*exactly({name: value})))
            return self.flags(np.fromiter(rows.scalars(), dtype=np.int64))
        if name not in _FIELDS:
            return self._told(name, value)
        wanted = read_score(value) if name == "score" else value
        return self._column(connection, name).equal(wanted)

    def _within(self, reach: Reach) -> Flags:
        there: Flags = self["step"].where(lambda step: step in reach.steps)
        return there | self._themes.any_of(reach.themes, self._size)

    @property
    def _size(self) -> int:
        return len(self["shown"].codes)

    def tally(self, passing: Flags) -> Tally:
        """Count these rows; of those with the same words the first counts, and only that."""
        rows = self.once(np.flatnonzero(passing))
        moods = Counter(self["mood"].count(rows))
        days = [day for day in self["day"].count(rows) if day]
        return Tally(
            n=len(rows),
            rated=len(rows) - moods[None],
            negative=moods[-1],
            positive=moods[1],
            first=date.fromisoformat(min(days)) if days else None,
            last=date.fromisoformat(max(days)) if days else None,
        )

    def once(self, rows: Numbers) -> Numbers:
        """Of the rows with the same words only the first; all others as they are."""
        near = self["near"].codes[rows]
        grouped = np.flatnonzero(near)
        first = grouped[np.unique(near[grouped], return_index=True)[1]]
        kept: Numbers = rows[np.concatenate([np.flatnonzero(near == NONE), first])]
        return kept

    def themed(self, rows: Numbers) -> tuple[Numbers, Numbers, list[str | None]]:
        """A place in ``rows`` and the number of a theme, for each theme of each; their names."""
        return self._themes.pairs(rows)

    def shown_verbatims_of(self, source: str) -> Numbers:
        """Every verbatim of a source that is shown to anybody."""
        kind = self["kind"].equal(str(Kind.VERBATIM))
        return np.flatnonzero(self["shown"].equal(1) & kind & self["source"].equal(source))

    def flags(self, rows: Numbers) -> Flags:
        """These rows, as flags."""
        found = np.zeros(self._size, dtype=np.bool_)
        found[rows[rows < len(found)]] = True
        return found

    def _column(self, connection: sa.Connection, name: str) -> Column:
        """A field, read whole when it is first asked for."""
        if name not in self._held:
            column = Column(evidence.c[name])
            column.codes = grown(column.codes, self._size)
            _read(connection, {name: column}, sa.true())
            self._held[name] = column
        return self._held[name]

    def _told(self, name: str, value: str) -> Flags:
        """The rows that have this attribute. Most rows are told in the same few ways."""
        for text in self["attributes"].values[len(self._read_attributes) :]:
            self._read_attributes.append(json.loads(text or "{}"))
        equal = [each.get(name) == value for each in self._read_attributes]
        found: Flags = np.array(equal, dtype=np.bool_)[self["attributes"].codes]
        return found

    def _take_up(self, connection: sa.Connection) -> None:
        since = self.revision
        changed = evidence.c.revision > since if since >= 0 else sa.true()
        gone = sa.select(removed.c.seq).where(removed.c.revision > since)
        lost = np.fromiter(connection.execute(gone).scalars(), dtype=np.int64)
        again = _read(connection, self._held, changed)
        for column in self._held.values():
            column.drop(lost)
        self._themes.drop(np.concatenate([lost, again]))
        tagged = sa.select(evidence_theme.c.seq, evidence_theme.c.theme)
        if since >= 0:
            tagged = tagged.join(evidence, evidence.c.seq == evidence_theme.c.seq).where(changed)
        rows = connection.execute(tagged.order_by(evidence_theme.c.seq)).all()
        themed = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
        self._themes.put(themed, [row[1] for row in rows])


def _read(
    connection: sa.Connection, columns: Mapping[str, Column], changed: sa.ColumnElement[bool]
) -> Numbers:
    """Read the rows that changed into the columns; which they were."""
    query = sa.select(evidence.c.seq, *(each.expression for each in columns.values()))
    seen = [np.zeros(0, dtype=np.int64)]
    for page in connection.execute(query.where(changed)).partitions(_PAGE):
        seqs, *values = zip(*page, strict=True)
        rows = np.array(seqs, dtype=np.int64)
        for column, mine in zip(columns.values(), values, strict=True):
            column.put(rows, mine)
        seen.append(rows)
    return np.concatenate(seen)


def _in_time(day: str | None, wanted: Filter) -> bool:
    if day is None:
        return not (wanted.since or wanted.until)
    return (
        (wanted.since is None or day >= wanted.since.isoformat())
        and (wanted.until is None or day <= wanted.until.isoformat())
        and (wanted.as_of is None or day <= wanted.as_of.isoformat())
    )


def _under(step: str | None, journey: str) -> bool:
    return step is not None and step.startswith(f"{journey}/")
