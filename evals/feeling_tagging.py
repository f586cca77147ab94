"""Sentiment: from seeds only, from few and from many corrections, beside a lexicon (VADER)."""

from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import accuracy_score, f1_score
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from evals.public import Labelled, read_nhs, read_tweets, split
from knowledge.tagging.sentiment import feeling_named, load_sentiment_seeds
from knowledge.tagging.tagger import Tagger
from retrieval.embedding import Embedder

CONFIG = Path(__file__).parent.parent / "config"
_FEW = 200
# The border that VADER's authors advise.
_VADER_BORDER = 0.05


def report_feelings(embedder: Embedder) -> None:
    """Accuracy and macro-F1 of negative, neutral, positive on the same held-out part."""
    seeds = load_sentiment_seeds(CONFIG / "sentiment.yaml")
    for name, rows in (("airline tweets", read_tweets()), ("NHS", read_nhs())):
        train, test = split([row for row in rows if row.sentiment is not None], embedder)
        print(f"\n{name}: {len(train.rows)} for training, {len(test.rows)} for test\n")
        print("| | accuracy | macro-F1 |\n|---|---|---|")
        right = _named(test.rows)
        most = max(set(right), key=right.count)
        _row(f"always {most}", right, [most] * len(right))
        _row("VADER", right, by_vader(test.texts))
        for label, part in (
            ("hearback, seeds only", train.taken([])),
            (f"hearback, {_FEW} corrections", train.taken(range(_FEW))),
            ("hearback, all corrections", train),
        ):
            tagger = Tagger(embedder, sentiment_seeds=seeds, corrections=part.corrections())
            told = tagger.tag(test.texts, test.vectors)
            _row(label, right, [feeling_named(tags.sentiment) or "neutral" for tags in told])


def by_vader(texts: Sequence[str]) -> list[str]:
    analyzer = SentimentIntensityAnalyzer()
    compound = [analyzer.polarity_scores(text)["compound"] for text in texts]
    return [
        "neutral" if abs(each) < _VADER_BORDER else "positive" if each > 0 else "negative"
        for each in compound
    ]


def _named(rows: Sequence[Labelled]) -> list[str]:
    return [feeling_named(row.sentiment) or "neutral" for row in rows]


def _row(name: str, right: Sequence[str], told: Sequence[str]) -> None:
    macro = f1_score(right, told, average="macro", zero_division=0.0)
    print(f"| {name} | {accuracy_score(right, told):.3f} | {macro:.3f} |", flush=True)
