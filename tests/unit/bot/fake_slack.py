"""A tiny Slack over HTTP: it answers what it was told to, and keeps what it was sent."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.client import SLACK_API

Json = dict[str, Any]


@dataclass
class FakeSlack:
    """``answers`` by method: a value, or (status, headers, value). Others get {"ok": true}."""

    answers: dict[str, Any] = field(default_factory=dict)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    api_url: str = SLACK_API

    def called(self, method: str) -> list[Json]:
        return [arguments for name, arguments in self.calls if name == method]

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments = {**request.query, **await _arguments(request)}
        self.calls.append((method, arguments))
        answer = self.answers.get(method, {})
        answer = answer(arguments) if callable(answer) else answer
        status, headers, value = answer if isinstance(answer, tuple) else (200, {}, answer)
        if isinstance(value, str):
            return web.Response(status=status, headers=headers, text=value)
        return web.json_response({"ok": True, **value}, status=status, headers=headers)

    @asynccontextmanager
    async def serve(self) -> AsyncIterator["FakeSlack"]:
        app = web.Application()
        app.router.add_route("*", "/api/{method:.+}", self._answer)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            port = runner.addresses[0][1]
            self.api_url = f"http://127.0.0.1:{port}/api/"
            yield self
        finally:
            await runner.cleanup()


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        sent: Json = await request.json()
        return sent
    return {name: _decoded(value) for name, value in (await request.post()).items()}


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        return json.loads(value)
    return value
