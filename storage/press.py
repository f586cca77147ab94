"""What people pressed under what they were shown, by journey step."""

from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa

from domain.relevance import learned_weight
from storage.conversation import bare_name
from storage.delivery_table import subscription
from storage.table import evidence, feedback, person, told

_HELPFUL, _WRONG = "helpful", "wrong_role"


class SqlPresses:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def learned(self, role: str) -> Mapping[str, float]:
        """How much more or less of each journey step people of this role want to be told.

        A person counts once for a step, with the latest word on any message that was about it. A
        person without a role of their own speaks for the role that the message was sent for.
        """
        latest: dict[tuple[str, str], str] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(_said(role)):
                latest[row.user_id, row.step] = row.verdict
        helpful = Counter(step for (_, step), said in latest.items() if said == _HELPFUL)
        wrong = Counter(step for (_, step), said in latest.items() if said == _WRONG)
        return {step: learned_weight(helpful[step], wrong[step]) for step in {*helpful, *wrong}}


def _said(role: str) -> sa.Select[tuple[object, ...]]:
    """Every press of the role's people on every step that its message was about, oldest first."""
    of = sa.func.coalesce(person.c.role, subscription.c.role)
    return (
        sa.select(feedback.c.user_id, evidence.c.step, feedback.c.verdict)
        .join(told, told.c.message_ref == feedback.c.message_ref)
        .join(evidence, evidence.c.id == bare_name())
        .join(person, person.c.user_id == feedback.c.user_id, isouter=True)
        .join(subscription, subscription.c.target == told.c.target, isouter=True)
        .where(of == role, evidence.c.step.is_not(None))
        .where(feedback.c.verdict.in_((_HELPFUL, _WRONG)))
        .order_by(feedback.c.given_at)
    )
