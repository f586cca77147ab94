"""``themes``: what comments are tagged with, and themes that they suggest."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from config.default import company_file
from domain.proposal import ProposalState, ThemeProposal
from hearback.command.option import catch_up, open_house
from hearback.command.review_option import by_option, now
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House

_ID = click.argument("proposal_id", metavar="ID")
_SHOWN = 240


@click.group("themes", help="Themes that comments suggest: propose, list, name or dismiss.")
def themes_command() -> None:
    pass


@themes_command.command("propose", help="Group the comments that fit no theme.")
@json_option
def propose(*, as_json: bool) -> None:
    from knowledge.theme_proposal import propose_themes  # noqa: PLC0415 - see root

    with open_house() as house:
        _show(house, propose_themes(house.proposals), as_json=as_json)


@themes_command.command("list", help="Proposals, the largest first.")
@click.option("--state", type=click.Choice([str(state) for state in ProposalState]))
@json_option
def list_all(*, state: str | None, as_json: bool) -> None:
    with open_house() as house:
        wanted = ProposalState(state) if state else None
        _show(house, house.proposals.all(wanted), as_json=as_json)


@themes_command.command("name", help="Make a proposal a theme, and tag its comments with it.")
@_ID
@click.argument("name")
@by_option
@json_option
def name_one(*, proposal_id: str, name: str, by: str, as_json: bool) -> None:
    from knowledge.tagging.theme_file import add_theme  # noqa: PLC0415
    from knowledge.theme_proposal import name_proposal, open_proposal  # noqa: PLC0415

    with open_house() as house:
        open_proposal(house.proposals, proposal_id)
        own = house.home / "themes.yaml"
        theme = add_theme(own, company_file(house.home, "themes.yaml"), name)
        done = name_proposal(
            house.proposals,
            house.reviewer,
            proposal_id,
            name=name.strip(),
            theme=theme,
            by=by,
            at=now(),
        )
        catch_up(house)
        if as_json:
            document = {"id": proposal_id, "theme": theme, "tagged": done.changed}
            print_json(document | {"batch": done.batch})
            return
        click.echo(f"{done.changed:,} comments have the theme {theme}; the next learn from them.")
        if done.batch:
            click.echo(f"To undo the tags: hearback review undo {done.batch}")


@themes_command.command("dismiss", help="Never propose this group again.")
@_ID
@by_option
@json_option
def dismiss(*, proposal_id: str, by: str, as_json: bool) -> None:
    from knowledge.theme_proposal import dismiss_proposal  # noqa: PLC0415

    with open_house() as house:
        dismiss_proposal(house.proposals, proposal_id, by=by, at=now())
        if as_json:
            print_json({"id": proposal_id, "state": str(ProposalState.DISMISSED)})
        else:
            click.echo(f"{proposal_id} is dismissed.")


def _show(house: "House", proposals: list[ThemeProposal], *, as_json: bool) -> None:
    whole = max(house.proposals.verbatim_count(), 1)
    shown = [_document(house, each, whole) for each in proposals]
    if as_json:
        print_json({"proposals": shown})
        return
    for each in shown:
        decided = f"  {each['name'] or ''} (by {each['decided_by']})" if each["decided_by"] else ""
        click.echo(
            f"{each['id']}  {each['state']}{decided}  {each['n']} comments, {each['share']:.1%}: "
            f"{', '.join(each['words'])}"
        )
        for quote in each["quotes"]:
            click.echo(f"    {quote['id']}  {' '.join(quote['text'].split())[:_SHOWN]}")
    if not shown:
        click.echo("Nothing is proposed. Next: hearback themes propose")


def _document(house: "House", each: ThemeProposal, whole: int) -> dict[str, Any]:
    quotes = house.proposals.quotes(each)
    members = len(each.evidence_ids)
    return asdict(each) | {
        "n": members,
        "share": round(members / whole, 4),
        "quotes": [{"id": one, "text": text} for one, text in quotes],
    }
