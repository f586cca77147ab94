"""``team``: a lead subscribes their team; everyone can leave."""

from datetime import UTC, datetime

import click

from digests.schedule import make_subscription
from domain.anonymity import SMALLEST_GROUP
from domain.cadence import Cadence
from domain.error import BadInput, NotFound
from domain.subscription import WEEKDAYS, Subscription
from domain.team import Member, Team, plan_team
from hearback.command.option import open_house
from hearback.house import House
from hearback.output import json_option, print_json


@click.group("team", help="Subscribe a team: each member gets the digest, and each can leave.")
def team_command() -> None:
    pass


@team_command.command("subscribe", help="Begin or change the digest of team NAME.")
@click.argument("name")
@click.option("--role", required=True, help="For which role.")
@click.option("--lead", required=True, help="The lead's Slack user id, who is told of failures.")
@click.option(
    "--member", "members", multiple=True, required=True, metavar="USER[@ZONE]",
    help="A Slack user id, with their time zone if it is another: U0123@Asia/Kolkata. All of them,"
    " each time: who is not named any more gets no more.",
)  # fmt: skip
@click.option("--day", type=click.Choice(WEEKDAYS), default="monday", show_default=True)
@click.option("--hour", type=click.IntRange(0, 23), default=9, show_default=True)
@click.option("--every", type=click.Choice([str(c) for c in Cadence]), default="weekly")
@click.option("--monthday", type=click.IntRange(1, 31), default=1, show_default=True)
@click.option("--zone", default="UTC", show_default=True)
@json_option
def subscribe_team(
    *,
    name: str,
    role: str,
    lead: str,
    members: tuple[str, ...],
    day: str,
    hour: int,
    every: str,
    monthday: int,
    zone: str,
    as_json: bool,
) -> None:
    named = [_member(each) for each in members]

    def starting(where: str) -> Subscription:
        return make_subscription(
            name,
            role,
            zone=where,
            weekday=WEEKDAYS.index(day),
            hour=hour,
            now=datetime.now(UTC),
            cadence=Cadence(every),
            monthday=monthday,
        )

    for member in named:
        starting(member.zone or zone)  # a zone that does not exist is told before anything is kept
    with open_house() as house:
        house.check_role(role)
        team = Team(name=name, lead=lead, members=tuple(dict.fromkeys(named)), usual=starting(zone))
        changes = plan_team(
            team, house.teams.of(name), house.subscriptions.all(), house.teams.left(name)
        )
        house.teams.put(team, changes)
        _tell(house, [team], as_json=as_json)


@team_command.command("list", help="Every team: its lead, its members, how many get the digest.")
@json_option
def list_teams(*, as_json: bool) -> None:
    with open_house() as house:
        _tell(house, house.teams.all(), as_json=as_json)


@team_command.command("end", help="End the digest of team NAME for all of its members.")
@click.argument("name")
@json_option
def end_team(*, name: str, as_json: bool) -> None:
    with open_house() as house:
        if not house.teams.end(name):
            raise NotFound(f"There is no team {name!r}. hearback team list shows them all.")
        if as_json:
            print_json({"ended": name})
        else:
            click.echo(f"The digest of {name} has ended. Digests that people made stay.")


def _member(given: str) -> Member:
    user, at, zone = given.strip().partition("@")
    if not user or (at and not zone):
        raise BadInput(f"{given!r} is no member. Write U0123, or U0123@Asia/Kolkata.")
    return Member(user, zone or None)


def _tell(house: House, teams: list[Team], *, as_json: bool) -> None:
    """How many get it, never who; of a handful not even how many, because all know each other."""
    held = house.subscriptions.all()
    rows: list[dict[str, object]] = [
        {
            "team": team.name,
            "lead": team.lead,
            "role": team.usual.role,
            "members": len(team.members),
            "get_it": sum(each.team == team.name for each in held)
            if len(team.members) >= SMALLEST_GROUP
            else None,
        }
        for team in teams
    ]
    if as_json:
        print_json({"teams": rows})
        return
    for row in rows:
        get = "" if row["get_it"] is None else f", {row['get_it']} get it from here"
        click.echo(
            f"{row['team']}  {row['role']}, lead {row['lead']}: {row['members']} members{get}"
        )
    if not rows:
        click.echo("No team is subscribed yet. Next: hearback team subscribe NAME --help")
