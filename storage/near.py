"""Which comments are the same words, kept so that it can be told for a new one at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from knowledge.near import Wording, read_wording
from storage.columns import newest_revision
from storage.table import evidence, near_key

_CHUNK = 5000
# A form letter comes thousands of times: a few of them find the next one, and outlive each other.
_MOST_HOLDERS = 4


@dataclass(frozen=True, slots=True)
class Worded:
    """A stored comment and its wording."""

    seq: int
    id: str
    wording: Wording


@dataclass(slots=True)
class _Held:
    """What is known of the comments that may be near to the new ones, by their numbers."""

    holders: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    wordings: dict[int, Worded] = field(default_factory=dict)
    groups: dict[int, str | None] = field(default_factory=dict)


def group_near(connection: sa.Connection, added: Sequence[Worded]) -> None:
    """Give comments that are near an earlier one its group; ``added`` is ascending by number.

    A group is named after the first comment in it, so the same comments in the same order get the
    same groups, in however many batches, files and processes they come.
    """
    keys = {each.seq: each.wording.keys() for each in added}
    held = _look_up(connection, {key for many in keys.values() for key in many})
    grouped: dict[int, str] = {}
    new_keys: list[dict[str, int]] = []
    for each in added:
        _join(held, each, keys[each.seq], grouped)
        held.wordings[each.seq] = each
        for key in keys[each.seq]:
            if len(held.holders[key]) < _MOST_HOLDERS:
                held.holders[key].append(each.seq)
                new_keys.append({"key": key, "seq": each.seq})
    _write(connection, grouped, new_keys)


def forget_near(connection: sa.Connection, seqs: Sequence[int]) -> None:
    """Remove what would find comments that are about to be deleted; their groups stay together."""
    rows = connection.execute(
        sa.select(evidence.c.seq, evidence.c.text).where(evidence.c.seq.in_(seqs))
    )
    gone = [
        {"gone_key": key, "gone_seq": row.seq}
        for row in rows
        for key in read_wording(row.text).keys()  # noqa: SIM118 - no mapping
    ]
    if gone:
        chosen = (near_key.c.key == sa.bindparam("gone_key")) & (
            near_key.c.seq == sa.bindparam("gone_seq")
        )
        connection.execute(sa.delete(near_key).where(chosen), gone)


def _join(held: _Held, each: Worded, keys: Sequence[int], grouped: dict[int, str]) -> None:
    seen = dict.fromkeys(seq for key in keys for seq in held.holders.get(key, ()))
    near = [held.wordings[seq] for seq in seen if each.wording.near(held.wordings[seq].wording)]
    if not near:
        return
    first = min(near, key=lambda other: (-each.wording.alike(other.wording), other.seq))
    group = held.groups.get(first.seq) or "n_" + first.id.removeprefix("v_")
    for seq in (first.seq, each.seq):
        if held.groups.get(seq) != group:
            held.groups[seq] = grouped[seq] = group


def _look_up(connection: sa.Connection, keys: set[int]) -> _Held:
    held = _Held()
    for chunk in _chunks(sorted(keys)):
        found = sa.select(near_key).where(near_key.c.key.in_(chunk))
        for key, seq in connection.execute(found.order_by(near_key.c.key, near_key.c.seq)):
            held.holders[key].append(seq)
    known = sorted({seq for many in held.holders.values() for seq in many})
    columns = (evidence.c.seq, evidence.c.id, evidence.c.text, evidence.c.near)
    for chunk in _chunks(known):
        for row in connection.execute(sa.select(*columns).where(evidence.c.seq.in_(chunk))):
            held.wordings[row.seq] = Worded(row.seq, row.id, read_wording(row.text))
            held.groups[row.seq] = row.near
    return held


def _write(
    connection: sa.Connection, grouped: dict[int, str], new_keys: list[dict[str, int]]
) -> None:
    if new_keys:
        connection.execute(sa.insert(near_key), new_keys)
    if grouped:
        chosen = sa.update(evidence).where(evidence.c.seq == sa.bindparam("which"))
        values: list[dict[str, Any]] = [{"which": seq, "group": g} for seq, g in grouped.items()]
        fresh = {"near": sa.bindparam("group"), "revision": newest_revision(connection)}
        connection.execute(chosen.values(fresh), values)


def _chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _CHUNK):
        yield numbers[start : start + _CHUNK]
