"""Responsibilities that no role owns, and links that lead to what is not there."""

import re
from collections.abc import Iterator, Mapping

from domain.journey import Step
from domain.role import Responsibility, Role
from knowledge.journey_finding import AuditInput, Finding

NO_SUCH_OWNER = "no such owner"
# A responsibility as a tollgate or an owner names it: role/id. Other words are other words.
_NAMED = re.compile(r"[\w-]+/[\w-]+")
Owned = Mapping[str, frozenset[str]]


def unknown_owners(reference: str, step: Step, given: AuditInput) -> Iterator[Finding]:
    """Owners that are no role, and responsibilities in owners or tollgates that no role has."""
    owned = _owned(given)
    known = {word.lower() for role in given.roles for word in (role.name, role.title)}
    roles = [owner for owner in step.owners if not _NAMED.fullmatch(owner)]
    if missing := [owner for owner in roles if owner.lower() not in known]:
        yield Finding(NO_SUCH_OWNER, reference, f"No role is called {', '.join(missing)}.",
                      "Add the role with hearback import roles, or correct the name.")  # fmt: skip
    if lost := [duty for duty in _duties(step, owned) if not _is_held(duty, owned)]:
        yield Finding(NO_SUCH_OWNER, reference, f"No role owns {', '.join(lost)}.",
                      "Give it to a role with hearback import roles, or correct it.")  # fmt: skip


def _duties(step: Step, owned: Owned) -> list[str]:
    """Where responsibilities are named. A tollgate such as 24/7 is none: its role is unknown."""
    gates = [each for each in step.tollgates if each.partition("/")[0] in owned]
    return [each for each in (*step.owners, *gates) if _NAMED.fullmatch(each)]


def _is_held(named: str, owned: Owned) -> bool:
    role, _, duty = named.partition("/")
    return _is_owned(role, duty, owned)


def unowned(given: AuditInput) -> Iterator[Finding]:
    """Policies of a role that is not held, and links to roles or steps that are not."""
    owned = _owned(given)
    steps = {reference for journey in given.journeys for reference, _ in journey.steps()}
    for policy in given.policies:
        if policy.role not in owned:
            where = f"{policy.role}/{policy.responsibility.id}"
            yield Finding(NO_SUCH_OWNER, where, f"A policy of {policy.role}, which is no role.",
                          "Import the role, or import the policy for another.")  # fmt: skip
            yield from _links(where, policy.responsibility, owned, steps)
    for role in given.roles:
        yield from _role(role, owned, steps)


def _role(role: Role, owned: Owned, steps: set[str]) -> Iterator[Finding]:
    for client in role.internal_clients:
        if client.role not in owned:
            yield Finding(NO_SUCH_OWNER, role.name, f"Works for {client.role}, which is no role.",
                          "Import the role, or correct internal_clients.")  # fmt: skip
    for duty in role.responsibilities:
        yield from _links(f"{role.name}/{duty.id}", duty, owned, steps)


def _links(where: str, duty: Responsibility, owned: Owned, steps: set[str]) -> Iterator[Finding]:
    lost = [
        link.role if link.responsibility is None else f"{link.role}/{link.responsibility}"
        for link in duty.serves
        if not _is_owned(link.role, link.responsibility, owned)
    ]
    if lost:
        yield Finding(NO_SUCH_OWNER, where, f"Serves {', '.join(lost)}, which no role owns.",
                      "Give it to a role, or correct serves.")  # fmt: skip
    if gone := [link.step for link in duty.reaches if link.step not in steps]:
        yield Finding(NO_SUCH_OWNER, where, f"Reaches {', '.join(gone)}, a step of no map.",
                      "Import the map, or correct reaches.")  # fmt: skip


def _owned(given: AuditInput) -> Owned:
    return {role.name: frozenset(duty.id for duty in role.responsibilities) for role in given.roles}


def _is_owned(role: str, duty: str | None, owned: Owned) -> bool:
    return role in owned and (duty is None or duty in owned[role])
