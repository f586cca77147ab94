"""Which comments to quote, and which of their words."""

import re
from dataclasses import dataclass

from domain.excerpt import Span, choose_excerpt
from domain.scale import score_mood
from retrieval.book import EvidenceBook
from retrieval.corpus import Record
from retrieval.embedding import Embedder
from retrieval.finding import WordsFound
from retrieval.honest import honest_pieces
from retrieval.sentence import rank_sentences
from retrieval.words import words

_LIMIT = 180
_FEWEST_WORDS, _TELLING = 5, 12
CLEARLY, _PLAINLY = 0.2, 0.4
_REFUSAL = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none|cannot|without|\w+n['’]t"
    r"|kein\w*|nicht\w*|nie|niemand|ohne)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\W*(?:(?:lol|well|ok|oh)\W+)?"
    r"(?:this|that|these|those|instead|but|and|so|then|which|because|also|he|she|they"
    r"|dann|aber|und|deshalb|stattdessen)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quoter:
    """Cites verbatims in a book, by the sentences that are nearest to what they are quoted for."""

    book: EvidenceBook
    embedder: Embedder

    def quote(self, record: Record, target: str, *, differs: bool = False) -> WordsFound:
        """The whole sentences of a verbatim, at most 180 characters, nearest to the target."""
        start, end = self.excerpt(record, target)
        ref = self.book.add_record(record, start)
        return WordsFound(ref=ref, start=start, end=end, differs=differs)

    def excerpt(self, record: Record, target: str) -> Span:
        """Where the words that would be quoted begin and end."""
        told = self._told(record.text, target)

        def worth(sentence: str) -> float:
            fits = 0.0 if len(sentence) > _LIMIT else 1.0  # a sentence that must be cut comes last
            telling = min(len(words(sentence)), _TELLING) / _TELLING
            return fits + told.get(sentence, 0.0) + telling / 3

        return choose_excerpt(record.text, worth, _LIMIT, honest_pieces(record.text))

    def _told(self, text: str, target: str) -> dict[str, float]:
        """What each sentence tells of the target; nothing where all of it is quoted anyway."""
        if len(text) <= _LIMIT:
            return {}
        ranked = rank_sentences(text, target, self.embedder)
        return {text[each.span[0] : each.span[1]]: each.worth for each in reversed(ranked)}


def readable(record: Record) -> bool:
    """Whether a comment can stand on its own, without what is meant for a machine."""
    return any(len(words(record.text[a:b])) >= _FEWEST_WORDS for a, b in honest_pieces(record.text))


def quotable(record: Record) -> bool:
    """Whether anything of a comment may be quoted."""
    return bool(honest_pieces(record.text))


def mood(record: Record) -> int:
    """-1 for a negative comment, 1 for a positive one, 0 for neither or not known.

    Where a customer gave a score it decides, but a good score with bad words is nobody's proof:
    that is how irony looks.
    """
    worded = _sign(record.sentiment, CLEARLY)
    scored = score_mood(record.metric, record.score)
    if scored is None:
        return worded
    return 0 if scored > 0 > worded else scored


def disagrees(record: Record, leaning: int) -> bool:
    """Whether a comment may be set against others that lean this way, -1 or 1.

    The customer's own score has to say so, and the words plainly too: what only the words seem to
    say is too often a joke, and what only the score says shows nobody why.
    """
    if leaning < 0:
        return is_plain_praise(record)
    scored = score_mood(record.metric, record.score)
    return scored == -1 and (record.sentiment or 0) <= -_PLAINLY


def is_plain_praise(record: Record, least: float = _PLAINLY) -> bool:
    """Whether a customer who gave a good score also wrote nothing but good, with words whose
    sentiment is at ``least`` so much.

    A word of refusal in praise is how irony looks: "fantastic, a bill that I can't read".
    """
    scored = score_mood(record.metric, record.score)
    plain = scored == 1 and (record.sentiment or 0) >= least
    return plain and not _REFUSAL.search(record.text)


def stands_alone(quoted: str) -> bool:
    """Whether words can be read without what stood before them: they do not begin with a word
    that points back."""
    return not _POINTS_BACK.match(quoted)


def _sign(value: float | None, least: float) -> int:
    return 0 if value is None or abs(value) < least else (value > 0) - (value < 0)
