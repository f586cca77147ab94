"""Whether answers about the example company hold the right paths and evidence, or know better.

    python -m evals.gold_answers [--half even|odd|all] [--dev] [--each] [--home FOLDER]

The questions stand in ``evals/gold/kestrel.yaml``. They were written by reading the company's files
before any ranking was built on them, and nothing outside this folder reads them. The ranking was
developed on ``kestrel_dev.yaml`` (``--dev``); of the gold questions single failures were looked at
only for even numbers, so the odd half is the honest figure. ``--each`` tells what went wrong with
each question, and never does so for the odd half.

A path counts by its responsibilities and its step. Evidence counts by subject: recall is the share
of a question's subjects and metrics from which the answer cites something; precision is the share
of cited comments that a reader accepts as being about one of them. The role-blind baseline searches
for the question and quotes the first two comments; it knows no paths.
"""

import argparse
import re
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
from retrieval.note import trend_note

HERE = Path(__file__).parent
GOLD, DEV = HERE / "gold" / "kestrel.yaml", HERE / "gold" / "kestrel_dev.yaml"
HALVES = ("even", "odd", "all")
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


def read_gold(path: Path = GOLD) -> tuple[dict[str, set[str]], list[Asked]]:
    """The groups of comments, those of the gold file always among them, and the questions."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    groups = {name: set(ids) for name, ids in data["groups"].items()}
    if path != GOLD:
        gold = read_gold()[0]
        groups = gold | {name: ids | gold.get(name, set()) for name, ids in groups.items()}
    return groups, [Asked(**{k: _frozen(v) for k, v in q.items()}) for q in data["questions"]]


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def halve(questions: Sequence[Asked], half: str) -> list[Asked]:
    """The questions whose number is even, or odd, or all."""
    return [asked for asked in questions if half in ("all", _parity(asked))]


def _parity(asked: Asked) -> str:
    return ("even", "odd")[int(re.sub(r"\D", "", asked.id)) % 2]


def main() -> None:
    """Answer every question once, and print each half."""
    parser = argparse.ArgumentParser(prog="python -m evals.gold_answers")
    parser.add_argument("--half", choices=HALVES, help="only this half; without it, all three")
    parser.add_argument("--dev", action="store_true", help="the questions developed on")
    parser.add_argument("--each", action="store_true", help="what went wrong, question by question")
    parser.add_argument("--home", type=Path, help="keep the imported company in this folder")
    chosen, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(home=chosen.home or Path(folder) / "home"), create=True)
        load_example(house, COMPANY, lambda _: None)
        groups, questions = read_gold(DEV if chosen.dev else GOLD)
        half = chosen.half or "all"
        answers = _answer(house, halve(questions, half))
        for each in (half,) if chosen.half else HALVES:
            _report(house, groups, halve(questions, each), answers, each)
        if chosen.each:
            shown = [a for a in halve(questions, half) if chosen.dev or _parity(a) == "even"]
            _tell_each(house, groups, shown, answers, metric_names(house))
        house.close()


def _answer(house: House, questions: Sequence[Asked]) -> dict[str, Answer]:
    return {each.id: house.ask(each.q, each.role, EMPLOYEES, TODAY) for each in questions}


def _report(
    house: House,
    groups: Mapping[str, set[str]],
    questions: Sequence[Asked],
    answers: Mapping[str, Answer],
    half: str,
) -> None:
    metrics = metric_names(house)
    scores = {"Hearback": Score(), "role-blind search": Score()}
    for asked in questions:
        answer = answers[asked.id]
        count(
            scores["Hearback"], asked, groups, answer, list(_paths(house, answer)), metrics=metrics
        )
        count_blind(scores["role-blind search"], asked, groups, house)
    for name, score in scores.items():
        show(f"{name}, {half} numbers", score, questions)


def _tell_each(
    house: House,
    groups: Mapping[str, set[str]],
    questions: Sequence[Asked],
    answers: Mapping[str, Answer],
    metrics: Mapping[str, str],
) -> None:
    """The flaws of each answer: intent, abstention, paths and comments."""
    for asked in questions:
        answer = answers[asked.id]
        flaws = []
        if str(answer.intent) != asked.intent:
            flaws.append(f"intent {answer.intent}")
        if answer.abstained != asked.none:
            flaws.append("answered" if asked.none else f"not answered: {answer.reason}")
        given = set(_paths(house, answer))
        if asked.paths and not answer.abstained:
            flaws += [f"no path {path}" for path in sorted(set(asked.paths) - given)]
            flaws += [f"extra path {path}" for path in sorted(given - set(asked.paths))]
        if not asked.none:
            flaws += _evidence_flaws(asked, groups, answer.evidence, metrics)
        if flaws:
            print(f"\n{asked.id} {asked.role}: {asked.q}", *flaws, sep="\n    ")


def _evidence_flaws(
    asked: Asked,
    groups: Mapping[str, set[str]],
    cited: Sequence[Evidence],
    metrics: Mapping[str, str],
) -> Iterator[str]:
    for subject in asked.words:
        tally = Tally()
        _count_evidence(
            tally, Asked(asked.id, "", "", "", words=(subject,)), groups, cited, metrics
        )
        if not tally.found:
            yield f"nothing about {subject}"
    for metric in asked.trends:
        tally = Tally()
        _count_evidence(
            tally, Asked(asked.id, "", "", "", trends=(metric,)), groups, cited, metrics
        )
        if not tally.found:
            yield f"no {metric}"
    accepted = set().union(*(groups[subject] for subject in asked.words))
    for item in cited if asked.words else ():
        if item.kind is Kind.VERBATIM and not accepted & set(_names(item)):
            yield f"off: {item.source_id} {item.text[:110]!r}"


def count(
    score: Score,
    asked: Asked,
    groups: Mapping[str, set[str]],
    answer: Answer,
    paths: Sequence[str],
    *,
    metrics: Mapping[str, str],
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
    _count_evidence(score.evidence, asked, groups, answer.evidence, metrics)


def _count_evidence(
    tally: Tally,
    asked: Asked,
    groups: Mapping[str, set[str]],
    cited: Sequence[Evidence],
    metrics: Mapping[str, str],
) -> None:
    comments = [name for item in cited if item.kind is Kind.VERBATIM for name in _names(item)]
    measured = {metrics.get(item.id, "") for item in cited}
    tally.wanted += len(asked.words) + len(asked.trends)
    tally.found += sum(any(name in groups[subject] for name in comments) for subject in asked.words)
    tally.found += sum(metric in measured for metric in asked.trends)
    if asked.words:
        accepted = set().union(*(groups[subject] for subject in asked.words))
        tally.given += len(comments)
        tally.right += sum(name in accepted for name in comments)


def metric_names(house: House) -> dict[str, str]:
    """The metric of each trend, by the id of its evidence."""
    return {trend_note(each.id): each.metric for each in house.truth.series()}


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
