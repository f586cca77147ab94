"""Journey maps as sheets: steps as columns and lanes as rows, or turned."""

from pathlib import Path

import openpyxl
import pytest

from domain.error import BadInput
from knowledge.curated_import import read_map
from knowledge.journey_sheet import read_sheet

ROWS = [
    ["A day at the pool"],
    ["Persona", "Early swimmer"],
    ["Sponsor", "Head of baths"],
    ["Weather", "fine"],
    [],
    ["Stage", "Arrive", None, "Swim"],
    ["Step", "Find the door", "Pay", "Swim a length"],
    ["Doing", "walks round", "looks for coins", "swims"],
    ["Channels", "street", "till, machine", "pool"],
    ["Emotion (1-10)", 5, 1, 10],
    ["Needs: information", "where the door is", "what it costs", None],
    ["Share of customers", "100 %", 0.4, "40"],
    ["Towel", "blue", "blue", "wet"],
]


def as_csv(folder: Path, text: str) -> Path:
    (folder / "map.csv").write_text(text)
    return folder / "map.csv"


def test_a_workbook_with_merged_stages(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["nothing", "here"])
    sheet = book.create_sheet("map")
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("B6:C6")
    book.save(tmp_path / "pool.xlsx")
    journey, notes = read_map(tmp_path / "pool.xlsx")
    assert (journey.name, journey.persona, journey.sponsor) == (
        "A day at the pool", "Early swimmer", "Head of baths",
    )  # fmt: skip
    assert [(s.name, len(s.steps)) for s in journey.stages] == [("Arrive", 2), ("Swim", 1)]
    door, pay, swim = (step for _, step in journey.steps())
    assert [step.emotion for step in (door, pay, swim)] == [0, -2, 2]
    assert pay.channels == ("till", "machine")
    assert pay.needs.information == "what it costs"
    assert [s.share_of_customers for s in (door, pay, swim)] == [1.0, 0.4, 0.4]
    assert any("Weather (1)" in note and "Towel (3)" in note for note in notes)
    assert any("1 to 10" in note for note in notes)


def test_a_csv_with_steps_as_rows(tmp_path: Path) -> None:
    file = as_csv(tmp_path, "Phase;Step;Doing;Mood\nGo;Walk;walks;🙂\nGo;Wait;stands;not happy\n")
    journey, _ = read_sheet(file)
    assert [(s.name, len(s.steps)) for s in journey.stages] == [("Go", 2)]
    assert [step.emotion for _, step in journey.steps()] == [1, -1]


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "Step,Price\nx,1\n", '"'])
def test_another_table_is_told_the_shape(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="no journey map: expected a row of steps"):
        read_sheet(as_csv(tmp_path, text))


def test_a_broken_workbook_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "map.xlsx").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(BadInput, match="cannot be read as a workbook"):
        read_sheet(tmp_path / "map.xlsx")


@pytest.mark.parametrize(
    ("cells", "emotions"),
    [
        (["-2", "0", "2"], [-2, 0, 2]),
        (["1/5", "3/5", "5/5"], [-2, 0, 2]),
        (["0 %", "50%", "100 %"], [-2, 0, 2]),
        (["-5", "0", "5"], [-2, 0, 2]),
        (["😡", "😐", "😍"], [-2, 0, 2]),
        (["Furious", "neutral", "Delighted!"], [-2, 0, 2]),
        (["worried but hopeful", "no words", "never happy"], [0, None, -1]),
    ],
)
def test_emotions_in_words_faces_and_numbers(
    tmp_path: Path, cells: list[str], emotions: list[int | None]
) -> None:
    rows = f"Step,a,b,c\nDoing,x,y,z\nEmotion,{','.join(cells)}\n"
    journey, _ = read_sheet(as_csv(tmp_path, rows))
    assert [step.emotion for _, step in journey.steps()] == emotions
