"""The review queue in SQL: what is meant, in which order, why, and how much of it there is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from domain import queue as order
from domain.evidence import Kind
from domain.queue import Signals, reasons
from domain.review import Backlog, Item, Place, Preview, Selection
from domain.verbatim import State
from storage.condition import exactly
from storage.corpus import themes_of
from storage.table import evidence, evidence_theme, theme_proposal

_SHOWN_THEMES = 10
_DAY_SECONDS = 86_400.0
_COPIED = (
    "id", "source", "text", "sentiment", "occurred_at", "score", "metric", "step", "tag_doubt",
    "personal_doubt", "tagged_by", "audience", "language", "near",
)  # fmt: skip
_OPEN = theme_proposal.c.decided_at.is_(None)


def meant(chosen: Selection) -> list[sa.ColumnElement[bool]]:
    """What a row must satisfy to be meant; a curator's filter, so without an audience."""
    if chosen.ids:
        found: list[sa.ColumnElement[bool]] = [evidence.c.id.in_(chosen.ids)]
    else:
        found = [evidence.c.kind == str(Kind.VERBATIM)]
    if chosen.states:
        found.append(evidence.c.state.in_([str(state) for state in chosen.states]))
    if chosen.since:
        found.append(evidence.c.occurred_at >= chosen.since)
    if chosen.until:
        found.append(evidence.c.occurred_at <= chosen.until)
    return found + exactly(chosen.where)


def read_queue(
    connection: sa.Connection, chosen: Selection, limit: int, after: Place | None
) -> list[Item]:
    rank = _rank().label("rank")
    query = sa.select(evidence, rank).where(*meant(chosen))
    if after:
        later = sa.and_(rank.element == after.rank, evidence.c.seq > after.key)
        query = query.where(sa.or_(rank.element < after.rank, later))
    # Text and attributes must not travel through the sort of everything that waits.
    best = query.with_only_columns(evidence.c.seq, rank).order_by(rank.desc(), evidence.c.seq)
    page = best.limit(limit).subquery()
    rows = connection.execute(
        sa.select(evidence, page.c.rank)
        .join(page, page.c.seq == evidence.c.seq)
        .order_by(page.c.rank.desc(), evidence.c.seq)
    ).all()
    themes = themes_of(connection, [row.seq for row in rows])
    proposed = _proposals(connection, [row.id for row in rows])
    return [_item(row._mapping, themes.get(row.seq, ()), proposed.get(row.id)) for row in rows]  # noqa: SLF001 - SQLAlchemy's public way to read by name


def read_preview(connection: sa.Connection, chosen: Selection, examples: int) -> Preview:
    wanted = meant(chosen)
    by_state = _counts(connection, evidence.c.state, sa.select(evidence.c.state).where(*wanted))
    return Preview(
        count=sum(by_state.values()),
        by_state=by_state,
        by_source=_counts(
            connection, evidence.c.source, sa.select(evidence.c.source).where(*wanted)
        ),
        by_theme=_counts(
            connection,
            evidence_theme.c.theme,
            sa.select(evidence_theme.c.theme)
            .join(evidence, evidence.c.seq == evidence_theme.c.seq)
            .where(*wanted),
            _SHOWN_THEMES,
        ),
        examples=tuple(read_queue(connection, chosen, examples, None)),
    )


def read_backlog(connection: sa.Connection, now: datetime) -> Backlog:
    waits = meant(Selection(states=(State.NEW,)))
    tagged = evidence.c.seq.in_(sa.select(evidence_theme.c.seq))
    signs = {
        order.PERSONAL: evidence.c.personal_doubt.is_(True),
        order.NEW_THEME: evidence.c.id.in_(_proposed()),
        order.FEELING: sa.func.abs(evidence.c.sentiment) >= order.STRONG,
        order.DOUBT: sa.and_(tagged, evidence.c.tag_doubt >= order.UNCERTAIN),
        order.NO_THEME: sa.not_(tagged),
    }
    some = sa.or_(*(sa.func.coalesce(sign, sa.false()) for sign in signs.values()))
    reasons_sql = signs | {order.NOTHING: sa.not_(some)}
    ages = _ages(now)
    query = sa.select(
        sa.func.count(),
        *(sa.func.count().filter(sign) for sign in [*reasons_sql.values(), *ages.values()]),
    ).where(*waits)
    waiting, *counts = connection.execute(query).one()
    return Backlog(
        waiting,
        dict(zip(reasons_sql, counts, strict=False)),
        dict(zip(ages, counts[len(reasons_sql) :], strict=True)),
    )


def _ages(now: datetime) -> Mapping[str, sa.ColumnElement[bool]]:
    added = evidence.c.added_at
    day, week, month = (now - timedelta(days=days) for days in (1, 7, 30))
    return {
        "less than a day": added > day,
        "1 to 7 days": sa.and_(added <= day, added > week),
        "7 to 30 days": sa.and_(added <= week, added > month),
        "more than 30 days": added <= month,
        "unknown": added.is_(None),
    }


def _rank() -> sa.ColumnElement[float]:
    """``domain.queue.rank`` as SQL; a test holds the two together."""
    seconds = sa.func.coalesce(
        sa.extract("epoch", evidence.c.added_at), int(order.UNKNOWN_SINCE.timestamp())
    )
    proposed = sa.case((evidence.c.id.in_(_proposed()), order.PROPOSAL_WEIGHT), else_=0.0)
    personal = sa.case((evidence.c.personal_doubt.is_(True), order.PERSONAL_WEIGHT), else_=0.0)
    return (
        personal
        + proposed
        + order.FEELING_WEIGHT * sa.func.abs(sa.func.coalesce(evidence.c.sentiment, 0.0))
        + order.DOUBT_WEIGHT * sa.func.coalesce(evidence.c.tag_doubt, 0.0)
        - order.DAY_WEIGHT * (seconds / _DAY_SECONDS)
    )


def _proposed() -> sa.Select[tuple[str]]:
    """The ids of everything that an open proposal of a theme holds."""
    member = sa.func.json_each(theme_proposal.c.evidence_ids).table_valued("value", name="member")
    return (
        sa.select(member.c.value).select_from(theme_proposal.join(member, sa.true())).where(_OPEN)
    )


def _proposals(connection: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The words of the open proposal that each of the ids belongs to."""
    query = sa.select(theme_proposal.c.words, theme_proposal.c.evidence_ids).where(_OPEN)
    wanted = set(ids)
    return {
        each: tuple(words)
        for words, members in connection.execute(query)
        for each in wanted.intersection(members)
    }


def _counts(
    connection: sa.Connection,
    column: sa.Column[str],
    query: sa.Select[tuple[str]],
    limit: int | None = None,
) -> dict[str, int]:
    n = sa.func.count()
    counted = query.add_columns(n).group_by(column).order_by(n.desc(), column).limit(limit)
    return {row[0]: row[1] for row in connection.execute(counted)}


def _item(row: sa.RowMapping, themes: tuple[str, ...], proposal: tuple[str, ...] | None) -> Item:
    added = row["added_at"].replace(tzinfo=UTC) if row["added_at"] else None
    signals = Signals(
        personal_doubt=row["personal_doubt"],
        proposal=proposal,
        sentiment=row["sentiment"],
        tag_doubt=row["tag_doubt"],
        themes=themes,
    )
    return Item(
        **{name: row[name] for name in _COPIED},
        state=State(row["state"]),
        themes=themes,
        added_at=added,
        reasons=reasons(signals),
        place=Place(row["rank"], row["seq"]),
    )
