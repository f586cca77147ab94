"""What people edit as a whole, to and from the JSON documents in which it is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.insight import Insight, Outside
from domain.interview import Interview
from domain.journey import JourneyMap, Needs, Stage, Step
from domain.role import InternalClient, Policy, Responsibility, Role, RoleLink, StepLink


def to_document(value: Any) -> Any:
    """Plain JSON values for what ``dataclasses.asdict`` gave."""
    if isinstance(value, Mapping):
        return {str(key): to_document(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_document(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def journey_from(body: dict[str, Any]) -> JourneyMap:
    reviewed = body["reviewed_at"]
    known = body | {
        "stages": tuple(_stage(stage) for stage in body["stages"]),
        "interviews": tuple(body["interviews"]),
        "reviewed_at": date.fromisoformat(reviewed) if reviewed else None,
    }
    return JourneyMap(**known)


def _stage(body: dict[str, Any]) -> Stage:
    return Stage(body["id"], body["name"], tuple(_step(step) for step in body["steps"]))


def _step(body: dict[str, Any]) -> Step:
    lists = ("channels", "tollgates", "listening_posts", "owners")
    known = body | {name: tuple(body[name]) for name in lists}
    return Step(**(known | {"needs": Needs(**body["needs"]), "gets": Needs(**body["gets"])}))


def interview_from(body: dict[str, Any]) -> Interview:
    return Interview(**(body | {"day": date.fromisoformat(body["day"])}))


def role_from(body: dict[str, Any]) -> Role:
    known = body | {
        "titles": tuple(body["titles"]),
        "metrics": tuple(body["metrics"]),
        "internal_clients": tuple(InternalClient(**each) for each in body["internal_clients"]),
        "responsibilities": tuple(_responsibility(each) for each in body["responsibilities"]),
    }
    return Role(**known)


def policy_from(body: dict[str, Any]) -> Policy:
    return Policy(body["role"], _responsibility(body["responsibility"]))


def insight_from(body: dict[str, Any]) -> Insight:
    known = body | {
        "day": date.fromisoformat(body["day"]),
        "evidence": tuple(body["evidence"]),
        "outside": tuple(Outside(**each) for each in body["outside"]),
    }
    return Insight(**known)


def _responsibility(body: dict[str, Any]) -> Responsibility:
    since = body.get("since")
    known = body | {
        "since": date.fromisoformat(since) if since else None,
        "themes": tuple(body["themes"]),
        "reaches": tuple(StepLink(**each) for each in body["reaches"]),
        "serves": tuple(RoleLink(**each) for each in body["serves"]),
    }
    return Responsibility(**known)
