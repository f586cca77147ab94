"""``serve``."""

import asyncio

import click

from hearback.command.option import open_house


@click.command("serve", help="Slack and the scheduler, until stopped with Ctrl-C.")
def serve_command() -> None:
    from hearback.serving import serve  # noqa: PLC0415 - see root

    with open_house() as house:
        asyncio.run(serve(house))
