"""Buttons and menus. Each is acknowledged before anything else is done."""

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.actions import digest, feedback, more, role, sit_in, take


def register(app: AsyncApp, desk: Desk) -> None:
    feedback.register(app, desk)
    role.register(app, desk)
    digest.register(app, desk)
    more.register(app, desk)
    take.register(app, desk)
    sit_in.register(app, desk)
