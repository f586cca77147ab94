"""The picture of a map: as wide as a phone, whatever stands in the map, and the same in words."""

from pathlib import Path

import pytest
from matplotlib.image import imread

from domain.error import BadInput
from domain.journey import JourneyMap, Stage, Step
from knowledge.journey_picture import draw_journey
from retrieval.corpus import Tally


def journey(*steps: Step) -> JourneyMap:
    return JourneyMap(id="m", name="A walk", persona="Walker", stages=(Stage("s", "Out", steps),))


def evidence(reference: str) -> Tally:
    return {"m/go": Tally(12, 10, 4), "m/back": Tally(1, 1, 1)}.get(reference, Tally())


GO = Step(id="go", name="Go", emotion=1, feeling="glad")
BACK = Step(id="back", name="Come back", emotion=0)
LOST = Step(id="lost", name="Lose the way", feeling="uneasy")


def test_the_alt_text_says_what_the_picture_shows(tmp_path: Path) -> None:
    picture = draw_journey(journey(GO, BACK, LOST), tmp_path / "deep" / "map.png", evidence)
    assert picture.alt == (
        "Journey map of 3 steps: A walk. Persona: Walker. Out: "
        "1. Go: feels glad, good (+1); 12 comments, 40 % negative of 10 rated. "
        "2. Come back: neither good nor bad (0); 1 comment, 100 % negative. "
        "3. Lose the way: feels uneasy; no comments."
    )
    assert imread(picture.path).shape[1] == 1280
    assert picture.svg is None


@pytest.mark.parametrize("name", ["$5 \\frac{1}{0}$", "😀", "x" * 400, "東京", "<b> & 'q'", " "])
def test_any_name_can_be_drawn(tmp_path: Path, name: str) -> None:
    step = Step(id="a", name=name, feeling=name * 3)
    picture = draw_journey(journey(step), tmp_path / "map.png", evidence, svg=True)
    assert imread(picture.path).shape[1] == 1280
    assert picture.svg is not None
    assert picture.svg.read_text().lstrip().startswith("<?xml")


def test_the_same_map_is_the_same_svg(tmp_path: Path) -> None:
    pictures = [draw_journey(journey(GO, BACK), tmp_path / name, evidence, svg=True)
                for name in ("a.png", "b.png")]  # fmt: skip
    first, second = (picture.svg.read_bytes() for picture in pictures if picture.svg)
    assert first == second


def test_a_map_of_many_steps_is_cut_and_told_whole(tmp_path: Path) -> None:
    steps = [Step(id=f"s{n}", name=f"Step {n}") for n in range(90)]
    picture = draw_journey(journey(*steps), tmp_path / "map.png", evidence)
    assert "90. Step 89" in picture.alt
    assert imread(picture.path).shape[0] < 8000


@pytest.mark.parametrize("name", ["map.jpg", "map"])
def test_only_a_png_is_drawn(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match=r"End it in \.png"):
        draw_journey(journey(GO), tmp_path / name, evidence)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        draw_journey(journey(GO), tmp_path / "file" / "map.png", evidence)
