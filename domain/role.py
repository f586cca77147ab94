"""A function in the company: its responsibilities, its internal clients, its metrics."""

from dataclasses import dataclass


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
    """A process, policy or decision that a role owns; ``protects`` names its control."""

    id: str
    name: str
    kind: str = "process"
    text: str = ""
    protects: str = ""
    themes: tuple[str, ...] = ()
    reaches: tuple[StepLink, ...] = ()
    serves: tuple[RoleLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    name: str
    title: str
    summary: str = ""
    titles: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    internal_clients: tuple[InternalClient, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
