"""The example company: bringing it into a home, and the day on which its story is told."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from domain.error import BadInput
from domain.period import parse_period
from hearback.example_action import load_actions
from hearback.house import House
from knowledge.importer import (
    ImportReport,
    import_insights,
    import_interview,
    import_journey,
    import_policy,
    import_recording,
    import_roles,
    import_transcripts,
    import_trend,
    import_verbatims,
)

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PERIOD = parse_period("2026-W46")


def load_example(house: House, folder: Path, tell: Callable[[str], None]) -> None:
    """Import everything that the folder holds; what is there already is left as it is."""
    if not (folder / "roles.yaml").exists():
        raise BadInput(f"There is no example company at {folder}. Run this from the checkout.")
    (house.home / "themes.yaml").write_bytes((folder / "themes.yaml").read_bytes())
    for path in sorted((folder / "journeys").glob("*.yaml")):
        tell(f"journey map {path.stem}")
        import_journey(path, truth=house.truth)
    tell("roles")
    import_roles(folder / "roles.yaml", truth=house.truth)
    house.drop_unused_defaults([])
    tell("trends")
    import_trend(
        folder / "trends.csv",
        mapping={},
        truth=house.truth,
        redactor=house.redactor,
        rejects_dir=house.rejects_folder,
    )
    for report in _load_words(house, folder / "verbatims", tell):
        tell(f"  {report.imported} new, {sum(report.redacted.values())} personal details redacted")
    _load_curated(house, folder, tell)
    tell("index")
    house.keep_notes()
    if house.index is not None:
        house.index.catch_up(house.corpus)


def _load_curated(house: House, folder: Path, tell: Callable[[str], None]) -> None:
    """Policies, and the insights, which name the comments that they rest on."""
    for path in sorted((folder / "policies").glob("*.md")):
        tell(f"policy {path.stem}")
        import_policy(path, truth=house.truth)
    house.keep_notes()  # insights name journey steps and trends by their notes
    if (folder / "insights.yaml").exists():
        tell("insights")
        import_insights(folder / "insights.yaml", truth=house.truth, redactor=house.redactor)
    if (folder / "actions.yaml").exists():
        tell("actions")
        load_actions(house, folder / "actions.yaml")


def _load_words(house: House, folder: Path, tell: Callable[[str], None]) -> Sequence[ImportReport]:
    reports: list[ImportReport] = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        tell(f"verbatims {path.name}")
        reports.append(
            import_verbatims(
                path,
                source=path.stem,
                mapping={},
                approve=True,
                rejects_dir=house.rejects_folder,
                **house.import_tools,
            )
        )
    tools = {"approve": True, **house.import_tools}
    tell("transcripts")
    calls = sorted((folder / "transcripts").iterdir())
    reports.append(import_transcripts(calls, source="calls", **tools))
    for path in sorted((folder.parent / "interviews").glob("*")):
        tell(f"interview {path.stem}")
        reports.append(import_interview(path, source="interviews", **tools))
    for path in sorted((folder.parent / "recordings").glob("*.vtt")):
        tell(f"recording {path.stem}")
        reports.append(import_recording(path, url=None, source="recordings", **tools))
    return reports
