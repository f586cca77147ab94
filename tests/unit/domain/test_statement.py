"""Rules 1 to 3: quotes are exact, numbers are computed, every statement has evidence."""

from hypothesis import given
from hypothesis import strategies as st

from domain.evidence import Evidence, Kind
from domain.excerpt import choose_excerpt
from domain.statement import Figure, Quote, Statement, flaw

VERBATIM = Evidence(
    ref="E1", kind=Kind.VERBATIM, id="v_1", text="The bill came twice. Nobody rang."
)
COUNT = Evidence(
    ref="E2", kind=Kind.TREND, id="count:x", text="12 of 40 comments", figures={"n": "40"}
)
HELD = {"E1": VERBATIM, "E2": COUNT}


def test_a_quote_is_taken_from_the_evidence_when_it_is_shown() -> None:
    statement = Statement((Quote("E1", 0, 20), " (survey)"), ("E1",))
    assert flaw(statement, HELD) is None
    assert statement.text(HELD) == "“The bill came twice.” (survey)"


def test_a_quote_beyond_the_words_is_a_flaw() -> None:
    assert flaw(Statement((Quote("E1", 0, 400),), ("E1",)), HELD) is not None
    assert flaw(Statement((Quote("E1", 9, 9),), ("E1",)), HELD) is not None


def test_words_in_quotation_marks_that_nobody_said_are_a_flaw() -> None:
    for words in ("They said “it is fine”.", 'They said "it is fine".', "«it is fine»"):
        assert flaw(Statement((words,), ("E1",)), HELD) == ("puts its own words in quotation marks")


def test_a_number_that_nobody_computed_is_a_flaw() -> None:
    assert flaw(Statement(("Half of them, 41, complained.",), ("E2",)), HELD) is not None
    assert flaw(Statement(("Of 40 comments",), ("E2",)), HELD) is None
    assert flaw(Statement((Figure("E2", "n"), " comments"), ("E2",)), HELD) is None
    assert flaw(Statement((Figure("E2", "share"),), ("E2",)), HELD) is not None


def test_a_statement_without_evidence_or_with_unknown_evidence_is_a_flaw() -> None:
    assert flaw(Statement(("All is well.",), ()), HELD) == "rests on no evidence"
    assert flaw(Statement(("All is well.",), ("E9",)), HELD) == "cites unknown evidence E9"
    assert flaw(Statement((Quote("E1", 0, 3),), ("E2",)), HELD) == "uses E1 without citing it"


@given(st.text(min_size=1, max_size=2000).filter(str.strip))
def test_an_excerpt_is_always_a_span_of_its_text(text: str) -> None:
    start, end = choose_excerpt(text, lambda sentence: float(len(sentence)), 180)
    assert 0 <= start < end <= len(text)
    assert end - start <= 180
    evidence = Evidence(ref="E1", kind=Kind.VERBATIM, id="v", text=text)
    shown = Statement((Quote("E1", start, end),), ("E1",)).text({"E1": evidence})
    assert shown[1:-1] in text
