"""A look back over the house: who is named, who is not, and what nobody may see."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from config.settings import Settings
from domain.action import Action, ActionState
from domain.look_back import LookBack
from domain.period import parse_period
from domain.verbatim import Verbatim
from hearback.example import TODAY
from hearback.house import House
from hearback.looking_back import look_back_on
from tests.factories.verbatim import make_verbatim

YEAR = parse_period("2026")
DONE = Action(
    id="a_new",
    what="Ring everybody who waited for a part",
    owner="U0SOMEBODY",
    due=date(2026, 11, 13),
    about="user/technician-visit",
    state=ActionState.DONE,
    created_on=date(2026, 9, 1),
    closed_on=date(2026, 11, 10),
    outcome="Forty were rung",
)


@pytest.fixture
def house(own_home: Path) -> Iterator[House]:
    with closing(House(Settings(home=own_home))) as house:
        yield house


def lines(found: LookBack, metric: str) -> list[str]:
    held = {item.ref: item for item in found.evidence}
    return [s.text(held) for m in found.measures if m.series.metric == metric for s in m.done]


def test_a_person_is_a_colleague_and_what_fits_no_measure_is_told_apart(house: House) -> None:
    house.actions.put(DONE)
    house.actions.put(replace(DONE, id="a_else", about="", what="Tidy up the shared folder"))
    house.actions.put(
        replace(DONE, id="a_by", about="", measure="trend:churn_rate", what="Wait with the fee")
    )
    found = look_back_on(house, YEAR, TODAY)
    (line,) = lines(found, "first_visit_fix_rate")
    assert line.startswith("A colleague (done): Ring everybody")
    assert "Forty were rung" in line
    (by_measure,) = lines(found, "churn_rate")
    assert "Wait with the fee" in by_measure
    held = {item.ref: item for item in found.evidence}
    assert ["Tidy up" in each.text(held) for each in found.also_done] == [True]
    assert all("U0SOMEBODY" not in item.text for item in found.evidence)


def keep(house: House, verbatim: Verbatim) -> None:
    house.truth.add_verbatims([verbatim], house.embedder.embed([verbatim.text]))


def test_only_what_employees_may_see_is_counted_and_quoted(house: House) -> None:
    before = look_back_on(house, YEAR, TODAY)
    plain = make_verbatim(
        "The engineer came without the part today.",
        step="user/technician-visit",
        occurred_at=date(2026, 11, 10),
    )
    secret = make_verbatim("The engineer forgot the part again today.", audience="curators")
    keep(house, replace(secret, step=plain.step, occurred_at=plain.occurred_at))
    after = look_back_on(house, YEAR, TODAY)
    assert after.comments == before.comments
    assert all("forgot the part again" not in item.text for item in after.evidence)
    keep(house, plain)
    assert look_back_on(house, YEAR, TODAY).comments == before.comments + 1
