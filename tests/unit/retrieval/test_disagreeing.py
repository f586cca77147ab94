"""Who may be set against the others."""

import pytest

from domain.evidence import Kind
from retrieval.corpus import Record
from retrieval.quoting import disagrees


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
