"""New themes on the example company, with the real model and the real storage."""

from datetime import UTC, datetime
from pathlib import Path

from config.settings import Settings
from domain.error import NotFound
from domain.proposal import ThemeProposal
from domain.review import Selection, TagEdit
from hearback.house import House
from knowledge.importer import import_verbatims
from knowledge.tagging.theme_file import add_theme
from knowledge.theme_proposal import dismiss_proposal, name_proposal, propose_themes
from knowledge.withdrawal import customer_names

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PETS = (
    "our office dog barked at the router all morning",
    "the cat sleeps on your router because it is warm",
    "please make a router that our dog does not chew",
    "the puppy ate the cable of the router",
    "my cat keeps switching the router off with her paw",
    "dog hair gets into the vents of the router",
    "our parrot copies the beep of your router",
    "the kitten pulled the router from the shelf",
)


def take(house: House, folder: Path, texts: tuple[str, ...]) -> None:
    path = folder / "pets.csv"
    lines = [f'{n},"{text}",C-{n}' for n, text in enumerate(texts)]
    path.write_text("\n".join(["id,comment,customer_id", *lines]) + "\n")
    import_verbatims(
        path,
        source="pets",
        mapping={},
        approve=True,
        truth=house.truth,
        redactor=house.redactor,
        tagger=house.tagger,
        embedder=house.embedder,
        rejects_dir=folder,
    )


def test_a_new_topic_is_proposed_named_and_learned(own_home: Path, tmp_path: Path) -> None:
    house = House(Settings(home=own_home))
    # Without a taxonomy that knows them, all comments of a new topic wait for a name.
    (own_home / "themes.yaml").write_text("themes:\n  - id: bill\n    name: The bill\n")
    take(house, tmp_path, PETS)
    found = [each for each in propose_themes(house.proposals) if "dog" in " ".join(each.words)]
    found = found or propose_themes(house.proposals)
    pets = max(found, key=lambda each: sum("router" in text for _, text in quotes(house, each.id)))
    assert len(pets.evidence_ids) >= 5
    theme = add_theme(own_home / "themes.yaml", own_home / "themes.yaml", "Pets and routers")
    before = standings(house, pets)
    named = {"name": "Pets and routers", "theme": theme, "by": "ada", "at": NOW}
    done = name_proposal(house.proposals, house.reviewer, pets.id, **named)
    assert done.changed == len(pets.evidence_ids)
    (entry,) = house.reviewer.history(pets.evidence_ids[0])
    assert (entry.decision, entry.decided_by, entry.decided_at) == ("tag", "ada", NOW)
    assert house.reviewer.undo(done.batch, "ada", NOW).restored == len(pets.evidence_ids)
    assert standings(house, pets) == before
    again_tagged = TagEdit(themes=(theme,))
    house.reviewer.tag(Selection(ids=pets.evidence_ids), again_tagged, "ada", NOW)
    made = house.truth.corrections()
    assert {each.themes for each in made} == {(theme,)}
    assert not any("paw" in line for line in (own_home / "themes.yaml").read_text().splitlines())
    house.close()
    again = House(Settings(home=own_home))
    text = "the dog chewed the router cable again"
    assert theme in again.tagger.tag([text], again.embedder.embed([text]))[0].themes
    again.close()


def test_dismissed_and_forgotten(own_home: Path, tmp_path: Path) -> None:
    house = House(Settings(home=own_home))
    (own_home / "themes.yaml").write_text("themes:\n  - id: bill\n    name: The bill\n")
    take(house, tmp_path, PETS)
    (first, *others) = propose_themes(house.proposals)
    dismiss_proposal(house.proposals, first.id, by="ada", at=NOW)
    assert {each.id for each in propose_themes(house.proposals)} == {each.id for each in others}
    everybody = {f"C-{n}" for n in range(len(PETS))}
    names = {name for each in everybody for name in customer_names(house.truth.secret(), each)}
    gone = set(house.withdrawal.forget(names)[0].ids)
    assert gone & set(first.evidence_ids)
    kept = house.proposals.get(first.id)
    if kept is None:
        raise NotFound(first.id)
    assert not gone & set(kept.evidence_ids)
    assert kept.state == "dismissed"
    house.close()


def standings(house: House, proposal: ThemeProposal) -> list[tuple[object, ...]]:
    items = [house.reviewer.item(each) for each in proposal.evidence_ids]
    return [(each.themes, each.tagged_by, each.tag_doubt, each.state) for each in items]


def quotes(house: House, proposal_id: str) -> list[tuple[str, str]]:
    proposal = house.proposals.get(proposal_id)
    assert proposal is not None
    return house.proposals.quotes(proposal)
