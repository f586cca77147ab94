"""Beginning and ending somebody's digest, and saying what was done."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import title_of
from bot.blocks.schedule import describe
from bot.command import Wish
from bot.desk import Desk
from bot.person import zone_of
from domain.error import BadInput

DEFAULT_WEEKDAY, DEFAULT_HOUR = 0, 9
_NONE = "There is no digest. /hearback subscribe begins one."
_NO_ROLE = (
    "Which role is the digest for? Write /hearback subscribe and its name, "
    "or set yours with /hearback role."
)


async def subscribe(desk: Desk, client: AsyncWebClient, user: str, wish: Wish, target: str) -> str:
    """Subscribe the person, or the channel that is the target. Raises HearbackError.

    What the wish leaves open is taken from the settings that are there, then from defaults.
    """
    if target != user:
        await _check_membership(client, target)
    now = await desk.services.subscription_of(target)
    role = wish.role or (now.role if now else None) or await desk.services.role_of(user)
    if role is None:
        raise BadInput(_NO_ROLE)
    weekday = _first(wish.weekday, now.weekday if now else DEFAULT_WEEKDAY)
    hour = _first(wish.hour, now.hour if now else DEFAULT_HOUR)
    zone = await zone_of(client, user)
    made = await desk.services.subscribe(target, role, zone, weekday, hour, owner=user)
    whose = "Your digest" if target == user else "This channel's digest"
    return f"{whose}: {describe(made, title_of(role, await desk.services.roles()))}."


async def unsubscribe(desk: Desk, target: str) -> str:
    if await desk.services.unsubscribe(target):
        return "Done: no more digests. /hearback subscribe brings them back."
    return "There was no digest to end. /hearback subscribe begins one."


async def skip_next(desk: Desk, target: str) -> str:
    if not await desk.services.skip_next(target):
        return _NONE
    return "Done: the next digest is left out. After it they come as before."


async def mute(desk: Desk, target: str, *, muted: bool) -> str:
    if not await desk.services.mute(target, muted=muted):
        return _NONE
    if muted:
        return "Done: no digests until you unmute them on the Home tab."
    return "Done: digests come again, from the next one on."


async def _check_membership(client: AsyncWebClient, channel: str) -> None:
    try:
        answer = await client.conversations_info(channel=channel)
        is_member = bool((answer.get("channel") or {}).get("is_member"))
    except SlackApiError:
        is_member = False
    if not is_member:
        raise BadInput(
            "I am not in this channel. Invite me with /invite @Hearback, then try again."
        )


def _first(wished: int | None, otherwise: int) -> int:
    return otherwise if wished is None else wished
