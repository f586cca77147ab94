"""Texts as Slack wants them.

Words of customers and of the knowledge base travel as ``plain_text``, where Slack interprets
nothing: no mention, no link, no formatting. Only our own words, and names proved harmless, are
put in ``mrkdwn``.
"""

import re
from urllib.parse import urlsplit

from bot.blocks.message import Block

# Characters by which a text could format, mention or link in mrkdwn, or begin a quote or list.
_ACTIVE = re.compile(r"[*_~`:<>&|@#\n\r]")
_URL_BREAKERS = re.compile(r"[\s<>|\x00-\x1f]")


def escape(words: str) -> str:
    """The three characters that Slack gives a meaning to, made harmless."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(words: str) -> Block:
    """A text object that shows exactly these characters; a blank one shows a dash."""
    return {"type": "plain_text", "text": words if words.strip() else "–", "emoji": False}


def mrkdwn(markup: str) -> Block:
    """A formatted text object. The markup must be our own or escaped; links are not guessed."""
    return {"type": "mrkdwn", "text": markup if markup.strip() else "–", "verbatim": True}


def is_inert(words: str) -> bool:
    """Whether words can stand in mrkdwn without meaning anything to it."""
    return not _ACTIVE.search(words)


def link(url: str | None, label: str) -> str | None:
    """A mrkdwn link to a web address, or None if the address cannot be trusted to stay one."""
    if not url or len(url) > 1000 or _URL_BREAKERS.search(url) or not is_inert(label):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return f"<{url.replace('&', '&amp;')}|{label}>" if is_web else None


def section(words: str, **more: object) -> Block:
    return {"type": "section", "text": plain(words), **more}


def marked_section(markup: str, **more: object) -> Block:
    return {"type": "section", "text": mrkdwn(markup), **more}


def context(*elements: Block) -> Block:
    return {"type": "context", "elements": list(elements)}


def header(words: str) -> Block:
    return {"type": "header", "text": plain(shorten(words, 150))}


def divider() -> Block:
    return {"type": "divider"}


def shorten(words: str, limit: int) -> str:
    """Cut our own words at a word boundary. Never for quotes: drop their block instead."""
    if len(words) <= limit:
        return words
    cut = words.rfind(" ", 0, limit - 1)
    return words[: cut if cut > limit // 2 else limit - 1].rstrip() + "…"
