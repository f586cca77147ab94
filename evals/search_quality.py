"""Does search find the right evidence? Hearback beside what people would build, one run.

Hearback imports each file as ``hearback import verbatims FILE --approve`` does and is asked through
the ``Searcher`` that ``hearback search`` asks. ``--queries N`` takes only so many of each task,
``--home FOLDER`` keeps what was imported for the next run.
"""

import argparse
import csv
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from config.settings import Settings
from domain.audience import EMPLOYEES
from domain.excerpt import sentence_spans
from evals.search_peer import PEERS, SLOW, Ranks, Vectors
from evals.search_task import Asked, Document, Proven, Task, read_faq, read_reviews, read_themes
from hearback.house import House
from knowledge.verbatim_import import import_verbatims
from retrieval.corpus import Filter
from retrieval.dense import DenseSearch
from retrieval.search import Searcher
from retrieval.sentence import rank_sentences
from storage.corpus import SqlCorpus
from storage.database import open_database

_LIMIT = 10
_DRAWS = 2000
_TOP_SENTENCES = 3
HALVES = ("chosen on", "other half")
Measure = Callable[[list[str], frozenset[str]], float]


def hit_at_5(found: list[str], right: frozenset[str]) -> float:
    return float(any(each in right for each in found[:5]))


def reciprocal_rank(found: list[str], right: frozenset[str]) -> float:
    return next((1 / at for at, each in enumerate(found, 1) if each in right), 0.0)


def precision_at_10(found: list[str], right: frozenset[str]) -> float:
    return sum(each in right for each in found[:_LIMIT]) / _LIMIT


class Untagged(SqlCorpus):
    """As if no file and nobody had given a theme: only the words are left to search by."""

    def themes_given(self) -> list[str]:
        return []


def ask_hearback(task: Task, home: Path) -> dict[str, Ranks]:
    """What ``hearback search`` finds; where the file tells themes, also without looking at them."""
    house = House(Settings(home=home), create=True)
    try:
        if not house.corpus.matching(Filter(audience=EMPLOYEES)).size:
            import_task(house, task, home)
        if not house.corpus.themes_given():
            return {"Hearback": ask_all(house.searcher, task)}
        corpus = Untagged(open_database(house.settings.database_url))
        blind = Searcher(corpus, DenseSearch(corpus), house.embedder)
        return {
            "Hearback, by the words alone": ask_all(blind, task),
            "Hearback, with the themes that the file tells": ask_all(house.searcher, task),
        }
    finally:
        house.close()


def ask_all(searcher: Searcher, task: Task) -> Ranks:
    ranks = []
    for asked in task.asked:
        where = {task.filtered_by: asked.group} if asked.group else {}
        hits = searcher.search(asked.query, Filter(audience=EMPLOYEES, where=where), _LIMIT)
        ranks.append([hit.record.source_id or "" for hit in hits])
    return ranks


