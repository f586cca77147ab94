"""``connect``: sources that are read over HTTP or out of a folder."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from domain.error import BadInput, HearbackError
from hearback.command.option import catch_up, open_house
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House
    from knowledge.connectors.catalogue import Connector
    from knowledge.connectors.declaration import Declaration
    from knowledge.connectors.run import RunReport

_NAME = click.argument("name")
_SHOWN_ITEMS = 5


@click.group("connect", help="Read sources over HTTP, or a watched folder, as YAML files declare.")
def connect_command() -> None:
    pass


@connect_command.command("list", help="The connectors that ship, and your own, with their state.")
@json_option
def list_command(*, as_json: bool) -> None:
    from hearback.connecting import open_catalogue  # noqa: PLC0415 - see root

    with open_house(create=True) as house:
        states = {state.name: state for state in house.connectors.states()}
        rows = []
        for name, (path, own) in open_catalogue(house.home).paths().items():
            state = states.get(name)
            rows.append(
                {
                    "name": name,
                    "own": own,
                    "file": path,
                    "last_run": _moment(state.last_run) if state else None,
                    "imported": state.imported if state else 0,
                    "error": state.last_error if state else None,
                }
            )
    if as_json:
        print_json({"connectors": rows})
        return
    for row in rows:
        whose = "yours  " if row["own"] else "shipped"
        told = f"{row['imported']:,} imported, last run {row['last_run'] or 'never'}"
        click.echo(f"{whose} {row['name']:<24} {told}")
        if row["error"]:
            click.echo(f"        {row['error']}")


@connect_command.command("show", help="What a connector asks for, and what it still needs.")
@_NAME
@json_option
def show_command(*, name: str, as_json: bool) -> None:
    from hearback.connecting import missing, open_catalogue  # noqa: PLC0415

    with open_house(create=True) as house:
        connector = open_catalogue(house.home).read(name)
        state = house.connectors.state(name)
    declared = connector.declaration
    document = {
        "name": name,
        "own": connector.own,
        "file": connector.path,
        "about": declared.about,
        "asks": _asks(declared),
        "settings": declared.settings,
        "fields": sorted(declared.fields.rules()) if declared.kind == "http" else [],
        "missing": missing(connector),
        "cursor": state.position if state and declared.kind == "http" else {},
        "last_run": _moment(state.last_run) if state else None,
        "error": state.last_error if state else None,
    }
    if as_json:
        print_json(document)
        return
    click.echo(declared.about)
    for key in ("file", "asks", "settings", "fields", "cursor", "last_run", "error"):
        if document[key]:
            click.echo(f"{key}: {document[key]}")
    click.echo(f"missing: {', '.join(missing(connector)) or 'nothing'}")


def _asks(declared: "Declaration") -> str:
    return f"{declared.method} {declared.url}" if declared.kind == "http" else declared.folder


@connect_command.command("add", help="Copy a shipped connector into your home, with settings.")
@click.argument("shipped")
@click.option("--as", "name", help="What your copy is called. [default: as the shipped one]")
@click.option("--set", "pairs", multiple=True, metavar="SETTING=VALUE")
@json_option
def add_command(*, shipped: str, name: str | None, pairs: tuple[str, ...], as_json: bool) -> None:
    from hearback.connecting import missing, open_catalogue  # noqa: PLC0415

    with open_house(create=True) as house:
        catalogue = open_catalogue(house.home)
        connector = catalogue.add(shipped, name or shipped, _settings(pairs))
    needs = missing(connector)
    if as_json:
        print_json({"name": connector.name, "file": connector.path, "missing": needs})
        return
    click.echo(f"Written: {connector.path}")
    if needs:
        click.echo(f"Still needed: {', '.join(needs)} (capitals are environment variables)")
    click.echo(f"Next: hearback connect check {connector.name}")


@connect_command.command("check", help="Ask for one page and show what it would become, redacted.")
@_NAME
@json_option
def check_command(*, name: str, as_json: bool) -> None:
    from hearback.connecting import open_catalogue, opened  # noqa: PLC0415
    from knowledge.connectors.preview import preview  # noqa: PLC0415

    with open_house(create=True) as house:
        connector = open_catalogue(house.home).read(name)
        with opened(house, connector) as source:
            state = house.connectors.state(name)
            found = preview(source, state, house.redactor, most=_SHOWN_ITEMS)
    if as_json:
        print_json(found)
        return
    click.echo(f"The first page holds {found.items} items; the first would become:")
    for comment in found.comments:
        told = {key: value for key, value in comment.items() if value and key != "text"}
        click.echo(f"\n  {comment['text']}\n  {told}")
    for reason in found.rejected:
        click.echo(f"\n  rejected: {reason}")


@connect_command.command("run", help="Read what is new since the last run.")
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="Run every connector of your own.")
@click.option("--due", is_flag=True, help="Run those whose `every` has passed, as serve does.")
@click.option("--approve", is_flag=True, help="Approve at once, without review.")
@click.option("--full", is_flag=True, help="Read everything again; what is held is not doubled.")
@json_option
def run_command(
    *, name: str | None, every: bool, due: bool, approve: bool, full: bool, as_json: bool
) -> None:
    from hearback.connecting import open_catalogue  # noqa: PLC0415

    if [name is not None, every, due].count(True) != 1:
        raise BadInput(
            "Name one connector, or write --all or --due. hearback connect list shows them."
        )
    with open_house(create=True) as house:
        catalogue = open_catalogue(house.home)
        own = [each for each, (_, is_own) in catalogue.paths().items() if is_own]
        if name is not None:
            done = [_run(house, catalogue.read(name), approve=approve, full=full)]
        elif due:
            done = list(_run_due(house, approve=approve))
        else:
            done = [_run_named(house, each, approve=approve, full=full) for each in own]
        catch_up(house)
    _tell(done, one=name is not None, as_json=as_json, approve=approve)


def _run(house: "House", connector: "Connector", *, approve: bool, full: bool) -> dict[str, Any]:
    from hearback.connecting import run_connector  # noqa: PLC0415

    report = run_connector(house, connector, approve=approve, full=full, told=_progress)
    return _document(report)


def _run_named(house: "House", name: str, *, approve: bool, full: bool) -> dict[str, Any]:
    """One of several: what keeps it from running must not keep the others."""
    from hearback.connecting import open_catalogue  # noqa: PLC0415

    try:
        connector = open_catalogue(house.home).read(name)
        return _run(house, connector, approve=approve, full=full)
    except HearbackError as error:
        return {"name": name, "read": 0, "imported": 0, "error": str(error)}


def _run_due(house: "House", *, approve: bool) -> Iterator[dict[str, Any]]:
    from hearback.connecting import due_connectors, run_if_due  # noqa: PLC0415

    now = datetime.now(UTC)
    for each in due_connectors(house, now):
        try:
            report = run_if_due(house, each, now, approve=approve, told=_progress)
        except HearbackError as error:
            yield {"name": each.name, "read": 0, "imported": 0, "error": str(error)}
        else:
            if report is not None:
                yield _document(report)


def _document(report: "RunReport") -> dict[str, Any]:
    document = asdict(report)
    counts = document.pop("counts")
    cursor = document.pop("position")
    return {"name": document.pop("name"), **counts, "cursor": cursor, **document}


def _tell(done: list[dict[str, Any]], *, one: bool, as_json: bool, approve: bool) -> None:
    failed = [each for each in done if each["error"]]
    for each in done:
        for note in each.get("notes", []):
            click.echo(f"note: {each['name']}: {note}", err=True)
    if not approve and any(each["imported"] for each in done):
        click.echo("They wait for review: hearback review list", err=True)
    if as_json:
        print_json(done[0] if one else {"connectors": done})
    else:
        for each in done:
            click.echo(_line(each))
    if failed:
        more = f" ({len(failed) - 1} more failed.)" if len(failed) > 1 else ""
        raise BadInput(f"{failed[0]['name']}: {failed[0]['error']}{more}")


def _line(done: dict[str, Any]) -> str:
    counts = ", ".join(
        f"{name.replace('_', ' ')} {done[name]:,}"
        for name in ("read", "imported", "duplicates", "replaced", "kept", "rejected", "pages")
        if name in done
    )
    rejects = f"; rejected rows: {done['rejects_file']}" if done.get("rejects_file") else ""
    return f"{done['name']}: {counts}{rejects}"


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        click.echo(line, err=True)


def _settings(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise BadInput(f"--set {pair!r}: write it as SETTING=VALUE, such as subdomain=acme.")
        found[name.strip()] = value.strip()
    return found


def _moment(value: Any) -> str | None:
    return value.isoformat(timespec="seconds") if value else None
