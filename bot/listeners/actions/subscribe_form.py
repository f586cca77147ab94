"""Opening the form for digest settings."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.modal import Typed, subscribe_modal
from bot.desk import Desk
from bot.person import zone_of


async def open_subscribe_form(
    desk: Desk, client: AsyncWebClient, user: str, target: str, trigger_id: str
) -> None:
    """The form opens on the target's settings, or on the person's role and the usual hour.

    Slack takes a trigger for three seconds only, so little is asked before it is used.
    """
    roles = await desk.services.roles()
    now = await desk.services.subscription_of(target)
    zone = await zone_of(client, user)
    if now:
        typed = Typed(target, zone, now.role, now.weekday, now.hour)
    else:
        typed = Typed(target, zone, await desk.services.role_of(user))
    await client.views_open(trigger_id=trigger_id, view=subscribe_modal(roles, typed))
