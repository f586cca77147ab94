"""Who may be told what came of what they said: by reference, and only with their consent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

_YES = frozenset({"yes", "y", "true", "1", "ok", "ja", "oui", "si", "sí"})
_NO = frozenset({"no", "n", "false", "0", "nein", "non"})
_CONSENT = frozenset(
    {
        "contact_ok",
        "ok_to_contact",
        "may_contact",
        "may_be_contacted",
        "contact_consent",
        "consent_to_contact",
        "contactable",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment as far as telling its customer goes: references and consent, no words."""

    id: str
    source: str
    source_id: str | None
    customer: str | None
    account: str | None
    occurred_at: date | None
    attributes: Mapping[str, str]

    @property
    def who(self) -> str:
        """Whom it counts for: the customer, or the comment itself where nobody is known."""
        return self.customer or self.account or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One customer to be told, as the company knows them: pseudonyms and the ids of its files."""

    customer: str
    account: str
    sources: tuple[str, ...]
    source_ids: tuple[str, ...]
    said_on: date | None


@dataclass(frozen=True, slots=True)
class Contacts:
    """Those who may be told, and how many may not: refused, no consent known, no reference."""

    listed: tuple[Contact, ...]
    refused: int = 0
    unknown: int = 0
    unreachable: int = 0


def consent_of(attributes: Mapping[str, str]) -> bool | None:
    """What a comment's attributes say about contact; None where they say nothing clear."""
    for name, value in attributes.items():
        if re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_") in _CONSENT:
            word = str(value).strip().lower()
            return True if word in _YES else False if word in _NO else None
    return None


def choose_contacts(said: Iterable[Said], everything: Iterable[Said]) -> Contacts:
    """One contact for each customer among ``said`` whose newest word on contact was yes.

    ``everything`` are all comments of the same customers: whoever has said no since, or on the
    same day, is not listed.
    """
    newest: dict[str, tuple[date, bool]] = {}
    for each in everything:
        consent = consent_of(each.attributes)
        if consent is not None:
            # A no of which nobody knows the day may be the newest.
            undated = date.min if consent else date.max
            word = (each.occurred_at or undated, not consent)
            newest[each.who] = max(newest.get(each.who, word), word)
    groups: dict[str, list[Said]] = {}
    for each in said:
        groups.setdefault(each.who, []).append(each)
    listed, refused, unknown, unreachable = [], 0, 0, 0
    for who, group in groups.items():
        contact = _contact(group)
        if who not in newest:
            unknown += 1
        elif newest[who][1]:
            refused += 1
        elif not (contact.customer or contact.account or contact.source_ids):
            unreachable += 1
        else:
            listed.append(contact)
    return Contacts(tuple(listed), refused, unknown, unreachable)


def _contact(group: list[Said]) -> Contact:
    days = [each.occurred_at for each in group if each.occurred_at]
    return Contact(
        customer=next((each.customer for each in group if each.customer), ""),
        account=next((each.account for each in group if each.account), ""),
        sources=tuple(dict.fromkeys(each.source for each in group)),
        source_ids=tuple(dict.fromkeys(each.source_id for each in group if each.source_id)),
        said_on=max(days, default=None),
    )
