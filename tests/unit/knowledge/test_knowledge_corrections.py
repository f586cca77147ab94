"""What people correct is what the next batch is tagged by."""

from collections.abc import Sequence

import numpy as np

from knowledge.tagging.correction import Correction
from knowledge.tagging.sentiment import feeling_named
from knowledge.tagging.tagger import Tagger, Tags
from knowledge.tagging.taxonomy import Taxonomy, Theme
from knowledge.tagging.threshold import FIRST, choose_thresholds
from tests.fakes.knowledge import WordEmbedder
from tests.unit.knowledge.test_knowledge_tagging import MAP, SEEDS, step_refs

THEMES = Taxonomy(
    (
        Theme("billing", "Billing", "the bill", ("charged twice on the bill", "the bill is wrong")),
        Theme("speed", "Speed", "slow internet", ("internet is slow", "slow at night")),
        Theme("parking", "Parking"),
    )
)
EMBEDDER = WordEmbedder()


class Review:
    """Corrections as storage hands them out; it counts how often it was asked."""

    def __init__(self, made: list[Correction]) -> None:
        self.made = made
        self.asked = 0

    def corrections(self) -> list[Correction]:
        self.asked += 1
        return list(self.made)


def correction(
    text: str, *themes: str, step: str | None = None, sentiment: float | None = None
) -> Correction:
    return Correction(text, EMBEDDER.embed([text])[0], themes, step, sentiment)


def tagger(made: Sequence[Correction] | Review) -> Tagger:
    return Tagger(EMBEDDER, THEMES, step_refs([MAP]), SEEDS, made)


def tags(text: str, by: Tagger) -> Tags:
    return by.tag([text], EMBEDDER.embed([text]))[0]


def parking(count: int) -> list[Correction]:
    return [correction(f"nowhere to leave the car {n}", "parking") for n in range(count)]


def others(count: int) -> list[Correction]:
    return [correction(f"the kettle sings in tune {n}") for n in range(count)]


def test_a_few_corrections_teach_a_theme_that_has_no_examples() -> None:
    text = "we found nowhere to leave the car"
    assert "parking" not in tags(text, tagger([])).themes
    assert "parking" in tags(text, tagger([*parking(4), *others(4)])).themes


def test_a_theme_that_people_took_away_is_given_less() -> None:
    text = "the bill is wrong again"
    assert "billing" in tags(text, tagger([])).themes
    taken_away = [correction(f"the bill is wrong {n}") for n in range(8)]
    assert "billing" not in tags(text, tagger(taken_away)).themes


def test_what_nobody_corrected_stays_as_it_was() -> None:
    text = "charged twice on the bill"
    assert tags(text, tagger(parking(6) + others(6))).themes[0] == "billing"


def test_steps_and_feelings_are_learned_too() -> None:
    made = [
        correction(f"the ladder fell {n}", step="user/visit", sentiment=-1.0) for n in range(8)
    ] + others(4)
    found = tags("the ladder fell over", tagger(made))
    assert found.step == "user/visit"
    assert feeling_named(found.sentiment) == "negative"


def test_feelings_without_seeds_come_from_corrections_alone() -> None:
    made = [correction(f"quokka {n}", sentiment=1.0) for n in range(6)]
    made += [correction(f"zebra {n}", sentiment=-1.0) for n in range(6)]
    only = Tagger(EMBEDDER, corrections=made)
    assert feeling_named(tags("quokka", only).sentiment) == "positive"
    assert feeling_named(tags("zebra", only).sentiment) == "negative"


def test_a_theme_that_is_no_more_is_never_given() -> None:
    made = [correction(f"the moat is deep {n}", "castle") for n in range(10)]
    assert tags("the moat is deep", tagger(made)).themes == ()


def test_corrections_are_read_once_in_an_import_and_new_ones_count_in_the_next() -> None:
    review = Review([])
    by = tagger(review)
    text = "nowhere to leave the car"
    tags(text, by)
    review.made += parking(6) + others(6)
    assert "parking" not in tags(text, by).themes
    assert review.asked == 1
    assert "parking" in tags(text, tagger(review)).themes


def test_the_same_corrections_give_the_same_tags() -> None:
    made = parking(10) + others(10)
    text = "leave the car and the bill"
    assert tags(text, tagger(made)) == tags(text, tagger(list(made)))


def test_doubt_is_less_where_people_have_spoken() -> None:
    made = parking(20) + others(20)
    text = "nowhere to leave the car"
    assert tags(text, tagger(made)).doubt < tags(text, tagger([])).doubt


def test_texts_without_a_word_are_no_trouble() -> None:
    made = [correction("!!!", "parking"), correction("???")]
    assert tags("...", tagger(made)).themes == ()


def test_thresholds_lean_on_each_other_where_there_is_little() -> None:
    none = np.zeros((0, 2), dtype=np.float32)
    assert choose_thresholds(none, none).tolist() == [FIRST, FIRST]
    truth = np.zeros((200, 2), dtype=np.float32)
    truth[:100, 0] = truth[0, 1] = 1
    scores = truth * 0.2
    often, seldom = choose_thresholds(scores, truth).tolist()
    assert often < 0.2
    assert abs(seldom - often) < 0.1
