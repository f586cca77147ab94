"""A progress bar on standard error, where somebody is watching."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


class ImportProgress:
    """Implements ``knowledge.progress.Progress``; silent where standard error is no terminal."""

    def __init__(self, name: str) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %  {task.fields[rows]:,} rows"),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task(name, total=None, rows=0)
        self._rows = 0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def begin(self, total_bytes: int) -> None:
        self._bar.update(self._task, total=total_bytes, completed=0)

    def advance(self, rows: int, bytes_read: int) -> None:
        self._rows += rows
        self._bar.update(self._task, completed=bytes_read, rows=self._rows)


class IndexProgress:
    """How many texts the index has taken up; shown only where it is ``wanted`` and watched."""

    def __init__(self, wanted: bool) -> None:  # noqa: FBT001 - its one and only question
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("index  {task.completed:,.0f} texts"),
            console=console,
            disable=not wanted or not console.is_terminal,
        )
        self._task = self._bar.add_task("index", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def advance(self, changes: int) -> None:
        self._bar.update(self._task, advance=changes)
