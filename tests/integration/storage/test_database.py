"""Migrations: from nothing, twice, in step with the tables, and never backwards."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

import storage.migrations
from domain.audience import EMPLOYEES
from domain.error import NewerHome
from retrieval.corpus import Filter
from storage.corpus import SqlCorpus
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


_ROW = sa.text(
    "INSERT INTO evidence (id, revision, kind, text, source, audience, attributes, state) VALUES "
    "(:id, 1, 'verbatim', :text, 'letters', 'employees', :attributes, 'approved')"
)


def _home_of_version(url: str, version: str) -> None:
    engine = sa.create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(storage.migrations.__file__).parent))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        titled = {"id": "v_1", "text": "It never came.", "attributes": '{"Title": "Lost parcel"}'}
        connection.execute(_ROW, [titled, {"id": "v_2", "text": "All well.", "attributes": "{}"}])
        connection.commit()
    engine.dispose()


def test_a_home_from_before_headings_is_searched_by_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/older.db"
    _home_of_version(url, "0002")
    engine = open_database(url)
    corpus, wanted = SqlCorpus(engine), Filter(audience=EMPLOYEES)

    def found(word: str) -> list[int]:
        return [key for key, _ in corpus.lexical([word], wanted, 10)]

    assert (found("parcel"), found("came"), found("well")) == ([1], [1], [2])
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE evidence SET heading = 'Late letter' WHERE seq = 1"))
    assert (found("parcel"), found("letter"), found("came")) == ([], [1], [1])
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM evidence WHERE seq = 1"))
        check = "INSERT INTO evidence_text(evidence_text, rank) VALUES('integrity-check', 1)"
        connection.execute(sa.text(check))
    assert found("letter") == []
    engine.dispose()
