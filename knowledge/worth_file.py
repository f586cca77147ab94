"""``worth.yaml`` in the home: what a company says a point of a metric is worth."""

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from domain.worth import Price
from knowledge.curated_file import read_curated


class _Price(BaseModel):
    model_config = ConfigDict(extra="forbid")

    metric: str = Field(min_length=1)
    value: float = Field(allow_inf_nan=False)
    currency: str = Field(min_length=1)
    source: str = Field(min_length=1)
    stated_on: date
    customers: int | None = Field(default=None, ge=1)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    worth: list[_Price]


def read_worth(path: Path) -> dict[str, Price]:
    """Prices by metric; none where there is no such file. Raises BadInput for a wrong one."""
    if not path.exists():
        return {}
    found = read_curated(path, _File, "worth").worth
    return {each.metric.casefold(): Price(**each.model_dump()) for each in found}
