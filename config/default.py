"""The files that a company edits, as they come with the program."""

from importlib.resources import files
from pathlib import Path


def default_file(name: str) -> Path:
    """The path of a packaged default such as ``themes.yaml`` or ``roles.yaml``."""
    return Path(str(files("config"))) / name


def company_file(home: Path, name: str) -> Path:
    """The company's own file in its home, or the packaged default where there is none."""
    own = home / name
    return own if own.exists() else default_file(name)
