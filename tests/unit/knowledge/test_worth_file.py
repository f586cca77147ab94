"""The company's own figures: read, checked, and absent by default."""

from pathlib import Path

import pytest

from domain.error import BadInput
from knowledge.worth_file import read_worth

GOOD = """
worth:
  - metric: NPS
    value: 1200
    currency: EUR
    source: Finance, cohort study 2025
    stated_on: 2026-01-15
"""


def test_prices_are_found_by_metric(tmp_path: Path) -> None:
    (tmp_path / "worth.yaml").write_text(GOOD)
    price = read_worth(tmp_path / "worth.yaml")["nps"]
    assert (price.value, price.currency, price.customers) == (1200, "EUR", None)


def test_no_file_means_no_worth(tmp_path: Path) -> None:
    assert read_worth(tmp_path / "worth.yaml") == {}


@pytest.mark.parametrize(
    "wrong", ["    source: ''\n", "    value: .nan\n", "    customers: 0\n", "    points: 3\n"]
)
def test_a_wrong_file_is_refused_with_one_line(tmp_path: Path, wrong: str) -> None:
    name = wrong.strip().partition(":")[0]
    lines = [line for line in GOOD.splitlines() if not line.strip().startswith(f"{name}:")]
    (tmp_path / "worth.yaml").write_text("\n".join(lines) + "\n" + wrong)
    with pytest.raises(BadInput, match="worth.yaml"):
        read_worth(tmp_path / "worth.yaml")
