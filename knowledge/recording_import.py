"""Importing recorded calls: words that open where they were said."""

import datetime
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from domain.error import BadInput
from knowledge.comment import Comment
from knowledge.curated_file import read_curated
from knowledge.intake import Intake
from knowledge.journey_file import Text
from knowledge.progress import Progress
from knowledge.readers.transcript import Transcript, read_transcript
from knowledge.recording import recording_link
from knowledge.redaction import Redactor
from knowledge.report import ImportReport, Tally
from knowledge.spoken import take_spoken
from knowledge.store import Truth
from knowledge.tagging.tagger import Tagger
from knowledge.transcript_import import customer_comments
from retrieval.embedding import Embedder


class _RecordingFile(BaseModel):
    """What may stand in the YAML beside a transcript."""

    model_config = ConfigDict(extra="forbid")

    url: Text = ""
    link: Text = ""
    id: Text = ""
    date: datetime.date | None = None
    customer: Text = ""
    account: Text = ""
    persona: Text = ""
    segment: Text = ""
    audience: Text = ""


def import_recording(
    path: Path,
    *,
    url: str | None,
    source: str | None,
    approve: bool,
    truth: Truth,
    redactor: Redactor,
    tagger: Tagger,
    embedder: Embedder,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a transcript with times (VTT, SRT, JSON) and the link of its recording.

    The link comes from ``url``, from a YAML file of the same name beside the transcript, or from
    a note in the WebVTT file, in this order. Every customer turn of at least four words becomes a
    verbatim whose link opens where it was said. Raises BadInput, also for a transcript without
    times and a link that carries a token.
    """
    began = time.monotonic()
    tally = Tally()
    transcript, told = _with_details(path)
    link = recording_link(_link(path, url, told, transcript), transcript.call)
    if not any(turn.at for turn in transcript.turns):
        raise BadInput(f"{path.name} has no times. Export it as .vtt, .srt or .json with times.")
    comments = [_recorded(comment, told, link) for comment in customer_comments(transcript)]
    intake = Intake(
        source=source or "recordings",
        approve=approve,
        truth=truth,
        redactor=redactor,
        tagger=tagger,
        embedder=embedder,
        tally=tally,
    )
    take_spoken([(path, comments)], intake, progress)
    return tally.report(rejects_file=None, seconds=time.monotonic() - began)


def beside(path: Path) -> Iterator[Path]:
    """YAML files of the same name in the same folder."""
    for ending in (".yaml", ".yml"):
        other = path.with_suffix(ending)
        if other != path and other.is_file():
            yield other


def _with_details(path: Path) -> tuple[Transcript, _RecordingFile]:
    transcript = read_transcript(path)
    details = next(beside(path), None)
    told = read_curated(details, _RecordingFile) if details else _RecordingFile()
    return replace(
        transcript, call=told.id or transcript.call, day=told.date or transcript.day
    ), told


def _link(path: Path, url: str | None, told: _RecordingFile, transcript: Transcript) -> str:
    link = url or told.link or told.url or transcript.link
    if not link:
        raise BadInput(
            f"Where is the recording of {path.name}? Add --url https://..., "
            f"or write 'url:' into {path.stem}.yaml beside it."
        )
    return link


def _recorded(comment: Comment, told: _RecordingFile, link: str) -> Comment:
    return replace(
        comment,
        recording=link,
        customer=told.customer,
        account=told.account,
        persona=told.persona,
        segment=told.segment,
        audience=told.audience,
    )
