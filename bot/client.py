"""Slack clients that wait when told to, and try again when the server fails."""

from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

SLACK_API = "https://slack.com/api/"


def build_client(token: str, api_url: str = SLACK_API) -> AsyncWebClient:
    """``api_url`` ends in a slash; another one than Slack's own is for tests and demos."""
    return AsyncWebClient(
        token=token,
        base_url=api_url,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(max_retry_count=2),
            AsyncRateLimitErrorRetryHandler(max_retry_count=2),
            AsyncServerErrorRetryHandler(max_retry_count=2),
        ],
    )


def build_sending_client(token: str, api_url: str = SLACK_API) -> AsyncWebClient:
    """For what must be sent once: it repeats nothing.

    After a lost connection nobody knows whether a message was posted. Whoever sends a digest
    looks for it before sending again, and is told by a typed failure when that may be.
    """
    return AsyncWebClient(token=token, base_url=api_url, retry_handlers=[])
