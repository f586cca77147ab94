"""Which sentences of one comment say most about a question."""

from collections import Counter
from dataclasses import dataclass
from math import log

from domain.excerpt import Span, sentence_spans
from retrieval.embedding import Embedder
from retrieval.words import content_words, root, words

_MOST_EMBEDDED = 40
# Chosen on one half of SubjQA's reviews; `python -m evals search_quality` reports the other.
_TOLD, _OPENING = 0.3, 0.3


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence, as start and end in its text, and its worth for the question (-1..1.6)."""

    span: Span
    worth: float


def rank_sentences(text: str, question: str, embedder: Embedder) -> list[Ranked]:
    """The sentences of a comment, the most telling first.

    Worth is the cosine with the question, and a little for its rarer words (those that few
    sentences of this comment hold) and for standing near the beginning, where people say what
    matters to them. Of very long comments only the likeliest forty are embedded.
    """
    spans = list(sentence_spans(text))
    if not spans:
        return []
    sentences = [text[start:end] for start, end in spans]
    told = _told(question, sentences)
    worth = [_TOLD * each + _OPENING / (1 + at) for at, each in enumerate(told)]
    likeliest = sorted(range(len(spans)), key=lambda at: -worth[at])[:_MOST_EMBEDDED]
    vectors = embedder.embed([question, *(sentences[at] for at in likeliest)])
    for at, cosine in zip(likeliest, vectors[1:] @ vectors[0], strict=True):
        worth[at] += float(cosine)
    ranked = [Ranked(span, each) for span, each in zip(spans, worth, strict=True)]
    return sorted(ranked, key=lambda each: -each.worth)


def _told(question: str, sentences: list[str]) -> list[float]:
    """How much of the question's words each sentence holds, 0..1, rare ones counting most."""
    asked = {root(word) for word in content_words(question)}
    held = [asked & {root(word) for word in words(sentence)} for sentence in sentences]
    common = Counter(word for each in held for word in each)
    sums = [sum(log(1 + len(held) / common[word]) for word in each) for each in held]
    most = max(sums) or 1.0
    return [each / most for each in sums]
