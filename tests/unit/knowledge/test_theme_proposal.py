"""Comments that fit no theme become groups that a person names or dismisses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from domain.error import BadInput, NotFound
from domain.proposal import ProposalState, ThemeProposal
from domain.review import Decided, Decision, Selection, TagEdit
from knowledge.grouping import group_vectors, most_central, tell_apart
from knowledge.tagging.taxonomy import load_taxonomy
from knowledge.tagging.theme_file import add_theme, theme_id
from knowledge.theme_proposal import (
    Unplaced,
    dismiss_proposal,
    name_proposal,
    propose_themes,
)
from tests.fakes.knowledge import WordEmbedder

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
EMBEDDER = WordEmbedder()


def comments(words: str, count: int, first: int = 0) -> list[Unplaced]:
    texts = [f"{words} number{n}" for n in range(first, first + count)]
    vectors = EMBEDDER.embed(texts)
    return [
        Unplaced(f"v_{text.replace(' ', '_')}", text, vector)
        for text, vector in zip(texts, vectors, strict=True)
    ]


@dataclass
class FakeProposals:
    """Keeps proposals and tags; a comment that is tagged is unplaced no more."""

    held: list[Unplaced]
    kept: dict[str, ThemeProposal] = field(default_factory=dict)
    tagged: dict[str, str] = field(default_factory=dict)

    def unplaced(self) -> list[Unplaced]:
        return [each for each in self.held if each.id not in self.tagged]

    def all(self, state: ProposalState | None = None) -> list[ThemeProposal]:
        return [each for each in self.kept.values() if state in (None, each.state)]

    def get(self, proposal_id: str) -> ThemeProposal | None:
        return self.kept.get(proposal_id)

    def put_open(self, proposals: Sequence[ThemeProposal]) -> None:
        self.kept = {k: v for k, v in self.kept.items() if v.state != ProposalState.OPEN}
        for each in proposals:
            assert each.id not in self.kept
            self.kept[each.id] = each

    def decide(self, proposal: ThemeProposal) -> None:
        self.kept[proposal.id] = proposal

    def held_members(self, proposal: ThemeProposal) -> list[str]:
        held = {each.id for each in self.held}
        return [each for each in proposal.evidence_ids if each in held]

    def tag(self, chosen: Selection, edit: TagEdit, by: str, at: datetime) -> Decided:
        """As the review does it: without ids, everything is meant."""
        ids = chosen.ids or tuple(each.id for each in self.held)
        self.tagged |= {each: theme for each in ids for theme in edit.themes or ()}
        return Decided("b_1", Decision.TAG, len(ids))


PARKING = "nowhere to park the car near your shop"
MUSIC = "that dreadful tune while holding the phone line"


def test_each_topic_is_a_group_with_words_that_tell_it_apart() -> None:
    proposals = FakeProposals(comments(PARKING, 9) + comments(MUSIC, 7) + comments("once", 1))
    first, second = propose_themes(proposals)
    assert {len(first.evidence_ids), len(second.evidence_ids)} == {9, 7}
    assert {"park", "car"} <= set(first.words)
    assert "tune" in second.words
    assert "number" not in (first.words[0], second.words[0])


def test_nothing_unplaced_proposes_nothing() -> None:
    assert propose_themes(FakeProposals([])) == []
    assert propose_themes(FakeProposals(comments(PARKING, 2))) == []


def test_ids_stay_while_a_group_is_mostly_the_same() -> None:
    proposals = FakeProposals(comments(PARKING, 9))
    (before,) = propose_themes(proposals)
    proposals.held += comments(PARKING, 3, first=9)
    (after,) = propose_themes(proposals)
    assert after.id == before.id
    assert len(after.evidence_ids) == 12


def test_what_was_dismissed_does_not_come_back() -> None:
    proposals = FakeProposals(comments(PARKING, 9) + comments(MUSIC, 7))
    parking, music = propose_themes(proposals)
    dismiss_proposal(proposals, parking.id, by="ada", at=NOW)
    proposals.held += comments(PARKING, 2, first=9)
    assert [each.id for each in propose_themes(proposals)] == [music.id]
    kept = proposals.kept[parking.id]
    assert (kept.state, kept.decided_by, kept.decided_at) == ("dismissed", "ada", NOW)


def name(proposals: FakeProposals, proposal_id: str) -> Decided:
    return name_proposal(
        proposals, proposals, proposal_id, name="Parking", theme="parking", by="ada", at=NOW
    )


def test_a_group_of_which_nothing_is_held_tags_nothing_else() -> None:
    proposals = FakeProposals(comments(PARKING, 9))
    (parking,) = propose_themes(proposals)
    proposals.held = comments(MUSIC, 7)
    assert name(proposals, parking.id).changed == 0
    assert proposals.tagged == {}


def test_a_named_group_is_tagged_and_gone_from_the_open_ones() -> None:
    proposals = FakeProposals(comments(PARKING, 9))
    (parking,) = propose_themes(proposals)
    tagged = name(proposals, parking.id)
    assert (tagged.changed, tagged.batch) == (9, "b_1")
    assert set(proposals.tagged.values()) == {"parking"}
    assert propose_themes(proposals) == []
    assert proposals.kept[parking.id].name == "Parking"


def test_a_proposal_is_decided_once() -> None:
    proposals = FakeProposals(comments(PARKING, 9))
    (parking,) = propose_themes(proposals)
    dismiss_proposal(proposals, parking.id, by="ada", at=NOW)
    with pytest.raises(BadInput, match="dismissed already, by ada"):
        name(proposals, parking.id)
    with pytest.raises(NotFound, match="t_none"):
        dismiss_proposal(proposals, "t_none", by="ada", at=NOW)


def test_no_group_is_most_of_everything() -> None:
    vectors = np.random.default_rng(1).normal(0.3, 1, (300, 384)).astype(np.float32)
    vectors[:, :40] += 2.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert all(len(group) <= 45 for group in group_vectors(vectors))


def test_central_members_that_come_first_are_not_the_same_words() -> None:
    texts = ["slow lift"] * 4 + ["slow lift again", "slow lift today please"]
    vectors = EMBEDDER.embed(texts)
    first = most_central(vectors, np.arange(6))[:3]
    assert len({texts[at] for at in first}) == 3


def test_words_of_one_customer_tell_nothing() -> None:
    texts = ["park car quokka", "park car", "park car", "bill", "bill"]
    assert tell_apart(texts, [np.arange(3)]) == [("car", "park")]
    assert tell_apart(["the", "of"], [np.arange(2)]) == [()]


def test_a_theme_is_added_and_the_file_keeps_its_comments(tmp_path: Path) -> None:
    source = tmp_path / "source.yaml"
    source.write_text("# ours\nthemes:\n  - id: bill\n    name: The bill\n    examples: [a bill]\n")
    own = tmp_path / "themes.yaml"
    assert add_theme(own, source, "Parking: fées!") == "parking-fees"
    assert own.read_text().startswith("# ours\n")
    assert [theme.name for theme in load_taxonomy(own).themes] == ["The bill", "Parking: fées!"]
    assert add_theme(own, own, "the bill") == "bill"
    assert len(load_taxonomy(own).themes) == 2


@pytest.mark.parametrize("text", ["themes: []\n", "{themes: [{id: a, name: A}]}\n"])
def test_other_layouts_of_the_file_are_taken_too(text: str, tmp_path: Path) -> None:
    own = tmp_path / "themes.yaml"
    own.write_text(text)
    assert add_theme(own, own, "New one") == "new-one"
    assert load_taxonomy(own).themes[-1].id == "new-one"
    assert list(tmp_path.iterdir()) == [own]


@pytest.mark.parametrize("name", ["", "!!!", "x" * 90])
def test_a_name_needs_letters(name: str) -> None:
    with pytest.raises(BadInput, match="Name the theme"):
        theme_id(name)
