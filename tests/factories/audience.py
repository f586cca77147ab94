"""Homes with random comments for random groups, and what an audience may know of them.

Every word that must not reach everybody is a canary: it stands nowhere else, so that finding it in
an output says whose words came through.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from hypothesis import strategies as st
from numpy.typing import NDArray

from config.settings import Settings
from domain.action import Action, ActionState
from domain.audience import EMPLOYEE_GROUP, PUBLIC_GROUP, Audience
from domain.evidence import Kind
from domain.insight import Insight, Outside
from domain.journey import JourneyMap, Stage, Step
from domain.period import month_of, week_of
from domain.role import Responsibility, Role, RoleLink, StepLink
from domain.verbatim import Verbatim
from hearback.house import House
from retrieval.corpus import Tally
from storage.knowledge import remove
from storage.table import evidence
from storage.transaction import writing
from tests.factories.trend import make_series
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

GROUPS = (PUBLIC_GROUP, EMPLOYEE_GROUP, "curators", "legal", "board")
TOPICS = ("billing", "delivery", "router", "portal")
PAY, WAIT, CALL = "user/pay", "user/wait", "user/call"
ROLES = ("finance", "service", "cellar")
TODAY = date(2026, 11, 22)
LAST_WEEK = week_of(date(2026, 11, 11))
LETTER = (
    "Please reopen the branch in our high street because the nearest one is an hour away by bus "
    "and many of us cannot do our banking on a telephone"
)
_CANARY = re.compile(r"zq\w+")
_WORDS = {-1: "dreadful", 0: "usual", 1: "splendid"}
_FEELINGS = {-1: -0.8, 0: 0.0, 1: 0.8}


@dataclass(frozen=True)
class Said:
    """One comment of a group; a ``letter`` has the same words as every other letter."""

    number: int
    group: str
    topic: str
    step: str | None
    mood: int
    days_ago: int
    letter: bool = False

    @property
    def canary(self) -> str:
        letters = "".join("abcdefghij"[int(digit)] for digit in str(self.number))
        return f"zq{self.group}{letters}x"

    @property
    def day(self) -> date:
        return TODAY - timedelta(days=self.days_ago)

    @property
    def themes(self) -> tuple[str, ...]:
        return (self.topic, f"zqtheme{self.group}x")

    def verbatim(self) -> Verbatim:
        told = f"The {self.topic} is {_WORDS[self.mood]}, says {self.canary} of the {self.topic}"
        return make_verbatim(
            LETTER if self.letter else told,
            audience=self.group,
            step=self.step,
            themes=self.themes,
            sentiment=_FEELINGS[self.mood],
            occurred_at=self.day,
            source_id=f"{self.canary}-id",
            url=f"https://example.org/{self.canary}",
            attributes={"site": f"{self.canary}-site"},
            segment=f"{self.canary}-segment",
        )


@dataclass(frozen=True)
class World:
    """Comments, the audiences that ask, one question of each, and the role that asks."""

    said: tuple[Said, ...]
    audiences: tuple[Audience, ...]
    questions: tuple[str, ...]
    role: str

    def visible(self, audience: Audience) -> list[Said]:
        return [each for each in self.said if audience.may_see(each.group)]

    def hidden_words(self, audience: Audience) -> set[str]:
        """The canaries of everything that this audience may not see."""
        hidden = {each.canary for each in self.said if not audience.may_see(each.group)}
        for group in GROUPS:
            if not audience.may_see(group):
                hidden |= {f"zq{kind}{group}x" for kind in ("theme", "insight", "metric")}
        if not audience.may_see(EMPLOYEE_GROUP):
            hidden |= {"zqmapx", "zqdutyx", "zqactionx"}
        return hidden


_SAID = st.builds(
    Said,
    number=st.just(0),
    group=st.sampled_from(GROUPS),
    topic=st.sampled_from(TOPICS),
    step=st.sampled_from((PAY, WAIT, CALL, None)),
    mood=st.sampled_from((-1, -1, 0, 1)),
    days_ago=st.integers(0, 20),
)
_LETTERS = st.lists(st.sampled_from(GROUPS), max_size=3)
_AUDIENCE = st.sets(st.sampled_from(GROUPS)).map(lambda g: Audience(frozenset(g | {PUBLIC_GROUP})))
_QUESTION = st.one_of(
    st.sampled_from(TOPICS).map(lambda topic: f"What do customers say about the {topic}?"),
    st.sampled_from(TOPICS).map(lambda topic: f"Why is the {topic} so bad?"),
    st.sampled_from(TOPICS).map(lambda topic: f"We plan to change the {topic}"),
    st.sampled_from(TOPICS).map(lambda topic: f"What has been done about the {topic}?"),
    st.sampled_from(
        (
            "How does my work affect customers?",
            "What changed since last month?",
            "Which policies drive complaints?",
            "What do customers say about the bank branch?",
        )
    ),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    drawn = draw(st.lists(_SAID, min_size=4, max_size=14))
    letters = [Said(0, group, "portal", WAIT, -1, 11, letter=True) for group in draw(_LETTERS)]
    said = enumerate([*drawn, *letters], start=1)
    numbered = [replace(each, number=number) for number, each in said]
    return World(
        said=tuple(numbered),
        audiences=tuple(draw(st.lists(_AUDIENCE, min_size=3, max_size=3))),
        questions=tuple(draw(st.lists(_QUESTION, min_size=3, max_size=3))),
        role=draw(st.sampled_from(ROLES)),
    )


class _Embedder(WordEmbedder):
    """All canaries mean the same: no chance likeness of two of them decides anything."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return super().embed([_CANARY.sub("canary", text.casefold()) for text in texts])

    def warm_up(self) -> None:
        """It has no model."""


