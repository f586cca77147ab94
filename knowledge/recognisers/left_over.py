"""What is left of an address: beside a find, below a name, or a number that was announced."""

import re
from collections.abc import Iterator

from knowledge.recognisers.lexicon import FUNCTION_WORDS
from knowledge.recognisers.postal import LABELS
from knowledge.recognisers.span import ADDRESS, Span

# "0269 [person] terrasse [address]": half the name of a street was taken for a person.
_BETWEEN = re.compile(
    r"(?<![\w.,-])\d{1,5}[A-Za-z]?(?:\s[^\W\d_]{1,14}\.?){0,2}\s\[person(?: [A-Z]{1,2})?\]"
    r"(?P<rest>(?:\s[^\W\d_]{1,20}){0,2})\s\[address\]"
)
# "Wells at Suite 12", "to the same: Suite 727".
_FLAT_ALONE = re.compile(
    r"(?:\b(?:is|it['’]s) (?:on|in|at)|\baddress(?:es)?\b[^.\n]{0,30}?(?::| to| is| with| at))\s"
    r"(?P<flat>(?:suite|apt|flat|unit|apartment|ste)\b\.?\s\d{1,5}[A-Za-z]?)(?!\w)",
    re.IGNORECASE,
)
# A line of its own among lines of contact: "656 Shawn Station", "Furustigen 31".
_HOUSE_LINE = re.compile(
    r"^[>?\s]{0,5}(?P<line>\d{1,5}[A-Za-z]?,?(?:\s[^\W\d_a-z][\w'’.-]{1,25}){1,4},?"
    r"|[^\W\d_a-z][\w'’.-]{1,25}(?:\s[^\W\d_][\w'’.-]{0,25}){0,3}\s\d{1,4}[A-Za-z]?(?:/\d+)?[,.]?"
    r"|(?:[^\W\d_a-z]\w{1,20}\s)?\[person(?: [A-Z]{1,2})?\]\s\d{1,4})"
    r"[ \t]{0,3}$",
    re.MULTILINE,
)
_AFTER = re.compile(
    r"\[address\](?P<rest>(?:\s[^\W\d_a-z][\w'’-]{1,20}){1,2})[ \t]{0,3}$", re.MULTILINE
)
_BEGINS_A_BLOCK = re.compile(r"[\s>?*-]{0,8}\[person")
# Numbers, floors and words that touch an address.
_TOUCHING = re.compile(
    r"(?<!\S)(?P<before>\d{1,5}(?:/\d{1,5})?[A-Za-z]?|(?:level|floor|suite|apt|flat|unit|lot|villa)"
    r"(?:\s\d{1,4})?)\s\[address\]",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\[address\](?P<words>(?:\s[^\W\d_]{3,20}){1,2})\s\[address\]")
_SUITE = re.compile(r"\b(?:Suite|Apt\.?|Apartment)\s\d{3,4}\b")
# "lives on 87331 street", "the office is at 28919", "my addresses: 80896, and 42940".
_BARE = re.compile(
    r"(?:\b(?:lives?|living|lived|resides?|stays?) (?:on|at|in)|\b(?:meet|find) (?:me|you|us|them) "
    r"at|"
    r"\b(?:office|shop|store|house|home|flat|station|stop|entrance|party|place|restaurant) "
    r"is (?:at|on)|"
    r"\baddress(?:es)?\b[^.!?\n]{0,40}?(?::|\?| to| is| are| with)|\bvalidate the following\W|"
    r"\b(?:sent|send|deliver(?:ed)?|ship(?:ped)?)\b[^.!?\n]{0,16}(?:to\?|to:?)\s?(?:user|me|customer)?:?)"
    r"\s{0,3}(?P<number>\d{2,5}[A-Za-z]?(?:,? (?:and|or) \d{2,5}[A-Za-z]?)?)(?![\w%:]|[.,/-]\d)"
    r"(?!\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|days?|weeks?|months?|years?|hours?|min|%))",
    re.IGNORECASE,
)
_NUMBERED_STREET = re.compile(
    r"(?<![\w.,-])\d{1,5} (?:street|St\.|avenue|Ave\.|road|Rd\.)(?!\w)", re.IGNORECASE
)
_BARE_LINE = re.compile(r"^[>?\s]{0,5}(?P<number>\d{2,5}[A-Za-z]?),?[ \t]{0,3}$", re.MULTILINE)
# "77206 Srednja pot [address]", "on Alder Station [address]": the street before what was found.
_STREET_BEFORE = re.compile(
    r"(?:(?<![\w.,-])(?=\d{2,5}[A-Za-z]?\s)|\b(?:on|at|in|of|to|from)\s(?=[^\W\d_a-z]))"
    r"(?P<words>(?:\d{2,5}[A-Za-z]?\s)?(?:[^\W\d_][\w'’.-]{1,20}\s{1,2}){1,3})\[address\]"
)
# "united states 86866", "ASKER nan 1386": the line after it.
_LINE_AFTER = re.compile(
    r"\[address\]\s*,?\s*\n\s*(?P<words>(?:[^\W\d_]{2,20}\s){1,3})\d{4,6}[ \t]*$", re.MULTILINE
)
_FINDERS = (
    (_SUITE, 0),
    (_TOUCHING, "before"),
    (_FLAT_ALONE, "flat"),
    (_BARE, "number"),
    (_NUMBERED_STREET, 0),
)


def find_left_over(text: str) -> Iterator[Span]:
    """Parts of addresses that are none by themselves; e-mails and numbers are hidden already."""
    for pattern, part in _FINDERS:
        for match in pattern.finditer(text):
            yield Span(*match.span(part), ADDRESS)
    for pattern, words, whole in (
        (_BETWEEN, "rest", 0),
        (_WITHIN, "words", "words"),
        (_STREET_BEFORE, "words", "words"),
        (_LINE_AFTER, "words", 0),
    ):
        for match in pattern.finditer(text):
            if not _is_sentence(match[words]):
                yield Span(*match.span(whole), ADDRESS)
    if "\n" in text and _BEGINS_A_BLOCK.match(text):
        yield from _lines(text)


def _lines(text: str) -> Iterator[Span]:
    for match in _AFTER.finditer(text):
        yield Span(*match.span("rest"), ADDRESS)
    for match in _BARE_LINE.finditer(text):
        yield Span(*match.span("number"), ADDRESS)
    for match in _HOUSE_LINE.finditer(text):
        words = re.findall(r"[^\W\d_]+", match["line"])
        if not any(word.casefold() in LABELS or _is_sentence(word) for word in words):
            yield Span(*match.span("line"), ADDRESS)


def _is_sentence(words: str) -> bool:
    return any(len(word) > 1 and word.casefold() in FUNCTION_WORDS for word in words.split())
