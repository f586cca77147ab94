"""Importing calls: what customers said, turn by turn."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.error import BadInput
from domain.moment import Moments, read_moment
from knowledge.comment import LONGEST_TEXT, Comment
from knowledge.intake import Intake
from knowledge.progress import Progress
from knowledge.readers.speaker import tell_parties
from knowledge.readers.transcript import Transcript, Turn, read_transcript
from knowledge.redaction import Redactor
from knowledge.report import ImportReport, Tally
from knowledge.spoken import FEWEST_WORDS, take_spoken
from knowledge.store import Truth
from knowledge.tagging.tagger import Tagger
from retrieval.embedding import Embedder

_CHANNEL = "call"


def import_transcripts(
    paths: Sequence[Path],
    *,
    source: str | None,
    approve: bool,
    truth: Truth,
    redactor: Redactor,
    tagger: Tagger,
    embedder: Embedder,
    progress: Progress | None = None,
) -> ImportReport:
    """Import VTT, SRT, JSON or plain transcripts; ``source`` defaults to ``calls``.

    Every customer turn of at least four words becomes a verbatim whose ``source_id`` is the
    file's stem, ``#`` and the number of the turn. All files are read before the first is stored:
    a BadInput about one of them leaves nothing half imported.
    """
    began = time.monotonic()
    tally = Tally()
    intake = Intake(
        source=source or "calls",
        approve=approve,
        truth=truth,
        redactor=redactor,
        tagger=tagger,
        embedder=embedder,
        tally=tally,
    )
    calls = [(path, list(customer_comments(read_transcript(path)))) for path in paths]
    take_spoken(calls, intake, progress)
    return tally.report(rejects_file=None, seconds=time.monotonic() - began)


def customer_comments(transcript: Transcript) -> Iterator[Comment]:
    """What the customer said in each stretch between two turns of somebody else.

    Raises BadInput as ``customer_stretches`` does.
    """
    for stretch in customer_stretches(transcript):
        yield _comment(transcript, stretch)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one speaker said in turns that follow each other; ``number`` is that of the first."""

    number: int
    turns: tuple[Turn, ...]

    @property
    def speaker(self) -> str:
        return self.turns[0].speaker

    @property
    def text(self) -> str:
        return " ".join(turn.text for turn in self.turns)

    @property
    def moments(self) -> Moments:
        """Where in the text each turn begins, and at which second it was said."""
        found: list[tuple[int, float]] = []
        offset = 0
        for turn in self.turns:
            if (second := read_moment(turn.at)) is not None:
                found.append((offset, second))
            offset += len(turn.text) + 1
        return tuple(found)


def customer_stretches(transcript: Transcript) -> Iterator[Stretch]:
    """The customer's stretches of at least four words.

    Raises BadInput if it cannot be told who is the customer.
    """
    sides = tell_parties(transcript.turns)
    if "customer" not in sides.values():
        names = ", ".join(sorted({turn.speaker for turn in transcript.turns if turn.speaker}))
        raise BadInput(
            f"{transcript.call}: cannot tell who is the customer among {names}. "
            "Rename the speakers to Agent and Customer."
        )
    for stretch in _stretches(transcript):
        told = len(stretch.text.split()) >= FEWEST_WORDS
        if sides.get(stretch.speaker) == "customer" and told:
            yield stretch


def _stretches(transcript: Transcript) -> Iterator[Stretch]:
    held: Stretch | None = None
    for number, turn in enumerate(transcript.turns, start=1):
        if held and turn.speaker in ("", held.speaker):
            held = Stretch(held.number, (*held.turns, turn))
            continue
        if held:
            yield held
        held = Stretch(number, (turn,))
    if held:
        yield held


def _comment(transcript: Transcript, stretch: Stretch) -> Comment:
    attributes = {"call": transcript.call, "at": stretch.turns[0].at}
    return Comment(
        line=stretch.number,
        text=stretch.text[:LONGEST_TEXT],
        source_id=f"{transcript.call}#{stretch.number}",
        occurred_at=transcript.day,
        channel=_CHANNEL,
        attributes={name: value for name, value in attributes.items() if value},
        moments=stretch.moments,
    )
