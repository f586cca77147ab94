"""Reminders: before and at the due date, each once, in waking hours, to whoever has it now."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from actions.reminder import NeverSent, NotSentNow, Reminding, remind_due
from domain.action import Action, ActionState, Reminder
from storage.action import SqlActions
from storage.action_notice import SqlNotices
from storage.database import open_database

FRIDAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACTION = Action(
    id="a_1",
    what="Name the site",
    owner="U0FINANCE",
    due=date(2026, 11, 20),
    about="",
    created_on=date(2026, 11, 2),
)


@dataclass
class FakeSender:
    """Implements ``actions.reminder.Sender``; ``failures`` are raised one by one before sending.

    ``dies`` is raised once, after the message arrived.
    """

    zones: dict[str, str] = field(default_factory=dict)
    arrived: list[tuple[str, str, Reminder]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    dies: BaseException | None = None

    async def zone(self, person: str) -> str:
        return self.zones.get(person, "UTC")

    async def send(self, person: str, action: Action, reminder: Reminder, key: str) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.arrived.append((person, action.id, reminder))
        self.keys.append(key)
        if self.dies is not None:
            death, self.dies = self.dies, None
            raise death

    async def find(self, person: str, key: str) -> bool:
        return key in self.keys


@dataclass
class Room:
    actions: SqlActions
    notices: SqlNotices
    sender: FakeSender = field(default_factory=FakeSender)
    now: datetime = FRIDAY

    async def tick(self, now: datetime | None = None) -> int:
        self.now = now or self.now
        reminding = Reminding(self.actions, self.notices, self.sender, lambda: self.now)
        return len(await remind_due(reminding))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    engine = open_database(f"sqlite:///{tmp_path}/remind.db")
    room = Room(SqlActions(engine), SqlNotices(engine))
    room.actions.put(ACTION)
    yield room
    engine.dispose()


async def test_each_reminder_comes_once_however_often_the_clock_ticks(room: Room) -> None:
    start = FRIDAY - timedelta(days=20)
    for hours in range(24 * 40):
        await room.tick(start + timedelta(hours=hours))
    assert room.sender.arrived == [
        ("U0FINANCE", "a_1", Reminder.BEFORE),
        ("U0FINANCE", "a_1", Reminder.DUE),
    ]


async def test_two_processes_send_one(room: Room) -> None:
    done = await asyncio.gather(*(room.tick() for _ in range(4)))
    assert sum(done) == 1


@pytest.mark.parametrize(
    ("zone", "hour", "sent"),
    [("UTC", 8, 0), ("UTC", 9, 1), ("UTC", 17, 0), ("Asia/Kolkata", 4, 1), ("Asia/Kolkata", 3, 0)],
)
async def test_nobody_is_reminded_outside_their_own_day(
    room: Room, zone: str, hour: int, sent: int
) -> None:
    room.sender.zones["U0FINANCE"] = zone
    assert await room.tick(FRIDAY.replace(hour=hour)) == sent


async def test_what_is_due_on_a_saturday_is_reminded_of_on_monday(room: Room) -> None:
    saturday = FRIDAY + timedelta(days=1)
    room.actions.put(replace(ACTION, due=saturday.date(), created_on=FRIDAY.date()))
    assert [await room.tick(saturday + timedelta(days=n)) for n in (-1, 0, 1, 2)] == [0, 0, 0, 1]


async def test_what_is_over_or_a_roles_is_not_reminded_of(room: Room) -> None:
    for state in (ActionState.DONE, ActionState.DROPPED, ActionState.CLOSED):
        room.actions.put(replace(ACTION, state=state))
        assert await room.tick() == 0
    room.actions.put(replace(ACTION, owner="finance"))
    assert await room.tick() == 0


async def test_an_extended_action_is_reminded_of_its_new_day(room: Room) -> None:
    await room.tick()
    room.actions.put(replace(ACTION, due=date(2026, 11, 27)))
    assert await room.tick(FRIDAY + timedelta(days=5)) == 1
    assert [reminder for _, _, reminder in room.sender.arrived] == [Reminder.DUE, Reminder.BEFORE]


async def test_who_took_it_over_is_reminded(room: Room) -> None:
    room.actions.put(replace(ACTION, owner="U0SALES"))
    await room.tick()
    assert room.sender.arrived == [("U0SALES", "a_1", Reminder.DUE)]


async def test_a_passing_failure_is_tried_again_later(room: Room) -> None:
    room.sender.failures = [NotSentNow("Slack is busy.")]
    assert await room.tick() == 0
    assert await room.tick() == 0  # not at once
    assert await room.tick(FRIDAY + timedelta(minutes=16)) == 1


async def test_who_cannot_be_written_to_keeps_no_other_waiting(room: Room) -> None:
    room.actions.put(replace(ACTION, id="a_2", owner="U0SALES"))
    room.sender.failures = [NeverSent("They left.")]
    assert await room.tick() == 1
    assert await room.tick(FRIDAY + timedelta(hours=1)) == 0
    assert room.notices.state("remind:a_1:due:2026-11-20") == ("failed", "They left.")


async def test_a_process_that_dies_after_sending_sends_no_second(room: Room) -> None:
    room.sender.dies = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        await room.tick()
    await room.tick(FRIDAY + timedelta(minutes=11))
    assert len(room.sender.arrived) == 1
    assert room.notices.state("remind:a_1:due:2026-11-20") == ("sent", None)
