"""Telling customers: who may be told, with what draft, as a file or to a webhook."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from domain.action import Action
from domain.contact import Contacts, Said, choose_contacts
from domain.error import BadInput

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS = ("customer", "account", "source_ids", "sources", "said_on", "draft")


class Speakers(Protocol):
    """Who said what, by reference."""

    def said(self, ids: Collection[str]) -> list[Said]: ...

    def said_about(self, about: str, until: date) -> list[Said]: ...

    def of_customers(self, names: Collection[str]) -> list[Said]: ...


@dataclass(frozen=True, slots=True)
class CustomerList:
    """Whom to tell about one action, and the draft of what to say."""

    action_id: str
    draft: str
    contacts: Contacts


def list_customers(
    speakers: Speakers, action: Action, *, subject: str, wider: bool = False, draft: str = ""
) -> CustomerList:
    """Those whose comments the action rests on and who may be contacted.

    ``wider`` adds everybody who was unhappy at the same step or about the same theme before the
    work was done. ``subject`` is what it is called in the draft. Raises BadInput for an action
    that is not done.
    """
    if not action.finished or action.closed_on is None:
        raise BadInput(
            f"It is {action.state}. Customers are told what was done: "
            f"hearback actions done {action.id} --outcome 'What came of it'"
        )
    said = speakers.said(action.evidence)
    if wider and action.about:
        known = {each.id for each in said}
        more = speakers.said_about(action.about, action.closed_on)
        said += [each for each in more if each.id not in known]
    names = {name for each in said for name in (each.customer, each.account) if name}
    everything = [*speakers.of_customers(names), *said]
    words = draft.strip() or write_draft(action, subject)
    return CustomerList(action.id, words, choose_contacts(said, everything))


def write_draft(action: Action, subject: str) -> str:
    """A first wording for whoever writes to the customer. It promises nothing and quotes nobody."""
    about = f" ({subject})" if subject else ""
    return (
        f"Thank you for what you told us{about}. We listened, and this is what we have done: "
        f"{action.what.rstrip('.')}. If it is still not right for you, please tell us again."
    )


def as_csv(listed: CustomerList) -> str:
    """The list as CSV that is safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in as_rows(listed):
        writer.writerow([_harmless(str(row[name])) for name in COLUMNS])
    return out.getvalue()


def as_rows(listed: CustomerList) -> list[dict[str, Any]]:
    return [
        {
            "customer": each.customer,
            "account": each.account,
            "source_ids": " ".join(each.source_ids),
            "sources": " ".join(each.sources),
            "said_on": each.said_on.isoformat() if each.said_on else "",
            "draft": listed.draft,
        }
        for each in listed.contacts.listed
    ]


def _harmless(cell: str) -> str:
    """An apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff").startswith(_FORMULA) else cell
