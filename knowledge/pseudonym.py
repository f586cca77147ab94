"""Names that stand for a person or a text without telling who or what."""

import hmac
import unicodedata
from datetime import date

# A byte that no field holds, so that fields cannot run into each other.
_BETWEEN = "\x1f"
_SHORT = 12


def customer_pseudonym(secret: bytes, customer: str) -> str:
    """``c_`` and twelve hex digits: the same for the same customer in the same home."""
    return "c_" + _keyed(secret, "customer", _identity(customer))[:_SHORT]


def account_pseudonym(secret: bytes, account: str) -> str:
    """``a_`` and twelve hex digits."""
    return "a_" + _keyed(secret, "account", _identity(account))[:_SHORT]


def reference_pseudonym(secret: bytes, reference: str) -> str:
    """``r_`` and twelve hex digits, for an id in a file that is itself personal data."""
    return "r_" + _keyed(secret, "reference", _identity(reference))[:_SHORT]


def forgotten_mark(secret: bytes, pseudonym: str) -> str:
    """By which somebody who was forgotten is known again; it leads back to no pseudonym."""
    return _keyed(secret, "forgotten", pseudonym)


def content_hash(
    secret: bytes,
    *,
    text: str,
    source_id: str | None,
    occurred_at: date | None,
    customer: str | None,
    score: float | None,
    channel: str | None,
) -> str:
    """The keyed hash by which the same comment is known again, 64 hex digits.

    The name of the source is left out, so that a renamed file is not taken in twice. Without an
    id, score and channel tell apart the many customers who wrote only "Good".
    """
    parts = [source_id or "", normalise_text(text), str(occurred_at or ""), customer or ""]
    if not source_id:
        parts += ["" if score is None else repr(score), channel or ""]
    return _keyed(secret, "content", *parts)


def normalise_text(text: str) -> str:
    """Text without the differences that no reader sees: composition and white space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _identity(value: str) -> str:
    return normalise_text(value).casefold()


def _keyed(secret: bytes, *parts: str) -> str:
    message = _BETWEEN.join(parts).encode("utf-8", "surrogatepass")
    return hmac.digest(secret, message, "sha256").hex()
