"""``init`` and ``reindex``."""

import click

from hearback.command.option import open_house
from hearback.output import json_option, print_json


@click.command("init", help="Make an empty knowledge base, or leave the one there as it is.")
@json_option
def init_command(*, as_json: bool) -> None:
    with open_house(create=True) as house:
        roles = [role.name for role in house.truth.roles()]
        if as_json:
            print_json({"home": house.home, "roles": roles})
            return
        click.echo(f"The knowledge base is at {house.home}, with {len(roles)} roles.")
        click.echo("Next: hearback import verbatims FILE --approve")


@click.command("reindex", help="Build the index again from the truth.")
@json_option
def reindex_command(*, as_json: bool) -> None:
    with open_house() as house:
        house.keep_notes()
        if house.index is None:
            raise click.ClickException(
                "Another hearback owns the index of this home. Stop it and try again."
            )
        house.index.clear()
        indexed = house.index.catch_up(house.corpus)
        if as_json:
            print_json({"changes": indexed, "held": house.index.count()})
        else:
            click.echo(f"The index holds {house.index.count():,} texts.")
