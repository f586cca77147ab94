"""Where the time of an import goes."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stages:
    """Processor seconds by stage, summed over all processes that took part.

    Seconds on the clock would count a process that waits for another.
    """

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        began = time.process_time()
        try:
            yield
        finally:
            self.add({stage: time.process_time() - began})

    def add(self, spent: Mapping[str, float]) -> None:
        """Add what was measured elsewhere."""
        for stage, seconds in spent.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds

    def rounded(self) -> dict[str, float]:
        return {stage: round(seconds, 2) for stage, seconds in sorted(self.seconds.items())}
