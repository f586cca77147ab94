"""Journey maps as other people write them: no step is lost, and what has no place is told."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.error import BadInput
from domain.journey import JourneyMap, Step
from knowledge.curated_import import read_map

NESTED = """
# Guest journey
Persona: Weekend traveller
## Before the stay
- **Find a room** - on the sofa
  - Doing: compares three sites
  - Feeling: hopeful (+1)
- **Book the room**
  - Doing: types a number twice
  - Pain point:
    - the form forgets
## During the stay
- Check in
  - Mood: 1/5
  - Metrics: minutes in the queue
"""
BOLD = """
# Opening an account (to-be)
**Actor**: First-time saver
## Phase 1 — Explore
**Step 1.1 — Read**
- Goal: understand the difference
- KPIs: visits
**Step 1.2 — Ask**
- Goal: hear a real opinion
"""
ITALIC = """
Home journey
============
#### Persona
Maya, first-time buyer

Dream
-----
##### Step: Look
*Touchpoints:* portals, apps
_Emotions_: excited
##### Moment of truth: Visit
Doing — walks round
Feeling — nervous
<!-- a note to ourselves -->
"""
NUMBERED = """
# Returns journey
1. **Notice the fault** – The zip breaks.
   - *Feeling:* disappointed
2. **Post the parcel** – Walks there.
   - *Feeling:* neutral
3. Wait
"""
WIDE = """
## Customer Journey Map
### Persona
- Ana, a tenant
### Objectives
- Warm by night

