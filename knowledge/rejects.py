"""The file of rows that were not imported, and why. It is redacted like everything at rest."""

import csv
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from knowledge.header import KNOWN_HEADERS, plain_header
from knowledge.personal import names_a_person
from knowledge.redaction import Redactor
from knowledge.row import BadRow

# A spreadsheet runs a cell that begins with one of these.
Pseudonym = Callable[[str], str]

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 2000
_HIDDEN = "[not kept]"
_ENDING = ".rejects.csv"


class RejectsFile:
    """Opened at the first rejected row, so that a clean import leaves no file behind."""

    def __init__(self, folder: Path, imported: Path, redactor: Redactor) -> None:
        place = hashlib.sha256(str(imported.resolve()).encode("utf-8", "replace")).hexdigest()[:8]
        self._target = folder / f"{imported.stem[:80]}-{place}{_ENDING}"
        self._redactor = redactor
        self._open: TextIO | None = None
        self.columns: Sequence[str] = ()
        # By column, what stands for the customer in it, so that forgetting finds their rows.
        self.pseudonyms: Mapping[str, Pseudonym] = {}

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
            yield [self._kept(at, raw, next(clean)) for at, raw in enumerate(row.cells)]

    def _kept(self, at: int, raw: str, clean: str) -> str:
        column = self.columns[at] if at < len(self.columns) else ""
        pseudonym = self.pseudonyms.get(column)
        if pseudonym and raw.strip():
            return pseudonym(raw.strip())
        return _HIDDEN if clean and identifies(column) else clean


def identifies(column: str) -> bool:
    """Whether a column holds who somebody is: names, contact data, customer or account."""
    plain = plain_header(column)
    known = (*KNOWN_HEADERS["customer"], *KNOWN_HEADERS["account"])
    return plain in known or names_a_person(column)


def drop_rejects(folder: Path, names: Collection[str], spoken: Collection[str] = ()) -> int:
    """Take the rows of these pseudonyms out of every rejects file; how many there were.

    A row that could not be read may hold the customer where nobody expected one: a cell that says
    what people call them counts too. A file without a row left is deleted.
    """
    said = {name.casefold() for name in spoken}
    gone = 0
    for path in sorted(folder.glob(f"*{_ENDING}")):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file)) or [[]]
        kept = [row for row in rows if not _is_of(row, names, said)]
        gone += len(rows) - len(kept)
        if not kept:
            path.unlink()
        elif len(kept) < len(rows):
            _rewrite(path, [header, *kept])
    return gone


def _is_of(row: Sequence[str], names: Collection[str], said: Collection[str]) -> bool:
    return any(cell in names or cell.casefold() in said for cell in row[2:])


def _rewrite(path: Path, rows: Sequence[Sequence[str]]) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    fresh.replace(path)


def drop_old_rejects(folder: Path, before: datetime) -> int:
    """Delete the rejects files that were last written before a moment; how many."""
    old = [p for p in folder.glob(f"*{_ENDING}") if p.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink()
    return len(old)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
