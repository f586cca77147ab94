"""What is said while the answer to a command is looked for."""

from bot.blocks.message import Message
from bot.blocks.notice import STATUS, notice
from bot.command import Command


def status_of(command: Command) -> Message | None:
    """Slack does not show what was typed after a command, so a question is repeated."""
    if command.name != "ask" or not command.rest:
        return None
    return notice(f"You asked: {command.rest}\n{STATUS}")
