"""Whether answers about the example company hold the right paths and evidence, or know better.

The questions stand in ``evals/gold/kestrel.yaml``. They were written by reading the company's files
before any ranking was built on them, and nothing outside this folder reads them. A path counts by
its responsibilities and its step. Evidence counts by subject: recall is the share of a question's
subjects and metrics from which the answer cites something; precision is the share of cited comments
that a reader accepts as being about one of them. The role-blind baseline searches for the question
and quotes the first two comments; it knows no paths.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from config.settings import Settings
from domain.answer import Answer
from domain.audience import EMPLOYEES
from domain.evidence import Evidence, Kind
from hearback.example import TODAY, load_example
from hearback.house import House

HERE = Path(__file__).parent
COMPANY = HERE.parent / "examples" / "kestrel"
_MOST_QUOTES = 2


@dataclass(frozen=True)
class Asked:
    """One question with the subjects, metrics and paths that belong in its answer."""

    id: str
    role: str
    intent: str
    q: str
    paths: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    trends: tuple[str, ...] = ()
    none: bool = False


@dataclass
class Tally:
    """Hits over counts, summed over questions."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    given: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def f1(self) -> float:
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


@dataclass
class Score:
    paths: Tally = field(default_factory=Tally)
    evidence: Tally = field(default_factory=Tally)
    abstained: int = 0
    unanswered: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    intents: int = 0


def read_gold(
    path: Path = HERE / "gold" / "kestrel.yaml",
) -> tuple[dict[str, set[str]], list[Asked]]:
    """The groups of comments, and the questions."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    groups = {name: set(ids) for name, ids in data["groups"].items()}
    return groups, [Asked(**{k: _frozen(v) for k, v in q.items()}) for q in data["questions"]]


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def main() -> None:
    groups, questions = read_gold()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(home=Path(folder) / "home"), create=True)
        load_example(house, COMPANY, lambda _: None)
        scores = {"Hearback": Score(), "role-blind search": Score()}
        for asked in questions:
            answer = house.ask(asked.q, asked.role, EMPLOYEES, TODAY)
            count(scores["Hearback"], asked, groups, answer, list(_paths(house, answer)))
            count_blind(scores["role-blind search"], asked, groups, house)
        house.close()
    for name, score in scores.items():
        show(name, score, questions)


def count(
    score: Score,
    asked: Asked,
    groups: Mapping[str, set[str]],
    answer: Answer,
    paths: Sequence[str],
) -> None:
    score.intents += str(answer.intent) == asked.intent
    if asked.none:
        score.abstained += answer.abstained
        score.invented += [] if answer.abstained else [asked.id]
        return
    score.unanswered += [asked.id] if answer.abstained else []
    if asked.paths:
        score.paths.wanted += len(asked.paths)
        score.paths.given += len(paths)
        score.paths.found += len(set(asked.paths) & set(paths))
        score.paths.right += len(set(asked.paths) & set(paths))
    _count_evidence(score.evidence, asked, groups, answer.evidence)


def _count_evidence(
    tally: Tally, asked: Asked, groups: Mapping[str, set[str]], cited: Sequence[Evidence]
) -> None:
    comments = [name for item in cited if item.kind is Kind.VERBATIM for name in _names(item)]
    metrics = {item.id.removeprefix("trend:").split("|")[0] for item in cited}
    tally.wanted += len(asked.words) + len(asked.trends)
    tally.found += sum(any(name in groups[subject] for name in comments) for subject in asked.words)
    tally.found += sum(any(m.startswith(metric) for m in metrics) for metric in asked.trends)
    if asked.words:
        accepted = set().union(*(groups[subject] for subject in asked.words))
        tally.given += len(comments)
        tally.right += sum(name in accepted for name in comments)


def _names(item: Evidence) -> Iterator[str]:
    if item.source_id:
        yield item.source_id.partition("#")[0]


def _paths(house: House, answer: Answer) -> Iterator[str]:
    """Each path as its responsibilities and its step, from the ids of what its hops rest on."""
    held = {item.ref: item for item in answer.evidence}
    for path in answer.paths:
        ids = [held[ref].id for hop in path.hops for ref in hop.evidence if ref in held]
        links = list(dict.fromkeys(i for i in ids if i.startswith("ripple:")))
        stops = [link.removeprefix("ripple:").partition(">")[0] for link in links]
        if links:
            yield " > ".join([*stops, links[-1].partition(">")[2]])


def count_blind(score: Score, asked: Asked, groups: Mapping[str, set[str]], house: House) -> None:
    library = house.library(EMPLOYEES, TODAY)
    hits = library.search(asked.q, limit=_MOST_QUOTES)
    if asked.none:
        score.invented += [asked.id] if hits else []
        score.abstained += not hits
        return
    score.paths.wanted += len(asked.paths)
    tally, names = score.evidence, [(h.record.source_id or "").partition("#")[0] for h in hits]
    tally.wanted += len(asked.words) + len(asked.trends)
    tally.found += sum(any(name in groups[subject] for name in names) for subject in asked.words)
    if asked.words:
        accepted = set().union(*(groups[subject] for subject in asked.words))
        tally.given += len(names)
        tally.right += sum(name in accepted for name in names)


def show(name: str, score: Score, questions: Sequence[Asked]) -> None:
    none = sum(asked.none for asked in questions)
    print(f"\n{name}")
    for label, tally in (("paths", score.paths), ("evidence", score.evidence)):
        told = (f"{name} {getattr(tally, name):.3f}" for name in ("precision", "recall", "f1"))
        print(f"  {label:9} {'  '.join(told)}")
    print(f"  abstained on {score.abstained} of {none} without an answer {score.invented}")
    print(f"  not answered though there is evidence: {score.unanswered}")
    print(f"  intent as meant: {score.intents} of {len(questions)}")


if __name__ == "__main__":
    main()
