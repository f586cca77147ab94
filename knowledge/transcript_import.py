"""Importing calls: what customers said, turn by turn."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from domain.error import BadInput
from knowledge.batch import batches
from knowledge.comment import LONGEST_TEXT, Comment
from knowledge.intake import Intake
from knowledge.progress import Progress, Silence
from knowledge.readers.speaker import tell_parties
from knowledge.readers.transcript import Transcript, Turn, read_transcript
from knowledge.redaction import Redactor
from knowledge.report import ImportReport, Tally
from knowledge.store import Truth
from knowledge.tagging.tagger import Tagger
from retrieval.embedding import Embedder

_FEWEST_WORDS = 4
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
    """Import VTT, SRT or plain transcripts; ``source`` defaults to ``calls``.

    Every customer turn of at least four words becomes a verbatim whose ``source_id`` is the
    file's stem, ``#`` and the number of the turn. All files are read before the first is stored:
    a BadInput about one of them leaves nothing half imported.
    """
    began = time.monotonic()
    watcher = progress or Silence()
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
    for path, comments in calls:
        watcher.begin(path.stat().st_size)
        if not comments:
            tally.notes.append(f"{path.name} holds no customer turn of {_FEWEST_WORDS} words.")
        for batch in batches(comments):
            tally.read += len(batch)
            intake.take(batch)
            watcher.advance(len(batch), path.stat().st_size)
    return tally.report(rejects_file=None, seconds=time.monotonic() - began)


def customer_comments(transcript: Transcript) -> Iterator[Comment]:
    """What the customer said in each stretch between two turns of somebody else.

    Raises BadInput if it cannot be told who is the customer.
    """
    sides = tell_parties(transcript.turns)
    if "customer" not in sides.values():
        names = ", ".join(sorted({turn.speaker for turn in transcript.turns if turn.speaker}))
        raise BadInput(
            f"{transcript.call}: cannot tell who is the customer among {names}. "
            "Rename the speakers to Agent and Customer."
        )
    for number, turn in _stretches(transcript):
        if sides.get(turn.speaker) == "customer" and len(turn.text.split()) >= _FEWEST_WORDS:
            yield _comment(transcript, number, turn)


def _stretches(transcript: Transcript) -> Iterator[tuple[int, Turn]]:
    """Turns with what the same speaker went on to say added, and the number of the first."""
    held: tuple[int, Turn] | None = None
    for number, turn in enumerate(transcript.turns, start=1):
        if held and turn.speaker in ("", held[1].speaker):
            first, before = held
            held = first, Turn(before.speaker, f"{before.text} {turn.text}", before.at)
            continue
        if held:
            yield held
        held = number, turn
    if held:
        yield held


def _comment(transcript: Transcript, number: int, turn: Turn) -> Comment:
    attributes = {"call": transcript.call, "at": turn.at}
    return Comment(
        line=number,
        text=turn.text[:LONGEST_TEXT],
        source_id=f"{transcript.call}#{number}",
        occurred_at=transcript.day,
        channel=_CHANNEL,
        attributes={name: value for name, value in attributes.items() if value},
    )
