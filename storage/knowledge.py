"""The evidence, as the knowledge base writes it."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from domain.evidence import Kind
from domain.insight import Insight
from domain.interview import INTERVIEW, Interview
from domain.journey import JourneyMap
from domain.role import Policy, Role, with_policy
from domain.trend import Series
from domain.verbatim import State, Verbatim
from knowledge.near import read_wording
from knowledge.tagging.correction import Correction
from retrieval.corpus import Note, NotePrint
from retrieval.embedding import Vectors
from retrieval.note import trend_note
from storage.citation import find_evidence
from storage.columns import newest_revision
from storage.corpus import themes_of
from storage.document import (
    insight_from,
    interview_from,
    journey_from,
    policy_from,
    role_from,
    to_document,
)
from storage.near import Worded, forget_near, group_near
from storage.note import held_under, put_note
from storage.series import merge_points, read_series
from storage.table import (
    document,
    evidence,
    evidence_theme,
    forgotten,
    removed,
    setting,
    vector,
    withdrawn,
)
from storage.transaction import writing

_CHUNK = 500


class SqlTruth:
    """Implements ``knowledge.store.Truth`` and ``retrieval.corpus.NoteStore``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def secret(self) -> bytes:
        """The home's own key for pseudonyms and hashes, made at first use."""
        with writing(self._engine) as connection:
            known = sa.select(setting.c.value).where(setting.c.name == "secret")
            found = connection.execute(known).scalar()
            if found is None:
                found = secrets.token_hex(32)
                connection.execute(sa.insert(setting).values(name="secret", value=found))
        return bytes.fromhex(found)

    def known_hashes(self, hashes: Collection[str]) -> set[str]:
        with self._engine.connect() as connection:
            return set(_numbers(connection, hashes))

    def add_verbatims(self, rows: Sequence[Verbatim], vectors: NDArray[np.float32]) -> int:
        data = {row.content_hash: _bytes(each) for row, each in zip(rows, vectors, strict=True)}
        by_hash: dict[str, Verbatim] = {}
        for row in rows:
            by_hash.setdefault(row.content_hash, row)
        wordings = {digest: read_wording(row.text) for digest, row in by_hash.items()}
        with writing(self._engine) as connection:
            revision = newest_revision(connection) + 1
            known = _numbers(connection, by_hash)
            new = [row for row in by_hash.values() if row.content_hash not in known]
            if not new:
                return 0
            values = [_verbatim_values(row) | {"revision": revision} for row in new]
            connection.execute(sa.insert(evidence), values)
            seqs = _numbers(connection, [row.content_hash for row in new])
            held = [{"seq": seqs[row.content_hash], "data": data[row.content_hash]} for row in new]
            connection.execute(sa.insert(vector), held)
            _add_themes(connection, [(seqs[row.content_hash], row.themes) for row in new])
            worded = [
                Worded(seqs[row.content_hash], row.id, wordings[row.content_hash]) for row in new
            ]
            group_near(connection, sorted(worded, key=lambda each: each.seq))
        return len(new)

    def corrections(self) -> list[Correction]:
        """Implements ``knowledge.tagging.correction.Corrections``."""
        query = (
            sa.select(evidence, vector.c.data)
            .join(vector, vector.c.seq == evidence.c.seq)
            .where(evidence.c.tagged_by == "person")
            .order_by(evidence.c.seq)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
            themes = themes_of(connection, [row.seq for row in rows])
        return [
            Correction(
                text=row.text,
                vector=np.frombuffer(row.data, dtype=np.float32),
                themes=themes.get(row.seq, ()),
                step=row.step,
                sentiment=row.sentiment,
            )
            for row in rows
        ]

    def put_series(self, series: Sequence[Series]) -> tuple[int, int]:
        with writing(self._engine) as connection:
            counts = [merge_points(connection, each) for each in series]
        return sum(new for new, _ in counts), sum(same for _, same in counts)

    def series(self) -> list[Series]:
        """Every series but those that the team has withdrawn."""
        noted = sa.select(withdrawn.c.evidence_id)
        with self._engine.connect() as connection:
            barred = set(connection.execute(noted).scalars())
            return [each for each in read_series(connection) if trend_note(each.id) not in barred]

    def are_forgotten(self, marks: Collection[str]) -> set[str]:
        """Implements ``knowledge.withdrawal.Tombstones``."""
        wanted = sorted(marks)
        known: set[str] = set()
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _CHUNK):
                chunk = forgotten.c.mark.in_(wanted[start : start + _CHUNK])
                known |= set(connection.execute(sa.select(forgotten.c.mark).where(chunk)).scalars())
        return known

    def put_journey(self, map: JourneyMap) -> bool:  # noqa: A002 - the design's word
        return self._put_document("journey", map.id, map)

    def put_roles(self, roles: Sequence[Role]) -> int:
        return sum(self._put_document("role", role.name, role) for role in roles)

    def remove_role_like(self, role: Role) -> None:
        """Remove a role that stands exactly as given; one that was edited stays."""
        same = (document.c.kind == "role") & (document.c.id == role.name)
        with writing(self._engine) as connection:
            held = connection.execute(sa.select(document.c.body).where(same)).scalar()
            if held == to_document(asdict(role)):
                connection.execute(sa.delete(document).where(same))

    def journeys(self) -> list[JourneyMap]:
        return [journey_from(body) for body in self._documents("journey")]

    def roles(self) -> list[Role]:
        """Every role, with its policies among its responsibilities."""
        held = {body["name"]: role_from(body) for body in self._documents("role")}
        for policy in self.policies():
            if policy.role in held:
                held[policy.role] = with_policy(held[policy.role], policy.responsibility)
        return list(held.values())

    def policies(self) -> list[Policy]:
        """Every policy, also one of a role that is not held any more."""
        return [policy_from(body) for body in self._documents("policy")]

    def put_policy(self, policy: Policy) -> bool:
        return self._put_document("policy", f"{policy.role}/{policy.responsibility.id}", policy)

    def put_insight(self, insight: Insight) -> bool:
        return self._put_document("insight", insight.id, insight)

    def insights(self) -> list[Insight]:
        """Those that stand: some of their evidence is held and approved, or comes from outside."""
        every = [insight_from(body) for body in self._documents("insight")]
        named = {ref for insight in every for ref in insight.evidence}
        shown = set(self.evidence_named(named, shown=True))
        return [each for each in every if each.outside or shown & set(each.evidence)]

    def evidence_named(self, refs: Collection[str], *, shown: bool = False) -> dict[str, str]:
        with self._engine.connect() as connection:
            return find_evidence(connection, refs, shown=shown)

    def put_interview(self, interview: Interview) -> bool:
        return self._put_document("interview", interview.id, interview)

    def interviews(self) -> list[Interview]:
        return [interview_from(body) for body in self._documents("interview")]

    def show_interview_to(self, interview_id: str, audience: str) -> int:
        turns = evidence.c.source_id.startswith(f"{interview_id}#", autoescape=True)
        chosen = turns & (evidence.c.channel == INTERVIEW) & (evidence.c.audience != audience)
        with writing(self._engine) as connection:
            revision = newest_revision(connection) + 1
            moved = sa.update(evidence).where(chosen)
            return connection.execute(moved.values(audience=audience, revision=revision)).rowcount

    def put_notes(self, prefix: str, notes: Sequence[Note], vectors: Vectors) -> None:
        with writing(self._engine) as connection:
            revision = newest_revision(connection) + 1
            held = held_under(connection, prefix)
            for note, data in zip(notes, vectors, strict=True):
                put_note(connection, note, _bytes(data), revision, held.pop(note.id, None))
            remove(connection, held.values(), revision)
            # What the team has withdrawn stays so, however often it is written anew.
            again = evidence.c.id.startswith(prefix, autoescape=True)
            barred = evidence.c.id.in_(sa.select(withdrawn.c.evidence_id))
            back = sa.update(evidence).where(again, barred)
            connection.execute(back.values(state=str(State.RETRACTED)))

    def note_texts(self, prefix: str) -> dict[str, NotePrint]:
        query = sa.select(evidence).where(evidence.c.id.startswith(prefix, autoescape=True))
        with self._engine.connect() as connection:
            return {
                row.id: (row.text, row.audience, row.step, row.occurred_at, row.url)
                for row in connection.execute(query)
            }

    def _put_document(self, kind: str, name: str, value: Any) -> bool:
        body = to_document(asdict(value))
        with writing(self._engine) as connection:
            key = (document.c.kind == kind) & (document.c.id == name)
            known = connection.execute(sa.select(document.c.body).where(key)).scalar()
            if known == body:
                return False
            connection.execute(sa.delete(document).where(key))
            connection.execute(sa.insert(document).values(kind=kind, id=name, body=body))
            return True

    def _documents(self, kind: str) -> list[dict[str, Any]]:
        query = sa.select(document.c.body).where(document.c.kind == kind)
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(document.c.id)).scalars())


