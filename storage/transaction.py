"""Transactions that write."""

from contextlib import AbstractContextManager

import sqlalchemy as sa


def writing(engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
    """A transaction that announces from its beginning that it will write."""
    return engine.execution_options(writes=True).begin()
