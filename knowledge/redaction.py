"""Taking personal data out of text before anything else sees it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from string import ascii_uppercase
from typing import TYPE_CHECKING

from knowledge.recognisers.folding import Folded, fold
from knowledge.recognisers.pattern import find_in_field
from knowledge.recognisers.span import PERSON, TYPES, Found, Span

if TYPE_CHECKING:
    from knowledge.analysis import Analysis

_TOKEN = re.compile(rf"\[(?:{'|'.join(TYPES)})(?: [A-Z]{{1,2}})?\]")
_WITHIN_NAME = re.compile(r" (?:[^\W\d_]\.? )?")
_PIECE = 4000
_MOST_PASSES = 6

Detect = Callable[[Sequence[str]], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Redaction:
    """The redacted text, and the spans of the input that were replaced, in order, none touching.

    ``doubt``: personal data may be left that no rule believed; a person should look first.
    """

    text: str
    spans: tuple[Span, ...]
    doubt: bool = False


class Redactor:
    """Finds and replaces personal data. Loads its model at the first text; safe to keep."""

    @cached_property
    def _analysis(self) -> "Analysis":
        from knowledge.analysis import Analysis  # noqa: PLC0415 - costs seconds

        return Analysis()

    def redact(self, texts: Sequence[str]) -> list[Redaction]:
        """Redact running text: ``[email]``, ``[person A]`` and so on in place of what was there.

        A redacted text comes out of it unchanged. Any text is accepted, of any length.
        """
        return _redact_until_stable(texts, self._detect)

    def redact_fields(self, values: Sequence[str]) -> list[Redaction]:
        """Redact short values (a segment, a product): everything but names of people."""
        return _redact_until_stable(values, lambda texts: map(_find_in_field, texts))

    def _detect(self, texts: Sequence[str]) -> Iterator[Found]:
        folded = [fold(text) for text in texts]
        pieces = [list(_pieces(one.text)) for one in folded]
        flat = [one.text[a:b] for one, parts in zip(folded, pieces, strict=True) for a, b in parts]
        found = self._analysis.find(flat)
        for one, parts in zip(folded, pieces, strict=True):
            yield _put_together(one, [(a, next(found)) for a, _ in parts])


def _put_together(folded: Folded, pieces: Sequence[tuple[int, Found]]) -> Found:
    spans = [Span(s.start + at, s.end + at, s.type) for at, found in pieces for s in found.spans]
    doubted = any(found.doubted for _, found in pieces)
    return Found(tuple(map(folded.unfold, spans)), doubted=doubted)


def _find_in_field(text: str) -> Found:
    folded = fold(text)
    return Found(tuple(map(folded.unfold, find_in_field(folded.text))))


def _redact_until_stable(texts: Sequence[str], detect: Detect) -> list[Redaction]:
    """Redact what was redacted again until nothing is left to find.

    Replacing one name changes what a model makes of the next; a second reader must not find what
    the first has missed.
    """
    done = [Redaction(text, ()) for text in texts]
    open_ = list(range(len(texts)))
    for _ in range(_MOST_PASSES):
        found = detect([done[at].text for at in open_])
        still_open = []
        for at, one in zip(open_, found, strict=True):
            if new := _into_input(texts[at], done[at], one.spans):
                done[at] = replace_spans(texts[at], [*done[at].spans, *new])
                still_open.append(at)
            elif one.doubted:
                done[at] = replace(done[at], doubt=True)
        if not still_open:
            break
        open_ = still_open
    return done


def _into_input(text: str, redaction: Redaction, spans: Iterable[Span]) -> list[Span]:
    """Spans of the redacted text as spans of the input, tokens left out of them."""
    tokens = [match.span() for match in _TOKEN.finditer(redaction.text)]
    shifts = list(_shifts(text, redaction.spans))
    return [
        Span(_shifted(start, shifts), _shifted(end - 1, shifts) + 1, span.type)
        for span in spans
        for start, end in _outside(span, tokens)
        if any(map(str.isalnum, redaction.text[start:end]))
    ]


def _outside(span: Span, tokens: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = span.start
    for token_start, token_end in tokens:
        if token_end <= start or token_start >= span.end:
            continue
        if token_start > start:
            yield start, token_start
        start = token_end
    if start < span.end:
        yield start, span.end


def _shifts(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """From which output position on, how much must be added to be in the input."""
    shift = 0
    yield 0, 0
    for span, token in zip(spans, _tokens(text, spans), strict=True):
        shift += span.end - span.start - len(token)
        yield span.end - shift, shift


def _shifted(at: int, shifts: Sequence[tuple[int, int]]) -> int:
    return at + next(shift for begins, shift in reversed(shifts) if begins <= at)


def replace_spans(text: str, spans: Iterable[Span]) -> Redaction:
    """Put tokens in place of spans, the overlapping ones joined into one."""
    joined = tuple(_joined(text, spans))
    parts, at = [], 0
    for span, token in zip(joined, _tokens(text, joined), strict=True):
        parts += [text[at : span.start], token]
        at = span.end
    return Redaction("".join(parts) + text[at:], joined)


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans without overlaps, trimmed to what they cover; the stronger type names a joined one."""
    held: Span | None = None
    for span in sorted(_trimmed(text, span) for span in spans):
        if held and (span.start < held.end or _is_one_name(text, held, span)):
            kind = min(held.type, span.type, key=TYPES.index)
            held = Span(held.start, max(held.end, span.end), kind)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _is_one_name(text: str, held: Span, span: Span) -> bool:
    """Whether two finds are the halves of one name: nothing but a space or an initial between."""
    between = text[held.end : span.start]
    return held.type == span.type == PERSON and bool(_WITHIN_NAME.fullmatch(between))


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start + 1, span.start + len(words.rstrip())), span.type)


def _tokens(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """The token for each span; people get a letter each as soon as there are two of them."""
    taken = {match.group() for match in _TOKEN.finditer(text) if match.group().startswith("[p")}
    free = (letter for letter in _letters() if f"[{PERSON} {letter}]" not in taken)
    names = dict.fromkeys(_identity(text, span) for span in spans if span.type == PERSON)
    who = {name: _whole_name(name, names) for name in names}
    people = dict.fromkeys(who.values())
    alone = len(people) == 1 and not any(token.startswith(f"[{PERSON}") for token in taken)
    tokens = {one: f"[{PERSON}]" if alone else f"[{PERSON} {next(free)}]" for one in people}
    for span in spans:
        person = span.type == PERSON
        yield tokens[who[_identity(text, span)]] if person else f"[{span.type}]"


def _whole_name(name: str, names: Iterable[str]) -> str:
    """The one full name that a first or a last name stands for; itself if none or several do."""
    fitting = [
        full for full in names if " " in full and name in {full.split()[0], full.split()[-1]}
    ]
    return fitting[0] if len(fitting) == 1 else name


def _letters() -> Iterator[str]:
    for first in ("", *ascii_uppercase):
        for second in ascii_uppercase:
            yield first + second
    while True:
        yield "Z"


def _identity(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].casefold().split())


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where a long text is cut, at white space if there is some, so that no model chokes on it."""
    start = 0
    while len(text) - start > _PIECE:
        cut = max(text.rfind(mark, start + _PIECE // 2, start + _PIECE) for mark in "\n ")
        end = cut if cut > start else start + _PIECE
        yield start, end
        start = end
    yield start, len(text)
