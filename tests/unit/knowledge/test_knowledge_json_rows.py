"""JSON arrays, JSON lines and workbooks."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from domain.error import BadInput
from knowledge.readers.table import open_table
from knowledge.row import BadRow, Row


def rows_of(path: Path) -> list[Row | BadRow]:
    with open_table(path) as table:
        return list(table.rows)


def test_json_lines_with_a_bad_one(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        '{"id": 7, "text": "ok", "tags": ["a", "b"], "who": {"tier": "gold"}}\n{oops\n[1]\n'
    )
    good, broken, odd = rows_of(file)
    assert good == Row(1, {"id": "7", "text": "ok", "tags": "a; b", "who.tier": "gold"})
    assert isinstance(broken, BadRow)
    assert broken.line == 2
    assert isinstance(odd, BadRow)
    assert odd.reason == "is not an object with fields"


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"meta": 1, "rows": rows}])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_arrays(tmp_path: Path, wrap, encoding: str) -> None:
    file = tmp_path / "a.json"
    rows = [{"text": "schön", "n": 4.0}, {"text": None, "n": True}]
    file.write_bytes(json.dumps(wrap(rows), ensure_ascii=False).encode(encoding))
    assert rows_of(file) == [
        Row(1, {"text": "schön", "n": "4"}),
        Row(2, {"text": "", "n": "True"}),
    ]


def test_a_json_file_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text('[{"text": "first"}, {"text": "sec')
    first, rest = rows_of(file)
    assert first == Row(1, {"text": "first"})
    assert isinstance(rest, BadRow)
    assert "breaks off" in rest.reason


@pytest.mark.parametrize("content", ["not json", '{"a": 1}', '"text"'])
def test_json_without_rows(tmp_path: Path, content: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(content)
    with pytest.raises(BadInput):
        rows_of(file)


def write_workbook(path: Path, rows: list[list[object]]) -> None:
    book = Workbook()
    book.active.title = "Cover"
    sheet = book.create_sheet("Data")
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_workbooks_keep_dates_and_whole_numbers(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    day = datetime(2026, 11, 3)  # noqa: DTZ001 - workbooks know no zones
    write_workbook(file, [["Ticket", "Opened", "Message"], [41, day, "slow"], [None, None, None]])
    with open_table(file) as table:
        assert table.notes == ("Read the sheet 'Data'.",)
        assert list(table.rows) == [
            Row(2, {"Ticket": "41", "Opened": date(2026, 11, 3).isoformat(), "Message": "slow"})
        ]


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_text("id,text\n1,hello\n")
    with pytest.raises(BadInput, match="not an XLSX workbook"):
        rows_of(file)
