"""Posting a list of customers to the company's own system: once, and to no place but the one meant.

Only https, or a server on this machine. An address of the company's own network is refused
unless it is allowed; the address that was checked is the one that is connected to, and no
redirect is followed.
"""

import ipaddress
import json
import random
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from actions.notice import Notices
from domain.error import BadInput
from knowledge.connectors.failure import SourceFailed
from knowledge.connectors.host import Lookup, find_addresses

_MOST_ATTEMPTS = 3
_SECONDS = 15.0
_LEASE = timedelta(minutes=10)
_TOO_MANY = 429


class NotPosted(BadInput):
    """The other side did not take it, and why."""


@dataclass(frozen=True)
class Webhook:
    """Where to post. ``token`` goes in the Authorization header and in no message."""

    url: str
    token: str = field(default="", repr=False)
    allow_private: bool = False
    lookup: Lookup = socket.getaddrinfo
    sleep: Callable[[float], None] = time.sleep


def post_once(
    notices: Notices, hook: Webhook, key: str, body: dict[str, Any], now: datetime
) -> bool:
    """Post under a key that is posted once: False if it was posted before.

    Every attempt carries the key as Idempotency-Key, so that a list which arrived although no
    answer came back is not taken twice. Raises NotPosted; nothing is lost, and the same command
    tries again with the same key.
    """
    addresses = _checked(hook)
    if notices.claim(key, now, _LEASE) is None:
        state = notices.state(key)
        if state and state[0] == "sent":
            return False
        raise NotPosted("Another hearback is posting this list just now. Look again in 10 minutes.")
    try:
        _post(hook, addresses, _Sent(key, body))
    except NotPosted:
        notices.release(key)
        raise
    notices.sent(key)
    return True


def _checked(hook: Webhook) -> list[str]:
    try:
        url = httpx.URL(hook.url)
        found = find_addresses(url, allow_private=True, lookup=hook.lookup)
        if all(ipaddress.ip_address(each.partition("%")[0]).is_loopback for each in found):
            return found
        if url.scheme != "https":
            raise NotPosted("The list names customers: post it to an https address.")
        return find_addresses(url, allow_private=hook.allow_private, lookup=hook.lookup)
    except httpx.InvalidURL as error:
        raise NotPosted(f"{hook.url!r} is no address. Write https://host/path.") from error
    except SourceFailed as error:
        raise NotPosted(str(error)) from error


@dataclass(frozen=True, slots=True)
class _Sent:
    """What is posted, and the key that says that it is the same again."""

    key: str
    body: dict[str, Any]


def _post(hook: Webhook, addresses: list[str], sent: _Sent) -> None:
    reason, host = "", httpx.URL(hook.url).host
    with httpx.Client(timeout=_SECONDS, follow_redirects=False, trust_env=False) as client:
        for attempt in range(_MOST_ATTEMPTS):
            if attempt:
                hook.sleep(2.0**attempt * (0.5 + random.random() / 2))  # noqa: S311 - a pause
            request = _request(client, hook, addresses[attempt % len(addresses)], sent)
            try:
                answer = client.send(request, stream=True)
                answer.close()
            except httpx.TransportError as error:
                reason = f"{host} did not answer ({type(error).__name__})"
                continue
            if answer.is_success:
                return
            reason = f"{host} answered {answer.status_code}"
            if answer.status_code != _TOO_MANY and answer.status_code < 500:
                break
    raise NotPosted(f"{reason}. Check the address and its key, then give the command again.")


def _request(client: httpx.Client, hook: Webhook, address: str, sent: "_Sent") -> httpx.Request:
    url = httpx.URL(hook.url)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "hearback",
        "Idempotency-Key": sent.key,
        "Host": url.netloc.decode("ascii"),
    }
    if hook.token:
        headers["Authorization"] = f"Bearer {hook.token}"
    return client.build_request(
        "POST",
        url.copy_with(host=address),
        headers=headers,
        content=json.dumps(sent.body, ensure_ascii=False).encode(),
        extensions={"sni_hostname": url.host},  # the certificate must be the name's
    )
