"""Comments in batches: deduplicated, redacted, embedded, tagged and stored."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from domain.audience import EMPLOYEE_GROUP
from domain.verbatim import State, Verbatim
from knowledge.comment import Comment
from knowledge.language import LanguageTeller
from knowledge.personal import holds_free_text, names_a_person, tells_who
from knowledge.preparing import Pending, Preparing
from knowledge.pseudonym import (
    account_pseudonym,
    content_hash,
    customer_pseudonym,
    reference_pseudonym,
)
from knowledge.recording import with_recording
from knowledge.redaction import Redaction, Redactor
from knowledge.report import Tally
from knowledge.stage import Stages
from knowledge.store import Truth
from knowledge.tagging.tagger import Tagger, Tags
from knowledge.withdrawal import leave_out_forgotten
from retrieval.embedding import Embedder

_ID_DIGITS = 12
_DROPPED = "attribute"
_CALL = "call"  # the name of a transcript's file
_REMEMBERED = 20_000
_AHEAD = 2
# A worker needs ten seconds to load its models; a shorter file is done before that.
_LONG_FILE_BATCHES = 4


@dataclass(frozen=True, slots=True)
class _Begun:
    """A batch whose new comments are being redacted and embedded."""

    read: int
    new: Mapping[str, Comment]
    pending: Pending


@dataclass(slots=True)
class Intake:
    """Takes comments of one source into the truth. One for each import.

    ``now`` is when a comment came in. Close it (``with``) to end what ``take_all`` has started.
    """

    source: str
    approve: bool
    truth: Truth
    redactor: Redactor
    tagger: Tagger
    embedder: Embedder
    tally: Tally
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    stages: Stages = field(default_factory=Stages)
    _secret: bytes = field(init=False)
    _preparing: Preparing = field(init=False)
    _languages: LanguageTeller = field(init=False, default_factory=LanguageTeller)
    _seen_values: dict[tuple[bool, str], Redaction] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._secret = self.truth.secret()
        self._preparing = Preparing(self.redactor, self.embedder, self.stages)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._preparing.close()

    def take(self, comments: Sequence[Comment]) -> None:
        """Store the comments that are new, in one transaction; count what was redacted."""
        self._finish(self._begin(comments))

    def take_all(self, batches: Iterable[Sequence[Comment]]) -> Iterator[None]:
        """Store batch after batch, each in one transaction; yields after each.

        The next batch is begun before the last is stored, so that no processor waits.
        """
        begun: deque[_Begun] = deque()
        for number, batch in enumerate(batches):
            if number == _LONG_FILE_BATCHES:
                self._preparing.start_workers()
            begun.append(self._begin(batch))
            if len(begun) > _AHEAD:
                self._finish(begun.popleft())
                yield
        while begun:
            self._finish(begun.popleft())
            yield

    def _begin(self, comments: Sequence[Comment]) -> _Begun:
        with self.stages.measure("storage"):
            kept = leave_out_forgotten(self.truth, self._secret, comments)
            self.tally.forgotten += len(comments) - len(kept)
            by_hash: dict[str, Comment] = {}
            for comment in kept:
                by_hash.setdefault(self._hash(comment), comment)
            # Known ones go first: everything after this line is expensive.
            known = self.truth.known_hashes(list(by_hash))
        new = {digest: comment for digest, comment in by_hash.items() if digest not in known}
        with self.stages.measure("redaction"):
            self._learn_values(list(new.values()))
        words = [(self._heading(comment), comment.text) for comment in new.values()]
        pending = self._preparing.begin(words)
        return _Begun(len(comments), new, pending)

    def _finish(self, begun: _Begun) -> None:
        if not begun.new:
            return
        redacted, vectors = self._preparing.finish(begun.pending)
        texts = [redaction.text for redaction in redacted]
        with self.stages.measure("tagging"):
            tags = self.tagger.tag(texts, vectors)
        with self.stages.measure("redaction"):
            self._learn_values(list(begun.new.values()))
        with self.stages.measure("language"):
            rows = [
                with_recording(self._verbatim(digest, comment, redaction, tag), comment, redaction)
                for (digest, comment), redaction, tag in zip(
                    begun.new.items(), redacted, tags, strict=True
                )
            ]
        with self.stages.measure("storage"):
            self.tally.imported += self.truth.add_verbatims(rows, vectors)
        for redaction in redacted:
            self.tally.redacted.update(span.type for span in redaction.spans)

    def fingerprint(self, comment: Comment) -> tuple[str, str | None]:
        """The hash under which a comment is known again, and its id as it is stored."""
        return self._hash(comment), self._reference(comment.source_id)

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

    def _redacted(self, value: str, *, words: bool) -> Redaction:
        return self._seen_values[words, value]

    def _clean(self, value: str, *, words: bool = False) -> str | None:
        if not value:
            return None
        redaction = self._redacted(value, words=words)
        self.tally.redacted.update(span.type for span in redaction.spans)
        return redaction.text

    def _heading(self, comment: Comment) -> str:
        """What stands above the words, redacted; empty if nothing does."""
        values = ((name, comment.attributes.get(name)) for name in comment.headings)
        known = (
            self._redacted(value, words=holds_free_text(name, value))
            for name, value in values
            if value
        )
        return "\n".join(redaction.text for redaction in known)

    def _verbatim(
        self, digest: str, comment: Comment, redaction: Redaction, tags: Tags
    ) -> Verbatim:
        told_step = self._clean(comment.step) if comment.step else None
        told_themes = [clean for theme in comment.themes if (clean := self._clean(theme))]
        step = self.tagger.resolve_step(told_step) if told_step else tags.step
        themes = self.tagger.resolve_themes(told_themes) if told_themes else tags.themes
        return Verbatim(
            id="v_" + digest[:_ID_DIGITS],
            content_hash=digest,
            heading=self._heading(comment) or None,
            text=redaction.text,
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
            tag_doubt=tags.doubt,
            channel=self._clean(comment.channel),
            language=self._language(comment, redaction.text),
            url=self._clean(comment.url),
            audience=comment.audience or EMPLOYEE_GROUP,
            attributes=self._attributes(comment),
            state=State.APPROVED if self.approve else State.NEW,
            added_at=self.now(),
            personal_doubt=redaction.doubt,
            tagged_by="file" if told_step or told_themes else "machine",
        )

    def _language(self, comment: Comment, text: str) -> str | None:
        """As the file says, in short where it is a code; else as it can be told."""
        if told := self._clean(comment.language[:35]):
            return _plain_language(told)
        return self._languages.tell(text)

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


def _plain_language(told: str) -> str:
    """``en-GB`` and ``EN`` are ``en``; a language that is written out stays as it is."""
    code = told.replace("_", "-").partition("-")[0]
    return code.lower() if len(code) in {2, 3} and code.isalpha() else told


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
