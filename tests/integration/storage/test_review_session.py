"""Reviewing one by one: keys in, decisions out."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from domain.review import Standing
from domain.verbatim import State
from hearback.review_screen import plain
from hearback.review_session import Session
from knowledge.review import Review
from knowledge.review_names import TagNames
from storage.conversation import SqlConversations
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.review import SqlReview
from storage.review_entry import read_standings
from storage.withdrawal import SqlWithdrawal
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NAMES = TagNames((("billing", "Billing"), ("support", "Support")), (("user/pay", "Pay"),))
ROWS = [
    make_verbatim("The bill of Ida \x1b[2J[red]was late[/red]", id="v_0", sentiment=-0.9),
    make_verbatim("The call [person] made", id="v_1", sentiment=-0.8, themes=("support",)),
    make_verbatim("It was fine", id="v_2", sentiment=0.1, themes=("billing",)),
]


class Script:
    """A keyboard that somebody has typed on before: keys, and lines after a colon."""

    def __init__(self, *typed: str) -> None:
        self.typed = list(typed)

    def key(self) -> str:
        return self.typed.pop(0) if self.typed else "q"

    def line(self, asked: str, names: list[str]) -> str:
        return self.typed.pop(0).removeprefix(":")


class Desk:
    def __init__(self, folder: Path) -> None:
        self.engine = open_database(f"sqlite:///{folder}/session.db")
        waiting = [make_verbatim(r.text, id=r.id, sentiment=r.sentiment, themes=r.themes,
                                 state=State.NEW) for r in ROWS]  # fmt: skip
        vectors = WordEmbedder().embed([row.text for row in waiting])
        SqlTruth(self.engine).add_verbatims(waiting, vectors)
        self.review = Review(
            SqlReview(self.engine),
            SqlConversations(self.engine),
            SqlWithdrawal(self.engine),
            WordEmbedder,
        )

    def type(self, *typed: str) -> str:
        """What the screen showed while somebody typed this."""
        screen = io.StringIO()
        console = Console(file=screen, width=100, force_terminal=False)
        script = Script(*typed)
        Session(self.review, NAMES, "ann", lambda: NOW, script, console).run()
        assert not script.typed, "the session ended before everything was typed"
        return screen.getvalue()

    def standings(self) -> dict[str, Standing]:
        with self.engine.connect() as connection:
            return {each: standing for _, each, standing in read_standings(connection, [])}

    def states(self) -> list[str]:
        return [str(standing.state) for standing in self.standings().values()]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.engine.dispose()


def test_each_key_decides_and_goes_on(desk: Desk) -> None:
    shown = desk.type("a", "f", "r")
    assert desk.states() == ["approved", "featured", "rejected"]
    assert "Nothing more waits." in shown
    assert "3 decisions" in shown
    by = {each: standing.tagged_by for each, standing in desk.standings().items()}
    assert by == {"v_0": "person", "v_1": "person", "v_2": "machine"}


def test_a_screen_shows_the_words_the_tags_and_why(desk: Desk) -> None:
    shown = desk.type("n", "q")
    assert "First because: strong feeling; fits no theme" in shown
    assert "[red]was late[/red]" in shown
    assert "\x1b" not in shown
    assert "themes: support" in shown
    assert "3 wait" in shown
    assert desk.states() == ["new"] * 3


def test_skipping_goes_through_everything_once(desk: Desk) -> None:
    shown = desk.type("n", "n", "n")
    assert [shown.count(f"{row.id} · new") for row in ROWS] == [1, 1, 1]


def test_tags_are_edited_before_they_are_approved(desk: Desk) -> None:
    desk.type("t", ":bill, support", "s", ":pay", "m", ":-0.5", "a", "q")
    first = desk.standings()["v_0"]
    assert (first.state, first.themes) == (State.APPROVED, ("billing", "support"))
    assert (first.step, first.sentiment, first.tagged_by) == ("user/pay", -0.5, "person")


def test_a_dash_takes_a_tag_away_and_nothing_leaves_it(desk: Desk) -> None:
    desk.type("n", "t", ":", "n", "t", ":-", "s", ":-", "q")
    assert desk.standings()["v_1"].tagged_by == "machine"
    assert (desk.standings()["v_2"].themes, desk.standings()["v_2"].step) == ((), None)


def test_a_slip_of_the_hand_is_told_and_changes_nothing(desk: Desk) -> None:
    shown = desk.type("t", ":biling", "m", ":bad", "m", ":7", "z", "x", ":elsewhere", "u", "q")
    assert "Did you mean 'billing'" in shown
    assert shown.count("A sentiment is a number from -1") == 2
    assert "is for good" in shown
    assert "do not stand in v_0" in shown
    assert "Nothing was decided here yet" in shown
    assert {standing.tagged_by for standing in desk.standings().values()} == {"machine"}


def test_undo_asks_about_the_last_one_again_and_then_goes_on(desk: Desk) -> None:
    shown = desk.type("a", "u", "r", "a", "a")
    assert "approve undone: v_0" in shown
    assert desk.states() == ["rejected", "approved", "approved"]


def test_undo_twice_goes_two_back(desk: Desk) -> None:
    desk.type("a", "a", "u", "u", "f", "r", "q")
    assert desk.states() == ["featured", "rejected", "new"]


def test_undoing_a_tag_shows_the_same_comment_as_it_was(desk: Desk) -> None:
    desk.type("t", ":support", "u", "q")
    assert desk.standings()["v_0"] == Standing(state=State.NEW, sentiment=-0.9)


def test_more_words_are_taken_out(desk: Desk) -> None:
    shown = desk.type("x", ":ida", "q")
    assert "Taken out of 1 comments" in shown
    assert desk.review.item("v_0").text.startswith("The bill of [removed]")


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert plain("a\x1b[2J\x9b\r\x07b\nc") == "a·[2J···b\nc"
