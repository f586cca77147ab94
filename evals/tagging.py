"""How well feelings are told, and what share of comments gets a theme.

Run: ``python -m evals.tagging`` (``HEARBACK_DATA`` names the folder of public data).
"""

import csv
import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import accuracy_score, f1_score

from knowledge.tagging.sentiment import load_sentiment_seeds
from knowledge.tagging.tagger import Tagger
from knowledge.tagging.taxonomy import load_taxonomy
from knowledge.wording import repair_text
from retrieval.embedding import MiniLmEmbeddings

DATA = Path(os.environ.get("HEARBACK_DATA", "../shared/data"))
CONFIG = Path(__file__).parent.parent / "config"
_MOST = 3000
_NHS = {"1": "positive", "2": "positive", "3": "neutral", "4": "negative", "5": "negative"}
_BORDER = 0.1


def main() -> None:
    tagger = Tagger(
        MiniLmEmbeddings(),
        load_taxonomy(CONFIG / "themes.yaml"),
        (),
        load_sentiment_seeds(CONFIG / "sentiment.yaml"),
    )
    tweets = _rows("airline_tweets/dev.csv")
    report("airline tweets", tagger, [(r["text"], r["airline_sentiment"]) for r in tweets])
    nhs = [row for row in _rows("nhs_patient_feedback/dev.csv") if row["sentiment"]]
    report("nhs", tagger, [(r["text"], _NHS[r["sentiment"][0]]) for r in nhs])


def report(name: str, tagger: Tagger, rows: Sequence[tuple[str, str]]) -> None:
    """Print accuracy and macro-F1 beside the majority class, and how themes are spread."""
    step = max(1, len(rows) // _MOST)
    sample = [(repair_text(text), label) for text, label in rows[::step]]
    texts, labels = [text for text, _ in sample], [label for _, label in sample]
    began = time.monotonic()
    tags = tagger.tag(texts, tagger.embedder.embed(texts))
    seconds = time.monotonic() - began
    told = [feeling(tag.sentiment or 0.0) for tag in tags]
    most = Counter(labels).most_common(1)[0][0]
    print(f"\n{name}: {len(texts)} texts, {len(texts) / seconds:.0f} texts/s")
    _show("hearback", labels, told)
    _show(f"always {most}", labels, [most] * len(labels))
    clear = [(a, b) for a, b in zip(labels, told, strict=True) if a != "neutral"]
    agree = sum((a == "positive") == (b == "positive") for a, b in clear) / len(clear)
    print(f"  of those with a feeling, {agree:.1%} on the right side")
    spread = Counter(theme for tag in tags for theme in tag.themes)
    none = sum(not tag.themes for tag in tags) / len(tags)
    print(f"  no theme {none:.1%}; most: {', '.join(f'{t} {n}' for t, n in spread.most_common(6))}")


def feeling(sentiment: float) -> str:
    if abs(sentiment) < _BORDER:
        return "neutral"
    return "positive" if sentiment > 0 else "negative"


def _show(name: str, labels: Sequence[str], told: Sequence[str]) -> None:
    macro = f1_score(labels, told, average="macro", zero_division=0.0)
    print(f"  {name:18} accuracy {accuracy_score(labels, told):.3f}  macro-F1 {macro:.3f}")


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
