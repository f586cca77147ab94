"""``import``: one subcommand for each kind of file."""

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearback.command.import_run import run_import
from hearback.command.option import open_house
from hearback.output import json_option, print_json
from hearback.recording import cut_short, is_alive

if TYPE_CHECKING:
    from domain.import_run import ImportRun
    from hearback.house import House
    from knowledge.progress import Progress
    from knowledge.report import ImportReport

_FILE = click.argument("file", type=click.Path(path_type=Path))
_SOURCE = click.option("--source", help="What the source is called. [default: the file's name]")
_MAP = click.option(
    "--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help="What a column holds."
)
_APPROVE = click.option("--approve", is_flag=True, help="Approve at once, without review.")


@click.group("import", help="Import a file. A bad row goes to a rejects file, the rest is taken.")
def import_command() -> None:
    pass


@import_command.command("verbatims", help="CSV, TSV, JSON, JSONL or XLSX with a comment a row.")
@_FILE
@_SOURCE
@_MAP
@_APPROVE
@json_option
def import_verbatims_command(
    *, file: Path, source: str | None, pairs: tuple[str, ...], approve: bool, as_json: bool
) -> None:
    from knowledge.importer import import_verbatims  # noqa: PLC0415 - see root
    from knowledge.mapping import parse_mapping  # noqa: PLC0415

    def run(house: "House", progress: "Progress") -> "ImportReport":
        return import_verbatims(
            file,
            source=source,
            mapping=parse_mapping(pairs),
            approve=approve,
            progress=progress,
            rejects_dir=house.rejects_folder,
            **house.import_tools,
        )

    run_import(run, file.name, as_json=as_json, approve=approve, files=(file,))


