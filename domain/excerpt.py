"""Choosing the part of a verbatim that is quoted: whole sentences, exact characters."""

import re
from collections.abc import Callable, Iterator, Sequence

# A full stop within a number or an address (9.99, shop.example) ends nothing.
_SENTENCE = re.compile(
    r"(?:[^.!?…\n]|[.!?…](?=[^\s.!?…A-Z\"“”'’»)\]]))+(?:[.!?…]+[\"”'’»)\]]*|\n|$)"
)
_INNER_QUOTES = frozenset('"“”„«»')
Span = tuple[int, int]


def sentence_spans(text: str) -> Iterator[Span]:
    """Start and end of each sentence, white space at its ends left out."""
    for match in _SENTENCE.finditer(text):
        words = match.group()
        stripped = words.strip()
        if stripped:
            start = match.start() + len(words) - len(words.lstrip())
            yield start, start + len(stripped)


def choose_excerpt(
    text: str,
    worth: Callable[[str], float],
    limit: int = 240,
    pieces: Sequence[Span] | None = None,
) -> Span:
    """The run of whole sentences, at most ``limit`` characters, whose best sentence is worth most.

    Sentences that contain quotation marks are avoided, so that where a quote ends is never in
    doubt. A first sentence longer than the limit is cut at a word. ``pieces`` are the spans that
    may be quoted, all of the text if they are not given; a run stays within one of them.
    """
    runs = [_sentences_in(text, piece) for piece in pieces or [(0, len(text))]]
    run = max(runs, key=lambda spans: max(_worth(text, span, worth) for span in spans))
    best = max(run, key=lambda span: _worth(text, span, worth))
    index = run.index(best)
    start, end = best
    for near_start, near_end in run[index + 1 :]:
        if near_end - start > limit or _INNER_QUOTES & set(text[near_start:near_end]):
            break
        end = near_end
    for near_start, near_end in reversed(run[:index]):
        if end - near_start > limit or _INNER_QUOTES & set(text[near_start:near_end]):
            break
        start = near_start
    return (start, end) if end - start <= limit else (start, _cut_at_word(text, start, limit))


def _sentences_in(text: str, piece: Span) -> list[Span]:
    """The sentences of a part of the text, by their places in the whole; never none."""
    first, last = piece
    found = [(first + start, first + end) for start, end in sentence_spans(text[first:last])]
    return found or [piece]


def _worth(text: str, span: Span, worth: Callable[[str], float]) -> tuple[bool, float]:
    words = text[span[0] : span[1]]
    return not _INNER_QUOTES & set(words), worth(words)


def _cut_at_word(text: str, start: int, limit: int) -> int:
    space = text.rfind(" ", start + 1, start + limit)
    return space if space > start else start + limit
