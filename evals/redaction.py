"""How much personal data gets through the door, and how much else does not.

Run: ``python -m evals.redaction`` (``HEARBACK_DATA`` names the folder of public data).
"""

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.redaction import Redaction, Redactor

DATA = Path(os.environ.get("HEARBACK_DATA", "../shared/data"))
# What presidio_synth marks but nobody is told apart by.
NOT_PERSONAL = frozenset(["ORGANIZATION", "GPE", "TITLE", "AGE", "NRP", "DATE_TIME", "DOMAIN_NAME"])
_SHORTEST_PART = 4


@dataclass(slots=True)
class Score:
    texts: int = 0
    leaking: int = 0
    partly: int = 0
    clean: int = 0
    changed: int = 0
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
    return [part for part in re.findall(r"\w+", left) if len(part) >= _SHORTEST_PART]


def measure(rows: Sequence[dict[str, Any]], redactor: Redactor, score: Score) -> None:
    for row, redaction in zip(rows, redactor.redact([r["text"] for r in rows]), strict=True):
        planted = [s for s in row["spans"] if s["type"] not in NOT_PERSONAL]
        if not row["spans"]:
            score.clean += 1
            if redaction.spans:
                score.changed += 1
                score.changes.append(redaction.text)
        if planted:
            _count_leaks(row["text"], planted, redaction, score)


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


def _show(name: str, score: Score, seconds: float, count: int) -> None:
    print(f"\n{name}: {count / seconds:.0f} texts/s")
    print(f"  texts with personal data {score.texts}")
    print(f"  leaking a value in full  {score.leaking / max(score.texts, 1):7.2%}")
    print(f"  leaking any part         {score.partly / max(score.texts, 1):7.2%}")
    print(f"  clean texts changed      {score.changed / max(score.clean, 1):7.2%} of {score.clean}")
    for kind, planted in sorted(score.planted.items()):
        recall = 1 - score.missed[kind] / planted
        print(f"    {kind:20} recall {recall:6.1%} of {planted}")


def main() -> None:
    redactor = Redactor()
    redactor.redact(["Warm up."])
    for name in ("planted_verbatims_dev.jsonl", "presidio_synth_v2.jsonl"):
        lines = (DATA / "pii" / name).read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        score, began = Score(), time.monotonic()
        measure(rows, redactor, score)
        _show(name, score, time.monotonic() - began, len(rows))
        if "-v" in sys.argv:
            for leak in score.leaks:
                print("   LEAK", *map(repr, leak))
            for change in score.changes:
                print("   CHANGED", repr(change[:300]))


if __name__ == "__main__":
    main()
