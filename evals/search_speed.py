"""How fast the right evidence is found: search and ask, with filters and without, beside others.

Run: ``python -m evals search_speed [--rows N ...] [--cache FOLDER]`` (``HEARBACK_DATA`` names the
public data). Homes and vectors are made once and kept in the cache folder; ``search_speed_home``
says how. Each home is measured in a fresh process. Times are milliseconds: the median and the 95th
percentile on the clock, and the median of processor time, which other work on the machine moves
less. A search embeds its question, looks both by words and by meaning, and reads its ten records.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from evals.search_speed_home import make_home, read_pool
from evals.search_speed_peers import measure_peers

_ROWS = (10_000, 100_000)
_MOST_BESIDE = 100_000  # more would take the others hours to build


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", type=int, nargs="+", default=_ROWS)
    asked.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "hearback-speed")
    options, _ = asked.parse_known_args()
    pool = read_pool(options.cache)
    for rows in options.rows:
        folder = options.cache / f"home-{rows}"
        took = make_home(folder, rows, pool)
        print(f"\n## {rows:,} comments{f', made in {took:,.0f} s' if took else ''}\n", flush=True)
        ours = _measured(folder, options.cache)
        _show(ours)
        if rows <= _MOST_BESIDE:
            _show_beside(ours, measure_peers(folder, options.cache, pool))


def _measured(folder: Path, cache: Path) -> dict[str, Any]:
    """What a fresh process measures; how long it took to its first answer is told from here."""
    command = [sys.executable, "-m", "evals.search_speed_run", str(folder), str(cache)]
    began = time.monotonic()
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)  # noqa: S603
    if running.stdout is None:
        raise AssertionError("a pipe was asked for")
    running.stdout.readline()
    first = time.monotonic() - began
    out, _ = running.communicate()
    if running.returncode:
        raise SystemExit(f"measuring {folder} ended with {running.returncode}")
    found: dict[str, Any] = json.loads(out.splitlines()[-1])
    return found | {"first": first}


def _show(ours: dict[str, Any]) -> None:
    print(f"first answer of a fresh process: {ours['first']:.1f} s ({ours['first_cpu']:.1f} s CPU)")
    print(f"memory after it: {ours['rss']:,.0f} MB\n")
    print(f"{'':34}{'median':>9}{'p95':>9}{'CPU':>9}{'recall@10':>11}")
    for name, told in ours["times"].items():
        line = "".join(f"{told[each]:9.1f}" for each in ("median", "p95", "cpu"))
        recall = ours["recall"].get(name)
        print(f"{name:34}{line}{f'{recall:11.3f}' if recall is not None else ''}")
    print(f"\nten best by words, of those that all words give: {ours['words']:.3f}", flush=True)


def _show_beside(ours: dict[str, Any], peers: dict[str, dict[str, Any]]) -> None:
    """By meaning alone, with the vector at hand: others have no words and no texts to read."""
    kinds = ("no filter", "1 % by chance", "1 % by topic")
    own = {kind: _by_meaning(ours, kind) for kind in kinds}
    print("\nby meaning alone: CPU (wall) median ms, times ours in CPU, recall@10\n")
    print(f"{'':30}" + "".join(f"{kind:>30}" for kind in kinds))
    for name, told in ({"Hearback": own} | peers).items():
        cells = (_cell(told[kind], own[kind]) if kind in told else "" for kind in kinds)
        print(f"{name:30}" + "".join(f"{cell:>30}" for cell in cells), flush=True)


def _by_meaning(ours: dict[str, Any], kind: str) -> dict[str, float]:
    name = f"by meaning, {kind}"
    return ours["times"][name] | {"recall": ours["recall"][name]}


def _cell(theirs: dict[str, float], ours: dict[str, float]) -> str:
    ratio = theirs["cpu"] / ours["cpu"]
    return f"{theirs['cpu']:.1f} ({theirs['median']:.1f}) x{ratio:.1f} {theirs['recall']:.3f}"