def import_task(house: House, task: Task, folder: Path) -> None:
    path = folder / "searched.csv"
    names = list(task.documents[0].row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(document.row for document in task.documents)
    import_verbatims(
        path,
        source=None,
        mapping={},
        approve=True,
        rejects_dir=house.rejects_folder,
        **house.import_tools,
    )


def report(task: Task, measures: dict[str, Measure], ranked: dict[str, Ranks]) -> None:
    print(f"\n## {task.name}: {len(task.documents):,} documents, {len(task.asked):,} questions\n")
    head = [f"{name}, {part}" for name in measures for part in (*HALVES, "all [95 %]")]
    print("| | " + " | ".join(head) + " |")
    print("|---" * (len(head) + 1) + "|")
    clusters = [asked.cluster for asked in task.asked]
    halves = [asked.half for asked in task.asked]
    for name, ranks in ranked.items():
        cells: list[str] = []
        for measure in measures.values():
            values = [measure(r, a.right) for r, a in zip(ranks, task.asked, strict=True)]
            cells += row_of(values, halves, clusters)
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def row_of(values: Sequence[float], halves: Sequence[str], clusters: Sequence[str]) -> list[str]:
    """The mean of each half, and of all with its bootstrap interval over clusters."""
    numbers = np.asarray(values)
    told = [f"{numbers[[h == half for h in halves]].mean():.3f}" for half in HALVES]
    low, high = interval(numbers, clusters)
    return [*told, f"{numbers.mean():.3f} [{low:.3f}, {high:.3f}]"]


def interval(values: np.ndarray, clusters: Sequence[str]) -> tuple[float, float]:
    """What the mean would be for other questions of the kind: 2.5 % and 97.5 % of 2,000 draws."""
    _, which = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.bincount(which, weights=values)
    counts = np.bincount(which)
    drawn = np.random.default_rng(1).integers(0, len(sums), (_DRAWS, len(sums)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def run_task(
    task: Task, measures: dict[str, Measure], vectors: Vectors, home: Path, peers: Sequence[str]
) -> None:
    home.mkdir(parents=True, exist_ok=True)
    ranked = ask_hearback(task, home)
    vectors.of([document.text for document in task.documents])
    vectors.of([asked.query for asked in task.asked])
    for name in peers:
        try:
            ranked[name] = PEERS[name](task, vectors, _LIMIT)
        except ImportError as error:
            print(f"{name}: left out, {error}. See evals/README.md for the install line.")
    report(task, measures, ranked)


def top_by_worth(proven: Proven, vectors: Vectors) -> list[tuple[int, int]]:
    ranked = rank_sentences(proven.review, proven.question, _Shared(vectors))
    return [each.span for each in ranked[:_TOP_SENTENCES]]


class _Shared:
    """Hearback's embedder, which embeds no text twice."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return np.asarray(self._vectors.of(texts), dtype=np.float32)

    def use_threads(self, count: int) -> None:
        pass


def run_reviews(domain: str, vectors: Vectors, most: int | None, peers: Sequence[str]) -> None:
    """Only reviews of more sentences than are chosen: elsewhere nothing can go wrong."""
    rows = [
        each
        for each in read_reviews(domain)
        if len(list(sentence_spans(each.review))) > _TOP_SENTENCES
    ][:most]
    spans = [list(sentence_spans(each.review)) for each in rows]
    texts = [[p.review[a:b] for a, b in s] for p, s in zip(rows, spans, strict=True)]
    vectors.of([each.question for each in rows])
    vectors.of([sentence for sentences in texts for sentence in sentences])
    ranked = {"Hearback": [top_by_worth(each, vectors) for each in rows]}
    # One group for each question: its review's sentences.
    documents = [
        Document(f"{q} {s}", sentence, str(q), {})
        for q, sentences in enumerate(texts)
        for s, sentence in enumerate(sentences)
    ]
    asked = [Asked(p.question, str(q), frozenset(), p.review) for q, p in enumerate(rows)]
    task = Task(f"SubjQA {domain}", "review", documents, asked)
    for name in peers:
        if name in SLOW:
            continue  # ranks by the same cosines as txtai
        try:
            ids = PEERS[name](task, vectors, _TOP_SENTENCES)
        except ImportError as error:
            print(f"{name}: left out, {error}. See evals/README.md for the install line.")
            continue
        ranked[name] = [
            [spans[q][int(each.split()[1])] for each in found] for q, found in enumerate(ids)
        ]
    print(f"\n## SubjQA {domain}: {len(rows):,} questions about a known review\n")
    print(
        "| | " + " | ".join(f"proof in the top three, {p}" for p in (*HALVES, "all [95 %]")) + " |"
    )
    print("|---" * 4 + "|")
    for name, found in ranked.items():
        values = [float(_overlaps(f, p)) for f, p in zip(found, rows, strict=True)]
        cells = row_of(values, [p.half for p in rows], [p.review for p in rows])
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def _overlaps(found: Sequence[tuple[int, int]], proven: Proven) -> bool:
    return any(start < proven.end and end > proven.start for start, end in found)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--queries", type=int, help="only so many questions of each task")
    asked.add_argument("--home", type=Path, help="keep what was imported here")
    asked.add_argument("--task", action="append", choices=["faq", "nhs", "subjqa"])
    asked.add_argument("--no-peers", action="store_true")
    options, _ = asked.parse_known_args()
    chosen = options.task or ["faq", "nhs", "subjqa"]
    peers = [] if options.no_peers else list(PEERS)
    vectors = Vectors()
    with tempfile.TemporaryDirectory() as temporary:
        home: Path = options.home or Path(temporary)
        if "faq" in chosen:
            task = _cut(read_faq(), options.queries)
            measures = {"hit@5": hit_at_5, "MRR@10": reciprocal_rank}
            run_task(task, measures, vectors, home / "faq", peers)
        if "nhs" in chosen:
            run_task(read_themes(), {"P@10": precision_at_10}, vectors, home / "nhs", peers)
        if "subjqa" in chosen:
            for domain in ("restaurants", "electronics"):
                run_reviews(domain, vectors, options.queries, peers)


def _cut(task: Task, most: int | None) -> Task:
    step = max(1, len(task.asked) // most) if most else 1
    return Task(task.name, task.filtered_by, task.documents, task.asked[::step])


if __name__ == "__main__":
    main()
