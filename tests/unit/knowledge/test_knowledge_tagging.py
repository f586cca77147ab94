"""Tags from examples, steps and seeds, on an embedder of plain words."""

from domain.journey import JourneyMap, Stage, Step
from knowledge.tagging.polarity import polarity_features
from knowledge.tagging.tagger import Tagger, Tags, step_refs
from knowledge.tagging.taxonomy import Taxonomy, Theme
from tests.fakes.knowledge import WordEmbedder

THEMES = Taxonomy(
    (
        Theme("billing", "Billing", "the bill", ("charged twice on the bill", "the bill is wrong")),
        Theme("speed", "Speed", "slow internet", ("internet is slow", "slow at night")),
    )
)
MAP = JourneyMap(
    id="user",
    name="Using",
    persona="anyone",
    stages=(
        Stage(
            "s",
            "S",
            (
                Step(id="pay", name="Pay the invoice", what="the bill is paid each month"),
                Step(id="visit", name="Technician visit", what="the technician comes by"),
            ),
        ),
    ),
)
SEEDS = {
    "negative": ["awful and slow"],
    "neutral": ["it came today"],
    "positive": ["great and fast"],
}


def tags(text: str, tagger: Tagger) -> Tags:
    return tagger.tag([text], tagger.embedder.embed([text]))[0]


def test_all_three() -> None:
    tagger = Tagger(WordEmbedder(), THEMES, step_refs([MAP]), SEEDS)
    found = tags("the bill is wrong and awful", tagger)
    assert found.themes[0] == "billing"
    assert 0 <= found.doubt <= 1
    assert found.step == "user/pay"
    assert found.sentiment is not None
    assert -1 <= found.sentiment < 0


def test_what_fits_nothing_gets_nothing() -> None:
    tagger = Tagger(WordEmbedder(), THEMES, step_refs([MAP]), {})
    found = tags("zebra quux xylophone", tagger)
    assert (found.themes, found.step, found.sentiment) == ((), None, None)


def test_nothing_to_tag_with() -> None:
    tagger = Tagger(WordEmbedder())
    assert tagger.tag([], tagger.embedder.embed([])) == []
    assert tags("anything", tagger) == Tags()


def test_steps_are_resolved_by_reference_id_and_name() -> None:
    tagger = Tagger(WordEmbedder(), THEMES, step_refs([MAP]))
    for words in ("user/pay", "PAY", "pay the invoice"):
        assert tagger.resolve_step(words) == "user/pay"
    assert tagger.resolve_step("elsewhere") == "elsewhere"
    assert tagger.resolve_themes(["Billing", "billing", "Parking"]) == ("billing", "Parking")


def test_denials_turn_words_round() -> None:
    good, bad, praise = polarity_features(
        ["it was good", "it was not good", "Nothing could be better"]
    )
    assert good[2] > 0 > bad[2]
    assert praise[3] == 1
