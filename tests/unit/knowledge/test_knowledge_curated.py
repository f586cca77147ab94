"""Journey maps, roles and taxonomies: read, checked, explained."""

from pathlib import Path

import pytest

from domain.error import BadInput
from knowledge.curated_import import import_journey, import_roles
from knowledge.journey_file import read_journey
from knowledge.tagging.taxonomy import load_taxonomy
from tests.fakes.knowledge import FakeTruth

MAP = """
id: buyer
name: Buying
persona: Owner of a small firm
reviewed_at: 2026-05-04
stages:
  - id: look
    name: Looking
    steps:
      - id: ask-price
        name: Ask for a price
        when: 2026
        channels: phone
        emotion: -1
        needs: {information: what it costs, next_step: a date}
        value: 120.5
"""
ROLES = """
roles:
  - name: finance
    title: Finance
    internal_clients: [{role: sales, need: a decision}]
    responsibilities:
      - id: credit
        name: Credit check
        reaches: [{step: buyer/ask-price, how: waits for it}]
        serves: [{role: sales, responsibility: quotes, how: holds it up}]
  - name: sales
    title: Sales
    responsibilities: [{id: quotes, name: Quotes}]
"""


def write(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content)
    return folder / name


def test_a_map_keeps_its_fields(tmp_path: Path) -> None:
    journey = read_journey(write(tmp_path, "m.yaml", MAP))
    ((reference, step),) = journey.steps()
    assert reference == "buyer/ask-price"
    assert (step.when, step.channels, step.emotion, step.value) == ("2026", ("phone",), -1, 120.5)
    assert step.needs.next_step == "a date"


def test_importing_a_map_twice_changes_nothing(tmp_path: Path) -> None:
    truth, file = FakeTruth(), write(tmp_path, "m.yaml", MAP)
    assert import_journey(file, truth=truth).imported == 1
    assert import_journey(file, truth=truth).duplicates == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("emotion:", "emotions:"), r"line 14: .*emotions is not a known field.*'emotion'"),
        (("emotion: -1", "emotion: 9"), r"line 14: stages\[1\].steps\[1\].emotion is wrong"),
        (("persona: Owner of a small firm\n", ""), "persona is missing"),
        (("id: ask-price", "id: ask price"), "is wrong"),
        (("name: Looking", "name: [unclosed"), "not YAML: line"),
        (("name: Looking", "name: *look"), "aliases"),
        (("reviewed_at: 2026-05-04", "reviewed_at: spring"), "reviewed_at is wrong"),
    ],
)
def test_mistakes_are_explained_in_one_line(
    tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    with pytest.raises(BadInput, match=says) as error:
        read_journey(write(tmp_path, "m.yaml", MAP.replace(*change)))
    assert "\n" not in str(error.value)


def test_alias_bombs_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    with pytest.raises(BadInput, match="aliases"):
        read_journey(write(tmp_path, "m.yaml", "\n".join(lines)))


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    for name, content in (("a.yaml", "[" * 50_000), ("a.json", "[" * 50_000)):
        with pytest.raises(BadInput):
            read_journey(write(tmp_path, name, content))


def test_roles_note_steps_that_no_map_holds_yet(tmp_path: Path) -> None:
    truth, file = FakeTruth(), write(tmp_path, "r.yaml", ROLES)
    first = import_roles(file, truth=truth)
    assert first.imported == 2
    assert "buyer/ask-price" in first.notes[0]
    import_journey(write(tmp_path, "m.yaml", MAP), truth=truth)
    again = import_roles(file, truth=truth)
    assert (again.imported, again.duplicates, again.notes) == (0, 2, [])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ("role: sales, need", "role: sale, need"),
            "'sale', which is not there. Did you mean 'sales'",
        ),
        (("responsibility: quotes", "responsibility: quote"), "Did you mean 'quotes'"),
        (("- name: sales", "- name: finance"), "twice"),
    ],
)
def test_links_between_roles_are_checked(
    tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        import_roles(write(tmp_path, "r.yaml", ROLES.replace(*change)), truth=FakeTruth())


def test_a_taxonomy_resolves_names(tmp_path: Path) -> None:
    file = write(tmp_path, "t.yaml", "themes: [{id: wait, name: Waiting, examples: [on hold]}]")
    taxonomy = load_taxonomy(file)
    assert taxonomy.resolve(" waiting ") == "wait"
    assert taxonomy.resolve("Parking") == "Parking"
