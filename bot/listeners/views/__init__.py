"""Modals that were submitted."""

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.views import action, subscribe


def register(app: AsyncApp, desk: Desk) -> None:
    subscribe.register(app, desk)
    action.register(app, desk)
