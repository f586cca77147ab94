from pathlib import Path

import pytest

from tests.e2e.command_line import CommandLine


@pytest.fixture
def empty(tmp_path: Path) -> CommandLine:
    """A command line without a home yet."""
    return CommandLine(tmp_path / "home", {})


@pytest.fixture
def kestrel(own_home: Path) -> CommandLine:
    """A command line on a copy of the example company."""
    return CommandLine(own_home, {})
