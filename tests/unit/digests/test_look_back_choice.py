"""Which few measures a look back tells of."""

from dataclasses import replace

from digests.look_back import choose_measures
from domain.period import parse_period
from domain.trend import Change, Verdict
from tests.factories.trend import make_series

QUARTER = parse_period("2025-Q3")


def change(
    metric: str,
    verdict: Verdict = Verdict.NO_REAL_CHANGE,
    *,
    n: int | None = 100,
    p_value: float = 0.5,
    computed: bool = False,
    months: int = 9,
    **place: str,
) -> Change:
    series = replace(make_series([5.0] * months, metric=metric, **place), computed=computed)
    return Change(series=series, verdict=verdict, n=n, p_value=p_value)


def chosen(*changes: Change, tracked: frozenset[str] = frozenset()) -> list[str]:
    return [each.series.metric for each in choose_measures(changes, tracked, QUARTER)]


def test_what_moved_comes_first_then_what_roles_are_tracked_on_by_answers() -> None:
    found = chosen(
        change("untracked", n=9000),
        change("small", n=10),
        change("large", n=1000),
        change("fell", Verdict.FELL, p_value=0.04, n=5),
        change("rose", Verdict.ROSE, p_value=0.001),
        tracked=frozenset({"small", "large"}),
    )
    assert found == ["rose", "fell", "large", "small", "untracked"]


def test_there_are_at_most_five() -> None:
    assert len(chosen(*[change(f"metric {i}") for i in range(9)])) == 5


def test_what_cannot_be_judged_comes_last() -> None:
    found = chosen(change("few", Verdict.TOO_FEW, n=9000), change("steady", n=None))
    assert found == ["steady", "few"]


def test_what_has_no_reading_in_the_period_is_left_out() -> None:
    assert chosen(change("over", Verdict.ROSE, months=6)) == []


def test_a_last_month_that_is_not_whole_is_no_reading() -> None:
    assert chosen(change("late", Verdict.INCOMPLETE, months=7)) == []
    assert chosen(change("late", Verdict.INCOMPLETE, months=8)) == ["late"]


def test_comments_are_counted_once_for_each_place() -> None:
    rose, at = Verdict.ROSE, "user/pay"
    found = chosen(
        change("share_of_negative_comments", rose, computed=True, step=at),
        change("disputes", rose, p_value=0.04, step=at),
        change("comments", rose, computed=True, step="user/call"),
        change("share_of_negative_comments", rose, computed=True, role="finance"),
        change("share_of_comments", rose, computed=True, theme="refunds"),
        change("complaint_share", rose, computed=True, theme="refunds"),
    )
    assert found[0] == "disputes"
    assert len(found) == 2
