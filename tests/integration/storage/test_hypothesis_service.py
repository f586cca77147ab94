"""The team's other list on a real database, from the question to the signature."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.answer import Answer, Intent
from domain.error import BadInput, NotFound
from domain.evidence import Evidence, Kind
from domain.hypothesis import HypothesisState
from domain.journey import JourneyMap, Stage, Step
from domain.statement import Quote, Statement
from domain.verbatim import State
from knowledge.hypothesis import Hypotheses, suggest_need
from storage.conversation import SqlConversations
from storage.database import open_database
from storage.hypothesis import SqlHypotheses
from storage.knowledge import SqlTruth
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ROW = make_verbatim("The parking meter ate my coins", step="user/park")
MAP = JourneyMap(
    id="user",
    name="User",
    persona="Ida",
    stages=(
        Stage(
            "come",
            "Come",
            (
                Step(id="park", name="Park the car", what="find a parking meter",
                     listening_posts=("gate survey",)),
                Step(id="pay", name="Pay", what="settle the invoice"),
            ),
        ),
    ),
)  # fmt: skip


@dataclass
class Desk:
    engine: sa.Engine
    asked: list[tuple[str, str]] = field(default_factory=list)
    answered: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.conversations = SqlConversations(self.engine)
        self.store = SqlHypotheses(self.engine)
        self.people = {"ann"}
        numbers = count(1)
        self.list = Hypotheses(
            self.store,
            self.conversations.unanswered,
            lambda: self.people,
            lambda: f"h_{next(numbers)}",
        )

    def ask(self, question: str, role: str) -> Answer:
        self.asked.append((question, role))
        found = (question, role) in self.answered
        item = Evidence(ref="E1", kind=Kind.VERBATIM, id=ROW.id, text=ROW.text)
        note = Evidence(ref="E2", kind=Kind.TREND, id="trend:x@2026-10", text="6 %")
        return Answer(
            question=question,
            role=role,
            intent=Intent.TOPIC,
            statements=(Statement((Quote("E1", 0, 5),), ("E1",)),) if found else (),
            reason=None if found else "none",
            evidence=(item, note) if found else (),
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    engine = open_database(f"sqlite:///{tmp_path}/list.db")
    SqlTruth(engine).add_verbatims([ROW], WordEmbedder().embed([ROW.text]))
    desk = Desk(engine)
    for question, role, times in (
        ("Why is parking hard?", "sales", 1),
        ("why is parking hard", "finance", 2),
        ("What of lunch?", "finance", 1),
    ):
        for _ in range(times):
            desk.conversations.record_unanswered(question, role, "nothing is held", NOW)
    yield desk
    engine.dispose()


def test_questions_that_are_one_are_listed_once_with_who_asked(desk: Desk) -> None:
    parking, lunch = desk.list.asked()
    assert (parking.times, parking.roles) == (3, ("finance", "sales"))
    assert (lunch.question, lunch.times, lunch.hypothesis) == ("What of lunch?", 1, None)


def test_from_the_question_to_the_signature(desk: Desk) -> None:
    opened = desk.list.open("1", lambda: "97 answers", "ann", NOW)
    assert (opened.question, opened.role) == ("why is parking hard", "finance")
    assert desk.list.asked()[0].hypothesis == opened
    with pytest.raises(BadInput, match="It is a question already, h_1, open"):
        desk.list.open("Why is parking HARD?", lambda: "x", "bo", NOW)
    with pytest.raises(NotFound, match="no evidence 'v_none'"):
        desk.list.link("h_1", ["v_none"])
    desk.list.need("h_1", "100 answers at the gate")
    desk.list.link("h_1", [ROW.id])
    desk.list.conclude("h_1", HypothesisState.SUPPORTED, "The meter takes no cards")
    desk.people.add("bo")
    with pytest.raises(BadInput, match="another must sign it off: bo"):
        desk.list.sign_off("h_1", "ann", NOW)
    desk.list.sign_off("h_1", "bo", NOW)
    kept = desk.list.get("h_1")
    assert kept.is_final
    assert (kept.needed, kept.evidence_ids) == ("100 answers at the gate", (ROW.id,))
    assert (kept.signed_off_by, kept.signed_off_at) == ("bo", NOW)
    # What is asked again after it is final may be opened anew.
    assert desk.list.open("1", lambda: "more", "bo", NOW).id == "h_2"


def test_asking_again_closes_the_loop(desk: Desk) -> None:
    desk.list.open("1", lambda: "97 answers", "ann", NOW)
    desk.answered = {("why is parking hard", "finance")}
    found = desk.list.recheck(desk.ask, ["finance", "sales"])
    assert [(each.role, each.answered, each.evidence_ids) for each in found] == [
        ("finance", True, (ROW.id,)),
        ("sales", False, ()),
        ("finance", False, ()),
    ]
    assert desk.list.get("h_1").evidence_ids == (ROW.id,)
    left = {(each.question, each.role) for each in desk.conversations.unanswered()}
    assert left == {("Why is parking hard?", "sales"), ("What of lunch?", "finance")}
    assert [each.hypothesis is not None for each in desk.list.asked()] == [False, True]


def test_what_is_concluded_is_not_asked_again_and_a_lost_role_is_replaced(desk: Desk) -> None:
    desk.list.open("1", lambda: "97 answers", "ann", NOW)
    desk.list.conclude("h_1", HypothesisState.INCONCLUSIVE, "Too few")
    desk.list.recheck(desk.ask, ["legal"])
    assert desk.asked == [("What of lunch?", "legal")]


@pytest.mark.parametrize("named", ["0", "9", "", "?!"])
def test_a_question_that_is_none_is_refused(desk: Desk, named: str) -> None:
    with pytest.raises((BadInput, NotFound), match="hearback questions list"):
        desk.list.open(named, lambda: "x", "ann", NOW)


def test_a_new_question_may_be_opened_that_nobody_asked_yet(desk: Desk) -> None:
    desk.list.open("Do students pay late?", lambda: "x", "ann", NOW, "legal")
    asked = desk.list.asked()[-1]
    assert (asked.question, asked.times, asked.roles) == ("Do students pay late?", 0, ("legal",))


def test_the_least_data_comes_from_the_nearest_step(desk: Desk) -> None:
    told = suggest_need("is the parking meter hard to find", [MAP], WordEmbedder(), desk.store)
    assert "Park the car (user/park)" in told
    assert "96 more answers (1 are held" in told
    assert "ask at: gate survey" in told
    assert "numbers: nothing is measured there yet" in told
    assert "map it first" in suggest_need("zebras", [MAP], WordEmbedder(), desk.store)
    assert "map it first" in suggest_need("zebras", [], WordEmbedder(), desk.store)
    assert ROW.state is State.APPROVED
