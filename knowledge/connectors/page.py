"""From one page to the next, and noticing when the way leads in a circle."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.connectors.client import Reply
from knowledge.connectors.declaration import Pages
from knowledge.connectors.failure import GoesRound, SourceFailed
from knowledge.connectors.item import UnfitItem, find

_MOST_STALE = 3


@dataclass(frozen=True, slots=True)
class Step:
    """Where the next page is, and whether there is more to read now.

    A lasting cursor names a next page even when there is no more: the next run begins there.
    """

    page: str | None
    more: bool


def next_step(pages: Pages, reply: Reply, items: Sequence[Any], current: str | None) -> Step:
    """Raises SourceFailed if the page does not say what it should."""
    page = _next_page(pages, reply, items, current)
    more = page is not None and _says_more(pages, reply.body)
    if pages.size is not None and len(items) < pages.size:
        more = False
    if pages.kind == "last_item" and more and page == current:
        if pages.size is not None:
            raise GoesRound(f"More than {pages.size} items carry one value; ask for larger pages.")
        more = False
    return Step(page, more)


def _next_page(pages: Pages, reply: Reply, items: Sequence[Any], current: str | None) -> str | None:
    if pages.kind == "number":
        number = int(current or pages.first)
        over = not items or (pages.last is not None and number >= pages.last)
        return None if over else str(number + 1)
    if pages.kind == "header":
        return reply.next_link or None
    if pages.kind == "last_item":
        return _text_at(pages, items[-1]) if items else None
    return _text_at(pages, reply.body) if pages.value else None


def _text_at(pages: Pages, value: Any) -> str | None:
    try:
        found = find(pages.value or "@", value, "pages.value")
    except UnfitItem as error:
        raise SourceFailed(f"The page has another shape: {error}.") from error
    if found is None or found == "":
        return None
    if isinstance(found, dict | list):
        raise SourceFailed(f"The page has another shape: no text at {pages.value!r}.")
    return str(found)


def _says_more(pages: Pages, body: Any) -> bool:
    if pages.more is None:
        return True
    try:
        return bool(find(pages.more, body, "pages.more"))
    except UnfitItem as error:
        raise SourceFailed(f"The page has another shape: {error}.") from error


@dataclass(slots=True)
class Trail:
    """The pages and items of one run. Remembers eight bytes for each."""

    _pages: set[bytes] = field(default_factory=set)
    _items: set[bytes] = field(default_factory=set)
    _stale: int = 0

    def go(self, page: str | None) -> None:
        """Raises GoesRound if this page was asked for before."""
        key = _digest(page)
        if key in self._pages:
            raise GoesRound("The source leads back to a page that was read already.")
        self._pages.add(key)

    def see(self, items: Sequence[Any]) -> None:
        """Raises GoesRound for the third page in a row that holds nothing but seen items."""
        keys = {_digest(item) for item in items}
        stale = bool(keys) and keys <= self._items
        self._stale = self._stale + 1 if stale else 0
        self._items |= keys
        if self._stale >= _MOST_STALE:
            raise GoesRound(f"The source gave the same items on {_MOST_STALE + 1} pages.")


def _digest(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
