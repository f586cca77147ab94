"""The sentences of a comment, by what they tell of a question."""

from hypothesis import given
from hypothesis import strategies as st

from domain.excerpt import sentence_spans
from retrieval.sentence import rank_sentences
from tests.fakes.knowledge import WordEmbedder

TEXT = (
    "We came on a Tuesday. The room was large. It cost 9.99 a night. "
    "The parking was far away. Nobody greeted us."
)


def told(question: str, text: str = TEXT) -> list[str]:
    ranked = rank_sentences(text, question, WordEmbedder())
    return [text[each.span[0] : each.span[1]] for each in ranked]


def test_the_sentence_with_the_words_asked_for_comes_first() -> None:
    assert told("How was the parking?")[0] == "The parking was far away."
    assert told("How much does it cost?")[0] == "It cost 9.99 a night."


def test_where_no_sentence_has_them_the_opening_comes_first() -> None:
    assert told("quagga")[0] == "We came on a Tuesday."


@given(st.text("ab.!? \n9", max_size=300), st.text("ab ?", max_size=20))
def test_every_sentence_is_ranked_once_whatever_the_text(text: str, question: str) -> None:
    ranked = rank_sentences(text, question, WordEmbedder())
    assert sorted(each.span for each in ranked) == sorted(sentence_spans(text))
    worths = [each.worth for each in ranked]
    assert worths == sorted(worths, reverse=True)


def test_a_very_long_comment_is_ranked_by_its_likeliest_sentences() -> None:
    text = " ".join(f"Sentence number {n}." for n in range(200)) + " The quokka left."
    assert told("Where is the quokka?", text)[0] == "The quokka left."
