"""E-mail addresses, also written out so that a filter will not see them."""

import re
from collections.abc import Iterator

from knowledge.recognisers.span import EMAIL, Span

_LOCAL = r"(?<![\w.+%-])[\w.+%'’-]{1,64}"
_LABEL = r"[^\W_](?:[\w-]{0,62})"
_DOT = (
    r"(?:\.|\s?[\[({<]\s?(?:dot|\.|punkt|point|punto)\s?[\])}>]\s?|\s(?:dot|punkt|point|punto)\s)"
)
_BRACKET_AT = r"\s?[\[({<]\s?(?:at|@|ät|arroba)\s?[\])}>]\s?"

_PLAIN = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL}){{0,5}}")
_SPACED = re.compile(
    rf"{_LOCAL}(?:[@＠]|\s[@＠]\s){_LABEL}(?:(?:{_DOT}|\s\.\s){_LABEL}){{1,5}}", re.IGNORECASE
)
_BRACKETED = re.compile(rf"{_LOCAL}{_BRACKET_AT}{_LABEL}(?:{_DOT}{_LABEL}){{1,5}}", re.IGNORECASE)
# "jane dot doe at example dot com"
_SPOKEN = re.compile(
    rf"{_LOCAL}(?:\s(?:dot|punkt|point|punto|underscore|dash)\s[\w%-]{{1,64}}){{0,3}}\s(?:at|arroba|ät)\s{_LABEL}(?:\s(?:dot|punkt)\s{_LABEL}){{1,4}}",
    re.IGNORECASE,
)
# "shopping at amazon.com" is no address; "jane.doe at example.com" is.
_HALF_SPOKEN = re.compile(
    rf"(?P<local>{_LOCAL})\s(?:at|@)\s{_LABEL}(?:\.{_LABEL}){{1,4}}", re.IGNORECASE
)
_TIME = re.compile(r"\d\s?[ap]m$", re.IGNORECASE)
_CUE = re.compile(r"(?:e-?mail|contact|reach|write)\b[^.!?\n]{0,30}$", re.IGNORECASE)


def find_emails(text: str) -> Iterator[Span]:
    for pattern in (_PLAIN, _SPACED, _BRACKETED, _SPOKEN):
        for match in pattern.finditer(text):
            if pattern is not _PLAIN or _is_whole(text, match):
                yield Span(match.start(), _without_stop(text, match.end()), EMAIL)
    for match in _HALF_SPOKEN.finditer(text):
        odd = re.search(r"[\d._+]|[a-z][A-Z]", match["local"])
        if match.group()[-1].isdigit() or _TIME.search(match.group()):
            continue
        if odd or _CUE.search(text[max(0, match.start() - 45) : match.start()]):
            yield Span(match.start(), match.end(), EMAIL)


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Whether a domain is there; after "mail me" half of one is enough."""
    if "." in match.group().rpartition("@")[2]:
        return True
    return bool(_CUE.search(text[max(0, match.start() - 45) : match.start()]))


def _without_stop(text: str, end: int) -> int:
    return end - 1 if text[end - 1] in ".-" else end
