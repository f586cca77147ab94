"""Asking a source over HTTP: patiently, within limits, and never telling its secret elsewhere."""

import json
import random
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from knowledge.connectors.failure import Refused, SourceFailed, TryLater
from knowledge.connectors.host import Lookup, find_addresses

BIGGEST_BODY = 64 << 20
_MOST_ATTEMPTS = 5
_LONGEST_WAIT = 300.0
_LONGEST_BACKOFF = 60.0
_MOST_REDIRECTS = 5
_SECONDS = 30.0
_LONGEST_ANSWER = 300.0
_SHOWN = 160
_TOO_MANY, _UNAVAILABLE = 429, 503


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret goes in a request. Its value is in no message and no representation."""

    variable: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    url: str
    method: str = "GET"
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A JSON body, and the address that the Link header names as next, empty without one."""

    body: Any
    next_link: str = ""


@dataclass(frozen=True, slots=True)
class Patience:
    """Time as the client sees it; tests pass their own."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random


class Client:
    """One source's client. ``home`` is the source's address; a secret is sent to no other host."""

    def __init__(
        self,
        home: str,
        secret: Secret | None,
        *,
        allow_private: bool = False,
        patience: Patience | None = None,
        lookup: Lookup = socket.getaddrinfo,
        biggest_body: int = BIGGEST_BODY,
    ) -> None:
        self._home = _parsed(home)
        self._secret = secret
        self._allow_private = allow_private
        self._patience = patience or Patience()
        self._lookup = lookup
        self._biggest = biggest_body
        # No proxy and no .netrc from the environment: the checked address is the one connected to.
        self._http = httpx.Client(timeout=_SECONDS, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        self._http.close()

    def fetch(self, request: Request) -> Reply:
        """The answer, after as many attempts as are reasonable. Raises SourceFailed."""
        for attempt in range(1, _MOST_ATTEMPTS + 1):
            try:
                return self._follow(request, attempt)
            except TryLater as failure:
                wait = self._wait(failure, attempt)
                if attempt == _MOST_ATTEMPTS:
                    raise
                self._patience.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, failure: TryLater, attempt: int) -> float:
        if failure.wait is None:
            longest = min(_LONGEST_BACKOFF, 2.0**attempt)
            return longest * (0.5 + self._patience.jitter() / 2)
        if failure.wait > _LONGEST_WAIT:
            raise failure
        return failure.wait

    def _follow(self, request: Request, attempt: int) -> Reply:
        for _ in range(_MOST_REDIRECTS):
            url = _parsed(request.url)
            answer, body = self._send(request, url, attempt)
            if not answer.has_redirect_location:
                return self._read(answer, body)
            request = self._redirected(request, url, answer.headers["location"])
        raise SourceFailed(f"{self._home.host} redirects without end. Check url.")

    def _redirected(self, request: Request, url: httpx.URL, location: str) -> Request:
        try:
            target = url.join(location)
        except httpx.InvalidURL as error:
            raise SourceFailed(f"{url.host} redirects to what is no address.") from error
        self._check_home(target, "redirects")
        return replace(request, url=str(target), query={})

    def _check_home(self, target: httpx.URL, does: str) -> None:
        ours = (self._home.scheme, self._home.host, self._home.port)
        if self._secret and (target.scheme, target.host, target.port) != ours:
            raise SourceFailed(
                f"{self._home.host} {does} to another host ({target.scheme}://{target.host}). "
                f"{self._secret.variable} was not sent there; check url."
            )

    def _send(self, request: Request, url: httpx.URL, attempt: int) -> tuple[httpx.Response, bytes]:
        self._check_home(url, "leads")
        found = find_addresses(url, allow_private=self._allow_private, lookup=self._lookup)
        try:
            made = self._build(request, url, found[attempt % len(found)])
            answer = self._http.send(made, stream=True)
            try:
                return answer, self._body(answer)
            finally:
                answer.close()
        except (httpx.TransportError, httpx.DecodingError) as error:
            told = f"{url.host} did not answer in full ({type(error).__name__})."
            raise TryLater(told + " Try again later.") from error

    def _build(self, request: Request, url: httpx.URL, address: str) -> httpx.Request:
        secret = self._secret or Secret("")
        query = {**request.query, **secret.query}
        full = url.copy_merge_params({k: str(v) for k, v in query.items()}) if query else url
        return self._http.build_request(
            request.method,
            full.copy_with(host=address),
            headers={
                "Accept": "application/json",
                "User-Agent": "hearback",
                **request.headers,
                **secret.headers,
                "Host": url.netloc.decode("ascii"),
            },
            json=request.body,
            extensions={"sni_hostname": url.host},  # the certificate must be the name's
        )

    def _body(self, answer: httpx.Response) -> bytes:
        """The body as far as the limits of size and time allow."""
        until = time.monotonic() + _LONGEST_ANSWER
        body = bytearray()
        for chunk in answer.iter_bytes(1 << 16):
            body += chunk
            if len(body) > self._biggest:
                limit = self._biggest >> 20
                raise SourceFailed(f"A page is larger than {limit} MB. Ask for smaller pages.")
            if time.monotonic() > until:
                raise TryLater(f"{self._home.host} answers too slowly. Try again later.")
        return bytes(body)

    def _read(self, answer: httpx.Response, body: bytes) -> Reply:
        status = answer.status_code
        if status in {_TOO_MANY, _UNAVAILABLE}:
            wait = _asked_wait(answer.headers.get("retry-after", ""), self._patience.now())
            for_so_long = f" for {wait:.0f} s" if wait is not None else ""
            raise TryLater(f"{self._home.host} asks to wait{for_so_long} ({status}).", wait)
        if status >= 500:
            raise TryLater(f"{self._home.host} has a failure of its own ({status}). Try later.")
        if status >= 400:
            raise self._refusal(status, body)
        if status >= 300:
            raise SourceFailed(f"{self._home.host} answered {status} without a place to go.")
        link = answer.links.get("next", {}).get("url", "")
        return Reply(_parse_json(body, answer, self._home.host), link)

    def _refusal(self, status: int, body: bytes) -> Refused:
        if status in {401, 403} and self._secret:
            told = f"The token in {self._secret.variable} was refused ({status}). Renew it."
            return Refused(told, status)
        reason = self._without_secret(_reason(body))
        told = f"{self._home.host} refused the request ({status}{reason}). Check the settings."
        return Refused(told, status)

    def _without_secret(self, text: str) -> str:
        held = self._secret
        for value in (*held.headers.values(), *held.query.values()) if held else ():
            for part in (value, value.rpartition(" ")[2]):
                text = text.replace(part, "[secret]") if part else text
        return text


def _parsed(address: str) -> httpx.URL:
    try:
        return httpx.URL(address)
    except httpx.InvalidURL as error:
        raise SourceFailed(
            "The source's address cannot be read. Check url and settings."
        ) from error


def _asked_wait(header: str, now: datetime) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date; None where it holds none."""
    text = header.strip()
    if text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def _parse_json(body: bytes, answer: httpx.Response, host: str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        if body.lstrip()[:1] in {b"{", b"["}:
            raise TryLater(f"A page of {host} broke off in the middle. Try again later.") from error
        kind = answer.headers.get("content-type", "no type").partition(";")[0][:60]
        told = f"{host} answered with something that is not JSON ({kind}). Check url and token."
        raise SourceFailed(told) from error


def _reason(body: bytes) -> str:
    """What the source says about its refusal, after a colon; empty where it says nothing short."""
    try:
        found = _named_reason(json.loads(body))
    except (ValueError, RecursionError):
        return ""
    return f": {' '.join(found.split())[:_SHOWN]}" if found else ""


def _named_reason(body: Any) -> str:
    for _ in range(4):
        if isinstance(body, list) and body:
            body = body[0]
        if not isinstance(body, dict):
            break
        names = ("description", "message", "error", "errors", "title", "code")
        body = next((body[name] for name in names if body.get(name)), "")
    return body if isinstance(body, str) else ""
