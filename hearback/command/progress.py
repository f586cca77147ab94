"""``progress``: how far it has come in the last three whole months."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from actions.progress import find_barriers, tell_stages
from domain.progress import People, last_months
from hearback.command.option import as_of_option, open_house, today
from hearback.output import json_option, print_json


@click.command("progress", help="How far it has come: who was reached, asked and acted.")
@as_of_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where a chart goes.")
@json_option
def progress_command(*, as_of: date | None, out: Path | None, as_json: bool) -> None:
    from hearback.measuring import measure_progress  # noqa: PLC0415 - see root
    from hearback.progress_chart import draw_progress  # noqa: PLC0415

    day = as_of or today()
    with open_house() as house:
        found = measure_progress(house, last_months(day), day)
        unanswered = house.conversations.unanswered()
    chart = draw_progress(found.months, out) if out else None
    stages, barriers = tell_stages(found.counts), find_barriers(found.counts)
    if as_json:
        document: dict[str, Any] = {
            "months": [
                {
                    "month": str(month.period),
                    "reached": _people(month.reached),
                    "asked": _people(month.asked),
                    "acted": _people(month.acted),
                }
                for month in found.months
            ],
            "asked_by_role": {name: _people(p) for name, p in found.asked_by_role.items()},
            "roles_without_path": found.roles_without_path,
            "questions_without_evidence": [each.question for each in unanswered],
            "stages": stages,
            "barriers": barriers,
            "chart": None if chart is None else {"path": chart.path, "alt": chart.alt},
        }
        print_json(document)
        return
    for month in found.months:
        click.echo(
            f"{month.period}  reached: {month.reached}; asked: {month.asked}; acted: {month.acted}"
        )
    for name, people in found.asked_by_role.items():
        click.echo(f"  asked as {name}: {people}")
    click.echo(f"No path yet: {', '.join(found.roles_without_path) or 'none, every role has one'}")
    click.echo(f"Questions without evidence: {len(unanswered)} (hearback questions list)")
    for stage in stages:
        click.echo(f"\n{stage.name.capitalize()} ({stage.meaning})")
        for fact in stage.facts:
            click.echo(f"  {fact}")
    click.echo("\nWhat the figures point at:" if barriers else "\nThe figures point at no barrier.")
    for barrier in barriers:
        click.echo(f"  {barrier.name}: {barrier.figure}.\n    Next: {barrier.next_step}")
    if chart:
        click.echo(f"\nPicture: {chart.path}\n  {chart.alt}")


def _people(people: People) -> dict[str, Any]:
    return {"count": people.count, "reason": people.reason}
