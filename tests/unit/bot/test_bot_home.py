"""The Home tab shows a person what they may see, whatever role they chose."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience import AudienceReader
from bot.desk import Desk
from bot.home import compose_home
from tests.fakes.slack_services import FakeServices
from tests.unit.bot.fake_slack import FakeSlack


@pytest.mark.parametrize("guest", [False, True])
async def test_what_a_role_owns_is_for_employees(
    fake_slack: FakeSlack, client: AsyncWebClient, *, guest: bool
) -> None:
    user = {"id": "U1", "team_id": "T1", "is_restricted": guest}
    fake_slack.answers |= {"auth.test": {"team_id": "T1"}, "users.info": {"user": user}}
    services = FakeServices()
    services.chosen["U1"] = "finance"

    view = await compose_home(Desk(services, AudienceReader(client)), "U1")

    assert "My role: Finance" in str(view)
    assert ("Owns: " in str(view)) is not guest
