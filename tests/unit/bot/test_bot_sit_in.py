"""A digest that invites has a button for each session, and none otherwise."""

from bot.blocks.sit_in import sit_in_controls
from domain.digest import Digest
from domain.evidence import Evidence, Kind
from domain.period import parse_period

WEEK = parse_period("2026-W46")


def test_one_button_for_each_session() -> None:
    evidence = tuple(
        Evidence(ref=f"E{i}", kind=Kind.JOURNEY, id=name, text="A call.")
        for i, name in enumerate(["journey:owner/pay", "session:s_1", "session:s_2"], start=1)
    )
    (row,) = sit_in_controls(Digest(role="finance", period=WEEK, evidence=evidence))
    assert [each["value"] for each in row["elements"]] == ["s_1", "s_2"]
    assert len({each["action_id"] for each in row["elements"]}) == 2


def test_no_button_without_a_session() -> None:
    assert sit_in_controls(Digest(role="finance", period=WEEK)) == []
