"""Which part of a comment is a customer's, and which is meant for a machine.

A comment may carry an instruction to whatever reads it. It cannot do anything here, as nothing a
customer wrote is obeyed; but it is no customer's experience, so it is not quoted where other words
of the same comment can be. Signs are structural: orders to a machine, markup, codes, characters
that nobody types. An honest sentence taken for one costs a quote and nothing else.
"""

import re
import unicodedata
from collections.abc import Iterator

from domain.excerpt import Span

_TO_END = r"[^.!?\n]*[.!?]*"
_ORDERED = (
    r"instruction\w*|prompts?|previous|prior|above|earlier|preceding|rules?|guidelines?|context"
    r"|tasks?|everything|that|text|conversation|programming|directives?"
)
_ORDERED_ELSEWHERE = (
    r"anweisung|aufgabe|auftr|befehl|alles|vorherig|instru|istruz|opdracht|consign|ordin"
)
_ROLES = (
    r"system|assistant|user|human|developer|admin|ai|instructions?|prompt|task|answer|response"
    r"|output"
)
_REPEAT = r"print|output|say|write|type|repeat|return|display|echo|reveal|include|append|add"
_EXACTLY = r"only\s+|exactly\s+|just\s+|the (?:word|phrase|code|text|string)s?\s+|out\s+"
_CODE = r"(?-i:(?=[A-Z][A-Z\d_-]*[\d_-]|[A-Z]{5,})[A-Z\d_-]{4,}\b)"
_BECOME = (
    r"you are now an?|now you are|you must now|from now on,? you|pretend (?:to be|you)"
    r"|(?:you to|must|will|should) act as"
)
_MACHINES = r"system prompt|language model|developer mode|jailbreak\w*|chat ?gpt|admin rights"
_GREETED = r"(?:as an|dear|hey|hi|hello|attention|note to)\s+(?:the\s+)?(?:ai|assistant|bot|model)"
_FOLLOWING = r"(?:new|these|my|following) (?:instructions?|orders|question|task)"
_ORDERS = (
    rf"\b(?:ignor|disregard|forget|overrid|bypass)\w*\b[^.!?\n]{{0,40}}\b(?:{_ORDERED})\b",
    # The same in the languages that comments come in.
    rf"\b(?:ignor|missacht|vergiss|oubli|olvid|negeer)\w*\b[^.!?\n]{{0,50}}\b(?:{_ORDERED_ELSEWHERE})\w*",
    r"\b(?:your|new|next)\s+(?:new\s+|real\s+|only\s+)?task\b",
    r"\b(?:reply|respond|answer)\s+(?:only|just|solely|exactly|with|in)\b",
    rf"\b(?:{_BECOME})\b",
    r"(?-i:\b(?:System|Assistant|User|Human|Developer|Admin|AI|Prompt|Task|Answer|Output)):",
    rf"\b{_FOLLOWING}\b[^.!?\n:]{{0,12}}:",
    rf"\b(?:{_MACHINES})\b",
    rf"\b{_GREETED}\b",
    rf"\b(?:{_REPEAT})\s+(?:{_EXACTLY})*[\"'“‘`*]*{_CODE}",
)  # fmt: skip
# At the beginning of a sentence only: the middle of one may speak of such things.
_OPENING = r"(?:(?<=[.!?\n])|(?<=^)|(?<=[.!?\n] ))\s*"
_OPENERS = (
    rf"{_OPENING}[#*\[<\s]*(?:{_ROLES})\s*[\]>*]*\s*:",
    rf"{_OPENING}(?:print|output|echo|repeat after|translate|summari[sz]e|reveal)\b",
    rf"{_OPENING}(?:now|instead|then),?\s+(?:ignore|say|print|output|reply|write|do)\b",
)
_SHOUTS = (
    rf"\b(?:IMPORTANT|ATTENTION|OVERRIDE|NEW TASK|INSTRUCTIONS?|NOTICE|BEGIN|END)\s*:{_TO_END}"
)
_MARKUP = (
    r"<!--.*?(?:-->|$)",
    r"```.*?(?:```|$)",
    r"<\|.*?\|>",
    r"<[^<>\n]{1,300}>",
    r"!?\[[^\]\n]*\]\([^)\n]*\)",
    r"\[/?[A-Z]{3,}\]",
    r"(?:^|\n)\s*(?:#{2,}|-{3,}|={3,})[^\n]*",
    r"\{[\{%].*?[\}%]\}",
    r"\bhttps?://\S+",
    r"\bjavascript:\S+",
)
_ENCODED = (
    r"\b(?=[A-Za-z+/]*\d)(?=[\d+/]*[A-Za-z])[A-Za-z0-9+/]{24,}={0,2}",
    r"[A-Za-z0-9+/]{16,}={1,2}",
    r"(?:\\x[0-9a-fA-F]{2}|%[0-9A-Fa-f]{2}|&#x?[0-9a-fA-F]+;){4,}",
    r"\b(?:\w[ .\-_]){6,}\w\b",
)
_SIGNS = (
    re.compile(rf"(?:{'|'.join((*_ORDERS, *_OPENERS))}){_TO_END}", re.IGNORECASE),
    re.compile(_SHOUTS),
    re.compile("|".join((*_MARKUP, *_ENCODED)), re.DOTALL),
)
_NEAR = 25
_FEWEST_LETTERS = 3


def honest_pieces(text: str) -> list[Span]:
    """The spans between what looks meant for a machine, in order; none if nothing else is there."""
    pieces: list[Span] = []
    at = 0
    for start, end in [*_planted(text), (len(text), len(text))]:
        left, right = _stripped(text, at, start)
        if sum(map(str.isalpha, text[left:right])) >= _FEWEST_LETTERS:
            pieces.append((left, right))
        at = max(at, end)
    return pieces


def _planted(text: str) -> list[Span]:
    """What looks meant for a machine, scraps in between with it."""
    merged: list[Span] = []
    for start, end in sorted(_signs(text)):
        if merged and start - merged[-1][1] <= _NEAR:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _signs(text: str) -> Iterator[Span]:
    for sign in _SIGNS:
        yield from (match.span() for match in sign.finditer(text))
    for at, character in enumerate(text):
        if _is_strange(character):
            yield at, at + 1


def _is_strange(character: str) -> bool:
    """Invisible, or an ordinary letter in disguise."""
    if character.isascii() or character in "\u200d\ufe0f":  # the last two belong to emoji
        return False
    if unicodedata.category(character) in {"Cf", "Co", "Cn"}:
        return True
    # Letters of mathematics, in circles or of full width are written to get past a filter.
    return (
        character.isalpha()
        and unicodedata.normalize("NFKC", character).isascii()
        and (unicodedata.name(character, "").startswith(("MATHEMATICAL", "FULLWIDTH", "CIRCLED")))
    )


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    return left, max(left, start + len(words.rstrip()))
