"""Pictures into a conversation."""

import asyncio
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from domain.picture import DrawnPicture


async def upload_picture(
    client: AsyncWebClient, picture: DrawnPicture, channel: str, thread: str | None = None
) -> None:
    """Upload it with its words for those who do not see it. Raises what the Slack client raises.

    A file that is gone is not uploaded.
    """
    path = Path(picture.path)
    if await asyncio.to_thread(path.is_file):
        await client.files_upload_v2(
            channel=channel,
            thread_ts=thread,
            file=picture.path,
            filename=path.name,
            # Slack takes this many letters of alternative text.
            alt_txt=picture.alt[:1000],
            title=picture.alt[:200] or picture.kind.capitalize(),
        )
