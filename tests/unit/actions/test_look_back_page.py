"""The page of a look back, read as a browser reads it: whatever was written stays words."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from actions.look_back_page import write_look_back
from domain.evidence import Evidence, Kind
from domain.look_back import LookBack, Loops, Measured, Reading
from domain.period import parse_period
from domain.statement import Quote, Statement
from domain.trend import Verdict
from tests.factories.trend import make_series

DAY = date(2026, 11, 22)
HOSTILE = '</p></blockquote><script>alert("1")</script><img src=x onerror=alert(1)> {body} &lt; %s'
WRITTEN = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.quoted: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags[-2:] == ["blockquote", "p"]:
            self.quoted.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def page_with(words: str) -> str:
    series = make_series([5.0, 6.0])
    start, end = (Reading(point, f"then {words}") for point in series.points)
    measured = Measured(
        series=series,
        name=words,
        step=words,
        begin=start,
        end=end,
        verdict=Verdict.ROSE,
        change=Statement((words,), ("E1",)),
        doubt=words,
        done=(Statement((words,), ("E1",)),),
        quote=Statement((Quote("E1", 0, len(words)),), ("E1",)),
    )
    found = LookBack(
        period=parse_period("2026-Q3"),
        until=DAY,
        comments=3,
        loops=Loops(),
        measures=(measured,),
        evidence=(Evidence(ref="E1", kind=Kind.VERBATIM, id="v_1", text=words, source="survey"),),
    )
    also = replace(found, also_done=(Statement((words,), ("E1",)),))
    return write_look_back(also, words, DAY)


EXPECTED = read(page_with("plain")).tags


def test_hostile_words_are_shown_as_they_were_written() -> None:
    page = page_with(HOSTILE)
    assert "<script" not in page
    assert "<img" not in page
    assert "".join(read(page).quoted) == f"“{HOSTILE}”"


@given(WRITTEN)
def test_no_words_change_what_the_page_is_made_of(words: str) -> None:
    found = read(page_with(words))
    assert found.tags == EXPECTED
    assert "".join(found.quoted) == f"“{words}”"


def test_the_page_says_whom_it_is_for_and_that_after_is_not_because() -> None:
    page = page_with("plain")
    assert "for employees" in page
    assert "After is not because" in page
    assert "http" not in page.replace("http-equiv", "")
