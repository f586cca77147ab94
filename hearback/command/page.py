"""What a command says of the public page when something is withdrawn."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from domain.error import HearbackError

if TYPE_CHECKING:
    from hearback.house import House


def rewrite_page(house: "House") -> dict[str, str] | None:
    """Write a known page again without what is gone: where it is, and what became of it.

    A page is current if its folder was written from the evidence as it stands now. None if no page
    is known.
    """
    from hearback.loop import refresh_page  # noqa: PLC0415 - see root

    try:
        refresh_page(house, datetime.now(UTC).date())
    except HearbackError as error:
        return {"state": "not written", "reason": str(error)}
    page = house.pages.written()
    return {"state": "written again", "folder": page.folder} if page else None


def tell_page(page: dict[str, str] | None) -> None:
    if page is None:
        return
    if page["state"] == "written again":
        click.echo(
            f"The page in {page['folder']} was written again without it. "
            "If you copied it elsewhere, copy it again."
        )
    else:
        click.echo(
            f"THE PUBLIC PAGE STILL SHOWS IT: {page['reason']} "
            "Then: hearback actions page --out DIR"
        )
