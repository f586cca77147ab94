"""A lead's team, whose members each get the digest for themselves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from domain.subscription import Subscription, subscription_id


@dataclass(frozen=True, slots=True)
class Member:
    """A person by their Slack user id, with the time zone they live in if it is known."""

    user: str
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """``usual`` holds the role and the calendar that each member starts with; its target is the
    name of the team."""

    name: str
    lead: str
    members: tuple[Member, ...]
    usual: Subscription


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be kept and what has to end, so that a team is subscribed as its lead wants."""

    put: tuple[Subscription, ...]
    end: tuple[str, ...]


def plan_team(
    team: Team,
    before: Team | None,
    held: Sequence[Subscription],
    left: Collection[str],
) -> Changes:
    """``held`` are all subscriptions; ``left`` are the members who once left this team.

    Who left is not brought back, whoever has a digest of their own keeps it, and who changed the
    calendar keeps it changed: a lead moves only those who have it as the lead last set it.
    """
    known = {each.target: each for each in held}
    wanted = {member.user: _for(team, member) for member in team.members if member.user not in left}
    fresh = [each for target, each in wanted.items() if target not in known]
    moved = [
        _moved(known[target], each)
        for target, each in wanted.items()
        if before is not None
        and target in known
        and known[target].team == team.name
        and _is_as_set(known[target], before)
        and _moved(known[target], each) != known[target]
    ]
    members = {member.user for member in team.members}
    end = [each.target for each in held if each.team == team.name and each.target not in members]
    return Changes((*fresh, *moved), tuple(end))


def _for(team: Team, member: Member) -> Subscription:
    return replace(
        team.usual,
        id=subscription_id(member.user),
        target=member.user,
        zone=member.zone or team.usual.zone,
        owner=team.lead,
        team=team.name,
    )


def _moved(each: Subscription, wanted: Subscription) -> Subscription:
    """The same subscription on the calendar that is wanted."""
    return replace(
        each,
        role=wanted.role,
        zone=wanted.zone,
        weekday=wanted.weekday,
        hour=wanted.hour,
        cadence=wanted.cadence,
        monthday=wanted.monthday,
    )


def _is_as_set(each: Subscription, before: Team) -> bool:
    zones = {member.user: member.zone for member in before.members}
    usual = replace(before.usual, zone=zones.get(each.target) or before.usual.zone)
    return _moved(each, usual) == each
