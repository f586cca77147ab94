"""Roles, their responsibilities and their ripples as a file."""

import difflib
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from domain.error import BadInput
from domain.role import InternalClient, Responsibility, Role, RoleLink, StepLink
from knowledge.curated_file import read_curated
from knowledge.journey_file import Id, Name, Text, Texts


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _ClientEntry(_Strict):
    role: Id
    need: Name


class _ReachEntry(_Strict):
    step: Name
    how: Name


class _ServeEntry(_Strict):
    role: Id
    responsibility: Id | None = None
    how: Name


class _ResponsibilityEntry(_Strict):
    id: Id
    name: Name
    kind: Text = "process"
    text: Text = ""
    protects: Text = ""
    themes: Texts = ()
    reaches: list[_ReachEntry] = []
    serves: list[_ServeEntry] = []
    since: date | None = None


class _RoleEntry(_Strict):
    name: Id
    title: Name
    summary: Text = ""
    titles: Texts = ()
    metrics: Texts = ()
    internal_clients: list[_ClientEntry] = []
    responsibilities: list[_ResponsibilityEntry] = []


class _RolesFile(_Strict):
    roles: list[_RoleEntry]


def read_roles(path: Path, stored: Collection[str] = ()) -> list[Role]:
    """Read roles. Raises BadInput, also for a link to a role that neither file nor truth holds."""
    roles = [_role(entry) for entry in read_curated(path, _RolesFile).roles]
    names = [role.name for role in roles]
    if twice := {name for name in names if names.count(name) > 1}:
        raise BadInput(f"{path.name}: the role {min(twice)!r} stands there twice. Keep one.")
    if flaw := next(_broken_links(roles, stored), None):
        raise BadInput(f"{path.name}: {flaw}")
    return roles


def unknown_steps(roles: Sequence[Role], known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Role and step of each claim on a step that is not known."""
    for role in roles:
        for responsibility in role.responsibilities:
            for link in responsibility.reaches:
                if link.step not in known:
                    yield role.name, link.step


def _role(entry: _RoleEntry) -> Role:
    return Role(
        name=entry.name,
        title=entry.title,
        summary=entry.summary,
        titles=entry.titles,
        metrics=entry.metrics,
        internal_clients=tuple(InternalClient(c.role, c.need) for c in entry.internal_clients),
        responsibilities=tuple(_responsibility(r) for r in entry.responsibilities),
    )


def _responsibility(entry: _ResponsibilityEntry) -> Responsibility:
    return Responsibility(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        text=entry.text,
        protects=entry.protects,
        themes=entry.themes,
        reaches=tuple(StepLink(reach.step, reach.how) for reach in entry.reaches),
        serves=tuple(RoleLink(s.role, s.how, s.responsibility) for s in entry.serves),
        since=entry.since,
    )


def _broken_links(roles: Sequence[Role], stored: Collection[str]) -> Iterator[str]:
    owned = {role.name: {r.id for r in role.responsibilities} for role in roles}
    known = {*owned, *stored}
    for role in roles:
        for client in role.internal_clients:
            if client.role not in known:
                yield f"{role.name} names the internal client {_hint(client.role, known)}"
        for responsibility in role.responsibilities:
            for link in responsibility.serves:
                where = f"{role.name}.{responsibility.id}"
                if link.role not in known:
                    yield f"{where} serves the role {_hint(link.role, known)}"
                mine = owned.get(link.role)
                if link.responsibility and mine is not None and link.responsibility not in mine:
                    yield f"{where} serves {link.role}'s {_hint(link.responsibility, mine)}"


def _hint(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"{name!r}, which is not there." + (f" Did you mean {near[0]!r}?" if near else "")
