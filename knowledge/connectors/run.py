"""One run of a connector: page after page into the knowledge base.

The order is what makes it safe to be killed at any moment: a page's comments are stored first, and
only then is it written down that the page was read. A run that begins again reads at most that
page twice, and what it holds is known by its hash.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from knowledge.batch import batches
from knowledge.comment import Comment
from knowledge.connectors.change import Changes, settle_changes
from knowledge.connectors.failure import GoesRound, Refused, SourceFailed
from knowledge.connectors.page import Step, Trail, next_step
from knowledge.connectors.position import Position, begin_since, newest, position_from, spoken
from knowledge.connectors.source import Source, split
from knowledge.connectors.store import ConnectorState, ConnectorStore
from knowledge.intake import Intake
from knowledge.redaction import Redactor
from knowledge.rejects import RejectsFile
from knowledge.report import ImportReport, Tally
from knowledge.row import BadRow

# A saved place that a source no longer knows; it is then read from the mark again.
_STALE_PLACE = frozenset({400, 404, 410, 422})


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What became of a run. ``passed_over`` items held no words or were not asked for.

    ``replaced`` and ``kept`` are comments whose words changed at the source (see ``change.py``).
    ``error`` is the one line that ended the run, None if the source was read to its end.
    """

    name: str
    counts: ImportReport
    pages: int = 0
    passed_over: int = 0
    replaced: int = 0
    kept: int = 0
    rescored: int = 0
    position: dict[str, Any] = field(default_factory=dict)
    error: str | None = None


@dataclass(slots=True, kw_only=True)
class Run:
    """``intake`` makes the door through which this run's comments go; ``told`` hears progress."""

    name: str
    source: Source
    store: ConnectorStore
    intake: Callable[[Tally], Intake]
    redactor: Redactor
    rejects_dir: Path
    now: Callable[[], datetime]
    told: Callable[[int, Tally], None] = lambda _pages, _tally: None
    tally: Tally = field(default_factory=Tally)
    changes: Changes = field(default_factory=Changes)
    pages: int = 0
    _position: Position = field(default_factory=Position)
    _imported_before: int = 0

    def run(self, *, full: bool = False) -> RunReport:
        """Read what is new, or everything. Failures of the source end up in the report."""
        began = time.monotonic()
        state = self.store.state(self.name)
        self._imported_before = state.imported if state else 0
        self._position = position_from(state.position) if state and not full else Position()
        error: str | None = None
        with RejectsFile(self.rejects_dir, self.rejects_dir / self.name, self.redactor) as rejects:
            rejects.columns = self.source.reader.names
            try:
                self._read_pages(self.intake(self.tally), rejects)
            except GoesRound as failure:
                error = f"{failure} What was read is kept; the next run reads it again."
                self._position = self._position.again()
            except SourceFailed as failure:
                error = str(failure)
            self._save(error)
            counts = self.tally.report(rejects_file=rejects.path, seconds=time.monotonic() - began)
        return RunReport(
            name=self.name,
            counts=counts,
            pages=self.pages,
            passed_over=self.source.reader.passed_over,
            replaced=self.changes.replaced,
            kept=self.changes.kept,
            rescored=self.changes.rescored,
            position=self._position.document(),
            error=error,
        )

    def _read_pages(self, intake: Intake, rejects: RejectsFile) -> None:
        try:
            self._read_on(intake, rejects)
        except Refused as refusal:
            resumed = self.pages == 0 and (self._position.page or self._position.token)
            if not resumed or refusal.status not in _STALE_PLACE:
                raise
            self.tally.notes.append(
                "The saved place is no longer known to the source; read from the last mark."
            )
            self._position = self._position.again()
            self._read_on(intake, rejects)

    def _read_on(self, intake: Intake, rejects: RejectsFile) -> None:
        """From the saved page, or from the mark, to the end."""
        declared = self.source.declaration
        at = self._begin()
        page, trail = at.page or at.token, Trail()
        since = spoken(at.since, declared.mark)
        more = True
        while more:
            trail.go(page)
            reply = self.source.fetch(since, page)
            items = self.source.reader.items(reply.body)
            step = next_step(declared.pages, reply, items, page)
            self._take(items, intake, rejects)
            self.pages += 1
            highest = newest(items, declared.mark, self._position.highest, self.now())
            trail.see(items)
            self._note(step, highest)
            page, more = step.page, step.more

    def _begin(self) -> Position:
        if self._position.page is None:
            declared, filling = self.source.declaration, self.source.filling
            since = begin_since(self._position, declared.mark, filling)
            self._position = replace(self._position, since=since)
        return self._position

    def _take(self, items: list[Any], intake: Intake, rejects: RejectsFile) -> None:
        """Store what a page holds, in batches of one transaction each."""
        completed, gone = split(self.source.complete(items))
        self._reject(gone, rejects)
        for batch in batches(self.source.reader.comments(completed)):
            comments = [each for each in batch if isinstance(each, Comment)]
            self._reject([each for each in batch if isinstance(each, BadRow)], rejects)
            self.tally.read += len(comments)
            intake.take(settle_changes(comments, intake, self.store, self.changes))

    def _reject(self, rows: list[BadRow], rejects: RejectsFile) -> None:
        rejects.add(rows)
        self.tally.read += len(rows)
        self.tally.rejected += len(rows)

    def _note(self, step: Step, highest: str | None) -> None:
        """Write down that a page was read; its comments are stored by now."""
        if step.more and step.page is not None:
            self._position = self._position.advanced(step.page, highest)
        else:
            lasting = self.source.declaration.pages.lasting
            token = step.page or self._position.page
            self._position = self._position.finished(highest, token if lasting else None)
        self._save(None)
        self.told(self.pages, self.tally)

    def _save(self, error: str | None) -> None:
        self.store.save(
            ConnectorState(
                name=self.name,
                position=self._position.document(),
                last_run=self.now(),
                last_error=error,
                imported=self._imported_before + self.tally.imported,
            )
        )
