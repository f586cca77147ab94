"""The import of a file of comments, against a truth in memory."""

from pathlib import Path

import pytest

from domain.error import BadInput
from domain.verbatim import State
from knowledge.redaction import Redactor
from knowledge.report import ImportReport
from knowledge.tagging.tagger import Tagger
from knowledge.verbatim_import import import_verbatims
from tests.fakes.knowledge import FakeTruth, WordEmbedder

HEADER = "id,date,comment,nps_score,customer_id,segment,email,site\n"
FIRST = "1,2026-11-03,Ring me on 07700 900 123 about the fan,9,K-1,small,ida@post.example,North\n"
SECOND = "2,2026-11-04,The fan is loud,3,K-2,small,,North\n"


class Watcher:
    """Progress that remembers."""

    def __init__(self) -> None:
        self.total = self.rows = self.read = 0

    def begin(self, total_bytes: int) -> None:
        self.total = total_bytes

    def advance(self, rows: int, bytes_read: int) -> None:
        self.rows += rows
        self.read = bytes_read


def run(folder: Path, content: str, truth: FakeTruth, **options) -> ImportReport:
    file = folder / options.pop("name", "survey.csv")
    file.write_text(content, encoding="utf-8")
    embedder = options.pop("embedder", WordEmbedder())
    defaults = {"source": None, "mapping": {}, "approve": False, "progress": None}
    return import_verbatims(
        file,
        truth=truth,
        redactor=Redactor(),
        tagger=Tagger(embedder),
        embedder=embedder,
        rejects_dir=folder / "rejects",
        **(defaults | options),
    )


def test_what_is_stored(tmp_path: Path) -> None:
    truth = FakeTruth()
    report = run(tmp_path, HEADER + FIRST, truth, approve=True)
    (verbatim,) = truth.verbatims.values()
    assert verbatim.text == "Ring me on [phone] about the fan"
    assert verbatim.id == "v_" + verbatim.content_hash[:12]
    assert (verbatim.source, verbatim.source_id, verbatim.state) == ("survey", "1", State.APPROVED)
    assert (verbatim.score, verbatim.metric, verbatim.segment) == (9.0, "nps", "small")
    assert verbatim.customer is not None
    assert verbatim.customer.startswith("c_")
    # The e-mail column says what it is by its header: it is dropped, not redacted.
    assert verbatim.attributes == {"site": "North"}
    assert report.redacted == {"attribute": 1, "phone": 1}
    assert "K-1" not in repr(verbatim)


def test_twice_imports_nothing_and_embeds_nothing(tmp_path: Path) -> None:
    truth, embedder = FakeTruth(), WordEmbedder()
    run(tmp_path, HEADER + FIRST + SECOND, truth, embedder=embedder)
    again = run(tmp_path, HEADER + FIRST + SECOND, truth, embedder=embedder, name="renamed.csv")
    assert (again.read, again.imported, again.duplicates) == (2, 0, 2)
    assert embedder.embedded == 2


def test_the_same_row_twice_in_one_file_counts_once(tmp_path: Path) -> None:
    report = run(tmp_path, HEADER + FIRST + FIRST, FakeTruth())
    assert (report.imported, report.duplicates) == (1, 1)


def test_bad_rows_are_kept_aside_redacted(tmp_path: Path) -> None:
    truth = FakeTruth()
    report = run(
        tmp_path,
        HEADER + SECOND + "3,soon,=ring 07700 900 123,9,K-3,small,ida@post.example,North\n"
        "4,2026-11-04,,1,K-4,small,,North\n5,short\n6,2026-11-04,fine,eleven,K-5,small,,N\n",
        truth,
    )
    assert (report.read, report.imported, report.rejected) == (5, 1, 4)
    assert report.rejects_file is not None
    lines = report.rejects_file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "line,reason," + HEADER.strip()
    assert lines[1].startswith("3,date 'soon' cannot be read,3,soon,'=ring [phone],9,c_")
    assert lines[2].startswith("4,no text,4,")
    assert lines[3].startswith("5,has 2 columns where the header has 8,5,short")
    assert "is not a number" in lines[4]
    assert "post.example" not in "".join(lines)


def test_a_killed_import_is_finished_by_running_it_again(tmp_path: Path) -> None:
    rows = "".join(f"{n},2026-11-03,comment number {n} of many,9,K-{n},s,,N\n" for n in range(700))
    truth = FakeTruth(fail_after=1)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, HEADER + rows, truth)
    assert truth.batches == [512]
    truth.fail_after = None
    report = run(tmp_path, HEADER + rows, truth)
    assert (report.imported, report.duplicates, len(truth.verbatims)) == (188, 512, 700)


def test_progress_knows_the_bytes(tmp_path: Path) -> None:
    watcher = Watcher()
    run(tmp_path, HEADER + FIRST + SECOND, FakeTruth(), progress=watcher)
    assert watcher.rows == 2
    assert watcher.read == watcher.total == len(HEADER + FIRST + SECOND)


def test_what_the_row_says_of_step_and_theme_is_kept(tmp_path: Path) -> None:
    truth = FakeTruth()
    run(tmp_path, "text,step,themes\nThe fan is loud,user/work,Noise; Heat\n", truth)
    (verbatim,) = truth.verbatims.values()
    assert (verbatim.step, verbatim.themes) == ("user/work", ("Noise", "Heat"))


def test_ambiguous_dates_are_noted(tmp_path: Path) -> None:
    report = run(tmp_path, "text,date\nloud fan again,03/11/2026\n", FakeTruth())
    assert "day first" in report.notes[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        (HEADER, "no rows"),
        ("a,b\n1,2\n", "Columns found: a, b"),
        ("id,text\n1\n2\n", "No row"),
    ],
)
def test_unusable_files(tmp_path: Path, content: str, says: str) -> None:
    truth = FakeTruth()
    with pytest.raises(BadInput, match=says):
        run(tmp_path, content, truth)
    assert not truth.verbatims
