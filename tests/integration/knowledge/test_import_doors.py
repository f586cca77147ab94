"""Every importer through the command line, with files damaged in ways that nobody thought of.

Whatever comes in: exit 0 or 2, no traceback, and one line that says what to do.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.settings import Settings
from hearback.__main__ import main
from hearback.house import House
from tests.conftest import EXAMPLE

SEEDS = {
    "verbatims": ("survey.csv", (EXAMPLE / "verbatims" / "survey.csv").read_bytes()[:1500]),
    "verbatims jsonl": (
        "reviews.jsonl",
        (EXAMPLE / "verbatims" / "app_reviews.jsonl").read_bytes()[:1500],
    ),
    "verbatims xlsx": ("tickets.xlsx", (EXAMPLE / "verbatims" / "tickets.xlsx").read_bytes()),
    "transcript": (
        "call.vtt",
        (EXAMPLE / "verbatims" / "transcripts" / "call-01.vtt").read_bytes()[:1500],
    ),
    "transcript srt": (
        "call.srt",
        (EXAMPLE / "verbatims" / "transcripts" / "call-02.srt").read_bytes()[:1500],
    ),
    "trend": ("trends.csv", (EXAMPLE / "trends.csv").read_bytes()[:1500]),
    "trend json": ("t.json", b'[{"month": "2026-01", "metric": "nps", "value": 3, "n": 90}]'),
    "journey": ("map.yaml", (EXAMPLE / "journeys" / "user.yaml").read_bytes()),
    "journey md": ("map.md", b"# Map\n## Phase: Buy\n### Step: Pay\n**Feeling:** cross\n"),
    "journey csv": ("map.csv", b"lane,Find,Buy,Use\nDoing,looks,pays,works\nFeeling,+,-,0\n"),
    "journey json": ("map.json", b'{"phases": [{"name": "Buy", "stages": [{"name": "Pay"}]}]}'),
    "roles": ("roles.yaml", (EXAMPLE / "roles.yaml").read_bytes()[:2500]),
    "themes": ("themes.yaml", (EXAMPLE / "themes.yaml").read_bytes()[:1500]),
    "interview": ("talk.md", b"---\nid: t1\ndate: 2026-05-01\n---\nCustomer: it was slow again\n"),
    "insight": ("insights.yaml", b"- id: a\n  claim: slow\n  kind: customer\n  owner: cx\n"),
    "policy": ("policy.md", b"---\nrole: finance\nid: p\nname: P\n---\nWe remind after 3 days.\n"),
}
DAMAGE: tuple[Callable[[bytes, int, bytes], bytes], ...] = (
    lambda whole, at, _: whole[:at],
    lambda whole, at, noise: whole[:at] + noise + whole[at:],
    lambda whole, at, noise: whole[:at] + noise + whole[at + len(noise) :],
    lambda whole, at, _: whole[at:] + whole[:at],
    lambda whole, at, _: whole + whole[at:],
    lambda whole, _, __: whole.decode("latin-1").encode("utf-16"),
)
NOISE = st.one_of(
    st.binary(min_size=1, max_size=12),
    st.sampled_from(
        [b"\x00", b"\xff\xfe", b'"', b"\n", b"\r", b"{", b"[[[[", b": &a", b"\xed\xa0\x80", b"\t"]
    ),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("doors") / "home"
    House(Settings(home=folder), create=True).close()
    return folder


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """A command sets up logs for its own standard error, which ends with the test."""
    yield
    structlog.reset_defaults()


@pytest.mark.parametrize("kind", SEEDS)
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_damaged_file_is_told_in_one_line(
    kind: str,
    data: st.DataObject,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, whole = SEEDS[kind]
    at = data.draw(st.integers(0, len(whole)))
    damaged = data.draw(st.sampled_from(DAMAGE))(whole, at, data.draw(NOISE))
    monkeypatch.setenv("HEARBACK_HOME", str(home))
    path = home.parent / name
    path.write_bytes(damaged)
    code = main(["import", kind.split(maxsplit=1)[0], str(path), "--json"])
    told = capsys.readouterr().err
    assert code in {0, 2}, told
    assert "Traceback" not in told
    if code == 2:
        assert told.strip().splitlines()[-1].startswith("hearback: ")


def test_an_unpacked_workbook_that_would_fill_the_memory_is_refused(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import zipfile  # noqa: PLC0415 - only this test builds one

    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * (600 << 20))
    monkeypatch.setenv("HEARBACK_HOME", str(home))
    assert main(["import", "verbatims", str(bomb)]) == 2
    assert "bomb.xlsx" in capsys.readouterr().err


def test_the_language_is_told_and_searched(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "two.csv"
    path.write_text(
        "id,comment\n"
        "1,Die Rechnung war schon wieder falsch und niemand hat zurückgerufen\n"
        "2,The invoice was wrong again and nobody called me back\n"
    )
    monkeypatch.setenv("HEARBACK_HOME", str(home))
    assert main(["import", "verbatims", str(path), "--approve"]) == 0
    capsys.readouterr()
    assert main(["search", "invoice", "--where", "language=de", "--json"]) == 0
    found = capsys.readouterr().out
    assert "Rechnung" in found
    assert "invoice was wrong" not in found
