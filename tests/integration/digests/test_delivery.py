"""Rules 10 and 11: a digest arrives once, and only if it earns the send."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from digests.delivery import Delivering, deliver_due
from digests.messenger import PermanentFailure, TransientFailure, UnknownOutcome
from domain.audience import PUBLIC, Audience
from domain.digest import Digest, Section, SectionKind
from domain.evidence import Evidence, Kind
from domain.period import Period
from domain.statement import Quote, Statement
from domain.subscription import Delivery, DeliveryState, Subscription
from storage.database import open_database
from storage.schedule import SqlLedger, SqlSubscriptions
from tests.fakes.messenger import FakeMessenger

SAID = Evidence(ref="E1", kind=Kind.VERBATIM, id="v_1", text="The bill came twice.")
OTHER = replace(SAID, id="v_2")
SECTION = Section(SectionKind.WORDS, "Words", (Statement((Quote("E1", 0, 8),), ("E1",)),))
LIKED = Section(SectionKind.LIKED, "Liked", (Statement((Quote("E1", 0, 8),), ("E1",)),))
BEGUN = datetime(2026, 11, 10, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)


@dataclass
class FakeMemory:
    shown: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)

    def told_to(self, target: str) -> frozenset[str]:
        return frozenset().union(*(ids for to, ids in self.shown.values() if to == target))

    def record_told(self, message_ref: str, target: str, evidence_ids: Sequence[str]) -> list[str]:
        self.shown[message_ref] = (target, frozenset(evidence_ids))
        return [each for each in evidence_ids if each in self.withdrawn]

    def rename_told(self, message_ref: str, known_as: str) -> None:
        self.shown[known_as] = self.shown.pop(message_ref)


@dataclass
class Desk:
    """A delivery room with a real ledger, a clock that is set by hand, and everything in view."""

    messenger: FakeMessenger
    ledger: SqlLedger
    subscriptions: SqlSubscriptions
    memory: FakeMemory = field(default_factory=FakeMemory)
    now: datetime = MONDAY
    built: list[tuple[str, str, Audience]] = field(default_factory=list)
    nothing_new: bool = False
    most: int = 1000
    known_gone: set[str] = field(default_factory=set)
    withdrawn_while_built: list[str] = field(default_factory=list)

    async def build(
        self,
        role: str,
        period: Period,
        audience: Audience,
        told: frozenset[str],
        *,
        fond: bool,
    ) -> Digest:
        self.built.append((role, period.name, audience))
        if fond:
            return Digest(role=role, period=period, sections=(LIKED,), evidence=(OTHER,))
        if self.withdrawn_while_built:
            self.memory.withdrawn.add(self.withdrawn_while_built.pop())
        if self.nothing_new or "v_1" in told:
            return Digest(role=role, period=period, reason="nothing moved")
        evidence = (SAID if "v_1" not in self.known_gone else OTHER,)
        self.known_gone = set(self.memory.withdrawn)  # the next one is built without it
        return Digest(role=role, period=period, sections=(SECTION,), evidence=evidence)

    async def tick(self) -> list[Delivery]:
        return await deliver_due(
            Delivering(
                subscriptions=self.subscriptions,
                ledger=self.ledger,
                memory=self.memory,
                messenger=self.messenger,
                build=self.build,
                clock=lambda: self.now,
                most=self.most,
            )
        )


@pytest.fixture
def desk(tmp_path: object) -> Desk:
    engine = open_database(f"sqlite:///{tmp_path}/ledger.db")
    subscriptions = SqlSubscriptions(engine)
    subscriptions.put(Subscription(id="s1", target="C1", role="finance", created_at=BEGUN))
    return Desk(FakeMessenger(), SqlLedger(engine), subscriptions)


async def test_a_due_digest_arrives_once_however_often_the_clock_ticks(desk: Desk) -> None:
    first = await desk.tick()
    for minute in range(1, 5):
        desk.now = MONDAY + timedelta(minutes=minute)
        assert await desk.tick() == []
    assert [outcome.state for outcome in first] == [DeliveryState.SENT]
    assert [key for _, key, _ in desk.messenger.arrived] == ["s1:2026-W46"]
    assert desk.memory.told_to("C1") == {"v_1"}


async def test_the_next_week_is_a_new_delivery_and_what_was_told_is_remembered(desk: Desk) -> None:
    await desk.tick()
    desk.now = MONDAY + timedelta(days=7)
    (outcome,) = await desk.tick()
    assert (outcome.state, outcome.reason) == (DeliveryState.SKIPPED, "nothing moved")
    assert len(desk.messenger.arrived) == 1


async def test_nothing_new_is_not_sent_and_the_reason_is_kept(desk: Desk) -> None:
    desk.nothing_new = True
    await desk.tick()
    assert desk.messenger.arrived == []
    (kept,) = desk.ledger.deliveries()
    assert (kept.state, kept.reason) == (DeliveryState.SKIPPED, "nothing moved")


async def test_a_digest_is_built_for_those_who_will_see_it(desk: Desk) -> None:
    desk.messenger.seen_by = PUBLIC
    await desk.tick()
    assert desk.built == [("finance", "2026-W46", PUBLIC)]


async def test_a_permanent_failure_is_recorded_and_not_tried_again(desk: Desk) -> None:
    desk.messenger.failures = [PermanentFailure("The channel is archived.")]
    await desk.tick()
    desk.now += timedelta(hours=1)
    assert await desk.tick() == []
    (kept,) = desk.ledger.deliveries()
    assert (kept.state, kept.reason) == (DeliveryState.FAILED, "The channel is archived.")


async def test_a_transient_failure_is_tried_again_when_the_other_side_said(desk: Desk) -> None:
    retry_at = MONDAY + timedelta(minutes=5)
    desk.messenger.failures = [TransientFailure("slow down", retry_at)]
    await desk.tick()
    desk.now = MONDAY + timedelta(minutes=4)
    assert await desk.tick() == []
    desk.now = retry_at
    (outcome,) = await desk.tick()
    assert (outcome.state, outcome.attempts) == (DeliveryState.SENT, 2)


async def test_what_never_works_is_given_up_with_its_reason(desk: Desk) -> None:
    desk.messenger.failures = [TransientFailure("down") for _ in range(9)]
    for hour in range(9):
        desk.now = MONDAY + timedelta(hours=hour)
        await desk.tick()
    (kept,) = desk.ledger.deliveries()
    assert kept.state is DeliveryState.FAILED
    assert kept.reason == "given up after 6 attempts: down"
    assert desk.messenger.arrived == []


async def test_a_death_between_arrival_and_record_does_not_send_twice(desk: Desk) -> None:
    desk.messenger.dies_after_arrival = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        await desk.tick()
    assert len(desk.messenger.arrived) == 1
    assert await desk.tick() == []  # the dead process still holds its lease
    desk.now = MONDAY + timedelta(minutes=11)
    (outcome,) = await desk.tick()
    assert (outcome.state, outcome.message_ref) == (DeliveryState.SENT, "C1:1")
    assert list(desk.memory.shown) == ["C1:1"]
    assert desk.memory.told_to("C1") == {"v_1"}
    assert len(desk.messenger.arrived) == 1


async def test_one_that_fails_inside_does_not_keep_the_others_from_theirs(desk: Desk) -> None:
    desk.subscriptions.put(Subscription(id="s2", target="C2", role="sales"))
    desk.messenger.failures = [RuntimeError("a bug")]
    outcomes = await desk.tick()
    assert [outcome.state for outcome in outcomes] == [DeliveryState.SENDING, DeliveryState.SENT]
    assert "internal failure" in (outcomes[0].reason or "")
    assert [target for target, _, _ in desk.messenger.arrived] == ["C2"]


async def test_what_is_withdrawn_while_a_digest_is_built_is_not_sent(desk: Desk) -> None:
    desk.withdrawn_while_built = ["v_1"]
    (outcome,) = await desk.tick()
    assert outcome.state is DeliveryState.SENT
    assert [[e.id for e in digest.evidence] for *_, digest in desk.messenger.arrived] == [["v_2"]]
    assert desk.memory.told_to("C1") == {"v_2"}


async def test_a_digest_that_is_withdrawn_each_time_waits(desk: Desk) -> None:
    desk.memory.withdrawn = {"v_1", "v_2"}
    (outcome,) = await desk.tick()
    assert outcome.state is DeliveryState.CLAIMED
    assert "withdrawn" in (outcome.reason or "")
    assert desk.messenger.arrived == []
    assert desk.memory.told_to("C1") == frozenset()


async def test_an_ended_subscription_gets_nothing(desk: Desk) -> None:
    known = desk.subscriptions.of("C1")
    assert known is not None
    desk.subscriptions.put(replace(known, active=False))
    assert await desk.tick() == []


async def test_a_death_after_which_the_history_cannot_be_read_is_listed_and_not_sent(
    desk: Desk,
) -> None:
    desk.messenger.dies_after_arrival = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        await desk.tick()
    desk.messenger.unreadable = True
    for hour in range(1, 9):
        desk.now = MONDAY + timedelta(hours=hour)
        await desk.tick()
    assert len(desk.messenger.arrived) == 1
    (stuck,) = desk.ledger.stuck(desk.now)
    assert stuck.state is DeliveryState.STUCK
    assert "history cannot be read" in (stuck.reason or "")
    assert desk.ledger.settle(stuck.key, sent=True, now=desk.now)
    assert desk.ledger.stuck(desk.now) == []


async def test_what_nobody_finds_is_sent_again_only_when_a_person_says_so(desk: Desk) -> None:
    desk.messenger.failures = [UnknownOutcome("no answer", answered=False)]
    for hour in range(6):
        desk.now = MONDAY + timedelta(hours=hour)
        await desk.tick()
    assert desk.messenger.arrived == []
    (stuck,) = desk.ledger.stuck(desk.now)
    assert desk.ledger.settle(stuck.key, sent=False, now=desk.now)
    (outcome,) = await desk.tick()
    assert outcome.state is DeliveryState.SENT
    assert not desk.ledger.settle(stuck.key, sent=False, now=desk.now)


async def test_a_claim_that_was_taken_over_sends_nothing(desk: Desk) -> None:
    lease = timedelta(minutes=10)
    slow = desk.ledger.claim("s1", "2026-W46", MONDAY, lease)
    later = MONDAY + timedelta(minutes=11)
    quick = desk.ledger.claim("s1", "2026-W46", later, lease)
    assert slow
    assert quick
    assert not desk.ledger.begin(slow, MONDAY, lease)
    assert desk.ledger.begin(quick, later, lease)
    assert not desk.ledger.begin(quick, later, lease)
    assert not desk.ledger.postpone(slow, MONDAY, "too late")


async def test_a_target_that_is_gone_ends_and_its_owner_is_told_once(desk: Desk) -> None:
    known = desk.subscriptions.of("C1")
    assert known
    desk.subscriptions.put(replace(known, owner="U9"))
    desk.messenger.failures = [PermanentFailure("It is archived.", target_gone=True)]
    for week in range(3):
        desk.now = MONDAY + timedelta(days=7 * week)
        await desk.tick()
    assert [person for person, _ in desk.messenger.told] == ["U9"]
    assert len(desk.ledger.deliveries()) == 1


async def test_readers_of_one_role_audience_and_memory_share_one_build(desk: Desk) -> None:
    for number in range(2, 12):
        desk.subscriptions.put(Subscription(id=f"s{number}", target=f"C{number}", role="finance"))
    desk.memory.shown["earlier"] = ("C5", frozenset({"v_9"}))
    await desk.tick()
    assert len(desk.messenger.arrived) == 11
    assert len(desk.built) == 2


@pytest.mark.parametrize("count", [10, 40])
async def test_queries_grow_no_faster_than_the_readers(desk: Desk, count: int) -> None:
    for number in range(2, count + 1):
        desk.subscriptions.put(Subscription(id=f"s{number}", target=f"C{number}", role="finance"))
    statements: list[str] = []
    engine = desk.ledger._engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    assert len(await desk.tick()) == count
    assert len(statements) == 2 + 4 * count  # claimed (2), begun, recorded
    statements.clear()
    assert await desk.tick() == []
    assert len(statements) == 2  # and nothing at all for those who have theirs


async def test_after_a_month_of_silence_what_customers_liked_is_sent(desk: Desk) -> None:
    await desk.tick()
    desk.nothing_new = True
    kinds = []
    for week in range(1, 9):
        desk.now = MONDAY + timedelta(weeks=week)
        (outcome,) = await desk.tick()
        kinds.append(outcome.state)
    quiet = [DeliveryState.SKIPPED] * 3
    assert kinds == [*quiet, DeliveryState.SENT, *quiet, DeliveryState.SENT]
    told = [digest.sections[0].kind for *_, digest in desk.messenger.arrived]
    assert told == [SectionKind.WORDS, SectionKind.LIKED, SectionKind.LIKED]


async def test_a_tick_ends_after_so_many_and_the_next_goes_on(desk: Desk) -> None:
    for number in range(2, 6):
        desk.subscriptions.put(Subscription(id=f"s{number}", target=f"C{number}", role="sales"))
    desk.most = 2
    counts = [len(await desk.tick()) for _ in range(4)]
    assert counts == [2, 2, 1, 0]
    assert len({key for _, key, _ in desk.messenger.arrived}) == 5
