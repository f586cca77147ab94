"""Where the page of what was done was last written, so that it can be written again."""

import json
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from storage.table import setting
from storage.transaction import writing

_NAME = "action_page"


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """``revision`` is that of the evidence which the page was written from."""

    folder: str
    company: str
    revision: int


class SqlPages:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def written(self) -> WrittenPage | None:
        chosen = sa.select(setting.c.value).where(setting.c.name == _NAME)
        with self._engine.connect() as connection:
            value = connection.execute(chosen).scalar()
        return WrittenPage(**json.loads(value)) if value else None

    def put(self, page: WrittenPage | None) -> None:
        """Remember the page; None where there is none any more."""
        with writing(self._engine) as connection:
            connection.execute(sa.delete(setting).where(setting.c.name == _NAME))
            if page is not None:
                value = json.dumps(asdict(page))
                connection.execute(sa.insert(setting).values(name=_NAME, value=value))
