"""A function in the company: its responsibilities, its internal clients, its metrics."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class StepLink:
    """A curated claim that a responsibility is felt at a journey step, and how."""

    step: str
    how: str


@dataclass(frozen=True, slots=True)
class RoleLink:
    """A curated claim that a responsibility reaches customers through a colleague's."""

    role: str
    how: str
    responsibility: str | None = None


@dataclass(frozen=True, slots=True)
class InternalClient:
    role: str
    need: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """A process, policy or decision that a role owns; ``protects`` names its control.

    ``since`` is the day from which its text holds, if somebody wrote that down.
    """

    id: str
    name: str
    kind: str = "process"
    text: str = ""
    protects: str = ""
    themes: tuple[str, ...] = ()
    reaches: tuple[StepLink, ...] = ()
    serves: tuple[RoleLink, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    name: str
    title: str
    summary: str = ""
    titles: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    internal_clients: tuple[InternalClient, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy with its text, kept apart from the roles: a new roles file leaves it alone."""

    role: str
    responsibility: Responsibility


def with_policy(role: Role, policy: Responsibility) -> Role:
    """The role with a policy in place of the responsibility of that id, or added to the others.

    What the policy does not say (its ripples, its themes, what it protects) it takes from the one
    that it replaces.
    """
    before = next((each for each in role.responsibilities if each.id == policy.id), None)
    if before is None:
        return replace(role, responsibilities=(*role.responsibilities, policy))
    own = bool(policy.reaches or policy.serves)
    merged = replace(
        policy,
        reaches=policy.reaches if own else before.reaches,
        serves=policy.serves if own else before.serves,
        themes=policy.themes or before.themes,
        protects=policy.protects or before.protects,
    )
    kept = (merged if each.id == policy.id else each for each in role.responsibilities)
    return replace(role, responsibilities=tuple(kept))
