"""How long the words of a source are kept."""

from collections.abc import Mapping
from datetime import date, timedelta

EVERY_SOURCE = "*"
REJECTS = "rejects"  # the files of rows that were not imported
REJECTS_DAYS = 30
LONGEST = 36_500


def days_kept(source: str, periods: Mapping[str, int]) -> int | None:
    """The days for a source: its own, else those for every source; None keeps for ever.

    Rejects files go after 30 days where nobody said otherwise.
    """
    if source in periods:
        return periods[source]
    return periods.get(EVERY_SOURCE, REJECTS_DAYS if source == REJECTS else None)


def first_kept(today: date, days: int) -> date:
    """The oldest day that is kept. What was said ``days`` ago still is; the day before is not."""
    earliest = date.min.toordinal()
    return date.fromordinal(max(earliest, today.toordinal() - days))


def is_due(last_run: date | None, today: date) -> bool:
    """Once a day; a clock that was set back makes nothing due."""
    return last_run is None or today - last_run >= timedelta(days=1)
