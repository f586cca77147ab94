"""Keeping a record of an import while it runs, so that one that was cut short can be told."""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from domain.error import HearbackError
from domain.import_run import ImportRun, RunState

if TYPE_CHECKING:
    from hearback.house import House
    from knowledge.progress import Progress
    from knowledge.report import ImportReport

_LONGEST_REASON = 300


@dataclass(slots=True)
class RunProgress:
    """Passes progress on, and writes down how far the run is."""

    house: "House"
    run: int
    shown: "Progress"
    rows: int = 0
    report: "ImportReport | None" = None

    def begin(self, total_bytes: int) -> None:
        self.shown.begin(total_bytes)

    def advance(self, rows: int, bytes_read: int) -> None:
        self.rows += rows
        self.house.import_runs.note(self.run, self.rows)
        self.shown.advance(rows, bytes_read)


@contextmanager
def recorded(
    house: "House", command: str, files: Sequence[Path], shown: "Progress"
) -> Iterator[RunProgress]:
    """Record a run from beginning to end; whoever uses it sets ``report`` when it is done.

    A process that is killed leaves the run open and its lock free, which is how it is told.
    """
    run = _begin(house, command, files)
    progress = RunProgress(house, run, shown)
    with _lock(house, run):
        try:
            yield progress
        except BaseException as error:
            house.import_runs.fail(run, _now(), _reason(house, error))
            raise
        if progress.report is not None:
            house.import_runs.finish(
                run,
                _now(),
                rows_read=progress.report.read,
                imported=progress.report.imported,
                duplicates=progress.report.duplicates,
                rejected=progress.report.rejected,
            )


def _begin(house: "House", command: str, files: Sequence[Path]) -> int:
    """Take up the run that was cut short over the same content, or begin one."""
    fingerprint = _fingerprint(house, files)
    held = house.import_runs.open_run(command, fingerprint)
    if held is not None and not is_alive(house, held):
        return house.import_runs.take_up(held.id)
    name = house.redactor.redact_fields([_name(files)])[0].text
    return house.import_runs.begin(command, name, fingerprint, _now())


def cut_short(house: "House") -> list[ImportRun]:
    """The imports that took a part of their file and that nobody is finishing now."""
    return [
        run
        for run in house.import_runs.unfinished()
        if run.state is not RunState.RUNNING or not is_alive(house, run)
    ]


def is_alive(house: "House", run: ImportRun) -> bool:
    lock = FileLock(_lock_path(house, run.id))
    try:
        with lock.acquire(blocking=False):
            return False
    except Timeout:
        return True


def _lock(house: "House", run: int) -> FileLock:
    path = _lock_path(house, run)
    path.parent.mkdir(exist_ok=True)
    return FileLock(path)


def _lock_path(house: "House", run: int) -> Path:
    return house.home / "imports" / f"{run}.lock"


def _name(files: Sequence[Path]) -> str:
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    return f"{files[0].name}{more}" if files else "no file"


def _fingerprint(house: "House", files: Sequence[Path]) -> str:
    """A keyed hash of what is in the files: it tells nothing to whoever has not the home's key."""
    digest = hmac.new(house.truth.secret(), digestmod="sha256")
    for path in files:
        digest.update(_content_digest(path))
    return digest.hexdigest()


def _content_digest(path: Path) -> bytes:
    # What is no plain file is refused by the reader; a pipe must not be read twice.
    if not path.is_file():
        return str(path).encode("utf-8", "surrogateescape")
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return str(path).encode("utf-8", "surrogateescape")


def _reason(house: "House", error: BaseException) -> str:
    """What may be kept of an error: our own words, or only its kind."""
    if not isinstance(error, HearbackError):
        return type(error).__name__
    line = " ".join(str(error).split())[:_LONGEST_REASON]
    return house.redactor.redact_fields([line])[0].text


def _now() -> datetime:
    return datetime.now(UTC)
