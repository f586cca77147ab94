"""Short messages: a status, an error, help, and the question for somebody's role."""

from collections.abc import Sequence

from bot.blocks.element import actions, button, option, select
from bot.blocks.message import Block, Message
from bot.blocks.text import escape, marked_section, section, shorten
from domain.role import Role

ROLE_SELECT = "role_select"
STATUS = "Looking through what customers said…"
NO_ROLES = (
    "No roles are known yet, so I cannot tell whose work you mean. "
    "Ask your CX team to import them with `hearback import roles FILE`."
)
_HELP = (
    "*Ask how your work affects customers*, here or in a direct message:\n"
    "• _How does my work affect customers?_\n"
    "• _What changed for customers since last month?_\n"
    "• _As sales: what do customers say about onboarding?_\n\n"
    "*Commands*\n"
    "• `/hearback ask` your question (only you see the answer)\n"
    "• `/hearback role` finance: remember what you do\n"
    "• `/hearback journey` buyer: a journey map as a picture (add `here` for this channel)\n"
    "• `/hearback subscribe` (add `here` for this channel, and a day and hour if you like)\n"
    "• `/hearback unsubscribe` (add `here` for this channel)"
)


def notice(words: str) -> Message:
    """Our own sentence, or an error's: shown as it is."""
    return Message(escape(shorten(words, 700)), (section(shorten(words, 2900)),))


def status_message() -> Message:
    return notice(STATUS)


def help_message() -> Message:
    plain_help = _HELP.replace("*", "").replace("_", "").replace("`", "")
    return Message(plain_help, (marked_section(_HELP),))


def role_select(roles: Sequence[Role], chosen: str | None = None) -> Block:
    """A menu of the roles. There must be at least one."""
    return select(ROLE_SELECT, "Choose your role", role_options(roles), chosen)


def role_options(roles: Sequence[Role]) -> list[Block]:
    return [
        option(role.title or role.name, role.name) for role in roles if 1 <= len(role.name) <= 150
    ]


def role_question(roles: Sequence[Role], block_id: str, said: str | None = None) -> Message:
    """Asks for the person's role. ``block_id`` comes back with the choice."""
    if not role_options(roles):
        return notice(NO_ROLES)
    words = (
        shorten(said or "", 500)
        or "Which role is yours? Then I can tell you what your work does to customers."
    )
    other = "You can also type /hearback role and its name, or begin with “as finance: …”."
    blocks = (section(words), actions(block_id, role_select(roles)), section(other))
    return Message(escape(f"{words} {other}"), blocks)


def subscribed_message(words: str, target: str) -> Message:
    said = shorten(words, 700)
    blocks = (section(said), actions("subscribed", button("Change", "subscribe_open", target)))
    return Message(escape(said), blocks)
