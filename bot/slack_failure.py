"""What Slack's refusals mean for whoever wants to send: never again, or later."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from digests.messenger import PermanentFailure, TransientFailure, UnknownOutcome

UNREACHABLE = (aiohttp.ClientError, TimeoutError, OSError)
"""What clients raise where no answer came at all."""

_TRANSIENT = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "accesslimited",
    }
)
_MEANINGS = {
    "channel_not_found": "the channel or person is not there, or the bot may not see it. "
    "Invite the bot, or unsubscribe",
    "not_in_channel": "the bot is not in the channel. Invite it with /invite @Hearback",
    "is_archived": "the channel is archived. Unsubscribe it, or subscribe another",
    "account_inactive": "the bot's account or token was switched off. Install the app again",
    "user_disabled": "the person's account is switched off",
    "user_not_found": "the person is not in this workspace",
    "users_not_found": "the person is not in this workspace",
    "cannot_dm_bot": "bots cannot be sent a digest",
    "messages_tab_disabled": "the app's Messages tab is switched off. Switch it on in its settings",
    "invalid_auth": "Slack does not accept the bot's token. Check HEARBACK's Slack settings",
    "token_revoked": "the bot's token was revoked. Install the app again",
    "missing_scope": "the app lacks a permission. Install it again from its manifest",
    "restricted_action": "the workspace does not let the bot post there",
    "invalid_blocks": "Slack did not accept the message's form. Please report this",
    "msg_too_long": "the message is too long. Please report this",
}
# The others still get theirs; a token that is not accepted would not be of this kind.
_TARGET_GONE = frozenset(
    {"is_archived", "user_disabled", "user_not_found", "users_not_found", "not_in_channel"}
    | {"channel_not_found", "cannot_dm_bot"}
)
_MAY_HAVE_WORKED = frozenset({"internal_error", "fatal_error", "request_timeout"})
_GATEWAY = frozenset({502, 504})
_SERVER_ERROR = 500
_TOO_MANY = 429


def utc_now() -> datetime:
    return datetime.now(UTC)


def failure_of(
    error: SlackApiError, target: str, now: Callable[[], datetime]
) -> PermanentFailure | TransientFailure:
    """The typed failure for an answer that Slack gave. ``now`` counts from Retry-After."""
    code = str(error.response.get("error") or "") if _has_json(error) else ""
    status = int(error.response.status_code)
    if status == _TOO_MANY or status >= _SERVER_ERROR or code in _TRANSIENT:
        reason = f"Slack cannot take the message for {target} now ({code or status})."
        return TransientFailure(reason, _retry_at(error, now))
    meaning = _MEANINGS.get(code, f"Slack refused it ({code or status})")
    told = f"The digest for {target} was not sent: {meaning}."
    return PermanentFailure(told, target_gone=code in _TARGET_GONE)


def posting_failure_of(
    error: SlackApiError, target: str, now: Callable[[], datetime]
) -> PermanentFailure | TransientFailure | UnknownOutcome:
    """The same for the request that posts: a server that failed may have posted all the same."""
    code = str(error.response.get("error") or "") if _has_json(error) else ""
    status = int(error.response.status_code)
    if status >= _SERVER_ERROR or code in _MAY_HAVE_WORKED:
        reason = f"Slack failed while it took the message for {target} ({code or status})."
        # A gateway answers for a server that may still be at work.
        return UnknownOutcome(reason, answered=status not in _GATEWAY)
    return failure_of(error, target, now)


def lost(error: Exception, target: str) -> TransientFailure | UnknownOutcome:
    """No answer came to a request that posts: it may have arrived, unless nothing was connected."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return unreachable(target)
    return UnknownOutcome(f"Slack gave no answer about the message for {target}.", answered=False)


def unreachable(target: str) -> TransientFailure:
    return TransientFailure(f"Slack could not be reached to send to {target}.")


def _retry_at(error: SlackApiError, now: Callable[[], datetime]) -> datetime | None:
    headers = {name.lower(): value for name, value in (error.response.headers or {}).items()}
    told = headers.get("retry-after")
    told = told[0] if isinstance(told, list) else told
    seconds = str(told or "")
    return now() + timedelta(seconds=int(seconds)) if seconds.isdigit() else None


def _has_json(error: SlackApiError) -> bool:
    """A failing server may answer with a page instead of a value."""
    return isinstance(error.response.data, dict)
