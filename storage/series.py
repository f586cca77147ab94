"""Trend series and their points."""

import sqlalchemy as sa

from domain.period import parse_period
from domain.trend import Point, Series, Unit
from storage.table import point, series


def merge_points(connection: sa.Connection, each: Series) -> tuple[int, int]:
    """Store a series, its points over those already there: (new or changed, unchanged)."""
    values = {
        "metric": each.metric,
        "unit": str(each.unit),
        "dimensions": dict(each.dimensions),
        "source": each.source,
        "audience": each.audience,
    }
    known = connection.execute(sa.select(series.c.id).where(series.c.id == each.id)).first()
    change = (
        sa.update(series).where(series.c.id == each.id).values(**values)
        if known
        else sa.insert(series).values(id=each.id, **values)
    )
    connection.execute(change)
    return _merge(connection, each)


def _merge(connection: sa.Connection, each: Series) -> tuple[int, int]:
    query = sa.select(point).where(point.c.series_id == each.id)
    held = {row.period: (row.value, row.n) for row in connection.execute(query)}
    fresh = [p for p in each.points if held.get(p.period.name) != (p.value, p.n)]
    if fresh:
        names = [p.period.name for p in fresh]
        replaced = (point.c.series_id == each.id) & point.c.period.in_(names)
        connection.execute(sa.delete(point).where(replaced))
        connection.execute(sa.insert(point), [_row(each.id, p) for p in fresh])
    return len(fresh), len(each.points) - len(fresh)


def _row(series_id: str, each: Point) -> dict[str, object]:
    return {
        "series_id": series_id,
        "period": each.period.name,
        "value": each.value,
        "n": each.n,
    }


def read_series(connection: sa.Connection) -> list[Series]:
    """Every series with its points in time order, by metric and dimensions."""
    points: dict[str, list[Point]] = {}
    for row in connection.execute(sa.select(point)):
        held = points.setdefault(row.series_id, [])
        held.append(Point(parse_period(row.period), row.value, row.n))
    found = [
        Series(
            id=row.id,
            metric=row.metric,
            unit=Unit(row.unit),
            points=tuple(sorted(points.get(row.id, []), key=lambda p: p.period)),
            dimensions=row.dimensions,
            source=row.source,
            audience=row.audience,
        )
        for row in connection.execute(sa.select(series))
    ]
    return sorted(found, key=lambda each: (each.metric, sorted(each.dimensions.items())))
