"""An import that is killed at any point is finished by running it again, as if never killed."""

import csv
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from config.settings import Settings
from domain.import_run import RunState
from hearback.recording import cut_short
from storage.database import open_database
from storage.table import evidence, import_run, near_key, setting, vector
from tests.fakes.import_process import QuickHouse, import_file

ROWS = 3500
LETTER = (
    "dear sirs the new timetable leaves our village without a bus after six in the evening and "
    "nobody asked us what we think of it or how our children get home from school, {}"
)
NOUNS = ("bill", "fan", "queue", "nurse", "parcel", "driver", "router", "ward", "letter", "refund")


def write_file(path: Path) -> Path:
    choose = random.Random(5)  # noqa: S311
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "comment", "segment"])
        for number in range(ROWS):
            said = " ".join(choose.choices(NOUNS, k=choose.randint(3, 20)))
            letter = LETTER.format(f"resident of number {number}")
            writer.writerow([number, letter if number % 50 == 0 else said, "ABC"[number % 3]])
    return path


def start(home: Path, path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.import_process", str(path)],
        env=os.environ | {"HEARBACK_HOME": str(home)},
        stdout=subprocess.PIPE,
    )


def finish(home: Path, path: Path) -> None:
    running = start(home, path)
    running.communicate(timeout=300)
    assert running.returncode == 0


def open_home(home: Path) -> sa.Engine:
    """A home whose key is known, so that two of them can be compared."""
    home.mkdir()
    engine = open_database(f"sqlite:///{home}/hearback.db")
    with engine.begin() as connection:
        connection.execute(sa.insert(setting).values(name="secret", value="ab" * 32))
    return engine


def stored(engine: sa.Engine) -> list[tuple[Any, ...]]:
    left_out = {"seq", "revision", "added_at"}
    columns = [column for column in evidence.c if column.name not in left_out]
    query = sa.select(*columns, vector.c.data).join(vector, vector.c.seq == evidence.c.seq)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(evidence.c.seq)).all()
        keys = connection.execute(sa.select(near_key).order_by(*near_key.c)).all()
    return [*map(tuple, rows), *map(tuple, keys)]


def count(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(evidence)).scalar_one()


def test_killed_again_and_again(tmp_path: Path) -> None:
    path = write_file(tmp_path / "survey.csv")
    calm, torn = open_home(tmp_path / "calm"), open_home(tmp_path / "torn")
    finish(tmp_path / "calm", path)
    delays, held = random.Random(11), [0]  # noqa: S311
    for _ in range(5):
        running = start(tmp_path / "torn", path)
        assert running.stdout is not None
        running.stdout.readline()
        # A while after the next batch was stored, which is in the midst of one or between two.
        while running.poll() is None and count(torn) == held[-1]:
            time.sleep(0.01)
        time.sleep(delays.uniform(0, 0.05))
        running.kill()
        running.communicate()
        held.append(count(torn))
    assert len(set(held)) > 3, "the kills came too late to prove anything"
    finish(tmp_path / "torn", path)
    assert stored(torn) == stored(calm)
    assert count(torn) == ROWS
    with torn.connect() as connection:
        runs = connection.execute(sa.select(import_run)).all()
    assert [(run.state, run.rows_read) for run in runs] == [("finished", ROWS)]
    calm.dispose()
    torn.dispose()


def test_a_half_imported_file_is_told_until_it_is_finished(tmp_path: Path) -> None:
    path = write_file(tmp_path / "ring 07700 900123.csv")
    running = start(tmp_path / "home", path)
    assert running.stdout is not None
    running.stdout.readline()
    house = QuickHouse(Settings(home=tmp_path / "home"))
    while running.poll() is None and not count(house._engine):
        time.sleep(0.01)
    assert cut_short(house) == []
    running.kill()
    running.communicate()
    (broken,) = cut_short(house)
    assert (broken.state, broken.file) == (RunState.RUNNING, "ring [phone].csv")
    assert 0 < import_file(house, path) < ROWS
    assert cut_short(house) == []
    house.close()
