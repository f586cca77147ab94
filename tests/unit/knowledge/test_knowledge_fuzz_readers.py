"""Bytes in; rows or one clear line out, never anything else."""

import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from domain.error import BadInput
from knowledge.journey_file import read_journey
from knowledge.readers.table import open_table
from knowledge.readers.transcript import read_transcript
from knowledge.role_file import read_roles
from knowledge.row import BadRow, Row
from knowledge.transcript_import import customer_comments
from knowledge.trend_period import period_reader, reads_as_period
from knowledge.trend_shape import recognise_trend
from knowledge.verbatim_import import recognise_columns

BROKEN = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet='ab,;"\n\r\t{}[]:1\0é<>-*&! ', max_size=300).map(str.encode),
    st.text(alphabet="Agent: Customer\n[]0:1.2,>-WEBVTT<v>/*", max_size=300).map(str.encode),
)
FOLDER = tempfile.TemporaryDirectory()  # for thousands of files, each read before the next
CALM = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def check_line(error: BadInput) -> None:
    assert str(error)
    assert "\n" not in str(error)


def write(suffix: str, content: bytes) -> Path:
    path = Path(FOLDER.name) / f"f{suffix}"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".json", ".jsonl", ".xlsx"])
@CALM
@given(content=BROKEN)
def test_tables(suffix: str, content: bytes) -> None:
    try:
        with open_table(write(suffix, content)) as table:
            rows = list(table.rows)
    except BadInput as error:
        check_line(error)
        return
    assert all(isinstance(row, Row | BadRow) and row.line > 0 for row in rows)


@pytest.mark.parametrize("suffix", [".vtt", ".srt", ".txt"])
@CALM
@given(content=BROKEN, headed=st.booleans())
def test_transcripts(suffix: str, content: bytes, headed: bool) -> None:
    head = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Customer>" if headed else b""
    try:
        comments = list(customer_comments(read_transcript(write(suffix, head + content))))
    except BadInput as error:
        check_line(error)
        return
    assert all(comment.text for comment in comments)


@pytest.mark.parametrize("read", [read_journey, read_roles])
@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@CALM
@given(content=BROKEN)
def test_curated_files(read, suffix: str, content: bytes) -> None:
    with pytest.raises(BadInput) as error:
        read(write(suffix, content))
    assert "\n" not in str(error.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@CALM
@given(items=st.lists(JSON, max_size=5))
def test_any_json_array(items: list[object]) -> None:
    content = json.dumps(items).encode("utf-8", "surrogatepass")
    try:
        with open_table(write(".json", content)) as table:
            rows = list(table.rows)
    except BadInput:
        return
    assert len(rows) <= len(items) + 1


@CALM
@given(cells=st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=6))
def test_columns_and_periods_of_any_cells(cells: list[list[str]]) -> None:
    rows = [Row(at, {"month": a, "b": b}) for at, (a, b) in enumerate(cells, start=2)]
    for recognise in (recognise_columns, recognise_trend):
        try:
            recognise(["month", "b"], rows, {})
        except BadInput as error:
            check_line(error)
    if all(reads_as_period(a) for a, _ in cells):
        reader = period_reader("day", [a for a, _ in cells])
        assert all(reader.read(a).days > 0 for a, _ in cells)


@CALM
@given(at=st.integers(min_value=0, max_value=4000), byte=st.integers(min_value=0, max_value=255))
def test_a_workbook_with_one_wrong_byte(at: int, byte: int) -> None:
    book, held = Workbook(), io.BytesIO()
    for row in (["id", "text"], [1, "slow again"], [2, "quick now"]):
        book.active.append(row)
    book.save(held)
    content = bytearray(held.getvalue())
    content[at % len(content)] = byte
    try:
        with open_table(write(".xlsx", bytes(content))) as table:
            list(table.rows)
    except BadInput as error:
        check_line(error)
