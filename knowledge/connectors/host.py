"""Which addresses may be asked: public ones, unless the company allows its own."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from knowledge.connectors.failure import SourceFailed, TryLater

Lookup = Callable[..., Sequence[tuple[Any, ...]]]
ALLOW = "HEARBACK_ALLOW_PRIVATE_HOSTS"


def check_scheme(url: httpx.URL) -> None:
    if url.scheme not in {"http", "https"} or not url.host:
        raise SourceFailed("The address is not an http or https address. Check url and settings.")


def find_addresses(
    url: httpx.URL, *, allow_private: bool, lookup: Lookup = socket.getaddrinfo
) -> list[str]:
    """The IP addresses behind a host, every one of them allowed.

    The caller connects to one of these and not to the name, so that a name whose answer changes
    between the check and the connection gains nothing.
    """
    check_scheme(url)
    try:
        answers = lookup(url.host, url.port or 0, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TryLater(f"The name {url.host} cannot be found. Check it and the network.") from error
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    if not allow_private and not all(_is_public(address) for address in found):
        raise SourceFailed(
            f"{url.host} is a private address and is not asked. If it is meant, set {ALLOW}=true."
        )
    return found


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (inner is None or inner.is_global)
