"""Questions with the documents that answer them, from public data, split into two halves."""

import csv
import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.public import DATA
from knowledge.wording import repair_text

_FEWEST_OF_A_THEME = 20
_NO_THEME = "Not assigned"


@dataclass(frozen=True)
class Document:
    """What is searched. ``group`` is what a filter can ask for; ``row`` the row of the file."""

    id: str
    text: str
    group: str
    row: Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """One question, and the ids that are right. ``cluster`` holds together what hangs together."""

    query: str
    group: str
    right: frozenset[str]
    cluster: str

    @property
    def half(self) -> str:
        return "chosen on" if zlib.crc32(self.cluster.encode()) % 2 == 0 else "other half"


@dataclass(frozen=True)
class Task:
    name: str
    filtered_by: str
    documents: Sequence[Document]
    asked: Sequence[Asked]


def read_faq() -> Task:
    """Answers of three courses; the question is put to the answers of one course."""
    with (DATA / "faq_zoomcamp/documents.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    documents = [
        Document(r["id"], "\n".join((r["section"], r["question"], r["text"])), r["course"], r)
        for r in rows
    ]
    asked = [
        Asked(r["question"], r["course"], frozenset({r["document"]}), r["document"])
        for r in _rows("faq_zoomcamp/queries.csv")
    ]
    return Task("faq_zoomcamp", "course", documents, asked)


def read_themes() -> Task:
    """NHS comments; the name of each theme with twenty comments or more is a question.

    The same words are kept once.
    """
    first: dict[str, dict[str, str]] = {}
    for row in _rows("nhs_patient_feedback/dev.csv"):
        first.setdefault(" ".join(row["text"].casefold().split()), row)
    rows = [{**row, "text": repair_text(row["text"])} for row in first.values()]
    by_id = {row["comment_id"]: _themes(row) for row in rows}
    counts = Counter(theme for themes in by_id.values() for theme in themes)
    documents = [Document(r["comment_id"], r["text"], "", r) for r in rows if r["text"].strip()]
    asked = [
        Asked(theme, "", frozenset(i for i, themes in by_id.items() if theme in themes), theme)
        for theme, count in sorted(counts.items())
        if count >= _FEWEST_OF_A_THEME and theme != _NO_THEME
    ]
    return Task("NHS theme names", "", documents, asked)


@dataclass(frozen=True)
class Proven:
    """A question about one review, and where in it people saw the proof."""

    question: str
    review: str
    start: int
    end: int

    @property
    def half(self) -> str:
        return "chosen on" if zlib.crc32(self.review.encode()) % 2 == 0 else "other half"


def read_reviews(domain: str) -> list[Proven]:
    """The questions of SubjQA's dev and test parts whose evidence people marked in the review."""
    found = []
    for part in ("dev", "test"):
        for row in _rows(f"subjqa/dev/{domain}_{part}.csv"):
            if row["human_ans_spans"] != "ANSWERNOTFOUND":
                start, end = json.loads(
                    row["human_ans_indices"].replace("(", "[").replace(")", "]")
                )
                found.append(Proven(row["question"], row["review"], start, end))
    return found


def _themes(row: Mapping[str, str]) -> set[str]:
    return {theme.strip() for theme in row["themes"].split(";") if theme.strip()}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
