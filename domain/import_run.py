"""One import of one file, so that a half-imported one can be told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RunState(StrEnum):
    """``running`` is also what a run that was killed is left as; its lock tells them apart."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRun:
    """``command`` is the kind of import, ``file`` what it is called, ``fingerprint`` what is in it.

    ``reason`` says in one line why a run failed. Counts are of rows; those of an unfinished run
    are as of its last batch.
    """

    id: int
    command: str
    file: str
    fingerprint: str
    state: RunState
    started_at: datetime
    reason: str | None = None
    finished_at: datetime | None = None
    rows_read: int = 0
    imported: int = 0
    duplicates: int = 0
    rejected: int = 0
