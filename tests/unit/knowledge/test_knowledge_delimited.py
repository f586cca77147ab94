"""CSV and its relatives: dialects, encodings and rows that are not right."""

from pathlib import Path

import pytest

from domain.error import BadInput
from knowledge.readers.table import open_table
from knowledge.row import BadRow, Row


def rows_of(path: Path) -> list[Row | BadRow]:
    with open_table(path) as table:
        return list(table.rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        delimiter.join(["id", "text"]) + "\n" + delimiter.join(["1", "fine, thanks; bye"])
    )
    # A cell that holds another delimiter must be quoted in that dialect only.
    if delimiter in ",;":
        file.write_text(f'id{delimiter}text\n1{delimiter}"fine, thanks; bye"\n')
    assert rows_of(file) == [Row(2, {"id": "1", "text": "fine, thanks; bye"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    words = "Die Straße war gesperrt, “schön” für die Gäste – müde Füße überall."
    file = tmp_path / "a.csv"
    file.write_bytes(("id,text\n" + f'1,"{words}"\n' * 20).encode(encoding))
    first = rows_of(file)[0]
    assert isinstance(first, Row)
    assert first.values["text"] == words


def test_lines_are_physical_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('id,text\n1,"two\nlines"\n\n2,one line\n')
    assert [row.line for row in rows_of(file)] == [2, 5]


def test_uneven_and_broken_rows_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    long = "x" * 200_000
    file.write_text(f"id,text\n1\n2,a,b\n3,nul\0here\n4,{long}\n5,good\n")
    bad, good = rows_of(file)[:-1], rows_of(file)[-1]
    reasons = [row.reason for row in bad if isinstance(row, BadRow)]
    assert reasons[0] == "has 1 columns where the header has 2"
    assert reasons[1] == "has 3 columns where the header has 2"
    assert reasons[2] == "holds NUL bytes"
    assert "field larger" in reasons[3]
    assert good == Row(6, {"id": "5", "text": "good"})


def test_one_column_is_not_cut_at_commas(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("text\nwell, that was quick\n")
    assert rows_of(file) == [Row(2, {"text": "well, that was quick"})]


def test_headers_are_made_to_differ(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,a,\n1,2,3\n")
    assert rows_of(file) == [Row(2, {"a": "1", "a (2)": "2", "column 3": "3"})]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n  \n", "is empty"),
        ("a.csv", b"PK\x03\x04zip", "Excel"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.csv", b"a,b\n\xff\x00\x00\x01\xfe\x00" * 9, "text"),
        ("a.docx", b"hello", "ending"),
    ],
)
def test_unusable_files_get_one_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(BadInput, match=says) as error:
        rows_of(file)
    assert "\n" not in str(error.value)


def test_missing_files_and_directories(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="directory"):
        rows_of(tmp_path)
    with pytest.raises(BadInput, match="not a file"):
        rows_of(tmp_path / "none.csv")
