"""A look back across the house: what was measured, what was done, and the page of it."""

from datetime import date
from pathlib import Path

from actions.look_back_page import write_look_back
from digests.look_back import Finished, look_back
from domain.audience import EMPLOYEES
from domain.look_back import LookBack, count_loops, finished_within, last_looked_at
from domain.period import Period
from domain.worth import Worth, describe_worth, value_outcome
from hearback.house import House
from hearback.loop import find_outcomes, known_prices, put_file


def look_back_on(house: House, period: Period, day: date) -> LookBack:
    """A period as it stood at its end, or on ``day`` if it was not over by then; what came of its
    actions as it is known on ``day``. Raises BadInput for a period that cannot be looked back on.
    """
    until = last_looked_at(period, day)
    actions = house.actions.all()
    finished = finished_within(actions, period.first_day, until)
    outcomes = {each.action_id: each for each in find_outcomes(house, day, EMPLOYEES, finished)}
    prices = known_prices(house)
    valued = {name: value_outcome(each, prices) for name, each in outcomes.items()}
    worths = {name: _sentence(worth) for name, worth in valued.items() if worth}
    tellings = [told for each in actions for told in house.actions.tellings(each.id).values()]
    loops = count_loops(actions, tellings, period.first_day, until)
    library = house.library(EMPLOYEES, until)
    return look_back(library, period, Finished(finished, outcomes, worths), loops)


def _sentence(worth: Worth) -> str:
    said = describe_worth(worth)
    return said[:1].upper() + said[1:]


def write_look_back_page(found: LookBack, folder: Path, company: str, day: date) -> Path:
    """Where the page is now. Raises BadInput for a folder that cannot be written."""
    path = folder / f"look-back-{found.period}.html"
    put_file(path, write_look_back(found, company, day))
    return path
