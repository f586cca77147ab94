"""How an import says how far it is."""

from typing import Protocol


class Progress(Protocol):
    def begin(self, total_bytes: int) -> None:
        """Called once for each file, with its size."""
        ...

    def advance(self, rows: int, bytes_read: int) -> None:
        """So many more rows are done; the file was read up to ``bytes_read``."""
        ...


class Silence:
    """Progress that nobody watches."""

    def begin(self, total_bytes: int) -> None:
        """Say nothing."""

    def advance(self, rows: int, bytes_read: int) -> None:
        """Say nothing."""
