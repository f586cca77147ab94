"""Teams, and who left one: nobody is brought back who left."""

import sqlalchemy as sa

from domain.cadence import Cadence
from domain.subscription import Subscription, subscription_id
from domain.team import Changes, Member, Team
from storage.delivery_table import subscription, team, team_left
from storage.transaction import writing

_CALENDAR = ("role", "zone", "weekday", "hour", "monthday")


class SqlTeams:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def of(self, name: str) -> Team | None:
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(team).where(team.c.name == name)).first()
        return _team(row) if row else None

    def all(self) -> list[Team]:
        with self._engine.connect() as connection:
            return [_team(row) for row in connection.execute(sa.select(team).order_by(team.c.name))]

    def left(self, name: str) -> frozenset[str]:
        query = sa.select(team_left.c.person).where(team_left.c.team == name)
        with self._engine.connect() as connection:
            return frozenset(connection.execute(query).scalars())

    def put(self, each: Team, changes: Changes) -> None:
        """Keep the team and what changes with it, in one transaction.

        Whoever left since the plan was made stays away.
        """
        values = {
            "name": each.name,
            "lead": each.lead,
            "members": [[member.user, member.zone] for member in each.members],
            "cadence": str(each.usual.cadence),
            **{name: getattr(each.usual, name) for name in _CALENDAR},
        }
        with writing(self._engine) as connection:
            connection.execute(sa.delete(team).where(team.c.name == each.name))
            connection.execute(sa.insert(team).values(**values))
            gone = sa.select(team_left.c.person).where(team_left.c.team == each.name)
            left = set(connection.execute(gone).scalars())
            targets = [*(one.target for one in changes.put), *changes.end]
            mine = subscription.c.target.in_(targets) & (subscription.c.team == each.name)
            connection.execute(sa.delete(subscription).where(mine))
            kept = [one for one in changes.put if one.target not in left]
            for one in kept:
                row = {name: getattr(one, name) for name in one.__slots__}
                connection.execute(sa.insert(subscription).values(**row))

    def end(self, name: str) -> bool:
        """The team and its members' digests end; those that people made themselves stay."""
        with writing(self._engine) as connection:
            connection.execute(sa.delete(subscription).where(subscription.c.team == name))
            return connection.execute(sa.delete(team).where(team.c.name == name)).rowcount > 0


def _team(row: sa.Row[tuple[object, ...]]) -> Team:
    known = row._mapping  # noqa: SLF001 - SQLAlchemy's public way to read by name
    usual = Subscription(
        id=subscription_id(known["name"]),
        target=known["name"],
        cadence=Cadence(known["cadence"]),
        **{name: known[name] for name in _CALENDAR},
    )
    members = tuple(Member(user, zone) for user, zone in known["members"])
    return Team(name=known["name"], lead=known["lead"], members=members, usual=usual)
