"""What many tests share: the example company in a home, made once with the real models."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Settings
from hearback.example import load_example
from hearback.house import House

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "kestrel"


@pytest.fixture(scope="session")
def example_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the whole example company. Tests read it; to write, take ``own_home``."""
    home: Path = tmp_path_factory.mktemp("example") / "home"
    house = House(Settings(home=home), create=True)
    load_example(house, EXAMPLE, lambda _: None)
    house.close()
    return home


@pytest.fixture(scope="session")
def example(example_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The example company's house, open for reading."""
    house = House(Settings(home=_copied(example_home, tmp_path_factory.mktemp("reading"))))
    yield house
    house.close()


@pytest.fixture
def own_home(example_home: Path, tmp_path: Path) -> Path:
    """A copy of the example home that a test may change."""
    return _copied(example_home, tmp_path)


def _copied(home: Path, folder: Path) -> Path:
    return Path(shutil.copytree(home, folder / "home"))


@pytest.fixture(scope="session")
def public_data() -> Path:
    """The folder of public feedback; where it is not there, the test is left out and says so."""
    folder = Path(os.environ.get("HEARBACK_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"needs the public data folder; there is none at HEARBACK_DATA={folder}")
    return folder
