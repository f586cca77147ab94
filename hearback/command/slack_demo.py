"""``slack-demo``: the example company in a Slack-like web page on this machine."""

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import SecretStr

from hearback.command.option import open_house

if TYPE_CHECKING:
    from hearback.house import House


@click.command("slack-demo", help="Slack on this machine, with the bot in it. Ctrl-C ends it.")
@click.option(
    "--binary", type=click.Path(path_type=Path), required=True, help="The local-slack program."
)
@click.option("--port", type=click.IntRange(1, 65535), default=3456, show_default=True)
@click.option(
    "--examples", type=click.Path(path_type=Path), default=Path("examples/kestrel"), hidden=True
)
def slack_demo_command(*, binary: Path, port: int, examples: Path) -> None:
    from hearback.example import load_example  # noqa: PLC0415 - see root

    with open_house(create=True) as house:
        click.echo("Building a knowledge base from the example company:")
        load_example(house, examples, lambda step: click.echo(f"  {step}"))
        asyncio.run(_run(house, binary, port))


async def _run(house: "House", binary: Path, port: int) -> None:
    from bot.local_workspace import (  # noqa: PLC0415
        APP_TOKEN,
        BOT_TOKEN,
        start_local_slack,
        workspace_config,
    )
    from hearback.example import NOW  # noqa: PLC0415
    from hearback.serving import serve  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "workspace.yaml"
        await asyncio.to_thread(config.write_text, workspace_config(company="Kestrel Lane"))
        async with start_local_slack(binary, port, config) as workspace:
            house.settings = house.settings.model_copy(
                update={
                    "slack_bot_token": SecretStr(BOT_TOKEN),
                    "slack_app_token": SecretStr(APP_TOKEN),
                    "slack_api_url": workspace.api,
                }
            )
            click.echo(f"\nOpen {workspace.page} and write in #general:")
            click.echo("  @hearback as finance: how does my work affect customers?")
            click.echo("Ctrl-C ends it.")
            await serve(house, clock=lambda: NOW)
