"""Hiding what is known exactly, so that finders of looser things stop before it."""

from collections.abc import Iterable
from functools import lru_cache

from knowledge.recognisers.email import find_emails
from knowledge.recognisers.identity import find_ibans, find_links
from knowledge.recognisers.number import find_numbers
from knowledge.recognisers.span import CARD, PHONE, Span

# No letter, no digit, no space: nothing that a name or an address goes on with.
HIDDEN = "\0"
_FEWEST_DIGITS = 10


@lru_cache(maxsize=8)
def hide_exact(text: str) -> str:
    """The text, as long as before, with e-mails, links, phones, cards and IBANs blotted out."""
    parts, at = [], 0
    for span in sorted(_exact(text)):
        if span.start >= at:
            parts += [text[at : span.start], HIDDEN * (span.end - span.start)]
            at = span.end
    return "".join(parts) + text[at:]


def _exact(text: str) -> Iterable[Span]:
    yield from find_emails(text)
    yield from find_links(text)
    yield from find_ibans(text)
    for span in find_numbers(text):
        digits = sum(map(str.isdigit, text[span.start : span.end]))
        if span.type in {PHONE, CARD} and digits >= _FEWEST_DIGITS:
            yield span
