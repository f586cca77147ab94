"""Where scores and words part, that is the news."""

from dataclasses import replace

from domain.trend import Change, Unit, Verdict
from retrieval.computed import COMPLAINT_SHARE, NEGATIVE_SHARE
from retrieval.disagreement import describe_disagreement, disagreements
from tests.factories.trend import make_series


def change(
    metric: str, verdict: Verdict, unit: Unit = Unit.PERCENT, *, computed: bool = True, **about: str
) -> Change:
    series = replace(make_series([10, 20], unit=unit, metric=metric, **about), computed=computed)
    return Change(series=series, verdict=verdict, latest=20, baseline=10, p_value=0.01)


def test_nps_up_and_complaints_about_billing_up_is_told() -> None:
    nps = change("nps", Verdict.ROSE, Unit.NPS)
    billing = change(COMPLAINT_SHARE, Verdict.ROSE, theme="billing")
    (pair,) = disagreements([nps, billing])
    assert (pair.score, pair.words) == (nps, billing)
    assert describe_disagreement(pair) == (
        "NPS rose from +10 to +20, and complaint share (theme billing) rose too, from 10.0 % to"
        " 20.0 %"
    )


def test_an_imported_complaint_metric_counts_as_words_at_its_step_only() -> None:
    nps = change("nps", Verdict.ROSE, Unit.NPS, computed=False, step="user/pay")
    there = change("dispute_rate", Verdict.ROSE, computed=False, step="user/pay")
    elsewhere = change("dispute_rate", Verdict.ROSE, computed=False, step="user/call")
    assert [pair.words for pair in disagreements([nps, there, elsewhere])] == [there]


def test_better_scores_and_fewer_complaints_agree() -> None:
    nps = change("nps", Verdict.ROSE, Unit.NPS)
    assert not disagreements([nps, change(NEGATIVE_SHARE, Verdict.FELL)])
    assert not disagreements([nps, change(NEGATIVE_SHARE, Verdict.NO_REAL_CHANGE)])
    worse = change("csat", Verdict.FELL, Unit.SCORE)
    assert len(disagreements([worse, change(NEGATIVE_SHARE, Verdict.FELL)])) == 1


def test_a_p_value_of_nought_is_no_doubt_at_all() -> None:
    sure = change("nps", Verdict.ROSE, Unit.NPS)
    assert replace(sure, p_value=0.0).doubt == 0.0
    assert replace(sure, p_value=None).doubt == 1.0