@import_command.command("transcript", help="VTT, SRT or plain text with a speaker a line.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_SOURCE
@_APPROVE
@json_option
def import_transcript_command(
    *, files: tuple[Path, ...], source: str | None, approve: bool, as_json: bool
) -> None:
    from knowledge.importer import import_transcripts  # noqa: PLC0415

    def run(house: "House", progress: "Progress") -> "ImportReport":
        return import_transcripts(
            files, source=source, approve=approve, progress=progress, **house.import_tools
        )

    name = f"{len(files)} transcripts"
    run_import(run, name, as_json=as_json, approve=approve, files=files)


@import_command.command("trend", help="CSV, JSON or XLSX with a period a row.")
@_FILE
@_MAP
@json_option
def import_trend_command(*, file: Path, pairs: tuple[str, ...], as_json: bool) -> None:
    from knowledge.importer import import_trend  # noqa: PLC0415
    from knowledge.mapping import parse_mapping  # noqa: PLC0415

    def run(house: "House", progress: "Progress") -> "ImportReport":
        mapping = parse_mapping(pairs)
        return import_trend(
            file,
            mapping=mapping,
            truth=house.truth,
            rejects_dir=house.rejects_folder,
            redactor=house.redactor,
            progress=progress,
        )

    run_import(run, file.name, as_json=as_json, curated=True, files=(file,))


@import_command.command(
    "journey", help="A journey map: YAML, JSON, Markdown, or a table (CSV, XLSX)."
)
@_FILE
@json_option
def import_journey_command(*, file: Path, as_json: bool) -> None:
    from knowledge.importer import import_journey  # noqa: PLC0415

    def run(house: "House", _progress: "Progress") -> "ImportReport":
        return import_journey(file, truth=house.truth)

    run_import(run, file.name, as_json=as_json, curated=True, files=(file,))


@import_command.command("roles", help="Roles, their responsibilities and ripples as YAML.")
@_FILE
@json_option
def import_roles_command(*, file: Path, as_json: bool) -> None:
    from knowledge.importer import import_roles  # noqa: PLC0415
    from knowledge.role_file import read_roles  # noqa: PLC0415

    def run(house: "House", _progress: "Progress") -> "ImportReport":
        report = import_roles(file, truth=house.truth)
        stored = [role.name for role in house.truth.roles()]
        house.drop_unused_defaults([role.name for role in read_roles(file, stored)])
        return report

    run_import(run, file.name, as_json=as_json, curated=True, files=(file,))


@import_command.command(
    "interview",
    help="An interview: Markdown with fields on top, YAML, or VTT/SRT with YAML beside.",
)
@_FILE
@_SOURCE
@_APPROVE
@json_option
def import_interview_command(
    *, file: Path, source: str | None, approve: bool, as_json: bool
) -> None:
    from knowledge.importer import import_interview  # noqa: PLC0415

    def run(house: "House", progress: "Progress") -> "ImportReport":
        return import_interview(
            file, source=source, approve=approve, progress=progress, **house.import_tools
        )

    run_import(run, file.name, as_json=as_json, approve=approve, files=(file,))


@import_command.command("recording", help="A transcript with times (VTT, SRT, JSON) and a link.")
@_FILE
@click.option("--url", help="Where the recording is; it is made to open at a time.")
@click.option(
    "--link", help="The same with places: https://.../{id}?t={seconds} (or {time}, {clock})."
)
@_SOURCE
@_APPROVE
@json_option
def import_recording_command(
    *,
    file: Path,
    url: str | None,
    link: str | None,
    source: str | None,
    approve: bool,
    as_json: bool,
) -> None:
    from knowledge.importer import import_recording  # noqa: PLC0415

    def run(house: "House", progress: "Progress") -> "ImportReport":
        return import_recording(
            file,
            url=link or url,
            source=source,
            approve=approve,
            progress=progress,
            **house.import_tools,
        )

    run_import(run, file.name, as_json=as_json, approve=approve, files=(file,))


@import_command.command("insight", help="Claims of the CX team with their evidence, as YAML.")
@_FILE
@json_option
def import_insight_command(*, file: Path, as_json: bool) -> None:
    from knowledge.importer import import_insights  # noqa: PLC0415

    def run(house: "House", _progress: "Progress") -> "ImportReport":
        return import_insights(file, truth=house.truth, redactor=house.redactor)

    run_import(run, file.name, as_json=as_json, curated=True, files=(file,))


@import_command.command("policy", help="A policy with its text: YAML, or Markdown with fields.")
@_FILE
@json_option
def import_policy_command(*, file: Path, as_json: bool) -> None:
    from knowledge.importer import import_policy  # noqa: PLC0415

    def run(house: "House", _progress: "Progress") -> "ImportReport":
        return import_policy(file, truth=house.truth)

    run_import(run, file.name, as_json=as_json, curated=True, files=(file,))


@import_command.command("themes", help="Themes with example phrases as YAML.")
@_FILE
@json_option
def import_themes_command(*, file: Path, as_json: bool) -> None:
    from knowledge.tagging.taxonomy import load_taxonomy  # noqa: PLC0415

    with open_house(create=True) as house:
        taxonomy = load_taxonomy(file)
        shutil.copyfile(file, house.home / "themes.yaml")
        if as_json:
            print_json({"imported": len(taxonomy.themes)})
        else:
            click.echo(f"{len(taxonomy.themes)} themes; the next comments are tagged with them.")


@import_command.command("status", help="What was imported, and what was cut short.")
@json_option
def import_status_command(*, as_json: bool) -> None:
    from domain.import_run import RunState  # noqa: PLC0415

    with open_house() as house:
        runs = house.import_runs.runs()
        broken = {run.id for run in cut_short(house)}
        running = {r.id for r in runs if r.state is RunState.RUNNING and is_alive(house, r)}
    told = [(run, _standing(run, broken, running)) for run in runs]
    if as_json:
        print_json({"imports": [asdict(run) | {"state": standing} for run, standing in told]})
        return
    for run, standing in told:
        click.echo(
            f"{run.started_at:%Y-%m-%d %H:%M} {run.command} {run.file}: {standing}, "
            f"{run.rows_read:,} rows read, {run.imported:,} imported"
            + (f" ({run.reason})" if run.reason else "")
        )
    if broken:
        click.echo("To finish one that was cut short, run the same import again.")


def _standing(run: "ImportRun", broken: set[int], running: set[int]) -> str:
    if run.id in running:
        return "running"
    return "cut short" if run.id in broken else str(run.state)
