"""Migrations: from nothing, twice, in step with the tables, and never backwards."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from domain.error import NewerHome
from storage.database import open_database
from storage.table import metadata


def test_the_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/new.db")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = [
            difference
            for difference in compare_metadata(context, metadata)
            # The full-text index keeps tables of its own, which only its triggers know.
            if not (difference[0] == "remove_table" and "evidence_text" in difference[1].name)
        ]
    engine.dispose()
    assert differences == []


def test_a_home_is_opened_again_as_it_is(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/again.db"
    open_database(url).dispose()
    open_database(url).dispose()


def test_a_newer_home_is_refused_with_what_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/newer.db"
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(NewerHome, match="9999.*HEARBACK_HOME"):
        open_database(url)
