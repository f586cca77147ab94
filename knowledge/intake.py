"""Comments in batches: deduplicated, redacted, embedded, tagged and stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.audience import EMPLOYEE_GROUP
from domain.verbatim import State, Verbatim
from knowledge.comment import Comment
from knowledge.personal import holds_free_text, names_a_person, tells_who
from knowledge.pseudonym import (
    account_pseudonym,
    content_hash,
    customer_pseudonym,
    reference_pseudonym,
)
from knowledge.redaction import Redaction, Redactor
from knowledge.report import Tally
from knowledge.store import Truth
from knowledge.tagging.tagger import Tagger, Tags
from knowledge.withdrawal import leave_out_forgotten
from retrieval.embedding import Embedder

_ID_DIGITS = 12
_DROPPED = "attribute"
_CALL = "call"  # the name of a transcript's file
_REMEMBERED = 20_000


@dataclass(slots=True)
class Intake:
    """Takes comments of one source into the truth. One for each import."""

    source: str
    approve: bool
    truth: Truth
    redactor: Redactor
    tagger: Tagger
    embedder: Embedder
    tally: Tally
    _secret: bytes = field(init=False)
    _seen_values: dict[tuple[bool, str], Redaction] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._secret = self.truth.secret()

    def take(self, comments: Sequence[Comment]) -> None:
        """Store the comments that are new, in one transaction; count what was redacted."""
        kept = leave_out_forgotten(self.truth, self._secret, comments)
        self.tally.forgotten += len(comments) - len(kept)
        by_hash = {self._hash(comment): comment for comment in kept}
        # Known ones go first: everything after this line is expensive.
        known = self.truth.known_hashes(list(by_hash))
        new = {digest: comment for digest, comment in by_hash.items() if digest not in known}
        if not new:
            return
        redacted = self.redactor.redact([comment.text for comment in new.values()])
        texts = [redaction.text for redaction in redacted]
        vectors = self.embedder.embed(texts)
        tags = self.tagger.tag(texts, vectors)
        self._learn_values(list(new.values()))
        rows = [
            self._verbatim(digest, comment, text, tag)
            for (digest, comment), text, tag in zip(new.items(), texts, tags, strict=True)
        ]
        self.tally.imported += self.truth.add_verbatims(rows, vectors)
        for redaction in redacted:
            self.tally.redacted.update(span.type for span in redaction.spans)

    def _hash(self, comment: Comment) -> str:
        return content_hash(
            self._secret,
            text=comment.text,
            source_id=comment.source_id,
            occurred_at=comment.occurred_at,
            customer=self._customer(comment),
            score=comment.score,
            channel=comment.channel or None,
        )

    def _customer(self, comment: Comment) -> str | None:
        return customer_pseudonym(self._secret, comment.customer) if comment.customer else None

    def _learn_values(self, comments: Sequence[Comment]) -> None:
        """Redact every new field value of the batch at once; most values come again and again."""
        if len(self._seen_values) > _REMEMBERED:
            self._seen_values.clear()
        wanted = {key for comment in comments for key in _field_values(comment)}
        for words in (False, True):
            texts = [
                t for free, t in wanted if free is words and (free, t) not in self._seen_values
            ]
            redact = self.redactor.redact if words else self.redactor.redact_fields
            for text, redaction in zip(texts, redact(texts), strict=True):
                self._seen_values[words, text] = redaction

    def _clean(self, value: str, *, words: bool = False) -> str | None:
        if not value:
            return None
        redaction = self._seen_values[words, value]
        self.tally.redacted.update(span.type for span in redaction.spans)
        return redaction.text

    def _verbatim(self, digest: str, comment: Comment, text: str, tags: Tags) -> Verbatim:
        told_step = self._clean(comment.step) if comment.step else None
        told_themes = [clean for theme in comment.themes if (clean := self._clean(theme))]
        step = self.tagger.resolve_step(told_step) if told_step else tags.step
        themes = self.tagger.resolve_themes(told_themes) if told_themes else tags.themes
        return Verbatim(
            id="v_" + digest[:_ID_DIGITS],
            content_hash=digest,
            text=text,
            source=self.source,
            source_id=self._reference(comment.source_id),
            occurred_at=comment.occurred_at,
            score=comment.score,
            metric=comment.metric,
            customer=self._customer(comment),
            account=account_pseudonym(self._secret, comment.account) if comment.account else None,
            segment=self._clean(comment.segment),
            persona=self._clean(comment.persona),
            step=step,
            themes=themes,
            sentiment=tags.sentiment,
            channel=self._clean(comment.channel),
            language=self._clean(comment.language[:35]),
            url=self._clean(comment.url),
            audience=comment.audience or EMPLOYEE_GROUP,
            attributes=self._attributes(comment),
            state=State.APPROVED if self.approve else State.NEW,
        )

    def _reference(self, source_id: str | None) -> str | None:
        if source_id and tells_who(source_id):
            return reference_pseudonym(self._secret, source_id)
        return source_id

    def _attributes(self, comment: Comment) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in comment.attributes.items():
            if names_a_person(name):
                self.tally.redacted[_DROPPED] += 1
            elif name == _CALL and tells_who(value):
                kept[name] = reference_pseudonym(self._secret, value)
            elif clean := self._clean(value, words=holds_free_text(name, value)):
                kept[name] = clean
        return kept


def _field_values(comment: Comment) -> list[tuple[bool, str]]:
    fields = (
        comment.segment,
        comment.persona,
        comment.channel,
        comment.url,
        comment.step,
        comment.language[:35],
        *comment.themes,
    )
    values = [(False, value) for value in fields if value]
    return values + [
        (holds_free_text(name, value), value)
        for name, value in comment.attributes.items()
        if value and not names_a_person(name)
    ]
