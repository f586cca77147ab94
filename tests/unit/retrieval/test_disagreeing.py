"""Who may be set against the others."""

import pytest

from domain.evidence import Kind
from retrieval.corpus import Record
from retrieval.quoting import disagrees, is_plain_praise, stands_alone


def comment(metric: str | None, score: float | None, sentiment: float) -> Record:
    return Record(
        key=1,
        kind=Kind.VERBATIM,
        id="survey:1",
        text="The part came in a day.",
        source="survey",
        audience="employees",
        metric=metric,
        score=score,
        sentiment=sentiment,
    )


@pytest.mark.parametrize(
    ("metric", "score", "sentiment", "expected"),
    [
        ("nps", 9.0, 0.6, True),
        ("nps", 9.0, 0.1, False),  # the words do not say why
        ("nps", 9.0, -0.6, False),  # a good score with bad words is a joke
        ("nps", 2.0, 0.6, False),
        (None, None, 0.9, False),  # a mood that was only guessed
    ],
)
def test_a_score_and_plain_words_disagree_with_those_who_complain(
    metric: str | None, score: float | None, sentiment: float, expected: bool
) -> None:
    assert disagrees(comment(metric, score, sentiment), -1) is expected


def test_who_complains_disagrees_with_those_who_praise() -> None:
    assert disagrees(comment("nps", 1.0, -0.7), 1)
    assert not disagrees(comment("nps", 9.0, 0.7), 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One PDF, VAT per row, totals tie up to the cent.", True),
        ("Oh, fantastic, a bill that I can't read.", False),
        ("Wonderful: nobody rang, and never a word.", False),
        ("Ganz toll, die Rechnung versteht niemand.", False),
        ("Brilliant, the recent one was decent and different.", True),  # no refusal in these words
    ],
)
def test_praise_with_a_word_of_refusal_is_no_plain_praise(text: str, expected: bool) -> None:
    praise = comment("nps", 10.0, 0.9)
    said = Record(**{name: getattr(praise, name) for name in praise.__slots__} | {"text": text})
    assert is_plain_praise(said) is expected
    assert disagrees(said, -1) is expected


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("Instead I thought you'd billed us twice.", False),
        ("lol this is what scam texts look like", False),
        ("Aber das Teil fehlte.", False),
        ("The part came in a day.", True),
        ("Butter on the router, do not ask.", True),
        ("", True),
    ],
)
def test_words_that_point_back_do_not_stand_alone(quoted: str, expected: bool) -> None:
    assert stands_alone(quoted) is expected
