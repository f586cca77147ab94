"""A watched folder: each file once, whole, wherever it lies and whatever it is called."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.error import BadInput
from knowledge.connectors.declaration import FolderDeclaration
from knowledge.connectors.folder import FolderRun
from knowledge.report import ImportReport
from tests.fakes.connector import FakeConnectors
from tests.fakes.knowledge import FakeTruth

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Folder:
    """A folder whose files have the ages that a test gives them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = FakeConnectors(FakeTruth())
        self.taken: list[str] = []
        self.while_waiting = lambda: None
        self.while_taking = lambda: None

    def put(self, name: str, text: str, age: int = 3600) -> Path:
        path = self.path / name
        path.write_text(text)
        moment = (NOW - timedelta(seconds=age)).timestamp()
        os.utime(path, (moment, moment))
        return path

    def run(self, *, full: bool = False, **changes):
        def take(path: Path) -> ImportReport:
            self.taken.append(path.name)
            if "broken" in path.name:
                raise BadInput(f"{path.name} is empty.")
            self.while_taking()
            return ImportReport(read=2, imported=2, duplicates=0, rejected=0, redacted={"email": 1})

        plain = {"kind": "folder", "source": "folder", "folder": "x", "files": ["*.csv"]}
        return FolderRun(
            name="watch",
            declaration=FolderDeclaration.model_validate(plain | changes),
            folder=self.path,
            store=self.store,
            import_file=take,
            now=lambda: NOW,
            sleep=lambda _: self.while_waiting(),
        ).run(full=full)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_each_file_is_taken_once_whatever_it_is_called(folder: Folder) -> None:
    folder.put("a.csv", "one")
    folder.put("b.csv", "two")
    report = folder.run()
    assert (folder.taken, report.counts.imported, report.pages) == (["a.csv", "b.csv"], 4, 2)
    assert report.counts.redacted == {"email": 2}
    folder.put("c.csv", "one")
    folder.put("b.csv", "two")
    folder.put("d.csv", "three")
    folder.run()
    assert folder.taken == ["a.csv", "b.csv", "d.csv"]
    assert folder.store.states["watch"].imported == 6
    folder.run(full=True)
    assert folder.taken[3:] == ["a.csv", "b.csv", "d.csv"]


def test_a_file_that_is_being_written_waits(folder: Folder) -> None:
    folder.put("young.csv", "one", age=5)
    folder.put("growing.csv", "one")  # a copy that keeps the old date
    folder.while_waiting = lambda: folder.put("growing.csv", "one and more")
    report = folder.run()
    assert folder.taken == []
    assert "2 files are still being written" in report.counts.notes[0]
    folder.while_waiting = lambda: None
    folder.run(settle="1s")
    assert folder.taken == ["growing.csv", "young.csv"]


def test_a_file_that_changes_while_it_is_read_is_read_again(folder: Folder) -> None:
    folder.put("a.csv", "one")
    folder.while_taking = lambda: folder.put("a.csv", "one and two")
    folder.run()
    folder.while_taking = lambda: None
    folder.run()
    folder.run()
    assert folder.taken == ["a.csv", "a.csv"]


def test_files_that_are_not_meant_are_left(folder: Folder) -> None:
    for name in (".hidden.csv", "~lock.csv", "a.csv.part", "notes.txt"):
        folder.put(name, "x")
    (folder.path / "inner.csv").mkdir()
    folder.run(files=["*"])
    assert folder.taken == ["notes.txt"]


def test_a_broken_file_is_told_and_keeps_no_other_from_its_turn(folder: Folder) -> None:
    folder.put("broken.csv", "")
    folder.put("good.csv", "one")
    report = folder.run()
    assert (report.error, report.counts.imported) == ("broken.csv is empty.", 2)
    assert folder.store.states["watch"].last_error == "broken.csv is empty."
    assert folder.run().error is None  # told once; a mended file has another content
    folder.put("broken.csv", "mended")
    folder.run()
    assert folder.taken == ["broken.csv", "good.csv", "broken.csv"]


def test_no_folder(folder: Folder) -> None:
    folder.path = folder.path / "nowhere"
    with pytest.raises(BadInput, match="is not a folder"):
        folder.run()
