"""A journey map as a picture: to the one who asks, or to the channel if they say so."""

import re
from collections.abc import Mapping

import aiohttp
import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import Message
from bot.blocks.notice import notice
from bot.desk import Desk
from bot.picture import upload_picture
from domain.audience import Audience
from domain.error import NotFound

_HERE = re.compile(r"\s*\b(?:here|in this channel)$", re.IGNORECASE)
_FILLERS = {"the", "journey", "map", "of", "a", "our"}
_log = structlog.get_logger("hearback.bot")


def find_journey(words: str, names: Mapping[str, str]) -> str:
    """The id of the map that is called so. Raises NotFound with every map there is."""
    said = _plain(words)
    for key, name in names.items():
        if said in (_plain(key), _plain(name)):
            return key
    told = {key: _plain(f"{key} {name}") for key, name in names.items()}
    near = {key: words for key, words in told.items() if said and said <= words}
    for key, plainest in near.items():
        # A map of today beside "..., to be" of the same name is meant, where nothing else is said.
        if all(plainest <= words for words in near.values()):
            return key
    raise NotFound(f"There is no journey map {words!r}. {_listed(names)}")


def _plain(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words.lower())) - _FILLERS


def _listed(names: Mapping[str, str]) -> str:
    if not names:
        return "There are no journey maps that I may show here."
    listed = ", ".join(f"{key} ({name})" for key, name in names.items())
    return f"The maps are: {listed}."


async def show_journey(
    desk: Desk, client: AsyncWebClient, user: str, channel: str, words: str
) -> Message:
    """Send the map to the person's own conversation with the bot, as a file cannot be shown to
    one person in a channel; with "here", to the channel, with what everybody in it may see."""
    here = _HERE.search(words)
    wanted = _HERE.sub("", words).strip()
    audience = await (
        desk.audiences.of_channel(channel) if here else desk.audiences.of_person(user)
    )
    names = await desk.services.journey_names(audience=audience)
    if not wanted:
        return notice(f"{_listed(names)} Write: /hearback journey and one of these names.")
    key = find_journey(wanted, names)
    if not here:
        opened = await client.conversations_open(users=user)
        channel = str(opened["channel"]["id"])
    where = "in this channel" if here else "in our direct messages"
    told = await post_journey(desk, client, key, audience, channel)
    return notice(f"The picture is {where}. {told}" if told.startswith("Journey") else told)


async def post_journey(
    desk: Desk,
    client: AsyncWebClient,
    key: str,
    audience: Audience,
    channel: str,
) -> str:
    """Draw a map for an audience and upload it; what it shows in words, whether it arrived or not.

    The words begin with "Journey" if the picture arrived.
    """
    picture = await desk.services.draw_journey(key, audience=audience)
    try:
        await upload_picture(client, picture, channel)
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        _log.warning("bot.picture_not_sent", channel=channel, error=type(error).__name__)
        return f"The picture could not be sent. In words: {picture.alt}"
    return picture.alt
