"""Whether anybody is told what they may not see: random homes, audiences and questions.

The check is the one of ``tests/integration/test_audience_doors.py``, over as many random homes as
``--cases`` asks for. A case is one set of comments and one audience, through every door.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from tests.factories.audience import World, open_home, worlds
from tests.integration.audience_check import Count, check_world

_CASES_OF_A_WORLD = 4
_CASES = 10_000


def main() -> None:
    started = time.monotonic()
    count = run(_asked())
    print(f"{count.cases:,} cases (a set of comments and an audience, through every door)")
    print(f"{count.pairs:,} pairs of a comment and an audience; {count.outputs:,} outputs searched")
    print(f"{count.figures:,} figures counted by hand")
    print(f"answers as if the hidden comments did not exist: {count.asks_alike:,}")
    print(f"answers that choose or order otherwise for them: {count.asks_in_other_order:,}")
    print(f"faults: {len(count.faults):,} in {time.monotonic() - started:.0f} s")
    for fault, times in Counter(count.faults).most_common(20):
        print(f"  {times:,} times: {fault}")


def run(cases: int) -> Count:
    """So many random cases; what was wrong is gathered, not raised."""
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        house, twin = open_home(Path(folder) / "home"), open_home(Path(folder) / "twin")

        @settings(
            max_examples=-(-cases // _CASES_OF_A_WORLD),
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(world=worlds())
        def look(world: World) -> None:
            check_world(house, twin, world, count)

        look()
        house.close()
        twin.close()
    return count


def _asked() -> int:
    given_cases = [each.partition("=")[2] for each in sys.argv if each.startswith("--cases=")]
    return int(given_cases[0]) if given_cases else _CASES
