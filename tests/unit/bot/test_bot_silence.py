"""Skipping and muting a digest, from Slack."""

from bot.audience import AudienceReader
from bot.blocks.digest import digest_message
from bot.blocks.home import home_view
from bot.desk import Desk
from bot.subscribing import mute, skip_next
from domain.subscription import Subscription
from tests.fakes.slack_services import ROLES, FakeServices, make_digest


def _labels(blocks: object) -> list[str]:
    return [
        element["text"]["text"]
        for block in blocks  # type: ignore[attr-defined]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


def test_every_digest_can_be_skipped_muted_and_ended_with_one_click() -> None:
    labels = _labels(digest_message(make_digest(), "Finance", "s:2026-W46", "C1").blocks)
    assert labels[-4:] == ["Change", "Skip next", "Mute", "Unsubscribe"]


def test_home_offers_to_unmute_what_is_muted_and_says_so() -> None:
    muted = Subscription(id="s", target="U1", role="finance", muted=True)
    view = home_view(ROLES, None, muted)
    assert "Unmute" in _labels(view["blocks"])
    assert "muted" in str(view["blocks"])


async def test_silence_is_kept_and_said_and_where_there_is_no_digest_the_way_to_one() -> None:
    services = FakeServices()
    desk = Desk(services, AudienceReader(None))  # type: ignore[arg-type] - Slack is not asked
    assert "/hearback subscribe" in await mute(desk, "U1", muted=True)
    services.subscriptions["U1"] = Subscription(id="s", target="U1", role="finance")
    assert "until you unmute" in await mute(desk, "U1", muted=True)
    assert services.subscriptions["U1"].muted
    assert "come again" in await mute(desk, "U1", muted=False)
    assert not services.subscriptions["U1"].muted
    assert "left out" in await skip_next(desk, "U1")
    assert services.subscriptions["U1"].snoozed_until
