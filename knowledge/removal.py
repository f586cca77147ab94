"""Taking further words out of a comment that is stored already."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from domain.review import Removal
from knowledge.recognisers.span import PERSON, TYPES

TOKENS = ("removed", *TYPES)
TOKEN = re.compile(rf"\[(?:{'|'.join(TOKENS)})(?: [A-Z]{{1,2}})?\]")


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything of a piece of evidence in which words stand, and where its recording is."""

    id: str
    text: str
    attributes: Mapping[str, str]
    moments: tuple[tuple[int, float], ...] = ()
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class _Cut:
    start: int
    end: int
    token: str


def take_out(wording: Wording, removal: Removal) -> tuple[Wording, int]:
    """The wording without those words, and in how many places they stood.

    Words are found whatever their case and white space, as whole words; tokens that stand there
    already are never cut. Moments of a recording move with the text. Spans mean the text alone.
    """
    found = _find_words(wording.text, removal.words)
    cuts = _cuts(wording.text, [*found, *removal.spans], removal.instead)
    attributes, places = {}, len(cuts)
    for name, value in wording.attributes.items():
        attributes[name], gone = _without(value, removal)
        places += gone
    # The heading is made of attributes, where its places were counted.
    heading = _without(wording.heading, removal)[0] if wording.heading else None
    moments = tuple((_moved(at, cuts), second) for at, second in wording.moments)
    text = _cut(wording.text, cuts)
    changed = replace(wording, text=text, attributes=attributes, moments=moments, heading=heading)
    return changed, places


def _without(value: str, removal: Removal) -> tuple[str, int]:
    cuts = _cuts(value, _find_words(value, removal.words), removal.instead)
    return _cut(value, cuts), len(cuts)


def _find_words(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    tokens = [match.span() for match in TOKEN.finditer(text)]
    for each in words:
        parts = [re.escape(part) for part in each.split()]
        if not parts:
            continue
        phrase = r"\s+".join(parts)
        whole = re.compile(rf"(?<!\w){phrase}(?!\w)", re.IGNORECASE)
        for match in whole.finditer(text):
            if not any(_overlap(match.span(), token) for token in tokens):
                yield match.span()


def _cuts(text: str, spans: Iterable[tuple[int, int]], token: str) -> list[_Cut]:
    """What is cut, in order, none touching another; a token is cut whole or not at all."""
    tokens = [match.span() for match in TOKEN.finditer(text)]
    joined: list[tuple[int, int]] = []
    for span in sorted(_widened(text, span, tokens) for span in spans):
        if joined and span[0] <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], span[1]))
        elif span[0] < span[1]:
            joined.append(span)
    names = _names(text, joined, token)
    return [_Cut(*span, names[text[slice(*span)].casefold()]) for span in joined]


def _widened(
    text: str, span: tuple[int, int], tokens: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    start, end = max(0, span[0]), min(len(text), span[1])
    for token in tokens:
        if _overlap((start, end), token):
            start, end = min(start, token[0]), max(end, token[1])
    return start, end


def _names(text: str, spans: Sequence[tuple[int, int]], token: str) -> dict[str, str]:
    """The token for each of the words; people get a letter each as soon as there are two."""
    words = list(dict.fromkeys(text[slice(*span)].casefold() for span in spans))
    taken = {match.group() for match in TOKEN.finditer(text)}
    alone = len(words) == 1 and not any(each.startswith(f"[{PERSON}") for each in taken)
    if token != PERSON or alone:
        return dict.fromkeys(words, f"[{token}]")
    free = (f"[{PERSON} {a}]" for a in ascii_uppercase if f"[{PERSON} {a}]" not in taken)
    return {each: next(free, f"[{PERSON} Z]") for each in words}


def _cut(text: str, cuts: Sequence[_Cut]) -> str:
    parts, at = [], 0
    for cut in cuts:
        parts += [text[at : cut.start], cut.token]
        at = cut.end
    return "".join(parts) + text[at:]


def _moved(offset: int, cuts: Sequence[_Cut]) -> int:
    """Where an offset of the old text stands in the new one."""
    shift = 0
    for cut in cuts:
        if offset <= cut.start:
            break
        if offset < cut.end:
            return cut.start + shift
        shift += len(cut.token) - (cut.end - cut.start)
    return offset + shift


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
