"""What one fresh process measures in one home; called by ``evals.search_speed``.

The first line that it prints is its first answer, the last one everything that it measured.
"""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from config.settings import Settings
from domain.audience import EMPLOYEES
from evals.gold_answers import read_gold
from evals.importing import resident
from evals.search_speed_clock import TEN, exact_scores, recall, timed
from evals.search_speed_home import LOTS, read_pool
from hearback.example import TODAY
from hearback.house import House
from retrieval.corpus import Filter
from retrieval.words import content_words
from storage.database import open_database

_ASKED = 100
_WARM = 10
_DEPTH = 200
_ANYTHING = Filter(audience=EMPLOYEES)


def main(home: Path, cache: Path) -> None:
    house = House(Settings(home=home))
    house.searcher.search("waiting for an answer on the phone", _ANYTHING)
    print("ready", flush=True)
    found: dict[str, Any] = {"first_cpu": time.process_time(), "rss": resident("self")}
    pool = read_pool(cache)
    texts, topics = pool.asked[:_ASKED], pool.asked_topics[:_ASKED]
    chosen = {
        "no filter": [_ANYTHING] * len(texts),
        "1 % by chance": [_where(lot=f"lot-{at % LOTS}") for at in range(len(texts))],
        "1 % by topic": [_where(theme=f"topic-{topic}") for topic in topics],
        "one source, half a year": [_half_a_year(at) for at in range(len(texts))],
    }
    found |= _searched(house, texts, chosen) | {"words": _words_kept(house, texts)}
    _, questions = read_gold()
    for each in questions[:_WARM]:
        house.ask(each.q, each.role, EMPLOYEES, TODAY)
    found["times"]["ask"] = timed(lambda q: house.ask(q.q, q.role, EMPLOYEES, TODAY), questions)
    print(json.dumps(found))


def _where(**fields: str) -> Filter:
    return replace(_ANYTHING, where=fields)


def _half_a_year(at: int) -> Filter:
    since = TODAY.replace(year=TODAY.year - 1 - at % 2, month=1 + at % 6)
    until = since.replace(month=since.month + 6)
    return replace(_ANYTHING, where={"source": f"source-{at % 8}"}, since=since, until=until)


def _searched(house: House, texts: list[str], chosen: dict[str, list[Filter]]) -> dict[str, Any]:
    dense, corpus = house.dense, house.corpus
    vectors = np.stack([house.embedder.embed([text])[0] for text in texts])
    times: dict[str, dict[str, float]] = {
        "embedding": timed(lambda t: house.embedder.embed([t]), texts)
    }
    found: dict[str, list[list[float]]] = {}
    for name, filters in chosen.items():
        asked = list(zip(texts, vectors, filters, strict=True))
        for text, _, wanted in asked[:_WARM]:
            house.searcher.search(text, wanted)
        times[f"search, {name}"] = timed(lambda a: house.searcher.search(a[0], a[2]), asked)
        times[f"by meaning, {name}"] = timed(lambda a: dense.nearest(a[1], a[2], _DEPTH), asked)
        times[f"by words, {name}"] = timed(
            lambda a: corpus.lexical(content_words(a[0]), a[2], _DEPTH), asked
        )
        found[name] = [[s for _, s in dense.nearest(v, w, TEN)] for _, v, w in asked]
    masks = [[corpus.passing(wanted) for wanted in filters] for filters in chosen.values()]
    best = exact_scores(corpus, vectors, masks)
    rates = {
        f"by meaning, {name}": float(
            np.mean([recall(*pair) for pair in zip(found[name], best[at], strict=True)])
        )
        for at, name in enumerate(chosen)
    }
    return {"times": times, "recall": rates}


def _words_kept(house: House, texts: list[str]) -> float:
    """How many of the ten best by all words are among the ten best that are given."""
    engine = open_database(house.settings.database_url)
    every = sa.text(
        "SELECT rowid, -bm25(evidence_text) FROM evidence_text WHERE evidence_text MATCH :terms"
        " ORDER BY 2 DESC LIMIT 100"
    )
    passing = house.corpus.passing(_ANYTHING)
    kept = []
    with engine.connect() as connection:
        for text in texts:
            terms = " OR ".join(f'"{word}"' for word in content_words(text))
            if not terms:
                continue
            rows = connection.execute(every, {"terms": terms}).all()
            best = [key for key, _ in rows if key < len(passing) and passing[key]][:TEN]
            if not best:
                continue
            ours = house.corpus.lexical(content_words(text), _ANYTHING, TEN)
            kept.append(len({key for key, _ in ours} & set(best)) / len(best))
    return float(np.mean(kept))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
