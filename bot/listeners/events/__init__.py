"""Events: mentions, direct messages, the Home tab and the assistant pane."""

from slack_bolt.async_app import AsyncApp

from bot.desk import Desk
from bot.listeners.events import assistant, home, questions


def register(app: AsyncApp, desk: Desk) -> None:
    questions.register(app, desk)
    home.register(app, desk)
    assistant.register(app)
