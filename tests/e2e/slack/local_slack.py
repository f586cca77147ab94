"""Driving a local-slack from tests: what people do, and what came of it."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.local_workspace import BOT_USER, LocalWorkspace, start_local_slack, workspace_config
from tests.leaving_out import leave_out

ROOT = Path(__file__).parents[3]
PACKAGED = ROOT / ".cache/local-slack/node_modules/local-slack-linux-x64/bin/local-slack"
PATIENCE = 30.0

Json = dict[str, Any]


def find_binary() -> Path:
    """The local-slack to use; skips the test where there is none."""
    binary = Path(os.environ.get("HEARBACK_LOCAL_SLACK", PACKAGED))
    if not binary.is_file():
        leave_out("local-slack is not installed: run make local-slack (needs npm)")
    return binary


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class LocalSlack:
    workspace: LocalWorkspace
    session: aiohttp.ClientSession

    @classmethod
    @asynccontextmanager
    async def start(
        cls, folder: Path, *, request_url: str | None = None
    ) -> AsyncIterator["LocalSlack"]:
        """A workspace of its own on a free port, stopped with the context."""
        binary = find_binary()
        config = folder / "local-slack.yaml"
        config.write_text(workspace_config(request_url=request_url))
        async with (
            start_local_slack(binary, free_port(), config) as workspace,
            aiohttp.ClientSession() as session,
        ):
            yield cls(workspace, session)

    async def message(
        self, channel: str, user: str, text: str, thread_ts: str | None = None
    ) -> Json:
        body = {"channel": channel, "user": user, "text": text}
        if thread_ts:
            body["thread_ts"] = thread_ts
        posted: Json = (await self._post("message", body))["message"]
        return posted

    async def mention(
        self, channel: str, user: str, text: str, thread_ts: str | None = None
    ) -> Json:
        return await self.message(channel, user, f"<@{BOT_USER}> {text}", thread_ts)

    async def command(self, channel: str, user: str, text: str) -> None:
        body = {"channel": channel, "user": user, "command": "/hearback", "text": text}
        await self._post("command", body)

    async def interact(self, message: Json, user: str, action: Json) -> None:
        body = {"channel": message["channel"], "messageTs": message["ts"]}
        await self._post("interact", {**body, "user": user, "action": action})

    async def open_home(self, user: str) -> None:
        await self._post("open-home", {"user": user})

    async def messages(self, channel: str) -> list[Json]:
        listed: list[Json] = (await self._get(f"messages/{channel}"))["messages"]
        return listed

    async def from_bot(self, channel: str) -> list[Json]:
        return [said for said in await self.messages(channel) if said.get("bot_id")]

    async def log(self) -> list[Json]:
        entries: list[Json] = (await self._get("log"))["log"]
        return entries

    async def connected(self) -> bool:
        """Whether a bot has said hello in Socket Mode."""
        return any("socket connected" in str(entry) for entry in await self.log())

    async def through_page(self, action: Json) -> Json:
        """Do what the web page does, through its WebSocket; returns the state it was shown."""
        address = f"{self.workspace.page.replace('http', 'ws')}/ui"
        async with self.session.ws_connect(address) as page:
            state: Json = (await page.receive_json())["state"]
            await page.send_json(action)
            return state

    async def page_state(self) -> Json:
        return await self.through_page({"t": "nothing"})

    async def until(self, look: Callable[[], Awaitable[Any]]) -> Any:
        """What ``look`` finds, as soon as it finds something."""
        async with asyncio.timeout(PATIENCE):
            while not (found := await look()):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
        return found

    async def _post(self, what: str, body: Json) -> Json:
        async with self.session.post(f"{self.workspace.page}/_control/{what}", json=body) as told:
            assert told.status == 200, await told.text()
            answer: Json = await told.json()
            return answer

    async def _get(self, what: str) -> Json:
        async with self.session.get(f"{self.workspace.page}/_control/{what}") as told:
            answer: Json = await told.json()
            return answer