| **Stage** | **Notice** | **Report** |
|---|---|---|
| **Customer Actions** | Feels cold<br>Checks the tap | Rings |
| **Thoughts / Feelings** | 😠 | hopeful |
| **Business Goals** | – | Short calls |
| **Moments that matter** | | ✓ |
"""
ASPECTS = """
# Clinic journey
## Stage 1: Book
| Aspect | Details | Notes |
|---|---|---|
| Actions | Opens the app | at night |
| Emotion | relieved | |
## Research
| Aspect | Details |
|---|---|
| Actions | Reads reviews |
| Emotion | unsure |
## Stage 3: Arrive
They come in the rain.
"""
MERMAID = """
# My day
```mermaid
journey
    title My day
    section Go
      Make tea: 5: Me
      Work: 1: Me, Cat
    section Return
      Sit: 3: Me
```
"""


def read(folder: Path, text: str, name: str = "my journey.md") -> tuple[JourneyMap, list[str]]:
    (folder / name).write_text(text)
    return read_map(folder / name)


def shape_of(journey: JourneyMap) -> list[tuple[str, list[str]]]:
    return [(stage.name, [step.name for step in stage.steps]) for stage in journey.stages]


def steps_of(journey: JourneyMap) -> list[Step]:
    return [step for _, step in journey.steps()]


@pytest.mark.parametrize(
    ("text", "shape", "persona"),
    [
        (NESTED, [("Before the stay", ["Find a room", "Book the room"]),
                  ("During the stay", ["Check in"])], "Weekend traveller"),
        (BOLD, [("Explore", ["Read", "Ask"])], "First-time saver"),
        (ITALIC, [("Dream", ["Look", "Visit"])], "Maya, first-time buyer"),
        (NUMBERED, [("Notice the fault", ["Notice the fault"]), ("Post the parcel",
                    ["Post the parcel"]), ("Wait", ["Wait"])], "not named"),
        (WIDE, [("Notice", ["Notice"]), ("Report", ["Report"])], "Ana, a tenant"),
        (ASPECTS, [("Book", ["Book"]), ("Research", ["Research"]), ("Arrive", ["Arrive"])],
         "not named"),
        (MERMAID, [("Go", ["Make tea", "Work"]), ("Return", ["Sit"])], "Me"),
    ],
)  # fmt: skip
def test_markdown_in_other_hands(
    tmp_path: Path, text: str, shape: list[tuple[str, list[str]]], persona: str
) -> None:
    journey, _ = read(tmp_path, text)
    assert (shape_of(journey), journey.persona) == (shape, persona)


def test_items_below_an_item_are_its_fields(tmp_path: Path) -> None:
    journey, notes = read(tmp_path, NESTED)
    find, book, check = steps_of(journey)
    assert (find.what, find.emotion) == ("on the sofa; compares three sites", 1)
    assert (book.evoked_by, check.emotion) == ("the form forgets", -2)
    assert any("Metrics (1)" in note for note in notes)


def test_a_map_of_the_future_says_so_in_its_name(tmp_path: Path) -> None:
    journey, notes = read(tmp_path, BOLD)
    assert journey.state == "future"
    assert any("KPIs (1)" in note for note in notes)


def test_marks_of_every_kind_name_a_field(tmp_path: Path) -> None:
    journey, _ = read(tmp_path, ITALIC)
    look, visit = steps_of(journey)
    assert (look.channels, look.emotion) == (("portals", "apps"), 1)
    assert (visit.what, visit.emotion, visit.matters) == ("walks round", -1, True)


def test_a_table_below_other_headings(tmp_path: Path) -> None:
    journey, notes = read(tmp_path, WIDE)
    notice, report = steps_of(journey)
    assert journey.persona_goal == "Warm by night"
    assert (notice.what, notice.emotion) == ("Feels cold; Checks the tap", -2)
    assert (notice.matters, report.matters) == (False, True)
    assert any("Business Goals (2)" in note for note in notes)


def test_a_stage_may_be_called_research_and_one_may_say_little(tmp_path: Path) -> None:
    journey, notes = read(tmp_path, ASPECTS)
    book, research, arrive = steps_of(journey)
    assert (book.what, research.emotion) == ("Opens the app; at night", -1)
    assert arrive.what == "They come in the rain."
    assert any("for their place" in note and "Arrive" in note for note in notes)


def test_a_drawn_journey_of_mermaid(tmp_path: Path) -> None:
    journey, _ = read(tmp_path, MERMAID)
    assert [step.emotion for step in steps_of(journey)] == [2, -2, 0]


TWO_HEADS = """,Awareness,,Decision,
,Search,Ask,Compare,Sign
What they do,Googles,Talks,Table,Signs
How they feel,Neutral,Good,Bad,Great
Problems,,,Prices hidden,
,,,Small print,
Who owns it,Marketing,none,Sales,Legal
"""
TITLED_ROWS = """Journey map: Returns,,,
Persona,Gift giver,,
Stage,Step,What happens,How they feel
Notice,1. Open parcel,It is broken,:(
Notice,2. Find receipt,Looks in bin,--
Send,3. Get money,Waits,++
"""
STACKED = """Phase,A,B
Doing,x,y
Feeling,happy,sad
,,
Phase,C,D
Doing,z,w
Feeling,angry,-
"""
NUMBERED_HEAD = """Journey map: Loan
Lane,Step 1,Step 2
Title,Enquire,Apply
User actions,Rings,Fills form
Emotion (1-10),6,★★★★★
Moment of truth,,x
"""


@pytest.mark.parametrize(
    ("text", "shape", "emotions"),
    [
        (TWO_HEADS, [("Awareness", ["Search", "Ask"]), ("Decision", ["Compare", "Sign"])],
         [0, 1, -1, 2]),
        (TITLED_ROWS, [("Notice", ["Open parcel", "Find receipt"]), ("Send", ["Get money"])],
         [-1, -2, 2]),
        (STACKED, [("A", ["A"]), ("B", ["B"]), ("C", ["C"]), ("D", ["D"])], [1, -1, -2, None]),
        (NUMBERED_HEAD, [("Journey", ["Enquire", "Apply"])], [0, 2]),
    ],
)  # fmt: skip
def test_sheets_in_other_hands(
    tmp_path: Path, text: str, shape: list[tuple[str, list[str]]], emotions: list[int | None]
) -> None:
    journey, _ = read(tmp_path, text, "map.csv")
    assert shape_of(journey) == shape
    assert [step.emotion for step in steps_of(journey)] == emotions


def test_a_row_without_a_name_goes_on_with_the_lane_above(tmp_path: Path) -> None:
    journey, _ = read(tmp_path, TWO_HEADS, "map.csv")
    _, ask, compare, _ = steps_of(journey)
    assert (compare.evoked_by, ask.owners) == ("Prices hidden; Small print", ())


def test_a_workbook_of_several_sheets_with_groups_and_merged_lanes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Persona"
    for row in (["Name", "Priya"], ["Goal", "Move a pension"], ["Age", 44]):
        book.active.append(row)
    sheet = book.create_sheet("map")
    for row in (
        ["", "", "Find out", "Find out", "Move"],
        ["", "", "Look", "Ring", "Wait"],
        ["Customer", "Doing", "Looks", "Rings", "Waits"],
        [None, "Thinking", "Where is it?", None, "Still?"],
        ["Company", "Owner", "Service", "Service", "Operations"],
    ):
        sheet.append(row)
    sheet.merge_cells("C4:D4")
    other = book.create_sheet("other")
    for row in (["Stage", "X"], ["Doing", "a"], ["Feeling", "happy"]):
        other.append(row)
    book.save(tmp_path / "map.xlsx")
    journey, notes = read_map(tmp_path / "map.xlsx")
    assert shape_of(journey) == [("Find out", ["Look", "Ring"]), ("Move", ["Wait"])]
    assert [step.why for step in steps_of(journey)] == ["Where is it?", "Where is it?", "Still?"]
    assert (journey.persona, journey.persona_goal) == ("Priya", "Move a pension")
    assert any("'other' holds a map too" in note for note in notes)


_WORDS = st.sampled_from(["Phase", "Step", "Doing", "Feeling", "", "a", "-", "2", "😀", "**x**",
                          "# y", "- z: w", "Pain points:", "Owner", "|", "```"])  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(_WORDS, min_size=1, max_size=5), min_size=1, max_size=8))
def test_any_grid_or_text_is_a_map_or_bad_input(tmp_path: Path, rows: list[list[str]]) -> None:
    texts = {
        "map.csv": "\n".join(",".join(row) for row in rows),
        "map.md": "# Journey\n" + "\n".join("  ".join(row) for row in rows),
        "table.md": "# Journey\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows),
    }
    for name, text in texts.items():
        try:
            journey, _ = read(tmp_path, text, name)
        except BadInput:
            continue
        assert steps_of(journey)
