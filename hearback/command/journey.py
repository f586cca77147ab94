"""``journey``: a map as a picture, what is wrong with the maps, where the journeys fall short."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.audience import CURATORS, EMPLOYEES, Audience
from domain.error import unknown
from hearback.command.option import as_of_option, open_house, today
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from domain.journey import JourneyMap
    from hearback.house import House
    from knowledge.journey_finding import AuditInput, Finding
    from knowledge.journey_gaps import Gap
    from knowledge.journey_twin import Lone
    from retrieval.corpus import Tally


@click.group("journey", help="Draw a journey map, audit the maps, list the gaps.")
def journey_command() -> None:
    pass


@journey_command.command("draw", help="MAP (its id, or a file that holds one) as a picture.")
@click.argument("name", metavar="MAP")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help="The PNG to write.")  # fmt: skip
@click.option("--focus", default="", metavar="STEP", help="The id of a step to stand out.")
@click.option("--svg", is_flag=True, help="Write an SVG beside it too.")
@as_of_option
@json_option
def draw_command(
    *, name: str, out: Path, focus: str, svg: bool, as_of: date | None, as_json: bool
) -> None:
    from knowledge.journey_picture import draw_journey  # noqa: PLC0415 - see root

    with open_house() as house:
        journey = _find_map(house, name)
        evidence = _evidence(house, EMPLOYEES, as_of)
        picture = draw_journey(
            journey, out, evidence, svg=svg, focus=focus.removeprefix(f"{journey.id}/")
        )
    if as_json:
        print_json(picture)
        return
    click.echo(f"{picture.path}" + (f"\n{picture.svg}" if picture.svg else ""))
    click.echo(picture.alt)


@journey_command.command("audit", help="What is wrong with the maps themselves, check by check.")
@as_of_option
@json_option
def audit_command(*, as_of: date | None, as_json: bool) -> None:
    from knowledge.journey_audit import audit_journeys  # noqa: PLC0415 - see root
    from knowledge.journey_finding import CHECKS  # noqa: PLC0415

    with open_house() as house:
        journeys = house.truth.journeys()
        findings = audit_journeys(_audit_input(house, journeys, as_of)) if journeys else []
    if as_json:
        print_json({"maps": len(journeys), "checks": CHECKS, "findings": findings})
    elif _has_maps(journeys):
        _show_findings(findings, CHECKS)


@journey_command.command("gaps", help="Needs against gets, today against to be: worst first.")
@click.option("-k", "most", type=click.IntRange(min=1), default=10, show_default=True,
              help="How many to print; --json prints all.")  # fmt: skip
@as_of_option
@json_option
def gaps_command(*, most: int, as_of: date | None, as_json: bool) -> None:
    from knowledge.journey_gaps import rank_gaps  # noqa: PLC0415 - see root
    from knowledge.journey_twin import lone_steps  # noqa: PLC0415

    with open_house() as house:
        journeys = house.truth.journeys()
        gaps = rank_gaps(journeys, _evidence(house, CURATORS, as_of))
    lone = lone_steps(journeys)
    if as_json:
        print_json({"gaps": gaps, "only_on_one_map": lone})
    elif _has_maps(journeys):
        for gap in gaps[:most]:
            _show_gap(gap)
        _show_lone(lone)
        if not gaps:
            click.echo("No gap is written down. Add needs, gets and future to the steps.")


def _find_map(house: "House", name: str) -> "JourneyMap":
    from knowledge.curated_import import read_map  # noqa: PLC0415 - see root

    held = {journey.id: journey for journey in house.truth.journeys()}
    if name in held:
        return held[name]
    if Path(name).is_file():
        return read_map(Path(name))[0]
    raise unknown("map", name, held)


def _audit_input(
    house: "House", journeys: "Sequence[JourneyMap]", as_of: date | None
) -> "AuditInput":
    from knowledge.journey_finding import AuditInput  # noqa: PLC0415 - see root
    from knowledge.journey_outside import find_outside  # noqa: PLC0415
    from retrieval.corpus import Filter  # noqa: PLC0415

    steps = [reference for journey in journeys for reference, _ in journey.steps()]
    return AuditInput(
        journeys=journeys,
        roles=house.truth.roles(),
        evidence=_evidence(house, CURATORS, as_of),
        as_of=as_of or today(),
        interviews=house.truth.interviews(),
        policies=house.truth.policies(),
        outside=find_outside(house.corpus, Filter(audience=CURATORS, as_of=as_of), steps),
    )


def _evidence(house: "House", audience: Audience, as_of: date | None) -> "Callable[[str], Tally]":
    tallies: dict[str, Tally] = {}

    def look(reference: str) -> "Tally":
        if reference not in tallies:
            tallies[reference] = _tally(house, audience, as_of, {"step": reference})
        return tallies[reference]

    return look


def _tally(
    house: "House", audience: Audience, as_of: date | None, where: dict[str, str]
) -> "Tally":
    from retrieval.corpus import Filter  # noqa: PLC0415 - see root

    return house.corpus.tally(None, Filter(audience=audience, where=where, as_of=as_of))


def _has_maps(journeys: "Sequence[JourneyMap]") -> bool:
    if not journeys:
        click.echo("There are no journey maps yet. Next: hearback import journey FILE")
    return bool(journeys)


def _show_findings(findings: "Sequence[Finding]", checks: "Mapping[str, str]") -> None:
    """Check by check; what to do stands once below all that it mends."""
    for check, told in checks.items():
        found = [finding for finding in findings if finding.check == check]
        if found:
            click.echo(f"\n{check} ({len(found)}) - {told}")
        for do in dict.fromkeys(finding.do for finding in found):
            for finding in found:
                if finding.do == do:
                    click.echo(f"  {finding.where}: {finding.what}")
            click.echo(f"  -> {do}")
    count = "1 finding." if len(findings) == 1 else f"{len(findings)} findings."
    click.echo(f"\n{count}" if findings else "Nothing to mend.")


def _show_gap(gap: "Gap") -> None:
    pain = "pain not known" if gap.pain is None else f"pain {gap.pain:.2f}"
    click.echo(f"\n{gap.rank}. {gap.step} ({gap.where}): {pain} x {_stake(gap)} = {gap.score:,.0f}")
    click.echo(f"   pain: {gap.pain_from}; {_count(gap.comments)} here")
    for short in gap.shortfalls:
        gets = short.gets or "nothing that the map knows of"
        to_be = f", to be {short.to_be!r}" if short.to_be else ""
        part = short.part.replace("_", " ")
        click.echo(f"   {part}: needs {short.needs!r}, gets {gets!r}{to_be}")
    if gap.future:
        click.echo(f"   today: {gap.today}\n   to be: {gap.future}")
    click.echo(f"   -> {gap.do}")


def _count(comments: int) -> str:
    return "1 comment" if comments == 1 else f"{comments:,} comments"


def _stake(gap: "Gap") -> str:
    if gap.value is None:
        return "value not known, so the median of the others"
    share = gap.share_of_customers
    of = "all customers, as no share is known" if share is None else f"{share:.0%} of customers"
    return f"value {gap.value:,.0f} for {of}"


def _show_lone(lone: "Sequence[Lone]") -> None:
    new, old = [each for each in lone if each.to_come], [each for each in lone if not each.to_come]
    if new:
        click.echo("\nTo be, and not there today:")
    for each in new:
        click.echo(f"   {each.step} ({each.where})\n   -> {each.do}")
    for aim in dict.fromkeys(each.missing_on for each in old):
        named = ", ".join(each.where for each in old if each.missing_on == aim)
        click.echo(f"\nThere today, and not on {aim}: {named}")
        click.echo(f"   -> Decide which of them stay, and draw those on {aim}.")
