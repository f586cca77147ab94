"""Connectors without a database: a store in memory, time that does not pass by itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.verbatim import State, Verbatim
from knowledge.connectors.client import Patience
from knowledge.connectors.declaration import HttpDeclaration
from knowledge.connectors.filling import Filling
from knowledge.connectors.run import Run, RunReport
from knowledge.connectors.source import open_source
from knowledge.connectors.store import ConnectorState, Held
from knowledge.intake import Intake
from knowledge.redaction import Redaction, Redactor
from knowledge.report import Tally
from knowledge.tagging.tagger import Tagger
from tests.fakes.knowledge import FakeTruth, WordEmbedder

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class Time:
    """A clock that only sleeping moves; remembers the waits."""

    now: datetime = NOW
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)

    @property
    def patience(self) -> Patience:
        return Patience(now=lambda: self.now, sleep=self.sleep, jitter=lambda: 1.0)


class OpenRedactor(Redactor):
    """Redacts nothing: for tests of which comments arrive, not of what is in them."""

    def redact(self, texts: Sequence[str]) -> list[Redaction]:
        return [Redaction(text, ()) for text in texts]

    def redact_fields(self, values: Sequence[str]) -> list[Redaction]:
        return self.redact(values)


@dataclass
class FakeConnectors:
    """Implements ``ConnectorStore`` beside a FakeTruth. Killed at save number ``killed_at``."""

    truth: FakeTruth
    states: dict[str, ConnectorState] = field(default_factory=dict)
    saves: int = 0
    killed_at: int | None = None

    def state(self, name: str) -> ConnectorState | None:
        return self.states.get(name)

    def save(self, state: ConnectorState) -> None:
        self.saves += 1
        if self.saves == self.killed_at:
            raise KeyboardInterrupt
        self.states[state.name] = state

    def held(self, source: str, references: Collection[str]) -> dict[str, list[Held]]:
        found: dict[str, list[Held]] = {}
        for row in self.truth.verbatims.values():
            if row.source == source and row.source_id in references:
                held = Held(row.id, row.content_hash, row.score, row.state != State.NEW)
                found.setdefault(str(row.source_id), []).append(held)
        return found

    def let_go(self, ids: Collection[str]) -> int:
        gone = [row for row in self.truth.verbatims.values() if row.id in ids]
        for row in gone:
            del self.truth.verbatims[row.content_hash]
        return len(gone)

    def set_score(self, id: str, score: float | None) -> None:  # noqa: A002 - as in the protocol
        for digest, row in self.truth.verbatims.items():
            if row.id == id:
                self.truth.verbatims[digest] = replace(row, score=score)


@dataclass
class Bench:
    """Everything that a run takes, in memory."""

    folder: Path
    truth: FakeTruth = field(default_factory=FakeTruth)
    time: Time = field(default_factory=Time)
    redactor: Redactor = field(default_factory=OpenRedactor)
    environment: dict[str, str] = field(default_factory=dict)
    allow_private: bool = True
    biggest_body: int = 1 << 20

    def __post_init__(self) -> None:
        self.store = FakeConnectors(self.truth)

    def run(
        self, declaration: HttpDeclaration, *, full: bool = False, approve: bool = False
    ) -> RunReport:
        embedder = WordEmbedder()

        def intake(tally: Tally) -> Intake:
            return Intake(
                source=declaration.source,
                approve=approve,
                truth=self.truth,
                redactor=self.redactor,
                tagger=Tagger(embedder),
                embedder=embedder,
                tally=tally,
            )

        source = open_source(
            declaration,
            Filling(declaration.settings, self.environment),
            allow_private=self.allow_private,
            patience=self.time.patience,
            biggest_body=self.biggest_body,
        )
        try:
            return Run(
                name="bench",
                source=source,
                store=self.store,
                intake=intake,
                redactor=self.redactor,
                rejects_dir=self.folder / "rejects",
                now=lambda: self.time.now,
            ).run(full=full)
        finally:
            source.client.close()

    def stored(self) -> dict[str | None, Verbatim]:
        """What is held, by the source's id; a doubled id fails here."""
        rows = list(self.truth.verbatims.values())
        found: dict[str | None, Verbatim] = {row.source_id: row for row in rows}
        assert len(found) == len(rows)
        return found


def declare(url: str, **changes: Any) -> HttpDeclaration:
    """A plain declaration: items with id, text, at (Unix) under ``items``, cursors in ``next``."""
    plain: dict[str, Any] = {
        "source": "bench",
        "url": f"{url}/items",
        "query": {"since": "{since}", "page": "{page}"},
        "pages": {"kind": "cursor", "value": "next"},
        "mark": {"item": "at", "format": "unix", "overlap": "1h"},
        "items": "items",
        "fields": {"id": "id", "text": "text", "occurred_at": "at", "score": "score"},
    }
    return HttpDeclaration.model_validate(plain | changes)
