"""The truth, kept in memory, and an embedder that needs no model."""

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from domain.insight import Insight
from domain.interview import Interview
from domain.journey import JourneyMap
from domain.period import Period
from domain.role import Policy, Role
from domain.trend import Point, Series
from domain.verbatim import SHOWN, Verbatim


@dataclass
class FakeTruth:
    """Keeps what it is given; tests look at its state. ``fail_after`` batches it is killed."""

    verbatims: dict[str, Verbatim] = field(default_factory=dict)
    vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    maps: dict[str, JourneyMap] = field(default_factory=dict)
    held_roles: dict[str, Role] = field(default_factory=dict)
    held_interviews: dict[str, Interview] = field(default_factory=dict)
    policies: dict[tuple[str, str], Policy] = field(default_factory=dict)
    held_insights: dict[str, Insight] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    fail_after: int | None = None
    forgotten: set[str] = field(default_factory=set)

    def secret(self) -> bytes:
        return b"the key of the test home"

    def known_hashes(self, hashes: Collection[str]) -> set[str]:
        return set(hashes) & set(self.verbatims)

    def add_verbatims(self, rows: Sequence[Verbatim], vectors: NDArray[np.float32]) -> int:
        if self.fail_after is not None and len(self.batches) >= self.fail_after:
            raise KeyboardInterrupt
        new = [row for row in rows if row.content_hash not in self.verbatims]
        for row, vector in zip(rows, vectors, strict=True):
            self.verbatims.setdefault(row.content_hash, row)
            self.vectors.setdefault(row.content_hash, vector)
        self.batches.append(len(rows))
        return len(new)

    def are_forgotten(self, marks: Collection[str]) -> set[str]:
        return self.forgotten & set(marks)

    def put_series(self, series: Sequence[Series]) -> tuple[int, int]:
        changed = same = 0
        for one in series:
            held: dict[Period, Point] = {}
            if before := self.series.get(one.id):
                held = {point.period: point for point in before.points}
            for point in one.points:
                changed += held.get(point.period) != point
                same += held.get(point.period) == point
                held[point.period] = point
            self.series[one.id] = replace(one, points=tuple(held[p] for p in sorted(held)))
        return changed, same

    def put_journey(self, map: JourneyMap) -> bool:  # noqa: A002 - the word of the house
        changed = self.maps.get(map.id) != map
        self.maps[map.id] = map
        return changed

    def put_roles(self, roles: Sequence[Role]) -> int:
        changed = sum(self.held_roles.get(role.name) != role for role in roles)
        self.held_roles.update((role.name, role) for role in roles)
        return changed

    def put_interview(self, interview: Interview) -> bool:
        changed = self.held_interviews.get(interview.id) != interview
        self.held_interviews[interview.id] = interview
        return changed

    def show_interview_to(self, interview_id: str, audience: str) -> int:
        said = {
            digest: row
            for digest, row in self.verbatims.items()
            if (row.source_id or "").startswith(f"{interview_id}#") and row.audience != audience
        }
        self.verbatims |= {digest: replace(row, audience=audience) for digest, row in said.items()}
        return len(said)

    def put_policy(self, policy: Policy) -> bool:
        key = (policy.role, policy.responsibility.id)
        changed = self.policies.get(key) != policy
        self.policies[key] = policy
        return changed

    def put_insight(self, insight: Insight) -> bool:
        changed = self.held_insights.get(insight.id) != insight
        self.held_insights[insight.id] = insight
        return changed

    def evidence_named(self, refs: Collection[str], *, shown: bool = False) -> dict[str, str]:
        known = {
            row.id: row.id for row in self.verbatims.values() if not shown or row.state in SHOWN
        }
        known |= {
            row.source_id: row.id
            for row in self.verbatims.values()
            if row.source_id and row.id in known
        }
        known |= {ref: f"journey:{ref}" for each in self.maps.values() for ref, _ in each.steps()}
        return {ref: known[ref] for ref in refs if ref in known}

    def interviews(self) -> list[Interview]:
        return list(self.held_interviews.values())

    def journeys(self) -> list[JourneyMap]:
        return list(self.maps.values())

    def roles(self) -> list[Role]:
        return list(self.held_roles.values())

    def texts(self) -> list[str]:
        return [row.text for row in self.verbatims.values()]


@dataclass
class WordEmbedder:
    """Texts that share words are alike. Counts what it embedded."""

    embedded: int = 0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        for at, text in enumerate(texts):
            for word in text.casefold().split():
                vectors[at, zlib.crc32(word.encode("utf-8", "replace")) % 384] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        scaled: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-9))
        return scaled

    def use_threads(self, count: int) -> None:
        """It needs none."""
