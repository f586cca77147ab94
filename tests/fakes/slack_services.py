"""Services for the bot that keep their state in memory, where tests can look at it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.services import Tell
from digests.schedule import mute, snooze
from domain.answer import Answer, Hop, Intent, Path
from domain.audience import Audience
from domain.digest import Digest, Section, SectionKind
from domain.error import unknown
from domain.evidence import Evidence, Kind
from domain.period import parse_period
from domain.picture import DrawnPicture
from domain.role import Responsibility, Role
from domain.statement import Figure, Quote, Statement
from domain.subscription import Subscription
from tests.fakes.action_services import FakeActionServices

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
ROLES = [
    Role(
        name="finance",
        title="Finance",
        titles=("Accounts receivable", "CFO"),
        responsibilities=(
            Responsibility(id="reminders", name="Payment reminders"),
            Responsibility(id="refunds", name="Refund approval"),
        ),
    ),
    Role(name="sales", title="Sales", titles=("Account executive",)),
    Role(name="field_engineering", title="Field engineering", titles=("Field team",)),
]

VERBATIM = Evidence(
    ref="E1",
    kind=Kind.VERBATIM,
    id="v-1",
    text=(
        "Got a final notice before I ever saw the invoice. I felt like a criminal, and all I had "
        "done was move office. <!channel> *Never* again & that is that."
    ),
    source="Billing survey",
    source_id="R-88",
    occurred_at=date(2026, 11, 3),
    url="https://surveys.example.com/r/88?a=1&b=2",
)
TREND = Evidence(
    ref="E2",
    kind=Kind.TREND,
    id="t-1",
    text="Complaints about reminders rose from 4.1 % to 6.8 %.",
    source="Helpdesk tickets",
    n=1212,
    window="Aug to Oct 2026",
    figures={"latest": "6.8 %", "baseline": "4.1 %"},
)
STEP = Evidence(
    ref="E3",
    kind=Kind.JOURNEY,
    id="user/pay",
    text="Pay the invoice: anxious, because the reminder reads like a threat.",
    source="Day-to-day user map",
)
DISAGREES = Evidence(
    ref="E4",
    kind=Kind.VERBATIM,
    id="v-2",
    text="Honestly the reminder saved me, I had clean forgotten.",
    source="Billing survey",
    occurred_at=date(2026, 11, 9),
)


def quote_of(item: Evidence, words: str) -> Quote:
    start = item.text.index(words)
    return Quote(item.ref, start, start + len(words))


STATEMENTS = (
    Statement(
        ("At Pay the invoice customers feel anxious: the reminder is their first news of it.",),
        ("E3",),
    ),
    Statement(
        (
            "A customer says: ",
            quote_of(VERBATIM, "Got a final notice before I ever saw the invoice."),
        ),
        ("E1",),
    ),
    Statement(
        (
            "Complaints about reminders rose from ",
            Figure("E2", "baseline"),
            " to ",
            Figure("E2", "latest"),
            ".",
        ),
        ("E2",),
    ),
)
PATH = Path(
    (
        Hop("role", "finance"),
        Hop("responsibility", "Payment reminders", ("E2",)),
        Hop("role", "service"),
        Hop("step", "Pay the invoice", ("E3",)),
        Hop("feeling", "anxious"),
    )
)


def make_answer(question: str, role: str = "finance") -> Answer:
    return Answer(
        question=question,
        role=role,
        intent=Intent.MY_IMPACT,
        statements=STATEMENTS,
        evidence=(VERBATIM, TREND, STEP),
        paths=(PATH,),
        took_ms=12.0,
    )


def make_abstention(question: str, role: str = "finance") -> Answer:
    return Answer(
        question=question,
        role=role,
        intent=Intent.TOPIC,
        reason="No comment, number or journey step mentions parking. A survey question would.",
    )


def make_digest(role: str = "finance", chart: str | None = None) -> Digest:
    words = Statement(
        (quote_of(VERBATIM, "I felt like a criminal, and all I had done was move office."),),
        ("E1",),
    )
    other = Statement((quote_of(DISAGREES, DISAGREES.text),), ("E4",))
    following = Statement(("Read a reminder aloud in the next team meeting.",), ("E3",))
    return Digest(
        role=role,
        period=parse_period("2026-W46"),
        sections=(
            Section(SectionKind.MOVED, "What moved", (STATEMENTS[2],)),
            Section(SectionKind.WORDS, "In customers' words", (words,)),
            Section(SectionKind.DISAGREES, "One that disagrees", (other,)),
            Section(SectionKind.STEP, "One step in focus", (STATEMENTS[0],)),
            Section(SectionKind.NEXT, "One next step", (following,)),
        ),
        evidence=(VERBATIM, TREND, STEP, DISAGREES),
        chart=chart,
        chart_alt="Complaints about reminders by month, rising since August.",
    )


@dataclass
class FakeServices:
    """Questions about parking have no evidence; questions that say "crash" raise ``failure``.

    The states of an ``unfinished`` answer are told first, each followed by ``between``.
    """

    known_roles: list[Role] = field(default_factory=lambda: list(ROLES))
    failure: Exception = field(default_factory=lambda: RuntimeError("secret customer words"))
    asked: list[tuple[str, str, Audience]] = field(default_factory=list)
    previewed: list[tuple[str, Audience]] = field(default_factory=list)
    looked_into: list[tuple[str, str, Audience, str]] = field(default_factory=list)
    chosen: dict[str, str] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    feedback: list[tuple[str, str, str]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    postings: dict[str, list[str]] = field(default_factory=dict)
    sessions: dict[str, list[str]] = field(default_factory=dict)
    askings: list[tuple[str, str]] = field(default_factory=list)
    drawn: list[tuple[str, Audience]] = field(default_factory=list)
    picture: str = "nowhere.png"
    fail_subscribe: Exception | None = None
    answer: Answer | None = None
    unfinished: Sequence[Answer] = ()
    between: Callable[[], Awaitable[None]] = lambda: asyncio.sleep(0)
    promises: FakeActionServices = field(default_factory=FakeActionServices)

    async def ask(
        self, text: str, *, role: str, audience: Audience, tell: Tell | None = None
    ) -> Answer:
        self.asked.append((text, role, audience))
        for unfinished in self.unfinished if tell else ():
            tell(unfinished)
            await self.between()
        if "crash" in text:
            raise self.failure
        if "parking" in text:
            return make_abstention(text, role)
        return self.answer or make_answer(text, role)

    async def preview(self, role: str, *, audience: Audience) -> Digest:
        self.previewed.append((role, audience))
        return make_digest(role)

    async def sent_digest(
        self, role: str, period: str, *, audience: Audience, message_ref: str
    ) -> Digest:
        self.looked_into.append((role, period, audience, message_ref))
        return make_digest(role)

    async def journey_names(self, *, audience: Audience) -> dict[str, str]:
        return {"user": "Using the line", "buyer": "Buying a line"} if audience.groups else {}

    async def draw_journey(self, name: str, *, audience: Audience) -> DrawnPicture:
        self.drawn.append((name, audience))
        return DrawnPicture(self.picture, f"Journey map of 2 steps: {name}.", "journey")

    async def role_of(self, user_id: str) -> str | None:
        return self.chosen.get(user_id)

    async def set_role(self, user_id: str, role: str) -> None:
        self._check_role(role)
        self.chosen[user_id] = role

    async def roles(self) -> list[Role]:
        return list(self.known_roles)

    async def subscribe(
        self,
        target: str,
        role: str,
        zone: str,
        weekday: int,
        hour: int,
        *,
        owner: str | None = None,
    ) -> Subscription:
        if self.fail_subscribe:
            raise self.fail_subscribe
        self._check_role(role)
        made = Subscription(
            id=f"s-{target}",
            target=target,
            role=role,
            zone=zone,
            weekday=weekday,
            hour=hour,
            owner=owner,
        )
        self.subscriptions[target] = made
        return made

    async def skip_next(self, target: str) -> Subscription | None:
        return self._changed(target, lambda known: snooze(known, NOW))

    async def mute(self, target: str, *, muted: bool) -> Subscription | None:
        return self._changed(target, lambda known: mute(known, NOW, muted=muted))

    def _changed(
        self, target: str, how: Callable[[Subscription], Subscription]
    ) -> Subscription | None:
        if target in self.subscriptions:
            self.subscriptions[target] = how(self.subscriptions[target])
        return self.subscriptions.get(target)

    async def unsubscribe(self, target: str) -> bool:
        return self.subscriptions.pop(target, None) is not None

    async def subscription_of(self, target: str) -> Subscription | None:
        return self.subscriptions.get(target)

    async def record_feedback(self, message_ref: str, user_id: str, verdict: str) -> None:
        self.feedback.append((message_ref, user_id, verdict))

    async def first_seen(self, event_id: str) -> bool:
        if event_id in self.seen:
            return False
        self.seen.add(event_id)
        return True

    async def sit_in(self, session_id: str, user_id: str) -> str:
        if session_id not in self.sessions:
            raise unknown("session", session_id, self.sessions)
        self.sessions[session_id].append(user_id)
        return "You have a place."

    async def record_asking(self, user_id: str, role: str) -> None:
        self.askings.append((user_id, role))

    async def record_posting(self, message_ref: str, evidence_ids: list[str]) -> None:
        self.postings[message_ref] = list(evidence_ids)

    def _check_role(self, role: str) -> None:
        if role not in {known.name for known in self.known_roles}:
            raise unknown("role", role, [known.name for known in self.known_roles])
