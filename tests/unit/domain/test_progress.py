"""No figure, and no difference of figures, tells of fewer than five people."""

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from domain.period import parse_period
from domain.progress import (
    FEWER,
    Asking,
    by_role,
    count_month,
    hide_in_table,
    last_months,
    nested,
)

PEOPLE = st.sets(st.integers(0, 30).map(str), max_size=25)
OCTOBER = parse_period("2026-10")


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), max_size=8))
def test_what_a_table_hides_is_never_a_few(counts: dict[str, int]) -> None:
    shown = hide_in_table(counts)
    assert all(each.count is None or each.count >= 5 for each in shown.values())
    assert all(each.count == counts[name] for name, each in shown.items() if each.count is not None)
    hidden = [name for name, each in shown.items() if each.count is None]
    total = sum(counts.values())
    # Subtracting everything shown from the sum tells of five or more, where the sum is shown.
    if hidden and total >= 5:
        assert sum(counts[name] for name in hidden) >= 5
        assert all(shown[name].reason for name in hidden)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(5, 40), max_size=8))
def test_a_table_of_large_groups_is_shown_whole(counts: dict[str, int]) -> None:
    assert {name: each.count for name, each in hide_in_table(counts).items()} == counts


@given(st.integers(0, 40), st.lists(st.integers(0, 40), max_size=4))
def test_no_two_figures_side_by_side_differ_by_a_few(whole: int, parts: list[int]) -> None:
    parts = [min(part, whole) for part in parts]
    counts = [each.count for each in nested(whole, parts) if each.count is not None]
    assert all(count >= 5 for count in counts)
    assert not any(0 < abs(one - other) < 5 for one, other in combinations(counts, 2))


@given(PEOPLE, PEOPLE, PEOPLE)
def test_a_month_never_tells_of_a_few(told: set[str], asked: set[str], acted: set[str]) -> None:
    month = count_month(OCTOBER, told, asked, acted)
    counts = [each.count for each in (month.reached, month.asked, month.acted)]
    known = [count for count in counts if count is not None]
    assert all(count >= 5 for count in known)
    assert not any(0 < abs(one - other) < 5 for one, other in combinations(known, 2))


@given(PEOPLE, PEOPLE, st.integers(0, 30).map(str))
def test_one_person_more_or_less_among_four_changes_nothing(
    told: set[str], asked: set[str], one: str
) -> None:
    few = set(sorted(asked)[:3])
    before, after = (
        count_month(OCTOBER, told | {one}, few, ()),
        count_month(OCTOBER, told | {one}, few | {one}, ()),
    )
    assert before.asked == after.asked
    assert before.asked.reason == FEWER


def test_months_are_whole_ones() -> None:
    assert [str(month) for month in last_months(date(2026, 11, 22))] == [
        "2026-08",
        "2026-09",
        "2026-10",
    ]
    assert last_months(date(2026, 11, 1)) == last_months(date(2026, 11, 30))


def test_a_person_counts_once_under_the_latest_role() -> None:
    days = [date(2026, 10, 1), date(2026, 10, 9)]
    askings = [Asking(f"m{i}", "sales", days[0]) for i in range(6)]
    askings += [Asking("m0", "finance", days[1]), Asking("m9", "sales", date(2026, 11, 2))]
    told = by_role(askings, last_months(date(2026, 11, 22)))
    # Finance holds one, so sales is left out too: together they are six.
    assert told["finance"].count is None
    assert told["sales"].count is None
