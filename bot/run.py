"""Keeping the app connected to Slack, until it is stopped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.client import build_client

EVENTS_PATH = "/slack/events"


@asynccontextmanager
async def socket_connection(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    """Connected in Socket Mode for as long as the context lasts.

    Slack's address is the one that the app's own client has.
    """
    web_client = build_client(app_token, app.client.base_url)
    handler = AsyncSocketModeHandler(app, app_token, web_client=web_client)
    try:
        await handler.client.connect()  # type: ignore[no-untyped-call]  # so says slack_sdk
        yield
    finally:
        await handler.client.close()  # type: ignore[no-untyped-call]  # as above


@asynccontextmanager
async def http_server(app: AsyncApp, host: str, port: int) -> AsyncIterator[None]:
    """Listening for Slack's signed requests, and for GET /healthz, while the context lasts."""
    runner = web.AppRunner(_web_app(app), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()


async def serve_socket(app: AsyncApp, app_token: str) -> None:
    """Serve in Socket Mode until cancelled."""
    async with socket_connection(app, app_token):
        await asyncio.Event().wait()


async def serve_http(app: AsyncApp, host: str, port: int) -> None:
    """Serve over HTTP until cancelled. The app must have been built with a signing secret."""
    async with http_server(app, host, port):
        await asyncio.Event().wait()


def _web_app(app: AsyncApp) -> web.Application:
    async def receive(request: web.Request) -> web.Response:
        bolt_response = await app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(bolt_response)

    async def healthy(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    web_app = web.Application()
    web_app.router.add_post(EVENTS_PATH, receive)
    web_app.router.add_get("/healthz", healthy)
    return web_app