@dataclass(frozen=True)
class _Plain:
    text: str


class _Redactor:
    """Questions of these tests name nobody."""

    def redact(self, texts: Sequence[str]) -> list[_Plain]:
        return [_Plain(text) for text in texts]


def open_home(folder: Path) -> House:
    """A house with roles, a map, trends, insights and an action, and without any model."""
    house = House(Settings(home=folder), create=True)
    house.__dict__ |= {"embedder": _Embedder(), "index": None, "redactor": _Redactor()}
    house.drop_unused_defaults([])
    house.truth.put_roles(_roles())
    house.truth.put_journey(_map())
    for group in GROUPS:
        _tell_group(house, group)
    house.actions.put(
        Action(
            id="a1",
            what="Mended the billing and the zqactionx",
            owner="finance",
            due=TODAY,
            about=PAY,
            created_on=LAST_WEEK.first_day,
            state=ActionState.DONE,
            closed_on=LAST_WEEK.first_day,
        )
    )
    house.keep_notes()
    return house


def _tell_group(house: House, group: str) -> None:
    values = [4.0, 4.1, 3.9, 4.0, 4.1, 4.0, 4.1, 3.9, 4.0, 4.1, 9.5]
    first = month_of(date(2025, 12, 1))
    series = make_series(values, n=900, first=first, metric=f"zqmetric{group}x", step=PAY)
    house.truth.put_series([replace(series, audience=group)])
    house.truth.put_insight(
        Insight(
            id=f"i-{group}",
            claim=f"The billing is what zqinsight{group}x is about",
            kind="customer",
            owner="Ada",
            day=date(2026, 10, 1),
            outside=(Outside("A yearbook", "2026-09"),),
            step=PAY,
            audience=group,
        )
    )


def _roles() -> list[Role]:
    return [
        Role(
            name="finance",
            title="Finance",
            responsibilities=(
                Responsibility(
                    id="bills",
                    name="Sending bills zqdutyx",
                    text="The billing run of zqdutyx",
                    themes=("billing",),
                    reaches=(StepLink(PAY, "The bill zqdutyx arrives"),),
                    serves=(RoleLink("service", "Calls about zqdutyx", "desk"),),
                ),
            ),
        ),
        Role(
            name="service",
            title="Service",
            responsibilities=(
                Responsibility(
                    id="desk",
                    name="The desk zqdutyx",
                    kind="policy",
                    text="Calls about the portal are taken by zqdutyx.",
                    themes=("portal",),
                    reaches=(StepLink(CALL, "They ring zqdutyx"),),
                ),
            ),
        ),
        Role(name="cellar", title="Cellar"),
    ]


def _map() -> JourneyMap:
    steps = tuple(
        Step(
            id=name,
            name=f"{name} zqmapx",
            what=f"They {name} for the billing zqmapx",
            feeling="worry zqmapx",
            evoked_by="the silence zqmapx",
            future="a word from zqmapx",
            emotion=-1,
        )
        for name in ("pay", "wait", "call")
    )
    stages = (Stage("all", "All zqmapx", steps),)
    return JourneyMap(id="user", name="User zqmapx", persona="Pat zqmapx", stages=stages)


def fill(house: House, said: Sequence[Said]) -> None:
    """Put these comments in place of all that were held."""
    engine = house._engine
    with writing(engine) as connection:
        held = sa.select(evidence.c.seq).where(evidence.c.kind == str(Kind.VERBATIM))
        gone = connection.execute(held).scalars().all()
        remove(connection, gone, house.corpus.revision() + 1)
    rows = [each.verbatim() for each in said]
    house.truth.add_verbatims(rows, house.embedder.embed([row.text for row in rows]))


def expected(said: Sequence[Said]) -> Tally:
    """What a count of these comments must be: every letter after the first is left out."""
    counted = list(_once(said))
    moods = [each.mood for each in counted]
    days = [each.day for each in counted]
    return Tally(
        n=len(counted),
        rated=len(counted),
        negative=moods.count(-1),
        positive=moods.count(1),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _once(said: Sequence[Said]) -> Iterator[Said]:
    seen = False
    for each in said:
        if not (each.letter and seen):
            yield each
        seen = seen or each.letter


def leaks(output: object, hidden: set[str]) -> list[str]:
    """The hidden words that stand anywhere in an output."""
    told = json.dumps(output, default=str, ensure_ascii=False).casefold()
    return sorted(word for word in hidden if word in told)
