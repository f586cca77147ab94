"""What the first items of a source would become, without storing anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from knowledge.comment import Comment
from knowledge.connectors.position import begin_since, position_from, spoken
from knowledge.connectors.source import Source, split
from knowledge.connectors.store import ConnectorState
from knowledge.personal import names_a_person
from knowledge.redaction import Redactor
from knowledge.row import BadRow

_PLAIN_FIELDS = ("segment", "persona", "step", "channel", "language", "url")


@dataclass(frozen=True, slots=True)
class Preview:
    """``comments`` are redacted; ``rejected`` are reasons. ``items`` is how many the page held."""

    items: int
    passed_over: int
    comments: list[dict[str, Any]]
    rejected: list[str]


def preview(
    source: Source, state: ConnectorState | None, redactor: Redactor, *, most: int
) -> Preview:
    """Ask for one page, as the next run would begin, and read its first items."""
    mark = source.declaration.mark
    position = position_from(state.position if state else {})
    since = spoken(begin_since(position, mark, source.filling), mark)
    items = source.reader.items(source.fetch(since, None).body)
    completed, gone = split(source.complete(items[:most]))
    read = [*gone, *islice(source.reader.comments(completed), most)]
    comments = [each for each in read if isinstance(each, Comment)]
    rejected = [each.reason for each in read if isinstance(each, BadRow)]
    reasons = [found.text for found in redactor.redact_fields(rejected)]
    shown = list(_redacted(comments, redactor))
    return Preview(len(items), source.reader.passed_over, shown, reasons)


def _redacted(comments: Sequence[Comment], redactor: Redactor) -> Iterator[dict[str, Any]]:
    texts = redactor.redact([comment.text for comment in comments])
    for comment, text in zip(comments, texts, strict=True):
        yield {
            "id": _clean(comment.source_id or "", redactor),
            "text": text.text,
            "occurred_at": comment.occurred_at,
            "score": comment.score,
            "metric": comment.metric,
            "customer": "(a pseudonym)" if comment.customer else None,
            "account": "(a pseudonym)" if comment.account else None,
            **{
                name: _clean(getattr(comment, name), redactor)
                for name in _PLAIN_FIELDS
                if getattr(comment, name)
            },
            "attributes": {
                name: _clean(value, redactor)
                for name, value in comment.attributes.items()
                if not names_a_person(name)
            },
        }


def _clean(value: str, redactor: Redactor) -> str:
    return redactor.redact([value])[0].text
