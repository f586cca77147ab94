"""A watched folder: each file is imported once, when it has stopped growing."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.error import BadInput
from knowledge.connectors.declaration import FolderDeclaration
from knowledge.connectors.run import RunReport
from knowledge.connectors.store import ConnectorState, ConnectorStore
from knowledge.report import ImportReport

_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", "~")
_SECOND_LOOK = 2.0
_READ_BYTES = 1 << 20
Look = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class FolderRun:
    """``import_file`` is the importer of files with everything but the path filled in."""

    name: str
    declaration: FolderDeclaration
    folder: Path
    store: ConnectorStore
    import_file: Callable[[Path], ImportReport]
    now: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep
    told: Callable[[str], None] = lambda _: None
    _done: dict[str, Any] = field(default_factory=dict)
    _reports: list[ImportReport] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _failed: list[str] = field(default_factory=list)
    _imported_before: int = 0

    def run(self, *, full: bool = False) -> RunReport:
        """Import the files that are new. Raises BadInput if there is no such folder."""
        if not self.folder.is_dir():
            raise BadInput(f"{self.folder} is not a folder. Give it with: --set folder=PATH")
        state = self.store.state(self.name)
        self._imported_before = state.imported if state else 0
        self._done = dict(state.position.get("files", {})) if state and not full else {}
        for path in self._settled():
            self._take(path)
        self._save()
        return RunReport(
            name=self.name,
            counts=_sum(self._reports, self._notes),
            pages=len(self._reports),
            position={"files": len(self._done)},
            error=self._error(),
        )

    def files(self) -> list[Path]:
        """The files that the declaration names, by name, without what is being written."""
        found = {path for pattern in self.declaration.files for path in self.folder.glob(pattern)}
        return sorted(path for path in found if _is_whole(path))

    def _settled(self) -> list[Path]:
        """Files that are old enough, and that do not change between two looks.

        A copy that keeps the old date while it grows is caught by the second look.
        """
        latest = self.now().timestamp() - self.declaration.settle.total_seconds()
        before = {path: look for path in self.files() if (look := _look(path))}
        if before:
            self.sleep(_SECOND_LOOK)
        settled = [p for p, seen in before.items() if seen == _look(p) and seen[1] / 1e9 <= latest]
        waiting = len(before) - len(settled)
        if waiting:
            self._notes.append(f"{waiting} files are still being written; the next run looks.")
        return settled

    def _take(self, path: Path) -> None:
        seen = _look(path)
        fingerprint = _fingerprint(path)
        if fingerprint in self._done:
            return
        self.told(path.name)
        try:
            report = self.import_file(path)
        except BadInput as error:
            self._failed.append(str(error))
            self._done[fingerprint] = {"name": path.name, "error": str(error)}
        else:
            self._reports.append(report)
            if seen != _look(path):  # it changed under our hands: the next run takes the rest
                return
            self._done[fingerprint] = {"name": path.name, "imported": report.imported}
        self._save()

    def _error(self) -> str | None:
        if not self._failed:
            return None
        more = f" ({len(self._failed) - 1} more files)" if len(self._failed) > 1 else ""
        return self._failed[0] + more

    def _save(self) -> None:
        imported = sum(report.imported for report in self._reports)
        self.store.save(
            ConnectorState(
                name=self.name,
                position={"files": self._done},
                last_run=self.now(),
                last_error=self._error(),
                imported=self._imported_before + imported,
            )
        )


def _is_whole(path: Path) -> bool:
    name = path.name.lower()
    return path.is_file() and not name.startswith((".", "~")) and not name.endswith(_UNFINISHED)


def _look(path: Path) -> Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _fingerprint(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ_BYTES):
            digest.update(piece)
    return digest.hexdigest()


def _sum(reports: list[ImportReport], notes: list[str]) -> ImportReport:
    redacted: Counter[str] = Counter()
    for report in reports:
        redacted.update(report.redacted)
    return ImportReport(
        read=sum(report.read for report in reports),
        imported=sum(report.imported for report in reports),
        duplicates=sum(report.duplicates for report in reports),
        rejected=sum(report.rejected for report in reports),
        redacted=dict(sorted(redacted.items())),
        rejects_file=next((r.rejects_file for r in reports if r.rejects_file), None),
        seconds=round(sum(report.seconds for report in reports), 3),
        notes=[*notes, *(note for report in reports for note in report.notes)],
    )
