"""A digest as it would be sent now, in a modal that only its reader sees."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import title_of
from bot.blocks.digest import digest_message
from bot.blocks.message import View
from bot.blocks.modal import blocks_modal, notice_modal
from bot.blocks.notice import STATUS
from bot.desk import Desk
from bot.failure import explain

_TITLE = "Digest preview"


async def show_preview(desk: Desk, client: AsyncWebClient, user: str, trigger_id: str) -> None:
    """The modal opens at once, because its trigger does not wait; the digest follows."""
    opened = await client.views_open(trigger_id=trigger_id, view=notice_modal(_TITLE, STATUS))
    view = await _compose(desk, user)
    await client.views_update(view_id=str(opened["view"]["id"]), view=view)


async def _compose(desk: Desk, user: str) -> View:
    try:
        role = await desk.services.role_of(user)
        if role is None:
            return notice_modal(_TITLE, "Choose your role first, on the Home tab.")
        audience = await desk.audiences.of_person(user)
        digest = await desk.services.preview(role, audience=audience)
        message = digest_message(digest, title_of(role, await desk.services.roles()))
    except Exception as error:  # noqa: BLE001 - the open modal must end in something
        return notice_modal(_TITLE, explain(error, "drawing the preview"))
    # A modal's buttons would act on no message: what is read here is changed on Home.
    return blocks_modal(_TITLE, [b for b in message.blocks if b["type"] != "actions"])
