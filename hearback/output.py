"""What goes to standard output: one JSON document, or words for people."""

import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click
from rich.console import Console

P = ParamSpec("P")


def json_option(command: Callable[P, Any]) -> Callable[P, Any]:
    """Give a command ``--json``; it then receives ``as_json``."""
    option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
    return option(wraps(command)(command))


def print_json(value: Any, *, one_line: bool = False) -> None:
    indent = None if one_line else 2
    click.echo(json.dumps(_plain(value), ensure_ascii=False, indent=indent))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, date | Path):
        return str(value)
    return value


def console() -> Console:
    """Standard output for people. Customer text is printed without markup."""
    return Console(highlight=False, markup=False, soft_wrap=False)
