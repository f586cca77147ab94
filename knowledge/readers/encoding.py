"""How a text file is encoded."""

import codecs
from pathlib import Path

from domain.error import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_HALF = 0.4


def detect_encoding(path: Path) -> str:
    """The codec for a text file: its mark, UTF-16 by its zeros, UTF-8 by trial, else a guess.

    Raises BadInput for a file that is not text.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    if unmarked := _unmarked_utf16(head):
        return unmarked
    bad_at = _first_bad_utf8(path)
    return "utf-8" if bad_at is None else _guess(path, bad_at)


def _unmarked_utf16(head: bytes) -> str | None:
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > _HALF * pairs and head[::2].count(0) < _HALF * pairs / 4:
        return "utf-16-le"
    if pairs and head[::2].count(0) > _HALF * pairs and head[1::2].count(0) < _HALF * pairs / 4:
        return "utf-16-be"
    return None


def _first_bad_utf8(path: Path) -> int | None:
    """Near which byte the file stops being UTF-8; a big file is read once, in pieces."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as bad:
                return max(0, file.tell() - len(chunk) + bad.start - 4)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return max(0, file.tell() - 4)
    return None


def _guess(path: Path, bad_at: int) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only odd files need it

    with path.open("rb") as file:
        head = file.read(_SAMPLE // 2)
        file.seek(max(bad_at - _SAMPLE // 4, 0))
        sample = file.read(_SAMPLE // 2)
    if head.count(0) or sample.count(0):
        raise BadInput(
            f"{path.name} is not a text file. Export it as CSV in UTF-8 and import that."
        )
    best = from_bytes(sample).best()
    if best is None:
        raise BadInput(
            f"The encoding of {path.name} cannot be told. Save it as UTF-8 and import it again."
        )
    # Windows files that are called Latin-1 hold curly quotes where Latin-1 has controls.
    return {"latin_1": "cp1252", "ascii": "cp1252"}.get(best.encoding, best.encoding)
