"""How fast, and in how much memory, comments are taken in: beside LangChain's Chroma store.

Run: ``python -m evals.importing [--rows N] [--beside N]`` (``HEARBACK_DATA`` names the public data;
``langchain-chroma`` must be importable: ``pip install --no-deps --target FOLDER langchain-chroma``
and ``PYTHONPATH``). The comments are sentences of public ones, put together anew.
"""

import argparse
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("HEARBACK_DATA", "../shared/data"))
SOURCES = (
    ("nhs_patient_feedback/dev.csv", "text"),
    ("airline_tweets/dev.csv", "text"),
    ("nps_telco_verbatims/dev.csv", "text"),
    ("cfpb_complaints/narratives_dev.csv", "narrative"),
)
_SEED = 7
_FROM_EACH = 6
_SHORTEST, _LONGEST = 10, 250
_COPIED = 50
_BATCH = 256
_BY_ROW = 200
_LOOK_EVERY = 0.2


@dataclass(frozen=True, slots=True)
class Ran:
    """One way of importing: what it was, rows, seconds on the clock, and peak megabytes."""

    name: str
    rows: int
    seconds: float
    megabytes: float


def sentences() -> list[str]:
    found: list[str] = []
    for name, column in SOURCES:
        with (DATA / name).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                parts = re.split(r"(?<=[.!?])\s+", row[column].strip())[:_FROM_EACH]
                found += [part for part in parts if _SHORTEST < len(part) < _LONGEST]
    return found


def comments(rows: int) -> Iterator[str]:
    """About 40 tokens each; one in fifty says what one before it said."""
    choose = random.Random(_SEED)  # noqa: S311
    pool, said = sentences(), [""]
    for _ in range(rows):
        if choose.randrange(_COPIED):
            said.append(" ".join(choose.sample(pool, choose.choice((1, 2, 2, 3)))))
        yield said[-1]


def write_file(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "comment", "segment"])
        writer.writerows([n, text, "ABCD"[n % 4]] for n, text in enumerate(comments(rows)))
    return path


def run_watched(command: list[str], environment: dict[str, str]) -> tuple[str, float, float]:
    """Output, seconds, and the most megabytes that the process and its children held at once."""
    began = time.monotonic()
    running = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
        command, stdout=subprocess.PIPE, text=True, env=os.environ | environment
    )
    most = [0.0]

    def watch() -> None:
        while running.poll() is None:
            most[0] = max(most[0], sum(map(resident, family(running.pid))))
            time.sleep(_LOOK_EVERY)

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = running.communicate()
    watcher.join()
    if running.returncode:
        raise SystemExit(f"{command} ended with {running.returncode}")
    return out, time.monotonic() - began, most[0]


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        below = [int(child) for child in children.read_text(encoding="ascii").split()]
    except OSError:
        return []
    return [pid, *(each for child in below for each in family(child))]


def resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def import_ours(folder: Path, rows: int) -> tuple[Ran, dict[str, Any]]:
    path = write_file(folder / "ours.csv", rows)
    command = [sys.executable, "-m", "hearback", "import", "verbatims", str(path)]
    home = {"HEARBACK_HOME": str(folder / "home")}
    out, seconds, megabytes = run_watched([*command, "--approve", "--json"], home)
    return Ran("hearback import verbatims", rows, seconds, megabytes), json.loads(out)


def import_theirs(folder: Path, rows: int, batch: int) -> Ran:
    path = write_file(folder / f"theirs{batch}.csv", rows)
    command = [sys.executable, "-m", "evals.importing", "--loop", str(path), str(batch)]
    _, seconds, megabytes = run_watched(command, {"LANGSMITH_TRACING": "false"})
    name = "LangChain Chroma, row by row" if batch == 1 else f"LangChain Chroma, {batch} at a time"
    return Ran(name, rows, seconds, megabytes)


def plain_loop(path: Path, batch: int) -> None:
    """What people would write: no redaction, no tags, no duplicates told, no truth beside it."""
    from langchain_chroma import Chroma  # noqa: PLC0415 - is no dependency of ours

    from retrieval.embedding import MiniLmEmbeddings  # noqa: PLC0415

    folder = tempfile.mkdtemp()
    store = Chroma("comments", MiniLmEmbeddings(precise=True), persist_directory=folder)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for at in range(0, len(rows), batch):
        part = rows[at : at + batch]
        store.add_texts(
            [row["comment"] for row in part],
            metadatas=[{"segment": row["segment"]} for row in part],
            ids=[row["id"] for row in part],
        )


def show(ran: list[Ran], report: dict[str, Any]) -> None:
    print(f"{'':32}{'rows':>8}{'s':>8}{'rows/s':>8}{'peak MB':>9}")
    for each in ran:
        rate = each.rows / each.seconds
        print(f"{each.name:32}{each.rows:8,}{each.seconds:8.0f}{rate:8.1f}{each.megabytes:9,.0f}")
    stages = report["stages"]
    whole = sum(stages.values())
    print("\nShare of processor time by stage, and milliseconds a row:")
    for stage, seconds in sorted(stages.items(), key=lambda pair: -pair[1]):
        print(f"  {stage:12}{seconds / whole:7.1%}{seconds / report['read'] * 1000:8.2f}")
    counts = {name: report[name] for name in ("read", "imported", "duplicates", "rejected")}
    print(f"\n{counts}")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--beside", type=int, default=5_000, help="rows of LangChain's loop")
    asked.add_argument("--loop", nargs=2, help=argparse.SUPPRESS)
    options, _ = asked.parse_known_args()
    if options.loop:
        plain_loop(Path(options.loop[0]), int(options.loop[1]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, report = import_ours(folder, options.rows)
        beside = [
            import_theirs(folder, options.beside, _BATCH),
            import_theirs(folder, min(_BY_ROW, options.beside), 1),
        ]
        show([ours, *beside], report)


if __name__ == "__main__":
    main()
