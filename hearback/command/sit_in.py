"""``sit-in``: interviews, calls and workshops that employees may sit in on."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.sit_in import (
    add_session,
    cancel_session,
    describe_place,
    get_session,
    leave_session,
    offer_session,
    record_consent,
    take_place,
    when,
)
from domain.error import BadInput
from domain.session import Roll, Session, SessionKind
from hearback.command.option import open_house
from hearback.command.review_option import by_option
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House


class Moment(click.ParamType[datetime]):
    name = "YYYY-MM-DDTHH:MM"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        try:
            read = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a time. Write it as 2026-12-03T14:00.", param, ctx)
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


now_option = click.option(
    "--now", type=Moment(), default=None, help="As if it were that time, in UTC. [default: now]"
)


def clock(now: datetime | None) -> datetime:
    return now or datetime.now(UTC)


@click.group("sit-in", help="Interviews, calls and workshops that employees may sit in on.")
def sit_in_command() -> None:
    pass


@sit_in_command.command("add", help="List a session; it is not offered yet.")
@click.argument("title")
@click.option("--kind", type=click.Choice([str(k) for k in SessionKind]), default="interview")
@click.option("--step", required=True, help="The journey step it is about, as MAP/STEP.")
@click.option("--at", "starts_at", type=Moment(), required=True, help="In UTC unless it says else.")
@click.option("--places", type=int, default=2, show_default=True)
@click.option("--customer", default="", help="Who it is with; only a pseudonym is kept.")
@now_option
@json_option
def add(
    *,
    title: str,
    kind: str,
    step: str,
    starts_at: datetime,
    places: int,
    customer: str,
    now: datetime | None,
    as_json: bool,
) -> None:
    from knowledge.pseudonym import customer_pseudonym  # noqa: PLC0415 - see root

    with open_house() as house:
        _check_step(house, step)
        added = add_session(
            house.sessions,
            kind=SessionKind(kind),
            title=house.redactor.redact([title])[0].text,
            step=step,
            starts_at=starts_at,
            places=places,
            customer=customer_pseudonym(house.truth.secret(), customer) if customer else None,
            now=clock(now),
        )
        _tell(house.sessions.roll(added), as_json=as_json)
        if not as_json:
            click.echo(f"Next, when the customer agrees: hearback sit-in consent {added.id}")


@sit_in_command.command("list", help="Every session, soonest first.")
@json_option
def list_all(*, as_json: bool) -> None:
    with open_house() as house:
        rolls = house.sessions.rolls()
    if as_json:
        print_json({"sessions": [_document(roll) for roll in rolls]})
        return
    for roll in rolls:
        _tell(roll, as_json=False)
    if not rolls:
        click.echo("There is nothing to sit in on yet. Next: hearback sit-in add")


@sit_in_command.command("consent", help="Record that the customer agrees to be sat in on.")
@click.argument("session_id", metavar="ID")
@by_option
@json_option
def consent(*, session_id: str, by: str, as_json: bool) -> None:
    with open_house() as house:
        agreed = record_consent(house.sessions, session_id, by)
        _tell(house.sessions.roll(agreed), as_json=as_json)


@sit_in_command.command("invite", help="Offer it in the digests of the roles on its path.")
@click.argument("session_id", metavar="ID")
@now_option
@json_option
def invite(*, session_id: str, now: datetime | None, as_json: bool) -> None:
    with open_house() as house:
        offered = offer_session(house.sessions, session_id, clock(now))
        roles = _roles_at(house, offered)
        if as_json:
            print_json(_document(house.sessions.roll(offered)) | {"invited_roles": roles})
            return
        _tell(house.sessions.roll(offered), as_json=False)
        if roles:
            click.echo(f"Their next digest invites: {', '.join(roles)}")
        else:
            click.echo("No role's path reaches this step, so no digest shows it. Link one first.")


@sit_in_command.command("sign-up", help="Give PERSON (a Slack user id) a place.")
@click.argument("session_id", metavar="ID")
@click.argument("person")
@now_option
@json_option
def sign_up(*, session_id: str, person: str, now: datetime | None, as_json: bool) -> None:
    with open_house() as house:
        roll = take_place(house.sessions, session_id, person, clock(now))
    if as_json:
        print_json(_document(roll) | {"has_place": person in roll.seated})
    else:
        click.echo(describe_place(roll, person))


@sit_in_command.command("leave", help="Take PERSON out; the next in the list gets the place.")
@click.argument("session_id", metavar="ID")
@click.argument("person")
@json_option
def leave(*, session_id: str, person: str, as_json: bool) -> None:
    with open_house() as house:
        _tell(
            house.sessions.roll(leave_session(house.sessions, session_id, person)), as_json=as_json
        )


@sit_in_command.command("cancel", help="Cancel it; who signed up is told while serve runs.")
@click.argument("session_id", metavar="ID")
@json_option
def cancel(*, session_id: str, as_json: bool) -> None:
    with open_house() as house:
        _tell(cancel_session(house.sessions, session_id), as_json=as_json)


@sit_in_command.command("notes", help="Notes of what was heard (FILE or -), for review.")
@click.argument("session_id", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--customer", default="", help="Who it was with, where the session named one.")
@json_option
def notes(*, session_id: str, file: Path, customer: str, as_json: bool) -> None:
    from knowledge.sit_in_notes import take_notes  # noqa: PLC0415 - see root

    with open_house() as house:
        session = get_session(house.sessions, session_id)
        report = take_notes(session, _read(file), customer, **house.import_tools)
    if as_json:
        print_json(report)
    else:
        click.echo(f"{report.imported} notes wait for review. Next: hearback review list")


def _read(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            f"{file.name} cannot be read as text. Give a UTF-8 text file, or -."
        ) from None


def _check_step(house: "House", step: str) -> None:
    known = [ref for journey in house.truth.journeys() for ref, _ in journey.steps()]
    if step not in known:
        from domain.error import unknown  # noqa: PLC0415

        raise unknown("step", step, known)


def _roles_at(house: "House", session: Session) -> list[str]:
    from retrieval.ripple import RippleGraph  # noqa: PLC0415 - see root

    graph = RippleGraph(house.truth.roles(), house.truth.journeys())
    return [name for name in graph.roles if session.step in graph.reach(name).steps]


def _document(roll: Roll) -> dict[str, Any]:
    session = roll.session
    return {
        "id": session.id,
        "kind": session.kind,
        "title": session.title,
        "step": session.step,
        "starts_at": session.starts_at.isoformat(),
        "state": session.state,
        "consent_by": session.consent_by,
        "places": session.places,
        "free": roll.free,
        "seated": roll.seated,
        "waiting": roll.waiting,
    }


def _tell(roll: Roll, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(roll))
        return
    session = roll.session
    consent = f"consent: {session.consent_by}" if session.consent_by else "no consent yet"
    click.echo(
        f"{session.id}  {session.state}  {when(session)}  {session.title} ({session.kind}) at "
        f"{session.step}; {roll.free} of {session.places} places free, {len(roll.waiting)} "
        f"waiting; {consent}"
    )
