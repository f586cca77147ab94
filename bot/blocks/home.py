"""The Home tab: my role, my digest, a preview, and how to ask."""

from collections.abc import Sequence

from bot.blocks.element import actions, button
from bot.blocks.message import Block, View
from bot.blocks.notice import NO_ROLES, role_options, role_select
from bot.blocks.schedule import describe
from bot.blocks.text import context, divider, header, marked_section, plain, section, shorten
from domain.role import Role
from domain.subscription import Subscription

SUBSCRIBE_OPEN, UNSUBSCRIBE, PREVIEW = "subscribe_open", "unsubscribe", "preview_open"
SNOOZE, MUTE, UNMUTE = "digest_snooze", "digest_mute", "digest_unmute"
HOME_ROLE_BLOCK = "home_role"
_TRY = (
    "• _How does my work affect customers?_\n"
    "• _What changed for customers since last month?_\n"
    "• _What do customers say about billing?_"
)


def home_view(roles: Sequence[Role], role: Role | None, subscription: Subscription | None) -> View:
    blocks = [
        header("What your work does to customers"),
        *_role(roles, role),
        divider(),
        *_digest(roles, role, subscription),
        divider(),
        marked_section(f"*Ask me*, in a direct message or by mentioning me in a channel:\n{_TRY}"),
        context(plain("Answers quote customers word for word, and every number was counted.")),
    ]
    return {"type": "home", "blocks": blocks}


def home_error_view(words: str) -> View:
    return {"type": "home", "blocks": [section(shorten(words, 2900))]}


def _role(roles: Sequence[Role], role: Role | None) -> list[Block]:
    if not role_options(roles):
        return [section(NO_ROLES)]
    chosen = role.name if role else None
    menu = actions(HOME_ROLE_BLOCK, role_select(roles, chosen))
    if role is None:
        return [section("Which role is yours?"), menu]
    return [
        section(shorten(f"My role: {role.title or role.name}", 300)),
        *_responsibilities(role),
        menu,
    ]


def _responsibilities(role: Role) -> list[Block]:
    names = [owned.name for owned in role.responsibilities][:8]
    return [context(plain(shorten(f"Owns: {', '.join(names)}", 1900)))] if names else []


def _digest(
    roles: Sequence[Role], role: Role | None, subscription: Subscription | None
) -> list[Block]:
    if subscription is None or not subscription.active:
        buttons = [button("Get my digest", SUBSCRIBE_OPEN, style="primary")]
        said = "My digest: not subscribed. Once a week, only when there is something to tell."
    else:
        title = next((r.title for r in roles if r.name == subscription.role), subscription.role)
        silence = button("Unmute", UNMUTE) if subscription.muted else button("Mute", MUTE)
        buttons = [
            button("Change", SUBSCRIBE_OPEN),
            button("Skip next", SNOOZE),
            silence,
            button("Unsubscribe", UNSUBSCRIBE),
        ]
        said = f"My digest: {describe(subscription, title)}"
    if role is not None:
        buttons.append(button("Preview", PREVIEW))
    return [section(shorten(said, 600)), actions("home_digest", *buttons)]
