"""Forgetting across the whole house: truth, index, files, messages; and the proof of it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from actions.telling import note_employees_told
from domain.error import HearbackError
from domain.retention import REJECTS, days_kept, first_kept, is_due
from hearback.house import House
from hearback.logs import get_log
from hearback.loop import refresh_page
from knowledge.rejects import drop_old_rejects, drop_rejects
from knowledge.withdrawal import Erased, Proof, search_files

WAITS = "waits for the running hearback that owns it, which builds it anew at its next tick"
INDEX_FOLDER = "index"
_PART = 1000


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted, the messages that showed it, and what a search of every store found."""

    erased: Erased
    removed: Mapping[str, int]
    messages: list[str]
    proof: Proof


def forget(house: House, names: frozenset[str], spoken: Collection[str]) -> Forgotten:
    """Delete everything of these pseudonyms everywhere, then look for it everywhere."""
    erased, messages = house.withdrawal.forget(names, spoken)
    rejected = drop_rejects(house.rejects_folder, names, spoken)
    removed = erased.removed + Counter(rejects=rejected)
    _finish(house, erased)
    return Forgotten(erased, removed, messages, prove(house, erased))


def _finish(house: House, erased: Erased) -> None:
    """What follows a deletion in the truth: the notes, the index, the free pages."""
    if erased.documents_changed:
        house.keep_notes()
    keep_index(house)
    _rewrite_page(house)
    house.withdrawal.sweep()


def prove(house: House, erased: Erased) -> Proof:
    """Search the tables, the full text, the vectors, the index and every file of the home."""
    finds = house.withdrawal.finds(erased)
    files = list(search_files(house.home, erased))
    if house.index is None and not house.is_index_expunged():
        files = [each for each in files if not each.startswith(f"{INDEX_FOLDER}/")]
        counts: dict[str, int | str] = {"index": WAITS}
    else:
        keys = [trace.key for trace in erased.traces]
        held = house.index.held(keys) if house.index is not None and keys else 0
        counts = {"index": held}
        finds["index"] = Counter(index=held)
    still = [f"{place}: {n}" for found in finds.values() for place, n in found.items() if n]
    counts |= {store: found.total() for store, found in finds.items()}
    return Proof({**counts, "files": len(files)}, [*still, *files])


@dataclass(frozen=True, slots=True)
class Expired:
    """What was, or with a preview would be, deleted of one source."""

    source: str
    days: int
    first_kept: date
    comments: int
    messages: int = 0


def run_retention(house: House, today: date, *, preview: bool = False) -> list[Expired]:
    """Delete what is older than its source is kept, as thoroughly as what is forgotten."""
    periods = house.retention.periods()
    ran: list[Expired] = []
    for source, _ in house.review.sources():
        if (days := days_kept(source, periods)) is not None:
            ran.append(_expire(house, source, days, today, preview=preview))
    if not preview:
        _drop_rejects(house, periods, today)
        house.retention.record_run(today)
    if any(each.comments for each in ran) and not preview:
        house.withdrawal.sweep()
    return ran


def _expire(house: House, source: str, days: int, today: date, *, preview: bool) -> Expired:
    oldest = first_kept(today, days)
    count = house.withdrawal.count_older(source, oldest)
    if preview or not count:
        return Expired(source, days, oldest, count)
    erased, messages = house.withdrawal.forget_older(source, oldest)
    if erased.documents_changed:
        house.keep_notes()
    return Expired(source, days, oldest, len(erased.ids), len(messages))


def _drop_rejects(house: House, periods: Mapping[str, int], today: date) -> None:
    if (days := days_kept(REJECTS, periods)) is not None:
        midnight = datetime.combine(first_kept(today, days), time.min, UTC)
        drop_old_rejects(house.rejects_folder, midnight)


def _rewrite_page(house: House) -> None:
    """Take what is gone out of the public page. One that cannot be written stops nothing else."""
    try:
        refresh_page(house, datetime.now(UTC).date())
    except HearbackError:
        get_log().warning("page_not_written")


def keep_house(house: House, today: date) -> None:
    """What a running Hearback does beside answering: let the index and old words go."""
    if is_due(house.retention.last_run(), today):
        run_retention(house, today)
    _rewrite_page(house)
    note_employees_told(house.actions, today)
    if house.index is not None:
        house.index.expunge(house.corpus)


def catch_up_some(house: House) -> int:
    """Let the index take up a part of what an import has left to it; how much it was."""
    return house.index.catch_up(house.corpus, most=_PART) if house.index is not None else 0


def keep_index(house: House) -> None:
    """Bring the index in step, and build its files anew if something was deleted for good."""
    if house.index is not None:
        house.index.expunge(house.corpus)
        house.index.catch_up(house.corpus)
