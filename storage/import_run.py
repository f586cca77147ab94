"""The record of imports."""

from datetime import UTC, datetime

import sqlalchemy as sa

from domain.import_run import ImportRun, RunState
from storage.table import import_run
from storage.transaction import writing


class SqlImportRuns:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def open_run(self, command: str, fingerprint: str) -> ImportRun | None:
        """The last run over the same content that did not finish."""
        same = (import_run.c.command == command) & (import_run.c.fingerprint == fingerprint)
        chosen = same & (import_run.c.state != str(RunState.FINISHED))
        query = sa.select(import_run).where(chosen).order_by(import_run.c.id.desc()).limit(1)
        return next(iter(self._read(query)), None)

    def take_up(self, run: int) -> int:
        """Go on with a run that did not finish."""
        self._change(run, {"state": str(RunState.RUNNING), "reason": None, "finished_at": None})
        return run

    def begin(self, command: str, file: str, fingerprint: str, now: datetime) -> int:
        """Record that an import has begun; its number."""
        fresh = {
            "command": command,
            "file": file,
            "fingerprint": fingerprint,
            "state": str(RunState.RUNNING),
            "started_at": now,
        }
        with writing(self._engine) as connection:
            made = connection.execute(sa.insert(import_run).values(fresh)).inserted_primary_key
        if made is None:
            raise AssertionError("an inserted row has a key")
        return int(made[0])

    def note(self, run: int, rows_read: int) -> None:
        """How far a run is."""
        self._change(run, {"rows_read": rows_read})

    def finish(
        self,
        run: int,
        now: datetime,
        *,
        rows_read: int,
        imported: int,
        duplicates: int,
        rejected: int,
    ) -> None:
        self._change(
            run,
            {
                "state": str(RunState.FINISHED),
                "finished_at": now,
                "rows_read": rows_read,
                "imported": imported,
                "duplicates": duplicates,
                "rejected": rejected,
            },
        )

    def fail(self, run: int, now: datetime, reason: str) -> None:
        """Record why a run came to nothing, or to a part."""
        values = {"state": str(RunState.FAILED), "finished_at": now, "reason": reason}
        self._change(run, values)

    def runs(self, limit: int = 50) -> list[ImportRun]:
        """The latest first."""
        query = sa.select(import_run).order_by(import_run.c.id.desc()).limit(limit)
        return self._read(query)

    def unfinished(self) -> list[ImportRun]:
        """Those that run, were killed, or failed after they had read rows; oldest first."""
        part = (import_run.c.state == str(RunState.FAILED)) & (import_run.c.rows_read > 0)
        chosen = part | (import_run.c.state == str(RunState.RUNNING))
        return self._read(sa.select(import_run).where(chosen).order_by(import_run.c.id))

    def _change(self, run: int, values: dict[str, object]) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.update(import_run).where(import_run.c.id == run).values(values))

    def _read(self, query: sa.Select[tuple[object, ...]]) -> list[ImportRun]:
        with self._engine.connect() as connection:
            return [_run(dict(row)) for row in connection.execute(query).mappings()]


def _run(row: dict[str, object]) -> ImportRun:
    values = row | {"state": RunState(str(row["state"]))}
    for name in ("started_at", "finished_at"):
        # SQLite keeps no zone; what was written was UTC.
        if isinstance(at := values[name], datetime) and at.tzinfo is None:
            values[name] = at.replace(tzinfo=UTC)
    return ImportRun(**values)  # type: ignore[arg-type]  # the columns are the fields
