"""What Slack knows about somebody."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

FALLBACK_ZONE = "UTC"


async def zone_of(client: AsyncWebClient, user_id: str) -> str:
    """The time zone that the person's Slack is set to; UTC where it is not known."""
    try:
        answer = await client.users_info(user=user_id)
    except SlackApiError:
        return FALLBACK_ZONE
    zone = (answer.get("user") or {}).get("tz") or FALLBACK_ZONE
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return FALLBACK_ZONE
    return str(zone)
