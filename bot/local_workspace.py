"""A Slack workspace on this machine: what local-slack is told, and starting it.

local-slack (MIT, parvalabs/local-slack) is a Slack server with a web page, for trying the bot
without a workspace. It listens on every interface and checks no tokens: never for production.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import yaml

from domain.error import BadInput

BOT_USER = "U0HEARBACK"
BOT_TOKEN = "xoxb-local-hearback"  # noqa: S105 - local-slack checks no tokens
APP_TOKEN = "xapp-local-hearback"  # noqa: S105 - as above
SIGNING_SECRET = "local-signing-secret"  # noqa: S105 - known to both sides of one machine
USERS = {
    "U01FINANCE": ("finance.lead", "Finance lead"),
    "U02SALES": ("sales.lead", "Sales lead"),
    "U03SERVICE": ("service.lead", "Service lead"),
    "U04CX": ("cx.lead", "Customer experience lead"),
}
CHANNELS = {
    "C01GENERAL": "general",
    "C02FINANCE": "finance",
    "C03SALES": "sales",
    "C04SERVICE": "service",
}
_START_SECONDS = 30.0
_STOP_SECONDS = 5.0


def workspace_config(
    *, company: str = "Hearback demo", zone: str = "Europe/London", request_url: str | None = None
) -> str:
    """The YAML that local-slack reads. With a ``request_url`` it posts over HTTP, else Socket Mode.

    Everybody is in every channel, and so is the bot.
    """
    app: dict[str, Any] = {
        "appId": "A0HEARBACK",
        "botUserId": BOT_USER,
        "botName": "hearback",
        "botToken": BOT_TOKEN,
        "appToken": APP_TOKEN,
        "signingSecret": SIGNING_SECRET,
        "mode": "events" if request_url else "socket",
    }
    if request_url:
        app["requestUrl"] = request_url
    people = [
        {"id": user, "name": name, "real_name": title, "tz": zone}
        for user, (name, title) in USERS.items()
    ]
    channels = [
        {"id": channel, "name": name, "members": [*USERS, BOT_USER]}
        for channel, name in CHANNELS.items()
    ]
    workspace = {"name": company, "domain": "hearback-demo", "teamId": "T0HEARBACK"}
    config = {"workspace": workspace, "app": app, "users": people, "channels": channels}
    return yaml.safe_dump(config, sort_keys=False, allow_unicode=True)


@dataclass(frozen=True, slots=True)
class LocalWorkspace:
    """A running local-slack. ``page`` is for people, ``api`` for Slack clients."""

    page: str
    process: asyncio.subprocess.Process

    @property
    def api(self) -> str:
        return f"{self.page}/api/"


@asynccontextmanager
async def start_local_slack(
    binary: Path, port: int, config_path: Path
) -> AsyncIterator[LocalWorkspace]:
    """Run local-slack while the context lasts, and yield when it answers.

    Raises BadInput if the binary is not there or does not come up.
    """
    if not await asyncio.to_thread(binary.is_file):
        raise BadInput(f"local-slack is not installed at {binary}: run make local-slack")
    process = await asyncio.create_subprocess_exec(
        str(binary),
        *("--config", str(config_path), "--port", str(port), "--base-host", "127.0.0.1"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    workspace = LocalWorkspace(f"http://127.0.0.1:{port}", process)
    try:
        await _until_it_answers(workspace)
        yield workspace
    finally:
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_SECONDS)
        except TimeoutError:
            process.kill()
    await process.wait()


async def _until_it_answers(workspace: LocalWorkspace) -> None:
    async with aiohttp.ClientSession() as session:
        try:
            async with asyncio.timeout(_START_SECONDS):
                while not await _answers(session, workspace):  # noqa: ASYNC110 - no event to wait for
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise BadInput(
                f"local-slack did not answer at {workspace.page}. Is the port free?"
            ) from None


async def _answers(session: aiohttp.ClientSession, workspace: LocalWorkspace) -> bool:
    if workspace.process.returncode is not None:
        raise BadInput("local-slack stopped as soon as it was started. Is its port free?")
    try:
        async with session.get(f"{workspace.page}/_control/state") as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False