def remove(connection: sa.Connection, keys: Iterable[int], revision: int) -> int:
    """Delete evidence for good; its id stays behind only to tell the index."""
    gone = list(keys)
    for start in range(0, len(gone), _CHUNK):
        chunk = gone[start : start + _CHUNK]
        forget_near(connection, chunk)
        chosen = evidence.c.seq.in_(chunk)
        left = sa.select(evidence.c.seq, evidence.c.id, sa.literal(revision)).where(chosen)
        connection.execute(sa.insert(removed).from_select(["seq", "id", "revision"], left))
        connection.execute(sa.delete(evidence).where(chosen))
    return len(gone)


def _verbatim_values(row: Verbatim) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in row.__slots__ if name != "themes"}
    values["attributes"] = dict(row.attributes)
    values["state"] = str(row.state)
    values["moments"] = [list(moment) for moment in row.moments] or None
    return values | {"kind": str(Kind.VERBATIM)}


def _numbers(connection: sa.Connection, hashes: Collection[str]) -> dict[str, int]:
    """The numbers of the rows that are stored, by content hash."""
    wanted = sorted(hashes)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = evidence.c.content_hash.in_(wanted[start : start + _CHUNK])
        query = sa.select(evidence.c.content_hash, evidence.c.seq).where(chunk)
        found.update((digest, seq) for digest, seq in connection.execute(query))
    return found


def _add_themes(connection: sa.Connection, tagged: Iterable[tuple[int, Iterable[str]]]) -> None:
    rows = [
        {"seq": seq, "theme": theme} for seq, themes in tagged for theme in dict.fromkeys(themes)
    ]
    if rows:
        connection.execute(sa.insert(evidence_theme), rows)


def _bytes(row: NDArray[np.float32]) -> bytes:
    return np.ascontiguousarray(row, dtype=np.float32).tobytes()
