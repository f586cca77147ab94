"""Dates in the forms that people and programs write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates import DateOrder, UnreadableDate, decide_order, read_date

THIRD = date(2026, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03", "2026-11-03T23:30:00-05:00", "2026-11-03 08:00", "2026-11-03T08:15",
        "03/11/2026", "3/11/26", "03/11/2026 14:02", "3 Nov 2026", "3rd November 2026",
        "Nov 3, 2026", "November 3rd, 2026", "03.11.2026", "3. November 2026", "20261103",
        "1793664000", "1793664000000", "Tue, 03 Nov 2026 10:00:00 +0100", "2026/11/03",
        "3 de noviembre de 2026",
    ],
)  # fmt: skip
def test_forms(text: str) -> None:
    assert read_date(text, DateOrder()) == THIRD


def test_month_first_where_the_column_says_so() -> None:
    order = decide_order(["11/03/2026", "11/25/2026"])
    assert order == DateOrder(day_first=False, assumed=False)
    assert read_date("11/03/2026", order) == THIRD
    # Dots are day first whatever the slashes do.
    assert read_date("03.11.2026", order) == THIRD


def test_a_column_without_proof_is_assumed() -> None:
    assert decide_order(["03/11/2026", "04/12/2026"]) == DateOrder(day_first=True, assumed=True)
    assert decide_order(["25/11/2026"]).assumed is False
    assert decide_order(["2026-11-03"]).assumed is False


@pytest.mark.parametrize(
    "text", ["soon", "2026-13-40", "31/02/2026", "12", "Nov 2026 maybe", "0001-01-01", "9" * 99]
)
def test_unreadable(text: str) -> None:
    with pytest.raises(UnreadableDate):
        read_date(text, DateOrder())


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_unreadable(text: str) -> None:
    try:
        assert isinstance(read_date(text, DateOrder()), date)
    except UnreadableDate:
        return
