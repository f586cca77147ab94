"""How much personal data gets through the door, and how much else does not.

Run: ``python -m evals.redaction`` (``HEARBACK_DATA`` names the folder of public data).

Rules are written against the even rows of each file; the odd rows are looked at as a number only.
With ``-v`` the errors in the even rows are printed too.
"""

import csv
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from evals.fresh_value import fresh_rows
from evals.vanilla_presidio import VanillaPresidio
from knowledge.redaction import Redaction, Redactor

DATA = Path(os.environ.get("HEARBACK_DATA", "../shared/data"))
PLANTED = ("planted_verbatims_dev.jsonl", "presidio_synth_v2.jsonl")
# Real comments in which next to nothing is personal: (file, column).
REAL = (
    ("nhs_patient_feedback/dev.csv", "text"),
    ("cfpb_complaints/narratives_dev.csv", "narrative"),
    ("airline_tweets/dev.csv", "text"),
    ("nps_telco_verbatims/dev.csv", "text"),
)
HALVES = ("even", "odd")
# What presidio_synth marks but nobody is told apart by.
NOT_PERSONAL = frozenset(["ORGANIZATION", "GPE", "TITLE", "AGE", "NRP", "DATE_TIME", "DOMAIN_NAME"])
_SHORTEST_PART = 4
_SAMPLE = 500
_SEED = 3


class Redacting(Protocol):
    def redact(self, texts: Sequence[str]) -> list[Redaction]: ...


@dataclass(slots=True)
class Score:
    texts: int = 0
    leaking: int = 0
    partly: int = 0
    clean: int = 0
    changed: int = 0
    doubted: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    leaks: list[tuple[str, str, str]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


def residue(value: str, redaction: Redaction, start: int, end: int) -> list[str]:
    """Parts of a planted value that still stand: words of four letters, runs of four digits."""
    covered = [False] * (end - start)
    for span in redaction.spans:
        for at in range(max(span.start, start), min(span.end, end)):
            covered[at - start] = True
    left = "".join("\0" if hidden else c for c, hidden in zip(value, covered, strict=True))
    words = [part for part in re.findall(r"[^\W\d_]+", left) if len(part) >= _SHORTEST_PART]
    digits = re.sub(r"[^\d\0]", "", left)
    # A number leaks by its digits, however they are spaced.
    return words + [run for run in digits.split("\0") if len(run) >= _SHORTEST_PART]


def measure(rows: Sequence[dict[str, Any]], redactor: Redacting) -> Score:
    score = Score()
    for row, redaction in zip(rows, redactor.redact([r["text"] for r in rows]), strict=True):
        planted = [s for s in row["spans"] if s["type"] not in NOT_PERSONAL]
        score.doubted += redaction.doubt
        if not row["spans"]:
            _count_change(redaction, score)
        if planted:
            _count_leaks(row["text"], planted, redaction, score)
    return score


def _count_change(redaction: Redaction, score: Score) -> None:
    score.clean += 1
    if redaction.spans:
        score.changed += 1
        score.changes.append(redaction.text)


def _count_leaks(
    text: str, planted: Sequence[dict[str, Any]], redaction: Redaction, score: Score
) -> None:
    score.texts += 1
    whole = part = False
    for span in planted:
        score.planted[span["type"]] += 1
        value = text[span["start"] : span["end"]]
        left = residue(value, redaction, span["start"], span["end"])
        if left:
            score.missed[span["type"]] += 1
            score.leaks.append((span["type"], value, redaction.text))
        part = part or bool(left)
        whole = whole or value in redaction.text
    score.leaking += whole
    score.partly += part


def _show_planted(name: str, halves: Sequence[Score], speed: float) -> None:
    print(f"\n{name}: {speed:.0f} texts/s")
    print(f"  {'':24} {HALVES[0]:>9} {HALVES[1]:>9}")
    for label, rates in (
        ("leaking a value in full", [s.leaking / max(s.texts, 1) for s in halves]),
        ("leaking any part", [s.partly / max(s.texts, 1) for s in halves]),
        ("clean texts changed", [s.changed / max(s.clean, 1) for s in halves]),
    ):
        print(f"  {label:24} " + " ".join(f"{rate:9.2%}" for rate in rates))
    print(f"  of texts (personal/clean) {' '.join(f'{s.texts:>5}/{s.clean}' for s in halves)}")
    for kind in sorted({kind for score in halves for kind in score.planted}):
        recalls = [1 - s.missed[kind] / max(s.planted[kind], 1) for s in halves]
        counts = "/".join(str(s.planted[kind]) for s in halves)
        print(f"    {kind:22} " + " ".join(f"{r:9.1%}" for r in recalls) + f"  of {counts}")


def _measure_planted(name: str, redactor: Redacting) -> list[Score]:
    lines = (DATA / "pii" / name).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    began = time.monotonic()
    halves = [measure(rows[half::2], redactor) for half in range(len(HALVES))]
    _show_planted(name, halves, len(rows) / (time.monotonic() - began))
    return halves


def _measure_real(name: str, column: str, redactor: Redacting) -> list[Score]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        texts = [row[column] for row in csv.DictReader(lines) if row[column].strip()]
    sample = random.Random(_SEED).sample(texts, min(_SAMPLE, len(texts)))  # noqa: S311
    rows: list[dict[str, Any]] = [{"text": text, "spans": []} for text in sample]
    began = time.monotonic()
    halves = [measure(rows[half::2], redactor) for half in range(len(HALVES))]
    speed = len(rows) / (time.monotonic() - began)
    rates = " ".join(f"{score.changed / score.clean:9.2%}" for score in halves)
    print(f"  {name:36} changed {rates}  {_doubt(halves):6.1%} doubted  {speed:5.0f} texts/s")
    return halves


def _doubt(halves: Sequence[Score]) -> float:
    return sum(score.doubted for score in halves) / max(1, sum(score.clean for score in halves))


def _measure_fresh(redactor: Redacting) -> None:
    """Sentences of our own: with names that lists hold, and with names that none does."""
    for label, strangers in (("listed names", False), ("names in no list", True)):
        score = measure(fresh_rows(strangers=strangers), redactor)
        rates = (
            f"{score.leaking / score.texts:.2%} in full, {score.partly / score.texts:.2%} a part"
        )
        print(
            f"  {label:18} leaking {rates} of {score.texts}; changed {score.changed}/{score.clean}"
        )


def _compare() -> None:
    """The same rows through Presidio as it comes."""
    print("\nVanilla Presidio (en_core_web_sm, threshold 0.3, default recognisers):")
    vanilla = VanillaPresidio()
    for name in PLANTED:
        _measure_planted(name, vanilla)
    for name, column in REAL:
        _measure_real(name, column, vanilla)


def _show_errors(score: Score) -> None:
    for leak in score.leaks:
        print("   LEAK", *map(repr, leak))
    for change in score.changes:
        print("   CHANGED", repr(change[:3000]))


def main() -> None:
    redactor = Redactor()
    redactor.redact(["Warm up."])
    print("Ours")
    measured = [_measure_planted(name, redactor) for name in PLANTED]
    print("\nFresh values:")
    _measure_fresh(redactor)
    print(f"\nReal comments, a fixed sample of {_SAMPLE} each:")
    measured += [_measure_real(name, column, redactor) for name, column in REAL]
    _compare()
    if "-v" in sys.argv:
        for even, _ in measured:
            _show_errors(even)


if __name__ == "__main__":
    main()
