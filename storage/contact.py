"""Who said something, for telling them what came of it: references and consent, never words."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from domain.contact import Said
from domain.evidence import Kind
from domain.verbatim import SHOWN
from storage.table import evidence, evidence_theme

_CHUNK = 400


class SqlContacts:
    """Implements ``actions.customer.Speakers``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def said(self, ids: Collection[str]) -> list[Said]:
        """The comments with these ids that stand approved, oldest first."""
        return self._read([evidence.c.id.in_(chunk) for chunk in _chunks(ids)])

    def said_about(self, about: str, until: date) -> list[Said]:
        """The unhappy comments at a step, or on a theme, up to a day."""
        if "/" in about:
            place = evidence.c.step == about
        else:
            tagged = sa.select(evidence_theme.c.seq).where(evidence_theme.c.theme == about)
            place = evidence.c.seq.in_(tagged)
        return self._read(
            [sa.and_(place, evidence.c.sentiment < 0, evidence.c.occurred_at <= until)]
        )

    def of_customers(self, names: Collection[str]) -> list[Said]:
        """Everything that these customers or accounts (pseudonyms) said."""
        return self._read(
            [
                sa.or_(evidence.c.customer.in_(chunk), evidence.c.account.in_(chunk))
                for chunk in _chunks(names)
            ],
            shown_only=False,
        )

    def _read(
        self, wanted: Collection[sa.ColumnElement[bool]], *, shown_only: bool = True
    ) -> list[Said]:
        found: list[Said] = []
        with self._engine.connect() as connection:
            for condition in wanted:
                query = sa.select(evidence).where(condition, evidence.c.kind == str(Kind.VERBATIM))
                if shown_only:
                    query = query.where(evidence.c.state.in_([str(state) for state in SHOWN]))
                rows = connection.execute(query.order_by(evidence.c.occurred_at, evidence.c.id))
                found += [_said(row) for row in rows]
        return found


def _chunks(names: Collection[str]) -> list[list[str]]:
    listed = sorted(set(names))
    return [listed[start : start + _CHUNK] for start in range(0, len(listed), _CHUNK)]


def _said(row: sa.Row[tuple[object, ...]]) -> Said:
    return Said(
        id=row.id,
        source=row.source,
        source_id=row.source_id,
        customer=row.customer,
        account=row.account,
        occurred_at=row.occurred_at,
        attributes={name: str(value) for name, value in row.attributes.items()},
    )
