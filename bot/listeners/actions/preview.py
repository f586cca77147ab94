"""A digest in a modal that only its reader sees: as it would be sent now, or all of one that was
sent."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import title_of
from bot.blocks.digest import digest_message
from bot.blocks.message import View
from bot.blocks.modal import blocks_modal, notice_modal
from bot.blocks.notice import STATUS
from bot.desk import Desk
from bot.failure import explain
from bot.message_ref import MessageRef
from domain.digest import Digest

_PREVIEW, _WHOLE = "Digest preview", "All of this digest"
_NO_ROLE = "Choose your role first, on the Home tab."


async def show_preview(desk: Desk, client: AsyncWebClient, user: str, trigger_id: str) -> None:
    async def build() -> Digest | None:
        role = await desk.services.role_of(user)
        if role is None:
            return None
        audience = await desk.audiences.of_person(user)
        return await desk.services.preview(role, audience=audience)

    await _show(desk, client, trigger_id, _PREVIEW, build)


async def show_whole(
    desk: Desk, client: AsyncWebClient, body: Mapping[str, Any], told: Mapping[str, str]
) -> None:
    """All of the digest that the pressed message tells the point of; ``told`` holds its role and
    period."""
    container = body["container"]
    sent = MessageRef(container["channel_id"], container["message_ts"])
    user = str(body["user"]["id"])

    async def build() -> Digest:
        in_private = sent.channel.startswith("D")
        audiences = desk.audiences
        # What a channel was sent is shown as the channel may see it, whoever presses.
        audience = await (
            audiences.of_person(user) if in_private else audiences.of_channel(sent.channel)
        )
        return await desk.services.sent_digest(
            told["r"], told["p"], audience=audience, message_ref=str(sent)
        )

    await _show(desk, client, body["trigger_id"], _WHOLE, build)


async def _show(
    desk: Desk,
    client: AsyncWebClient,
    trigger_id: str,
    title: str,
    build: Callable[[], Awaitable[Digest | None]],
) -> None:
    """The modal opens at once, because its trigger does not wait; the digest follows."""
    opened = await client.views_open(trigger_id=trigger_id, view=notice_modal(title, STATUS))
    view = await _compose(desk, title, build)
    await client.views_update(view_id=str(opened["view"]["id"]), view=view)


async def _compose(desk: Desk, title: str, build: Callable[[], Awaitable[Digest | None]]) -> View:
    try:
        if (digest := await build()) is None:
            return notice_modal(title, _NO_ROLE)
        named = title_of(digest.role, await desk.services.roles())
        message = digest_message(digest, named, whole=True)
    except Exception as error:  # noqa: BLE001 - the open modal must end in something
        return notice_modal(title, explain(error, "drawing the digest"))
    # A modal's buttons would act on no message: what is read here is changed on Home.
    return blocks_modal(title, [b for b in message.blocks if b["type"] != "actions"])
