"""Trend files in their shapes."""

from pathlib import Path

import pytest

from domain.error import BadInput
from domain.trend import Series, Unit
from knowledge.redaction import Redactor
from knowledge.report import ImportReport
from knowledge.trend_import import import_trend, series_id
from tests.fakes.knowledge import FakeTruth


def imported(
    tmp_path: Path, content: str, mapping: dict[str, str] | None = None
) -> tuple[dict[str, Series], ImportReport]:
    file = tmp_path / "t.csv"
    file.write_text(content)
    truth = FakeTruth()
    report = import_trend(
        file, mapping=mapping or {}, truth=truth, redactor=Redactor(), rejects_dir=tmp_path / "r"
    )
    return {series.metric: series for series in truth.series.values()}, report


def test_long_form(tmp_path: Path) -> None:
    series, report = imported(
        tmp_path,
        "month,metric,value,n,unit,segment,step\n"
        "2026-01,Churn rate,2.5,400,percent,small,\n2026-02,Churn rate,2.75,410,percent,small,\n",
    )
    churn = series["churn_rate"]
    assert churn.unit is Unit.PERCENT
    assert churn.dimensions == {"segment": "small"}
    assert [(p.period.name, p.value, p.n) for p in churn.points] == [
        ("2026-01", 2.5, 400),
        ("2026-02", 2.75, 410),
    ]
    assert (report.read, report.imported, report.duplicates) == (2, 2, 0)


def test_wide_form_finds_the_n_of_a_rate(tmp_path: Path) -> None:
    series, _ = imported(
        tmp_path,
        "month_start,total,on_time,on_time_rate\n2026-01-01,200,150,0.75\n2026-02-01,100,90,0.9\n",
    )
    assert series["on_time_rate"].unit is Unit.PROPORTION
    assert [p.n for p in series["on_time_rate"].points] == [200, 100]
    assert series["total"].unit is Unit.COUNT
    assert [p.period.name for p in series["total"].points] == ["2026-01", "2026-02"]


def test_a_denominator_by_name_is_no_metric_and_ranks_are_left_out(tmp_path: Path) -> None:
    series, _ = imported(
        tmp_path,
        "year,team,volume_rank_in_year,fix_rate,fix_denominator\n2024,A,1,0.5,40\n2025,A,2,0.25,80\n",
    )
    assert set(series) == {"fix_rate"}
    assert [p.n for p in series["fix_rate"].points] == [40, 80]


def test_the_later_report_wins(tmp_path: Path) -> None:
    series, report = imported(
        tmp_path,
        "pdf_report_date,site,year_month,count\n2026-09,X,2026-01,7\n2026-03,X,2026-01,5\n"
        "2026-03,X,2026-02,6\n",
    )
    assert series["count"].dimensions == {"site": "X"}
    assert [p.value for p in series["count"].points] == [7.0, 6.0]
    assert (report.read, report.imported, report.duplicates) == (3, 2, 1)


@pytest.mark.parametrize(
    ("header", "cell", "name"),
    [
        ("month", "2026-03-01", "2026-03"),
        ("date", "2026-03-01", "2026-03"),
        ("Monat", "03/2026", "2026-03"),
        ("period", "Mar 2026", "2026-03"),
        ("quarter", "Q2 2026", "2026-Q2"),
        ("week", "2026-W07", "2026-W07"),
        ("year", "2026", "2026"),
    ],
)
def test_periods(tmp_path: Path, header: str, cell: str, name: str) -> None:
    earlier = cell.replace("2026", "2025")
    series, _ = imported(tmp_path, f"{header},nps,respondents\n{earlier},30,100\n{cell},31.5,90\n")
    point = series["nps"].points[-1]
    assert (point.period.name, point.value, point.n) == (name, 31.5, 90)
    assert series["nps"].unit is Unit.NPS


def test_gaps_are_gaps_and_bad_cells_are_rejected(tmp_path: Path) -> None:
    rows = "".join(f"2025-{m:02d},4.{m}\n" for m in range(1, 11))
    series, report = imported(tmp_path, f"month,csat\n{rows}2025-11,\n2025-12,lots\n")
    assert len(series["csat"].points) == 10
    assert report.rejected == 1
    assert report.rejects_file is not None
    assert "is not a number" in report.rejects_file.read_text()


def test_mapping_wins(tmp_path: Path) -> None:
    series, _ = imported(
        tmp_path,
        "stichtag,code7,wert_a\n2026-01,4,1.5\n2026-02,4,2.5\n",
        {"stichtag": "period", "code7": "dimension", "wert_a": "value"},
    )
    assert series["wert_a"].dimensions == {"code7": "4"}


@pytest.mark.parametrize("content", ["a,b\nx,y\n", "month,name\n2026-01,x\n"])
def test_no_period_or_no_numbers(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadInput, match="--map"):
        imported(tmp_path, content)


def test_ids_do_not_depend_on_order_or_source() -> None:
    assert series_id("nps", {"a": "1", "b": "2"}) == series_id("nps", {"b": "2", "a": "1"})
    assert series_id("nps", {"a": "1"}) != series_id("nps", {"b": "1"})
