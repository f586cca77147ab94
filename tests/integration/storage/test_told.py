"""What is withdrawn between the making of a message and its posting is found all the same."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.verbatim import Verbatim
from storage.conversation import SqlConversations
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.withdrawal import SqlWithdrawal
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/told.db")
    yield engine
    engine.dispose()


@pytest.fixture
def rows(engine: sa.Engine) -> list[Verbatim]:
    rows = [make_verbatim(f"the bill came {n} times", customer=f"c_{n}") for n in range(2)]
    SqlTruth(engine).add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))
    return rows


def test_a_message_posted_after_its_evidence_went_is_updated_too(
    engine: sa.Engine, rows: list[Verbatim]
) -> None:
    talk, withdrawal = SqlConversations(engine), SqlWithdrawal(engine)
    withdrawal.retract([rows[0].id], reason="", by="cx", at=NOW)
    withdrawal.forget({"c_1"})
    assert talk.record_told("C1:1.0", "", [rows[0].id]) == [rows[0].id]
    assert talk.record_told("C1:2.0", "", [rows[1].id]) == [rows[1].id]
    assert talk.withdrawals() == ["C1:1.0", "C1:2.0"]
    withdrawal.restore([rows[0].id], by="cx", at=NOW)
    assert talk.record_told("C1:3.0", "", [rows[0].id]) == []
    assert talk.withdrawals() == ["C1:1.0", "C1:2.0"]


def test_a_withdrawal_follows_a_digest_from_its_key_to_its_message(
    engine: sa.Engine, rows: list[Verbatim]
) -> None:
    talk, withdrawal = SqlConversations(engine), SqlWithdrawal(engine)
    assert talk.record_told("s1:2026-W46", "C1", [row.id for row in rows]) == []
    _, messages = withdrawal.forget({"c_0"})
    assert messages == ["s1:2026-W46"]
    talk.rename_told("s1:2026-W46", "C1:17.5")
    assert talk.withdrawals() == ["C1:17.5"]
    assert talk.told_to("C1") == {rows[1].id}
    talk.settle_withdrawal("C1:17.5")
    assert talk.withdrawals() == []
