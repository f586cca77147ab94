"""Reading a question as people type it in Slack."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.role import Role

_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
_LINK = re.compile(r"<(?:https?|mailto):[^|>]*\|([^>]*)>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+\|([^>]*)>")
_BARE = re.compile(r"<((?:https?|mailto):[^>]*)>")
_LEADING = re.compile(r"^(?:as|for|i am in|i work in|we are)\s+(?:the\s+)?", re.IGNORECASE)
_AFTER_ROLE = re.compile(r"^(?:\s+(?:team|department|lead))?\s*[:,;–—-]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question itself, and the role it was asked for, if the words name one."""

    text: str
    role: str | None = None


def read_question(raw: str, roles: Iterable[Role]) -> Asked:
    """Take mentions and Slack's markup off, and a leading "as finance:" for the role."""
    words = _without_markup(raw)
    lead = _LEADING.match(words)
    if lead is None:
        return Asked(words)
    rest = words[lead.end() :]
    for spelling, name in _spellings(roles):
        if not rest.lower().startswith(spelling):
            continue
        if end := _AFTER_ROLE.match(rest[len(spelling) :]):
            return Asked(rest[len(spelling) + end.end() :].strip(), name)
    return Asked(words)


def find_role(words: str, roles: Iterable[Role]) -> str | None:
    """The name of the role that these words are a name or title of."""
    wanted = words.strip().lower()
    return next((name for spelling, name in _spellings(roles) if spelling == wanted), None)


def _spellings(roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Every way to write a role, longest first, so that "field sales" wins over "field"."""
    found = {
        spelling.lower(): role.name
        for role in roles
        for spelling in (*role.titles, role.title, role.name)
        if spelling
    }
    return sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0]))


def _without_markup(raw: str) -> str:
    words = _MENTION.sub(" ", raw)
    words = _CHANNEL.sub(r"#\1", _LINK.sub(r"\1", words))
    words = _BARE.sub(r"\1", words)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        words = words.replace(entity, character)
    return " ".join(words.split())
