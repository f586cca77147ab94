"""Journey maps as Markdown, in the shapes people write them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.error import BadInput
from domain.journey import JourneyMap, Step
from knowledge.curated_import import import_journey, read_map
from knowledge.journey_markdown import read_markdown
from tests.fakes.knowledge import FakeTruth

STEPS = """
# Journey: Borrowing a bicycle
**id:** bike
**Last updated:** 2026-03-01
**Colour of the map:** green

> From the wish to ride to the bike back in its rack

## Phase: Find
_Where do they look?_

### Step 1: Look for a bike _(street)_
**Rider Goal:** Be riding in five minutes
**Business Goal:** More rides
**Touchpoint:** App, street
**Emotion:** Mildly annoyed when the dot on the map is wrong

They walk to a dot that
stands on the map.

#### Pain Points
- The bike is gone
- The map is late

#### Opportunities
- Hold a bike for ten minutes

#### Horoscope
- Leo

---

### Step 2: Unlock it
- **Feeling:** 😀
- **Owner:** Fleet, App team

## Phase: Ride
### Step 3: Ride
**Feels:** angry
**Success criteria:** Arrives on time, and dry
"""

TABLES = """
# Hiring a tent

## 1. Persona
### Camper "Kim"
| Attribute | Detail |
|---|---|
| **Name** | Kim |
| **Shoe size** | 41 |

**Jobs to be done:**
- Sleep dry

## 2. Journey map
### 2.1 Dream
| Dimension | Detail |
|---|---|
| **Customer Actions** | Looks at pictures |
| **Touchpoints** | Site, friends |
| **Customer Experience** | *Excited* |
| **KPIs** | Visits |

### 2.2 Pitch (first night)
| Dimension | Detail |
|---|---|
| **Customer Actions** | Puts it up |
| **Customer Experience** | Frustrated |

## 3. Plan
### Phase 1: Quick wins
| Task | Effort |
|---|---|
| Print the manual | S |
"""

MOMENTS = """
# Map of a move
## Phase 1: Before
### Life Stage: Deciding
#### Moment: Counting rooms
#### Moment that Matters: Telling the children
**Why it matters:** They leave their friends
**Associated services:** School desk, Family desk
### Life Stage: Packing
#### Moment: Counting rooms
## Source research
- Interviews with six families
- A book
"""

STAGES = """
# Journey map: A new passport
## The stages
### Stage 1: Needing one (a year ahead)
**Citizen mindset:** "Is mine still valid?"
**Key moments:**
- Booking a trip
- Finding the old one

