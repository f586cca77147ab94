"""``doctor``: what is configured, stale or missing, and the next thing to do."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from domain.error import HearbackError
from hearback.command.option import open_house
from hearback.output import json_option, print_json
from hearback.recording import cut_short

if TYPE_CHECKING:
    from hearback.house import House


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: how it is, and what to do where it is not well."""

    name: str
    well: bool
    told: str
    next: str = ""


@click.command("doctor", help="What is configured, stale or missing, and the next thing to do.")
@json_option
def doctor_command(*, as_json: bool) -> None:
    with open_house() as house:
        checks = [
            *_knowledge(house),
            _imports(house),
            *_curated(house),
            _index(house),
            _model(),
            _slack(house),
            _questions(house),
            _connectors(house),
        ]
    ill = [check for check in checks if not check.well and check.next]
    if as_json:
        print_json({"checks": checks, "next": ill[0].next if ill else None})
        return
    for check in checks:
        click.echo(f"{'ok  ' if check.well else '--  '}{check.name}: {check.told}")
    click.echo(f"\nNext: {ill[0].next}" if ill else "\nNothing is missing.")


def _knowledge(house: "House") -> list[Check]:
    counts = house.review.counts()
    shown = counts.get("approved", 0) + counts.get("featured", 0)
    waiting = counts.get("new", 0)
    return [
        Check("home", well=True, told=str(house.home)),
        Check(
            "comments",
            well=shown > 0,
            told=f"{shown:,} approved, {waiting:,} wait for review",
            next="hearback review approve --all"
            if waiting
            else "hearback import verbatims FILE --approve",
        ),
    ]


def _imports(house: "House") -> Check:
    broken = cut_short(house)
    told = "; ".join(f"{run.file} was cut short after {run.rows_read:,} rows" for run in broken)
    again = broken[-1] if broken else None
    following = (
        f"hearback import {again.command} {again.file} (the same as before)" if again else ""
    )
    return Check("imports", not broken, told or "none was cut short", following)


def _curated(house: "House") -> list[Check]:
    from retrieval.ripple import RippleGraph  # noqa: PLC0415 - see root

    roles, journeys, series = house.truth.roles(), house.truth.journeys(), house.truth.series()
    graph = RippleGraph(roles, journeys)
    without = [role.name for role in roles if not graph.ripples(role.name)]
    named = f"; no path yet for {', '.join(without)}" if without else ""
    return [
        Check(
            "journey maps",
            bool(journeys),
            f"{len(journeys)} with {len(graph.steps)} steps",
            "hearback import journey FILE",
        ),
        Check(
            "roles",
            not without,
            f"{len(roles)}{named}",
            "hearback import roles FILE (with ripples)",
        ),
        Check("trends", bool(series), f"{len(series)} series", "hearback import trend FILE"),
    ]


def _index(house: "House") -> Check:
    if house.index is None:
        return Check("index", well=True, told="owned by another hearback, which keeps it fresh")
    behind = house.corpus.revision() > house.index.position().revision
    told = f"{house.index.count():,} texts{', behind the truth' if behind else ''}"
    return Check("index", not behind, told, "hearback reindex")


def _model() -> Check:
    from retrieval.onnx_model import onnx_file  # noqa: PLC0415
    from retrieval.weights import verified_weights  # noqa: PLC0415

    try:
        verified_weights()
    except HearbackError as error:
        return Check("model", well=False, told=str(error), next="make install")
    quick = "" if onnx_file().exists() else "; questions start slowly until: make install"
    return Check("model", well=True, told=f"the published weights{quick}")


def _slack(house: "House") -> Check:
    settings = house.settings
    missing = "HEARBACK_SLACK_BOT_TOKEN" if settings.slack_bot_token is None else ""
    if not (settings.slack_app_token or settings.slack_signing_secret):
        missing = missing or "HEARBACK_SLACK_APP_TOKEN or HEARBACK_SLACK_SIGNING_SECRET"
    told = f"{missing} is not set" if missing else "tokens are set"
    return Check("slack", not missing, told, f"set {missing} (see the README)")


def _questions(house: "House") -> Check:
    unanswered = house.conversations.unanswered()
    told = f"{len(unanswered)} without evidence"
    return Check("questions", not unanswered, told, "hearback questions list")


def _connectors(house: "House") -> Check:
    """What keeps a connector of the company's own from reading: the first thing found."""
    from hearback.connecting import find_trouble, open_catalogue  # noqa: PLC0415

    catalogue = open_catalogue(house.home)
    own = [name for name, (_, is_own) in catalogue.paths().items() if is_own]
    troubles = [found for name in own if (found := find_trouble(house, name))]
    told = f"{len(own)} of your own" if own else "none of your own"
    if not troubles:
        return Check("connectors", well=True, told=told)
    name, trouble, step = troubles[0]
    return Check("connectors", well=False, told=f"{told}; {name}: {trouble}", next=step)
