"""The closed loop across the house: outcomes, whom to tell, and the page for everyone."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from actions.customer import CustomerList, list_customers
from actions.page import FILE, choose_shown, write_page
from actions.promise import find_action
from domain.action import Action
from domain.audience import EMPLOYEES, PUBLIC, Audience
from domain.error import BadInput
from domain.evidence import Kind
from domain.outcome import Outcome
from domain.worth import Price
from hearback.house import House
from knowledge.worth_file import read_worth
from retrieval.corpus import Filter
from retrieval.label import lowered
from retrieval.outcome import Sources, measure_outcomes
from storage.action_page import WrittenPage


def find_outcomes(
    house: House,
    as_of: date,
    audience: Audience = EMPLOYEES,
    actions: Sequence[Action] | None = None,
) -> list[Outcome]:
    """What happened to customers after each finished action, from what the audience may see."""
    sources = Sources(house.corpus, house.truth.series(), audience, as_of)
    return measure_outcomes(house.actions.all() if actions is None else actions, sources)


def known_prices(house: House) -> dict[str, Price]:
    """What one point of a metric is worth, where the company says so; by metric."""
    return read_worth(house.home / "worth.yaml")


def check_evidence(house: House, ids: Sequence[str], audience: Audience = EMPLOYEES) -> list[str]:
    """The stored ids of what was named, by id or by the id of its file. Raises BadInput."""
    known = house.truth.evidence_named(ids, shown=True)
    if missing := [each for each in ids if each not in known]:
        raise BadInput(
            f"There is no approved evidence {missing[0]!r}. hearback search QUERY --json shows ids."
        )
    return [known[each] for each in ids]


def subject_of(house: House, about: str) -> str:
    """A step's name, or a theme as people say it."""
    for journey in house.truth.journeys():
        for ref, step in journey.steps():
            if ref == about:
                return lowered(step.name)
    return about.replace("-", " ")


def subjects(house: House) -> list[tuple[str, str]]:
    """What an action can be about: steps and themes, each with its name."""
    names = house.tag_names()
    return [*names.steps, *names.themes]


def customers_of(house: House, action_id: str, *, wider: bool, draft: str = "") -> CustomerList:
    action = find_action(house.actions, action_id)
    subject = subject_of(house, action.about)
    return list_customers(house.contacts, action, subject=subject, wider=wider, draft=draft)


@dataclass(frozen=True, slots=True)
class PageReport:
    """Where the page is, which actions it shows, and how many finished ones it does not."""

    path: str
    shown: tuple[str, ...]
    left_out: int


def publish_page(house: House, folder: Path, company: str, day: date) -> PageReport:
    """Write the page and remember where. Raises BadInput for a folder that cannot be written."""
    finished = [each for each in house.actions.all() if each.finished]
    revision = house.corpus.revision()
    ids = list(dict.fromkeys(name for each in finished for name in each.evidence))
    wanted = Filter(audience=PUBLIC, kinds=frozenset({Kind.VERBATIM}), as_of=day)
    outcomes = find_outcomes(house, day, PUBLIC, finished)
    shown = choose_shown(
        finished, house.corpus.named(ids, wanted), {each.action_id: each for each in outcomes}
    )
    path = folder / FILE
    put_file(path, write_page(shown, company, day))
    house.pages.put(WrittenPage(str(folder.resolve()), company, revision))
    names = tuple(each.id for each in shown)
    return PageReport(str(path), names, len(finished) - len(names))


def refresh_page(house: House, day: date) -> PageReport | None:
    """Write a known page again if the evidence has changed since; None if there was no need.

    A page that somebody removed stays removed.
    """
    page = house.pages.written()
    if page is None or page.revision == house.corpus.revision():
        return None
    if not (Path(page.folder) / FILE).is_file():
        house.pages.put(None)
        return None
    return publish_page(house, Path(page.folder), page.company, day)


def put_file(path: Path, text: str) -> None:
    """In one step, so that nobody is ever served half a page."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)  # noqa: PTH105 - Path.replace does not say that it overwrites
    except OSError as error:
        beside.unlink(missing_ok=True) if beside.parent.is_dir() else None
        raise BadInput(
            f"{path} cannot be written ({error.strerror}). Name another folder with --out."
        ) from error


def without_personal_data(house: House, words: str) -> str:
    """What a colleague typed, with what identifies a customer taken out before it is kept."""
    return house.redactor.redact([words])[0].text if words.strip() else words
