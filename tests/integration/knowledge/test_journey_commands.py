"""``hearback journey`` as people run it, on a copy of the example home."""

import re
from pathlib import Path

import pytest
from matplotlib.image import imread

from tests.e2e.command_line import CommandLine

MAP = """# Journey: Returning a router
**Persona:** Shop owner
## Phase: Leave
### Step 1: Pack the box
**Doing:** looks for tape
**Feeling:** annoyed
**Thinks:** why is it me who packs
**Moon:** full
"""


@pytest.fixture
def hearback(own_home: Path) -> CommandLine:
    return CommandLine(own_home, {})


def test_every_map_of_the_example_is_drawn(hearback: CommandLine, tmp_path: Path) -> None:
    for name in ("buyer", "renewal", "user"):
        done = hearback.run("journey", "draw", name, "--out", tmp_path / f"{name}.png", "--json")
        assert done.code == 0, done.err
        assert imread(done.document["path"]).shape[1] == 1280
        assert done.document["alt"].startswith("Journey map of ")
        assert "negative" in done.document["alt"]


def test_a_file_is_drawn_before_it_is_imported(hearback: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "map.md").write_text(MAP)
    done = hearback.run(
        "journey", "draw", tmp_path / "map.md", "--out", tmp_path / "map.png", "--svg"
    )
    assert done.code == 0, done.err
    assert "1. Pack the box: feels annoyed, bad (-1); no comments." in done.out
    assert (tmp_path / "map.svg").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("byer", "--out", "x.png"), "Did you mean 'buyer'?"), (("buyer", "--out", "x.gif"), ".png")],
)
def test_what_cannot_be_drawn_is_told_in_one_line(
    hearback: CommandLine, arguments: tuple[str, ...], told: str
) -> None:
    done = hearback.run("journey", "draw", *arguments)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert told in done.err


def test_the_audit_of_the_example(hearback: CommandLine) -> None:
    done = hearback.run("journey", "audit", "--as-of", "2026-11-22", "--json")
    assert done.code == 0, done.err
    found = {(each["check"], each["where"]) for each in done.document["findings"]}
    assert {
        ("made up", "buyer"),
        ("made up", "renewal"),
        ("collecting dust", "renewal"),
        ("no listening post", "buyer/first-week"),
        ("no listening post", "renewal/return-the-router"),
        ("outside every step", "all maps"),
    } == found
    assert {check for check, _ in found} <= set(done.document["checks"])
    told = hearback.run("journey", "audit", "--as-of", "2026-11-22")
    assert "Clarabridge's pitfall: the map was made up" in told.out
    assert "Sellers' Compass, listen all the way" in told.out
    assert told.out.rstrip().endswith("6 findings.")


def test_a_comment_outside_every_step_can_be_opened(hearback: CommandLine) -> None:
    findings = hearback.run("journey", "audit", "--json").document["findings"]
    (outside,) = (each for each in findings if each["check"] == "outside every step")
    named = re.findall(r"hearback review show (\w+)", outside["do"])
    assert len(named) == 3
    for each in named:
        shown = hearback.run("review", "show", each, "--json")
        assert shown.code == 0, shown.err
        assert not shown.document["item"]["step"]


def test_nobody_has_lived_a_map_of_the_future(hearback: CommandLine) -> None:
    audit = hearback.run("journey", "audit", "--json").document
    assert audit["maps"] == 4
    found = hearback.run("search", "invoice", "--where", "step=user-future", "--json")
    assert found.document["hits"] == []
    (known,) = (
        each["id"]
        for each in hearback.run(
            "review", "list", "--state", "any", "--limit", "1", "--json"
        ).document["waiting"]
    )
    refused = hearback.run("review", "tag", known, "--step", "user-future/pay-the-invoice")
    assert refused.code == 2


def test_the_gaps_of_the_example_are_ranked(hearback: CommandLine) -> None:
    done = hearback.run("journey", "gaps", "--json")
    assert done.code == 0, done.err
    gaps = done.document["gaps"]
    assert [gap["score"] for gap in gaps] == sorted((g["score"] for g in gaps), reverse=True)
    first = gaps[0]
    assert (first["rank"], first["where"]) == (1, "user/pay-the-invoice")
    assert {short["part"] for short in first["shortfalls"]} <= {
        "information", "content", "channel", "next_step",
    }  # fmt: skip
    assert first["shortfalls"][0]["to_be"].startswith("A page in words")
    assert first["do"].startswith("finance: give them 'A page in words")
    assert not any(gap["where"].startswith("user-future") for gap in gaps)
    lone = {each["where"]: each["to_come"] for each in done.document["only_on_one_map"]}
    assert lone["user-future/choose-the-due-date"]
    assert not lone["user/get-a-refund"]


def test_the_gaps_are_a_list_to_act_on(hearback: CommandLine) -> None:
    told = hearback.run("journey", "gaps", "-k", "2").out
    assert "\n1. Pay the invoice (user/pay-the-invoice): pain " in told
    assert "value 1,080 for 100% of customers = " in told
    assert "pain: the map says -1, " in told
    assert "\n2. " in told
    assert "\n3. " not in told
    assert "To be, and not there today:\n   Choose the day on which it falls due" in told
    assert "There today, and not on user-future: user/work-online, " in told


def test_an_imported_map_says_what_has_no_place(hearback: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "map.md").write_text(MAP)
    done = hearback.run("import", "journey", tmp_path / "map.md", "--json")
    assert (done.code, done.document["imported"]) == (0, 1)
    assert "note: Not placed: Moon (1)." in done.err
    audit = hearback.run("journey", "audit", "--json").document["findings"]
    mine = {each["check"] for each in audit if each["where"].startswith("returning-a-router")}
    assert {"made up", "no sponsor", "nobody owns the step", "no vision"} <= mine


def test_without_maps_the_next_step_is_told(tmp_path: Path) -> None:
    empty = CommandLine(tmp_path / "home", {})
    assert empty.run("init").code == 0
    for command in ("audit", "gaps"):
        done = empty.run("journey", command)
        assert done.code == 0, done.err
        assert "hearback import journey FILE" in done.out
