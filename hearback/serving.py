"""Slack and the scheduler's one tick, until stopped."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from actions.reminder import Reminding, remind_due
from actions.sit_in import tell_people
from bot.app import build_app
from bot.audience import AudienceReader
from bot.client import build_client, build_sending_client
from bot.messenger import SlackMessenger
from bot.reminding import SlackReminders
from bot.run import serve_http, serve_socket
from bot.telling import SlackTeller
from config.settings import Settings
from digests.delivery import Delivering, deliver_due
from digests.pace import Pace
from domain.error import BadInput
from hearback.house import House
from hearback.logs import get_log
from hearback.reading import DueReading
from hearback.slack_services import SlackServices
from hearback.withdrawing import catch_up_some, keep_house

_MOST_PARTS = 60
# Slack opens so many conversations a minute (tier 3), and every person's digest needs one.
_MOST_A_MINUTE = 50
_MOST_A_TICK = 200


def utc_now() -> datetime:
    return datetime.now(UTC)


async def serve(house: House, clock: Callable[[], datetime] = utc_now) -> None:
    """Connect to Slack and deliver what is due, until the process is told to stop.

    Raises BadInput if a token is missing.
    """
    settings = house.settings
    token = _bot_token(settings)
    services = SlackServices(house, clock)
    client = build_client(token, settings.slack_api_url)
    sender = build_sending_client(token, settings.slack_api_url)
    messenger = SlackMessenger(
        sender,
        AudienceReader(client, settings.curators),
        titles={role.name: role.title for role in house.truth.roles()},
    )
    delivering = _delivering(house, services, messenger, clock)

    reminders = SlackReminders(sender, clock)
    reminding = Reminding(house.actions, house.notices, reminders, clock)

    async def tidy() -> None:
        await remind_due(reminding)
        await services.run(lambda: keep_house(house, clock().date()))
        # A part at a time in the house's own thread: who asks in between is answered in between.
        for _ in range(_MOST_PARTS):
            if not await services.run(lambda: catch_up_some(house)):
                break

        await reading.begin(clock())

    reading = DueReading(house)
    scheduler = _schedule(delivering, house, messenger, tidy, SlackTeller(sender))
    await services.run(lambda: house.searcher)  # nobody who asks waits for the models
    scheduler.start()
    try:
        await _until_stopped(_connection(settings, services, token))
    finally:
        scheduler.shutdown(wait=False)
        await reading.close()
        services.close()


def _bot_token(settings: Settings) -> str:
    if settings.slack_bot_token is None:
        raise BadInput(
            "HEARBACK_SLACK_BOT_TOKEN is not set. The README shows how to make the Slack app; "
            "hearback doctor shows what else is missing."
        )
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise BadInput(
            "Set HEARBACK_SLACK_APP_TOKEN (Socket Mode) or HEARBACK_SLACK_SIGNING_SECRET (HTTP)."
        )
    return settings.slack_bot_token.get_secret_value()


async def _connection(settings: Settings, services: SlackServices, token: str) -> None:
    secret = settings.slack_signing_secret
    app = build_app(
        services,
        bot_token=token,
        signing_secret=secret.get_secret_value() if secret else None,
        api_url=settings.slack_api_url,
        curators=settings.curators,
    )
    if settings.slack_app_token is not None:
        get_log().info("serving", mode="socket")
        await serve_socket(app, settings.slack_app_token.get_secret_value())
    else:
        get_log().info("serving", mode="http", port=settings.http_port)
        await serve_http(app, settings.http_host, settings.http_port)


def _delivering(
    house: House,
    services: SlackServices,
    messenger: SlackMessenger,
    clock: Callable[[], datetime],
) -> Delivering:
    return Delivering(
        subscriptions=house.subscriptions,
        ledger=house.ledger,
        memory=house.conversations,
        messenger=messenger,
        build=services.digest,
        clock=clock,
        pace=Pace(_MOST_A_MINUTE),
        most=_MOST_A_TICK,
    )


def _schedule(
    delivering: Delivering,
    house: House,
    messenger: SlackMessenger,
    tidy: Callable[[], Awaitable[None]],
    teller: SlackTeller,
) -> AsyncIOScheduler:
    """One tick, in memory: what is due, and what became of it, is in the ledger."""

    async def tick() -> None:
        await take_back(house, messenger)  # first: it must not wait for anything
        await tell_people(house.sessions, teller.tell, delivering.clock())
        outcomes = await deliver_due(delivering)
        if outcomes:
            get_log().info("delivered", count=len(outcomes))
        await tidy()

    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        tick,
        "interval",
        seconds=house.settings.tick_seconds,
        next_run_time=utc_now(),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    return scheduler


async def take_back(house: House, messenger: SlackMessenger) -> int:
    """Update the messages that still show what was withdrawn; how many were."""
    done = 0
    for ref in house.conversations.withdrawals():
        if await messenger.withdraw(ref):
            house.conversations.settle_withdrawal(ref)
            done += 1
    return done


async def _until_stopped(work: Coroutine[None, None, None]) -> None:
    """Run until the work fails or the process is told to stop."""
    task = asyncio.create_task(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task
