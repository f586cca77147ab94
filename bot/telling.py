"""One sentence to one person, as a direct message."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.notice import notice
from bot.failure import explain
from bot.slack_failure import failure_of, utc_now
from digests.messenger import PermanentFailure


class SlackTeller:
    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def tell(self, person: str, words: str) -> bool:
        """Whether this is settled; False where another try may help."""
        try:
            await self._client.chat_postMessage(channel=person, **notice(words).as_arguments())
        except SlackApiError as error:
            return isinstance(failure_of(error, person, utc_now), PermanentFailure)
        except Exception as error:  # noqa: BLE001 - the others must be told; it is logged
            explain(error, "telling somebody about a session")
            return False
        return True
