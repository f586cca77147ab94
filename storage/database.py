"""Opening the database: connection settings, migrations, and refusing a newer home."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import storage.activity_table
import storage.session_table  # noqa: F401 - every table is known where a database is open
from domain.error import NewerHome

_SCRIPTS = Path(__file__).parent / "migrations"
_BUSY_MS = 30_000


def open_database(url: str) -> sa.Engine:
    """An engine on a migrated database. Raises NewerHome if a newer program wrote it."""
    engine = sa.create_engine(url, hide_parameters=True)  # they hold customer text
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_immediately)
    migrate(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # SQLAlchemy, not the driver, decides when a transaction begins (see _begin_immediately).
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # what is forgotten leaves no bytes behind


def _begin_immediately(connection: sa.Connection) -> None:
    # A read that turns into a write would fail at once beside another writer; a write that
    # announces itself waits its turn.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def migrate(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        current = _current_revision(connection)
        if current == scripts.get_current_head():
            return
        _refuse_newer(current, {script.revision for script in scripts.walk_revisions()})
    with engine.connect().execution_options(writes=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def _current_revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _refuse_newer(current: str | None, known: set[str]) -> None:
    if current and current not in known:
        raise NewerHome(
            f"A newer Hearback wrote this home (schema {current}). "
            "Install that version, or set HEARBACK_HOME to another directory."
        )