**Current pain points:**
- Nobody says how long it takes
### Stage 2: Waiting
**Current pain points:**
- No news
"""

WIDE = """
# Seeing the dentist: journey
| | Call | Sit down | Pay |
|---|:-:|---|---|
| Phase | Before | There | There |
| Doing | rings | opens the mouth | holds the card |
| Feeling | 3 | 1 | 5 |
| Music | none | radio | none |
"""


def read(folder: Path, text: str, name: str = "map.md") -> tuple[JourneyMap, list[str]]:
    (folder / name).write_text(text)
    return read_map(folder / name)


def steps_of(journey: JourneyMap) -> list[Step]:
    return [step for _, step in journey.steps()]


def shape_of(journey: JourneyMap) -> list[tuple[str, list[str]]]:
    return [(stage.name, [step.name for step in stage.steps]) for stage in journey.stages]


def test_phases_steps_and_fields(tmp_path: Path) -> None:
    journey, _ = read(tmp_path, STEPS)
    assert (journey.id, journey.name, journey.persona) == ("bike", "Borrowing a bicycle", "Rider")
    assert shape_of(journey) == [
        ("Find", ["Look for a bike (street)", "Unlock it"]),
        ("Ride", ["Ride"]),
    ]
    look, unlock, ride = steps_of(journey)
    assert look.why == "Be riding in five minutes"
    assert look.what == "They walk to a dot that stands on the map."
    assert (look.channels, look.emotion) == (("App", "street"), -1)
    assert look.evoked_by == "The bike is gone; The map is late"
    assert look.future == "Hold a bike for ten minutes"
    assert (unlock.emotion, unlock.owners) == (1, ("Fleet", "App team"))
    assert (ride.emotion, ride.tollgates) == (-2, ("Arrives on time, and dry",))


def test_the_notes_say_what_has_no_place(tmp_path: Path) -> None:
    _, notes = read(tmp_path, STEPS)
    missed = next(note for note in notes if note.startswith("Not placed"))
    for name in ("Business Goal (1)", "Horoscope (1)", "Colour of the map (1)", "text of a stage"):
        assert name in missed
    assert any("'Last updated', 2026-03-01" in note for note in notes)


def test_a_table_for_each_step_and_a_persona_apart(tmp_path: Path) -> None:
    journey, notes = read(tmp_path, TABLES)
    assert shape_of(journey) == [("Dream", ["Dream"]), ("Pitch (first night)", ["Pitch"])]
    assert [step.when for step in steps_of(journey)] == ["", "first night"]
    assert (journey.persona, journey.persona_goal) == ("Kim", "Sleep dry")
    assert [step.emotion for step in steps_of(journey)] == [1, -1]
    assert any("Quick wins" in note for note in notes)
    assert any("KPIs (1)" in note and "Shoe size" in note for note in notes)


def test_moments_under_life_stages_and_the_same_name_twice(tmp_path: Path) -> None:
    journey, notes = read(tmp_path, MOMENTS)
    assert [stage.name for stage in journey.stages] == ["Deciding", "Packing"]
    counting, telling, again = steps_of(journey)
    assert (counting.id, again.id) == ("counting-rooms", "counting-rooms-2")
    assert telling.why == "They leave their friends"
    assert telling.channels == ("School desk", "Family desk")
    assert (journey.scope, journey.interviews) == ("Before", ("Interviews with six families",))
    assert [step.matters for step in (counting, telling, again)] == [False, True, False]
    assert any("moment that matters -> matters" in note.lower() for note in notes)


def test_a_stage_that_holds_fields_is_its_own_step(tmp_path: Path) -> None:
    journey, _ = read(tmp_path, STAGES)
    needing, waiting = steps_of(journey)
    assert journey.persona == "Citizen"
    assert needing.what == "Booking a trip; Finding the old one"
    assert needing.why == '"Is mine still valid?"'
    assert (needing.emotion, waiting.evoked_by) == (None, "No news")


def test_a_table_with_steps_as_columns(tmp_path: Path) -> None:
    journey, notes = read(tmp_path, WIDE)
    assert shape_of(journey) == [("Before", ["Call"]), ("There", ["Sit down", "Pay"])]
    assert [step.emotion for step in steps_of(journey)] == [0, -2, 2]
    assert any("Music (3)" in note for note in notes)


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n\nJust words.\n",
        "# Manual\n## Step 1: Install\nRun it.\n## Step 2: Start\nRun it again.\n",
        "no heading at all",
        "# A journey\n## To be written\n",
    ],
)
def test_other_markdown_is_told_the_shape_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match="is no journey map: expected headings") as told:
        read(tmp_path, text, "notes.md")
    assert "\n" not in str(told.value)


def test_importing_twice_changes_nothing_and_carries_the_notes(tmp_path: Path) -> None:
    truth = FakeTruth()
    (tmp_path / "map.md").write_text(STEPS)
    first = import_journey(tmp_path / "map.md", truth=truth)
    again = import_journey(tmp_path / "map.md", truth=truth)
    assert (first.read, first.imported, again.duplicates) == (3, 3, 3)
    assert any(note.startswith("Not placed") for note in first.notes)


LINES = st.sampled_from(
    ["# J", "## Stage: A", "### Step 1: B", "####", "**Feeling:** 😀", "**:**", "| a | b |",
     "|-|-|", "| Doing | x |", "- x", "> q", "```", "---", "Owner: me", "", "text", "|", "# #",
     "**Goal**: y", "| Step | Doing | Feeling |", "| 1 | 2 |"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=15), st.text(max_size=30))
def test_whatever_is_written_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], more: str
) -> None:
    file = tmp_path_factory.mktemp("any") / "any.md"
    file.write_text("\n".join([*lines, more]), encoding="utf-8", errors="replace")
    try:
        journey, _ = read_markdown(file)
    except BadInput:
        return
    ids = [reference for reference, _ in journey.steps()]
    assert len(ids) == len(set(ids)) > 0
