"""A declared HTTP source with its words filled in: the requests it takes and the items it gives."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.connectors.client import Client, Reply, Request, Secret
from knowledge.connectors.declaration import Auth, HttpDeclaration
from knowledge.connectors.failure import Refused, SourceFailed
from knowledge.connectors.filling import Filling
from knowledge.connectors.item import ItemReader, UnfitItem, find
from knowledge.row import BadRow

_GONE = (404, 410)


def make_secret(auth: Auth | None, filling: Filling) -> Secret | None:
    """The secret as a request carries it. Raises BadInput if its variable is not set."""
    if auth is None:
        return None
    value = filling.demand(f"{{{auth.secret}}}").strip()
    if auth.kind == "query":
        return Secret(auth.secret, query={auth.name: value})
    if auth.kind == "header":
        return _checked(Secret(auth.secret, headers={auth.name: value}))
    if auth.kind == "bearer":
        return _checked(Secret(auth.secret, headers={"Authorization": f"Bearer {value}"}))
    pair = f"{filling.demand(auth.user)}:{value}" if auth.user else f"{value}:"
    coded = base64.b64encode(pair.encode()).decode("ascii")
    return Secret(auth.secret, headers={"Authorization": f"Basic {coded}"})


def _checked(secret: Secret) -> Secret:
    if not all(value.isascii() and value.isprintable() for value in secret.headers.values()):
        raise SourceFailed(f"{secret.variable} holds characters that no token has. Set it again.")
    return secret


@dataclass(slots=True)
class Source:
    """Asks for pages, and for the details of items where the declaration wants them."""

    declaration: HttpDeclaration
    filling: Filling
    client: Client
    reader: ItemReader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = ItemReader(self.declaration, self.filling)

    def fetch(self, since: str, page: str | None) -> Reply:
        """One page. ``since`` is in the source's own form, empty for the beginning."""
        return self.client.fetch(self.request(since, page))

    def request(self, since: str, page: str | None) -> Request:
        declared = self.declaration
        if page is not None and declared.pages.kind in {"link", "header"}:
            return Request(self._joined(page), declared.method, headers=self._headers())
        if page is None and declared.pages.kind == "number":
            page = str(declared.pages.first)
        run = {"since": since, "page": page or ""}
        first = declared.first_query if page is None else {}
        return Request(
            self.filling.address(declared.url, **run),
            declared.method,
            query=self.filling.offer({**declared.query, **first}, **run),
            headers=self._headers(),
            body=self.filling.offer(declared.body, **run) if declared.body is not None else None,
        )

    def complete(self, items: list[Any]) -> list[Any]:
        """Each item with its details; one that is gone by now comes as a BadRow."""
        if self.declaration.detail is None:
            return items
        return [self._detail(item) for item in items]

    def _detail(self, item: Any) -> Any:
        detail = self.declaration.detail
        if detail is None:
            return item
        try:
            key = find(detail.key, item, "detail.key")
        except UnfitItem as reason:
            return self.reader.unusable(str(reason))
        if not isinstance(key, str | int):
            return self.reader.unusable("has no key for its details")
        url = self.filling.address(detail.url, key=str(key))
        try:
            return self.client.fetch(Request(url, headers=self._headers())).body
        except Refused as refusal:
            if refusal.status not in _GONE:
                raise
            return self.reader.unusable("is gone at the source")

    def _joined(self, link: str) -> str:
        """A link may be written without its host."""
        if link.startswith("/"):
            home = self.filling.address(self.declaration.url, since="", page="0")
            scheme, _, rest = home.partition("://")
            return f"{scheme}://{rest.partition('/')[0]}{link}"
        return link

    def _headers(self) -> Mapping[str, str]:
        demand = self.filling.demand
        return {name: demand(text) for name, text in self.declaration.headers.items()}


def open_source(declaration: HttpDeclaration, filling: Filling, **options: Any) -> Source:
    """A source ready to be asked; ``options`` are the client's. Close ``source.client`` after."""
    home = filling.address(declaration.url, since="0", page="0")
    secret = make_secret(declaration.auth, filling)
    return Source(declaration, filling, Client(home, secret, **options))


def split(parts: list[Any]) -> tuple[list[Any], list[BadRow]]:
    """Items, and those that could not be completed."""
    bad = [part for part in parts if isinstance(part, BadRow)]
    return [part for part in parts if not isinstance(part, BadRow)], bad
