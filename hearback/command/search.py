"""``search``."""

import time
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from domain.audience import EMPLOYEES, parse_audience
from domain.error import BadInput
from domain.evidence import Kind
from hearback.command.option import Day, open_house, parse_where
from hearback.lines import Request, answer_lines, text_of
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House

_KINDS = [str(kind) for kind in Kind]


@click.command("search", help="Find evidence. With - as QUERY, reads JSON lines.")
@click.argument("query")
@click.option("--role", help="Only what this role's work is felt at.")
@click.option("--kind", type=click.Choice(_KINDS), help="Only this kind of evidence.")
@click.option("--where", "pairs", multiple=True, metavar="FIELD=VALUE", help="An exact filter.")
@click.option("--since", type=Day(), help="Not before this day.")
@click.option("--until", type=Day(), help="Not after this day.")
@click.option("--channel-audience", help="Groups that will see it, with commas.")
@click.option("-k", "limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@json_option
def search_command(*, query: str, pairs: tuple[str, ...], as_json: bool, **options: Any) -> None:
    with open_house() as house:
        options["where"] = parse_where(pairs)
        if query == "-":
            answer_lines(lambda request: _search_request(house, request, options))
            return
        found = _search(house, query, **options)
        if as_json:
            print_json(found)
        else:
            _show(found)


def _search_request(house: "House", request: Request, defaults: dict[str, Any]) -> dict[str, Any]:
    asked = {name: request.get(name, value) for name, value in defaults.items()}
    for name in ("since", "until"):
        asked[name] = Day().convert(asked[name], None, None) if asked[name] else None
    asked["limit"] = request.get("k", defaults["limit"])
    if isinstance(asked["where"], list):
        asked["where"] = parse_where(tuple(asked["where"]))
    return _search(house, text_of(request, "query"), **asked)


def _search(
    house: "House",
    query: str,
    *,
    role: str | None,
    kind: str | None,
    where: dict[str, str],
    since: date | None,
    until: date | None,
    channel_audience: str | None,
    limit: int,
) -> dict[str, Any]:
    from hearback.document import hit_document  # noqa: PLC0415 - see root
    from retrieval.corpus import Filter  # noqa: PLC0415

    if not query.strip():
        raise BadInput("Search for something, such as: hearback search 'late invoices'")
    if kind and kind not in _KINDS:
        raise BadInput(f"There is no kind {kind!r}: choose {', '.join(_KINDS)}.")
    wanted = Filter(
        audience=parse_audience(channel_audience) if channel_audience else EMPLOYEES,
        kinds=frozenset({Kind(kind)}) if kind else frozenset(Kind),
        where={str(name): str(value) for name, value in where.items()},
        since=since,
        until=until,
        reach=_reach(house, role) if role else None,
    )
    started = time.perf_counter()
    hits = house.searcher.search(query, wanted, limit)
    took_ms = round(1000 * (time.perf_counter() - started), 1)
    return {"query": query, "hits": [hit_document(hit) for hit in hits], "took_ms": took_ms}


def _reach(house: "House", role: str) -> Any:
    """Where the role's work is felt; a role without any path yet filters nothing."""
    from retrieval.ripple import RippleGraph  # noqa: PLC0415

    house.check_role(role)
    reach = RippleGraph(house.truth.roles(), house.truth.journeys()).reach(role)
    return reach if reach.steps or reach.themes else None


def _show(found: dict[str, Any]) -> None:
    if not found["hits"]:
        click.echo("Nothing that may be shown fits. Is it approved? See: hearback doctor")
    for hit in found["hits"]:
        when = f", {hit['occurred_at']}" if hit["occurred_at"] else ""
        click.echo(f"{hit['score']:.2f}  {hit['id']} ({hit['kind']}{when})")
        click.echo(f"      {hit['text']}\n")
