"""Digests sent to a channel and a person of local-slack, and found again."""

import struct
import zlib
from pathlib import Path

import pytest

from bot.audience import AudienceReader
from bot.messenger import SlackMessenger
from digests.messenger import PermanentFailure
from domain.audience import EMPLOYEES
from tests.e2e.slack.connected import Connected
from tests.fakes.slack_services import make_digest

pytestmark = pytest.mark.slack

KEY = "s-1:2026-W46"


def draw_picture(path: Path) -> None:
    """A PNG of 8 by 8 grey points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    rows = zlib.compress(b"".join(b"\x00" + b"\x88" * 8 for _ in range(8)))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("target", ["C02FINANCE", "U01FINANCE"])
async def test_digest_is_sent_and_found(connected: Connected, target: str, tmp_path: Path):
    chart = tmp_path / "chart.png"
    draw_picture(chart)
    messenger = SlackMessenger(
        connected.client, AudienceReader(connected.client), titles={"finance": "Finance"}
    )
    assert await messenger.audience(target) == EMPLOYEES
    assert await messenger.find(target, KEY) is None

    ref = await messenger.send(target, make_digest(chart=str(chart)), KEY)

    assert await messenger.find(target, KEY) == ref
    channel, _, ts = ref.partition(":")
    digest, *others = await connected.slack.from_bot(channel)
    assert digest["ts"] == ts
    assert "In customers' words" in digest["text"]
    assert [other["thread_ts"] for other in others] == [ts]


async def test_unknown_channel_is_a_permanent_failure(connected: Connected):
    messenger = SlackMessenger(connected.client, AudienceReader(connected.client))

    with pytest.raises(PermanentFailure, match="Invite the bot"):
        await messenger.send("CNOWHERE", make_digest(), KEY)
