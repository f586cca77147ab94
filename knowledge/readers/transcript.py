"""Calls as turns: WebVTT, SubRip, and plain text with a speaker before each colon."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from domain.error import BadInput
from knowledge.dates import DateOrder, UnreadableDate, read_date
from knowledge.readers.speaker import role_in_label
from knowledge.readers.table import check_file
from knowledge.readers.text_file import open_text
from knowledge.readers.transcript_json import read_timed_json
from knowledge.recognisers.digits import DATE
from knowledge.wording import repair_text

_BIGGEST = 20 << 20
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,40})?\s+([^>]{1,80})>")
_TAG = re.compile(r"</?[^>]{0,80}>")
_CLOCK = r"[\[(]?(?P<at>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,3})?[\])]?"
_CLOCK_LINE = re.compile(rf"^\W*{_CLOCK}\W*$")
_LABEL = re.compile(
    rf"^[\s*_>#-]*(?:{_CLOCK}[\s*_-]*)?(?P<label>[^\W\d_][^:\n\[\]*?!]{{0,50}}?)[*_]{{0,2}}\s?:[*_]{{0,2}}(?=\s|$)\s*(?P<said>.*)$"
)
# Some exports put a whole call on one line, with the speakers in bold.
_INLINE = re.compile(r"\s+(?=\*\*[^*\n]{1,50}:\*\*|\*\*[^*\n]{1,50}\*\*:)")
_STAGE = re.compile(
    r"\[[^\]\n]{0,80}\]|^\s*\*{1,2}[^*\n:]{1,80}\*{1,2}\s*$|^\s*_[^_\n]{1,80}_\s*$|^[\s=-]{3,}$",
    re.MULTILINE,
)
_NO_SPEAKERS = re.compile(
    r"date|time|duration|participants?|note|scene|.*transcript.*|.*word count|total words|"
    r"length|subject|"
    r"call (?:begins|id)|topic|location|product|option \d|step \d|https?",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"^\W*(?:NOTE\s+)?(?:call )?date\W{1,6}(.{4,40}?)[\s*_]*$", re.IGNORECASE | re.MULTILINE
)
_NOTE = re.compile(r"^NOTE\s(.{0,400})", re.MULTILINE)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_ISO_DAY = re.compile(r"(?<!\d)(20\d\d-\d\d-\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said without a break; ``at`` is hours, minutes and seconds, if known."""

    speaker: str
    text: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A call: its name (the file's stem), its turns in order, and its day if the file says.

    ``link`` is the first web address in the notes of a WebVTT file: where the recording is.
    """

    call: str
    turns: tuple[Turn, ...]
    day: date | None = None
    link: str = ""


def read_transcript(path: Path) -> Transcript:
    """Read a call. Raises BadInput if the file holds no turns of named speakers."""
    return parse_transcript(path, read_text(path))


def read_text(path: Path) -> str:
    """The whole text of a file of at most 20 MB, repaired. Raises BadInput."""
    check_file(path)
    if path.stat().st_size > _BIGGEST:
        raise BadInput(f"{path.name} is larger than 20 MB. Split it into calls.")
    with open_text(path) as (file, _):
        return repair_text(file.read())


def parse_transcript(path: Path, text: str) -> Transcript:
    """The call that a text holds; the path says its name and, by its ending, its shape."""
    reader = _READERS.get(path.suffix.lower(), _plain_turns)
    turns = tuple(turn for turn in reader(path, text) if turn.text)
    if not any(turn.speaker for turn in turns):
        raise BadInput(
            f"{path.name} names no speakers. Write each turn as 'Agent: ...' or 'Customer: ...'."
        )
    links = [match.group() for note in _NOTE.findall(text) for match in _LINK.finditer(note)]
    return Transcript(path.stem, turns, _day(path.stem, text), links[0] if links else "")


def _vtt_turns(path: Path, text: str) -> Iterator[Turn]:
    import webvtt  # noqa: PLC0415
    from webvtt.errors import MalformedCaptionError, MalformedFileError  # noqa: PLC0415

    try:
        captions = webvtt.from_string(text).captions
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError) as error:
        raise BadInput(f"{path.name} is not WebVTT. It must begin with WEBVTT.") from error
    for caption in captions:
        yield from _cue_turns(caption.raw_text, caption.start.partition(".")[0])


def _srt_turns(path: Path, text: str) -> Iterator[Turn]:
    import srt  # noqa: PLC0415

    try:
        cues = list(srt.parse(text, ignore_errors=True))
    except (srt.SRTParseError, ValueError, OverflowError) as error:
        raise BadInput(f"{path.name} is not SubRip. Export it again as .srt or .vtt.") from error
    for cue in cues:
        yield from _cue_turns(
            cue.content, srt.timedelta_to_srt_timestamp(cue.start).partition(",")[0]
        )


def _cue_turns(words: str, at: str) -> Iterator[Turn]:
    """Turns within one cue, by voice tag or by label; without either the speaker goes on."""
    voices = _VOICE.split(words)
    if len(voices) > 1:
        for speaker, said in zip(voices[1::2], voices[2::2], strict=True):
            yield Turn(speaker.strip(), _spoken(_TAG.sub("", said)), at)
        return
    plain = " ".join(_TAG.sub("", words).split())
    match = _LABEL.match(plain)
    if match and not _NO_SPEAKERS.fullmatch(match["label"].strip()):
        yield Turn(match["label"].strip(), _spoken(match["said"]), at)
    else:
        yield Turn("", _spoken(plain), at)


def _json_turns(path: Path, text: str) -> Iterator[Turn]:
    for said in read_timed_json(path.name, text):
        at = "" if said.second is None else str(timedelta(seconds=int(said.second)))
        yield Turn(said.speaker, _spoken(said.text), at)


def _plain_turns(path: Path, text: str) -> Iterator[Turn]:
    lines = _STAGE.sub("", _INLINE.sub("\n", text)).splitlines()
    known = _speakers(lines)
    speaker, said, at, next_at = "", [""], "", ""
    for line in lines:
        if clock := _CLOCK_LINE.match(line):
            next_at = clock["at"]
            continue
        match = _LABEL.match(line)
        if match and match["label"].strip() in known:
            yield Turn(speaker, _spoken(" ".join(said)) if speaker else "", at)
            speaker, said = match["label"].strip(), [match["said"]]
            at, next_at = match["at"] or next_at, ""
        else:
            said.append(line)
    yield Turn(speaker, _spoken(" ".join(said)) if speaker else "", at)


def _speakers(lines: list[str]) -> set[str]:
    """Labels that are speakers: they name a role, or come back and look like a name."""
    labels = Counter(m["label"].strip() for line in lines if (m := _LABEL.match(line)))
    labelled = " ".join(label for label in labels if role_in_label(label)).casefold().split()
    names = {word.strip("()") for word in labelled}
    return {
        label
        for label, count in labels.items()
        if not _NO_SPEAKERS.fullmatch(label)
        and len(label.split()) < 6
        and (
            role_in_label(label) or label.casefold() in names or (count > 1 and label[0].isupper())
        )
    }


_READERS: dict[str, Callable[[Path, str], Iterator[Turn]]] = {
    ".vtt": _vtt_turns,
    ".srt": _srt_turns,
    ".json": _json_turns,
}


def _spoken(words: str) -> str:
    return " ".join(_STAGE.sub("", words).replace("**", "").split())


def _day(stem: str, text: str) -> date | None:
    """The day that the head of the transcript or the name of the file says."""
    said = [match[1] for match in _DATED.finditer(text[:2000])]
    said += [match.group() for note in _NOTE.findall(text[:2000]) for match in DATE.finditer(note)]
    named = [match[1] for match in _ISO_DAY.finditer(stem + "\n" + text[:400])]
    for words in (*said, *named):
        try:
            return read_date(words, DateOrder())
        except UnreadableDate:
            continue
    return None
