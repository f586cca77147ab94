"""Connectors put together: which there are, and one run of each."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from config.default import default_file
from domain.error import BadInput, HearbackError
from hearback.house import House
from knowledge.connectors.catalogue import Catalogue, Connector
from knowledge.connectors.declaration import FolderDeclaration, HttpDeclaration
from knowledge.connectors.filling import missing_words
from knowledge.connectors.folder import FolderRun
from knowledge.connectors.run import Run, RunReport
from knowledge.connectors.source import Source, open_source
from knowledge.connectors.store import ConnectorState
from knowledge.importer import import_transcripts, import_verbatims
from knowledge.intake import Intake
from knowledge.report import ImportReport, Tally

Told = Callable[[str], None]


def open_catalogue(home: Path) -> Catalogue:
    return Catalogue(default_file("connectors"), home / "connectors")


def missing(connector: Connector) -> list[str]:
    """Settings and environment variables without which the connector cannot run."""
    return missing_words(connector.declaration, connector.filling(os.environ))


def find_trouble(house: House, name: str) -> tuple[str, str, str] | None:
    """Why a connector does not read, as (name, what is the matter, the next thing to do)."""
    try:
        connector = open_catalogue(house.home).read(name)
    except HearbackError as error:
        return name, str(error), f"mend it, then: hearback connect check {name}"
    if lacking := missing(connector):
        return name, f"{', '.join(lacking)} is not set", f"set {lacking[0]}"
    state = house.connectors.state(name)
    if state is None:
        return name, "never ran", f"hearback connect run {name}"
    if state.last_error:
        return name, state.last_error, f"hearback connect run {name}"
    return None


@contextmanager
def opened(house: House, connector: Connector) -> Iterator[Source]:
    """An HTTP connector's source. Raises BadInput if something is missing."""
    declaration = connector.declaration
    if not isinstance(declaration, HttpDeclaration):
        raise BadInput(f"{connector.name} is a folder. Run it: hearback connect run")
    source = open_source(
        declaration,
        connector.filling(os.environ),
        allow_private=house.settings.allow_private_hosts,
    )
    try:
        yield source
    finally:
        source.client.close()


class RunsAlready(BadInput):
    """Another process reads this connector just now."""


def due_connectors(house: House, now: datetime) -> list[Connector]:
    """The company's own connectors that ``every`` says to read now.

    A file that cannot be read is left to ``find_trouble``, which ``doctor`` asks.
    """
    found: list[Connector] = []
    catalogue = open_catalogue(house.home)
    for name, (_, own) in catalogue.paths().items():
        with suppress(HearbackError):
            if own and _is_due(house, connector := catalogue.read(name), now):
                found.append(connector)
    return found


def _is_due(house: House, connector: Connector, now: datetime) -> bool:
    state = house.connectors.state(connector.name)
    return connector.declaration.is_due(state.last_run if state else None, now)


def run_if_due(
    house: House, connector: Connector, now: datetime, *, approve: bool, told: Told
) -> RunReport | None:
    """Read it, unless another process has done so or does so. Raises what keeps it from running,
    once that is written down: it is tried again when ``every`` has passed."""
    try:
        with _alone(house.home, connector.name):
            if not _is_due(house, connector, now):
                return None
            return _run(house, connector, approve=approve, full=False, told=told)
    except RunsAlready:
        return None
    except HearbackError as error:
        state = house.connectors.state(connector.name) or ConnectorState(connector.name, {})
        house.connectors.save(replace(state, last_run=now, last_error=str(error)))
        raise


def run_connector(
    house: House, connector: Connector, *, approve: bool, full: bool, told: Told
) -> RunReport:
    """Read what is new. Raises BadInput if the connector cannot run or runs already."""
    with _alone(house.home, connector.name):
        return _run(house, connector, approve=approve, full=full, told=told)


def _run(house: House, connector: Connector, *, approve: bool, full: bool, told: Told) -> RunReport:
    declaration = connector.declaration
    if isinstance(declaration, FolderDeclaration):
        folder = _run_folder(house, connector, declaration, approve=approve, told=told)
        return folder.run(full=full)
    with opened(house, connector) as source:
        return _run_source(house, connector, source, approve=approve, told=told).run(full=full)


@contextmanager
def _alone(home: Path, name: str) -> Iterator[None]:
    """One run of a connector at a time; the lock of a killed process is free again."""
    folder = home / "connectors"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(folder / f".{name}.lock", timeout=0):
            yield
    except Timeout as error:
        raise RunsAlready(f"{name} is being run already. Wait until that run is over.") from error


def _run_source(
    house: House, connector: Connector, source: Source, *, approve: bool, told: Told
) -> Run:
    def intake(tally: Tally) -> Intake:
        return Intake(
            source=connector.declaration.source,
            approve=approve,
            truth=house.truth,
            redactor=house.redactor,
            tagger=house.tagger,
            embedder=house.embedder,
            tally=tally,
        )

    def tell(pages: int, tally: Tally) -> None:
        told(f"{connector.name}: page {pages}, {tally.read:,} read, {tally.imported:,} imported")

    return Run(
        name=connector.name,
        source=source,
        store=house.connectors,
        intake=intake,
        redactor=house.redactor,
        rejects_dir=house.rejects_folder,
        now=lambda: datetime.now(UTC),
        told=tell,
    )


def _run_folder(
    house: House,
    connector: Connector,
    declaration: FolderDeclaration,
    *,
    approve: bool,
    told: Told,
) -> FolderRun:
    tools: dict[str, Any] = {
        "source": declaration.source,
        "approve": approve,
        "truth": house.truth,
        "redactor": house.redactor,
        "tagger": house.tagger,
        "embedder": house.embedder,
    }

    def import_file(path: Path) -> ImportReport:
        if declaration.takes == "transcripts":
            return import_transcripts([path], **tools)
        columns: Mapping[str, str] = declaration.columns
        return import_verbatims(path, mapping=columns, rejects_dir=house.rejects_folder, **tools)

    folder = connector.filling(os.environ).demand(declaration.folder)
    return FolderRun(
        name=connector.name,
        declaration=declaration,
        folder=Path(folder).expanduser(),
        store=house.connectors,
        import_file=import_file,
        now=lambda: datetime.now(UTC),
        told=lambda file: told(f"{connector.name}: {file}"),
    )
