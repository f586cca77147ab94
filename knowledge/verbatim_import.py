"""Importing a file of comments."""

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from domain.error import BadInput
from knowledge.batch import batches
from knowledge.columns import Columns, recognise_columns
from knowledge.comment import Comment, read_comment
from knowledge.dates import DateOrder, decide_order
from knowledge.intake import Intake
from knowledge.progress import Progress, Silence
from knowledge.pseudonym import account_pseudonym, customer_pseudonym
from knowledge.readers.table import open_table
from knowledge.redaction import Redactor
from knowledge.rejects import Pseudonym, RejectsFile
from knowledge.report import ImportReport, Tally
from knowledge.row import BadRow, Row, Table
from knowledge.store import Truth
from knowledge.tagging.tagger import Tagger
from knowledge.wording import repair_text
from retrieval.embedding import Embedder

_SAMPLE_ROWS = 1000


def import_verbatims(
    path: Path,
    *,
    source: str | None,
    mapping: Mapping[str, str],
    approve: bool,
    truth: Truth,
    redactor: Redactor,
    tagger: Tagger,
    embedder: Embedder,
    rejects_dir: Path,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a CSV, TSV, JSON, JSONL or XLSX file of comments.

    ``source`` defaults to the file's stem, ``mapping`` is column to field. Every batch is one
    transaction, so an import that was killed is finished by running it again. Raises BadInput
    for a file that cannot be used as a whole; a bad row goes to the rejects file.
    """
    began = time.monotonic()
    watcher = progress or Silence()
    tally = Tally()
    with (
        Intake(
            source=source or path.stem,
            approve=approve,
            truth=truth,
            redactor=redactor,
            tagger=tagger,
            embedder=embedder,
            tally=tally,
        ) as intake,
        open_table(path) as table,
        RejectsFile(rejects_dir, path, redactor) as rejects,
    ):
        watcher.begin(path.stat().st_size)
        _take_table(path, table, mapping=mapping, intake=intake, rejects=rejects, progress=watcher)
        return tally.report(
            rejects_file=rejects.path,
            seconds=time.monotonic() - began,
            stages=intake.stages.rounded(),
        )


def _take_table(
    path: Path,
    table: Table,
    *,
    mapping: Mapping[str, str],
    intake: Intake,
    rejects: RejectsFile,
    progress: Progress,
) -> None:
    sample = list(islice(table.rows, _SAMPLE_ROWS))
    readable = [row for row in sample if isinstance(row, Row)]
    headers = list(dict.fromkeys(name for row in readable for name in row.values))
    if not readable:
        raise BadInput(_no_rows(path, sample))
    columns = recognise_columns(headers, readable, mapping)
    order = _date_order(columns, readable)
    intake.tally.notes += [*table.notes, *columns.notes, *_order_note(columns, order)]
    rejects.columns = headers
    rejects.pseudonyms = _pseudonyms(columns, intake.truth.secret())
    done: deque[tuple[int, int]] = deque()

    def read_batches() -> Iterator[list[Comment]]:
        for batch in batches(chain(sample, table.rows)):
            with intake.stages.measure("reading"):
                read = [_read(row, columns, order) for row in batch]
            bad = [row for row in read if isinstance(row, BadRow)]
            rejects.add(bad)
            intake.tally.rejected += len(bad)
            intake.tally.read += len(batch)
            done.append((len(batch), table.position()))
            yield [row for row in read if isinstance(row, Comment)]

    for _ in intake.take_all(read_batches()):
        progress.advance(*done.popleft())


def _pseudonyms(columns: Columns, secret: bytes) -> Mapping[str, Pseudonym]:
    """What stands for the customer, in the columns that say who it is."""
    who: dict[str, Pseudonym] = {
        "customer": lambda raw: customer_pseudonym(secret, repair_text(raw)),
        "account": lambda raw: account_pseudonym(secret, repair_text(raw)),
    }
    return {columns.by_field[f]: make for f, make in who.items() if f in columns.by_field}


def _read(row: Row | BadRow, columns: Columns, order: DateOrder) -> Comment | BadRow:
    return row if isinstance(row, BadRow) else read_comment(row, columns, order)


def _no_rows(path: Path, sample: Sequence[Row | BadRow]) -> str:
    first = next((row for row in sample if isinstance(row, BadRow)), None)
    if first is None:
        return f"{path.name} has a header but no rows. Export it again and import that file."
    return (
        f"No row of {path.name} can be read: line {first.line} {first.reason}. "
        "Check the separator and the encoding."
    )


def _date_order(columns: Columns, sample: Sequence[Row]) -> DateOrder:
    return decide_order(columns.value(row, "occurred_at") for row in sample)


def _order_note(columns: Columns, order: DateOrder) -> Iterator[str]:
    if order.assumed:
        column = columns.by_field["occurred_at"]
        yield (
            f"Dates in {column!r} could be read day first or month first: "
            f"took them as {'day' if order.day_first else 'month'} first (03/11 is 3 November)."
        )
