"""Reading questions and commands as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.command import Wish, read_command, read_hour, read_subscribe, read_weekday
from bot.question import Asked, find_role, read_question
from domain.error import BadInput, NotFound
from tests.fakes.slack_services import ROLES


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("<@U0BOT> how do I matter?", Asked("how do I matter?")),
        ("<@U0BOT>", Asked("")),
        ("as finance: what changed?", Asked("what changed?", "finance")),
        ("<@U0BOT> For Sales, what changed?", Asked("what changed?", "sales")),
        ("as the CFO, what changed?", Asked("what changed?", "finance")),
        ("as the finance team: what changed?", Asked("what changed?", "finance")),
        ("for field engineering – why?", Asked("why?", "field_engineering")),
        ("for field_engineering: why?", Asked("why?", "field_engineering")),
        ("as finances go: why?", Asked("as finances go: why?")),
        ("for customers, what is worst?", Asked("for customers, what is worst?")),
        ("is 3 &lt; 4 &amp;&amp; 5 &gt; 4?", Asked("is 3 < 4 && 5 > 4?")),
        ("see <https://a.example/x|the page> in <#C1|general>", Asked("see the page in #general")),
        ("  two\n lines ", Asked("two lines")),
    ],
)
def test_read_question(typed: str, asked: Asked):
    assert read_question(typed, ROLES) == asked


@given(st.text())
def test_any_text_can_be_read(typed: str):
    asked = read_question(typed, ROLES)
    assert asked.role in {None, "finance", "sales", "field_engineering"}


def test_find_role_by_name_or_title():
    assert find_role("Finance", ROLES) == "finance"
    assert find_role(" account executive ", ROLES) == "sales"
    assert find_role("gardening", ROLES) is None


def test_read_command():
    assert read_command("Ask  Why Me?").name == "ask"
    assert read_command("Ask  Why Me?").rest == "Why Me?"
    assert read_command("").name == "help"


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("finance", Wish(role="finance")),
        ("here", Wish(here=True)),
        ("field engineering here on Fridays at 14:00", Wish("field_engineering", True, 4, 14)),
        ("monday 9am", Wish(weekday=0, hour=9)),
        ("for sales every wed 12pm", Wish("sales", False, 2, 12)),
    ],
)
def test_read_subscribe(typed: str, wish: Wish):
    assert read_subscribe(typed, ROLES) == wish


def test_read_subscribe_refuses_with_what_to_do():
    with pytest.raises(NotFound, match="Did you mean 'finance'"):
        read_subscribe("finanse friday", ROLES)
    with pytest.raises(BadInput, match="whole hour"):
        read_subscribe("finance 9:30", ROLES)
    with pytest.raises(BadInput, match="whole hour"):
        read_hour("25")


def test_read_weekday_and_hour():
    assert [read_weekday(word) for word in ("mon", "Tuesday", "sat", "mo", "moon")] == [
        0,
        1,
        5,
        None,
        None,
    ]
    assert [read_hour(word) for word in ("0", "12am", "12pm", "23h", "07:00")] == [0, 0, 12, 23, 7]
