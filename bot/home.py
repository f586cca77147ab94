"""Drawing somebody's Home tab."""

from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.action import action_list
from bot.blocks.home import home_error_view, home_view
from bot.blocks.message import View
from bot.blocks.text import divider
from bot.desk import Desk
from bot.failure import explain
from domain.audience import EMPLOYEE_GROUP


async def publish_home(desk: Desk, client: AsyncWebClient, user: str) -> None:
    await client.views_publish(user_id=user, view=await compose_home(desk, user))


async def compose_home(desk: Desk, user: str) -> View:
    try:
        roles = await desk.services.roles()
        name = await desk.services.role_of(user)
        subscription = await desk.services.subscription_of(user)
        audience = await desk.audiences.of_person(user)
        promised = await desk.services.promises.of_person(user)
    except Exception as error:  # noqa: BLE001 - an empty tab would say nothing
        return home_error_view(explain(error, "opening your Home tab"))
    role = next((role for role in roles if role.name == name), None)
    if role and not audience.may_see(EMPLOYEE_GROUP):
        # A guest may have chosen a role; what it owns is for employees.
        role = replace(role, responsibilities=())
    view = home_view(roles, role, subscription)
    if not audience.may_see(EMPLOYEE_GROUP):
        return view
    return {**view, "blocks": [*view["blocks"], divider(), *action_list(promised, user)]}
