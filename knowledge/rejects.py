"""The file of rows that were not imported, and why. It is redacted like everything at rest."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from knowledge.header import KNOWN_HEADERS, plain_header
from knowledge.personal import names_a_person
from knowledge.redaction import Redactor
from knowledge.row import BadRow

# A spreadsheet runs a cell that begins with one of these.
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 2000
_HIDDEN = "[not kept]"


class RejectsFile:
    """Opened at the first rejected row, so that a clean import leaves no file behind."""

    def __init__(self, folder: Path, imported: Path, redactor: Redactor) -> None:
        place = hashlib.sha256(str(imported.resolve()).encode("utf-8", "replace")).hexdigest()[:8]
        self._target = folder / f"{imported.stem[:80]}-{place}.rejects.csv"
        self._redactor = redactor
        self._open: TextIO | None = None
        self.columns: Sequence[str] = ()

    @property
    def path(self) -> Path | None:
        """Where the rejected rows are, or None if there were none."""
        return self._target if self._open else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._open:
            self._open.close()

    def add(self, rows: Sequence[BadRow]) -> None:
        """Append rows: line, reason, and the original cells as far as they may be kept."""
        if not rows:
            return
        writer = csv.writer(self._file())
        if self._file().tell() == 0:
            writer.writerow([_inert(cell) for cell in ("line", "reason", *self.columns)])
        for row, cells in zip(rows, self._redacted(rows), strict=True):
            reason = self._redactor.redact_fields([row.reason])[0].text
            writer.writerow([row.line, reason, *map(_inert, cells)])
        self._file().flush()

    def _file(self) -> TextIO:
        if self._open is None:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            self._open = self._target.open("w", encoding="utf-8", newline="", errors="replace")
        return self._open

    def _redacted(self, rows: Sequence[BadRow]) -> Iterable[list[str]]:
        flat = [cell[:_LONGEST_CELL].replace("\0", "") for row in rows for cell in row.cells]
        clean = iter([found.text for found in self._redactor.redact(flat)])
        for row in rows:
            yield [self._kept(at, next(clean)) for at in range(len(row.cells))]

    def _kept(self, at: int, cell: str) -> str:
        column = self.columns[at] if at < len(self.columns) else ""
        return _HIDDEN if cell and identifies(column) else cell


def identifies(column: str) -> bool:
    """Whether a column holds who somebody is: names, contact data, customer or account."""
    plain = plain_header(column)
    known = (*KNOWN_HEADERS["customer"], *KNOWN_HEADERS["account"])
    return plain in known or names_a_person(column)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
