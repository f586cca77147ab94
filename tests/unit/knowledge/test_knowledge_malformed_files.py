"""The malformed files of the usual test sets: rows, or one line that says what to do."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.error import BadInput
from knowledge.journey_file import read_journey
from knowledge.readers.table import open_table
from knowledge.readers.transcript import read_transcript
from knowledge.role_file import read_roles
from knowledge.row import BadRow, Row
from knowledge.tagging.taxonomy import load_taxonomy


def zipped(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", content)
    return held.getvalue()


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
TABLES = {
    "surrogate.json": b'[{"text": "\\ud800 slow"}]',
    "nan.json": b'[{"text": "slow", "score": NaN, "n": Infinity, "m": -Infinity}]',
    "deep.json": b'[{"text": ' + b"[" * 2000 + b"]" * 2000 + b"}]",
    "deep object.json": b'[{"text": ' + b'{"a":' * 2000 + b"1" + b"}" * 2000 + b"}]",
    "twice.json": b'[{"text": "one", "text": "two"}]',
    "comma.json": b'[{"text": "slow",},]',
    "mark.json": b'\xef\xbb\xbf[{"text": "slow"}]',
    "utf16.json": '[{"text": "slow"}]'.encode("utf-16"),
    "nul.json": b'[{"text": "a\\u0000b"}]',
    "raw nul.json": b'[{"text": "a\x00b"}]',
    "huge.json": b'[{"text": "slow", "n": 1' + b"0" * 5000 + b"}]",
    "exponent.json": b'[{"text": "slow", "n": 1e99999}]',
    "broken off.json": b'[{"text": "slow"}, {"text": "qu',
    "bare.json": b'"text"',
    "two.json": b'[{"text": "slow"}] [1]',
    "quotes.json": b"[{'text': 'slow'}]",
    "escape.json": b'[{"text": "\\x41"}]',
    "latin.json": b'[{"text": "caf\xe9 was slow"}]',
    "deep.jsonl": b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b'}\n{"text": "slow"}\n',
    "huge.jsonl": b'{"text": 1' + b"0" * 5000 + b"}\n",
    "mixed.jsonl": b'{"text": "slow"}\n[1]\nnull\n{"text": 1}\n{"text": "\\udfff"}\n',
    "quote.csv": b'id,text\n1,"never closed\n2,slow\n',
    "cell.csv": b"id,text\n1," + b"x" * 1_000_000 + b"\n2,slow\n",
    "line.csv": b"x" * 3_000_000,
    "ends.csv": b"id,text\r1,a\n2,b\r\n3,c\r",
    "returns.csv": b"id,text\r1,slow\r2,quick\r",
    "ragged.csv": b"id,text\n1\n2,slow\n3,a,b,c\n",
    "header.csv": b"id,text\n",
    "none.csv": b"1,slow again\n2,quick now\n",
    "nul.csv": b"id,text\n1,a\x00b\n",
    "zeros.csv": b"\x00" * 500,
    "wide.csv": b",".join([b"c"] * 5000) + b"\n",
    "blank.csv": b"\n\n \n,,\n",
    "utf16.csv": "id,text\n1,slow\n".encode("utf-16-be"),
    "utf32.csv": "id,text\n1,slow\n".encode("utf-32"),
    "no zip.xlsx": b"id,text\n1,slow\n",
    "head.xlsx": b"PK\x03\x04" + b"\x00" * 60,
    "foreign.xlsx": zipped(readme=b"<a/>"),
    "no sheet.xlsx": zipped(xl__workbook=b"<workbook/>"),
    "broken.xlsx": zipped(xl__workbook=b"<workbook><sheets>"),
    "unknown.dat": b"id,text\n1,slow\n",
    "empty.csv": b"",
    "empty.json": b"",
}
TRANSCRIPTS = {
    "no head.vtt": b"00:01.000 --> 00:02.000\n<v Customer>slow\n",
    "cue.vtt": b"WEBVTT\n\n00:99.000 -> x\n<v Customer>slow\n\n99:99:99.999 --> 1\nAgent: hi\n",
    "back.vtt": b"WEBVTT\n\n00:09.000 --> 00:01.000\n<v Customer>it was slow again today\n",
    "open.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Customer",
    "number.srt": b"x\n99:99:99,999 --> 00:00:01,000\nCustomer: slow\n",
    "huge.srt": b"1\n999999999999:00:00,000 --> 00:00:01,000\nCustomer: slow\n",
    "nul.txt": b"Customer: a\x00b\nAgent: hi\n",
    "nobody.txt": b"just words without anybody\n",
    "empty.vtt": b"",
}
CURATED = {
    "bomb.yaml": BOMB.encode(),
    "tabs.yaml": b"themes:\n\t- id: a\n",
    "anchor.yaml": b"themes: *nowhere\n",
    "self.yaml": b"&a [*a]\n",
    "tag.yaml": b"!!python/object/apply:os.system ['true']\n",
    "deep.yaml": b"[" * 20_000,
    "list.yaml": b"- 1\n- 2\n",
    "date.yaml": b"themes: 2026-13-45\n",
    "nul.yaml": b"a: \x00\n",
    "latin.yaml": b"id: caf\xe9\n",
    "documents.yaml": b"---\na: 1\n---\nb: 2\n",
    "empty.yaml": b"",
}


def write(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def check_line(error: BadInput) -> None:
    assert str(error).strip()
    assert "\n" not in str(error)


@pytest.mark.parametrize("name", TABLES)
def test_tables(tmp_path: Path, name: str) -> None:
    try:
        with open_table(write(tmp_path, name, TABLES[name])) as table:
            rows = list(table.rows)
    except BadInput as error:
        check_line(error)
        return
    assert all(isinstance(row, Row | BadRow) for row in rows)
    assert all(row.reason for row in rows if isinstance(row, BadRow))


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_transcripts(tmp_path: Path, name: str) -> None:
    try:
        transcript = read_transcript(write(tmp_path, name, TRANSCRIPTS[name]))
    except BadInput as error:
        check_line(error)
        return
    assert any(turn.speaker for turn in transcript.turns)


@pytest.mark.parametrize("read", [read_journey, read_roles, load_taxonomy])
@pytest.mark.parametrize("name", CURATED)
def test_curated_files(tmp_path: Path, name: str, read: Callable[[Path], object]) -> None:
    with pytest.raises(BadInput) as error:
        read(write(tmp_path, name, CURATED[name]))
    check_line(error.value)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("make", [Path.mkdir, make_pipe, lambda path: None])
@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx", ".vtt"])
def test_what_is_no_file(tmp_path: Path, suffix: str, make: Callable[[Path], None]) -> None:
    path = tmp_path / f"odd{suffix}"
    make(path)
    with pytest.raises(BadInput) as error:
        read_rows(path)
    check_line(error.value)


def read_rows(path: Path) -> None:
    if path.suffix == ".vtt":
        read_transcript(path)
        return
    with open_table(path) as table:
        list(table.rows)
