"""How the default themes, without a correction, are spread over other people's comments."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evals.public import Labelled, read_nhs, read_tweets
from knowledge.tagging.tagger import Tagger
from knowledge.tagging.taxonomy import load_taxonomy
from retrieval.embedding import Embedder

CONFIG = Path(__file__).parent.parent / "config"
_MOST = 1500


def report_spread(embedder: Embedder) -> None:
    """Share of comments without a theme, and the commonest themes."""
    tagger = Tagger(embedder, load_taxonomy(CONFIG / "themes.yaml"))
    print("\nthe default themes, no corrections")
    for name, rows in (("airline tweets", read_tweets()), ("NHS", read_nhs())):
        _show(name, tagger, rows)


def _show(name: str, tagger: Tagger, rows: Sequence[Labelled]) -> None:
    chosen = np.linspace(0, len(rows) - 1, min(len(rows), _MOST)).astype(int)
    texts = [rows[at].text for at in chosen]
    tags = tagger.tag(texts, tagger.embedder.embed(texts))
    none = sum(not each.themes for each in tags) / len(tags)
    spread = Counter(theme for each in tags for theme in each.themes).most_common(8)
    shown = ", ".join(f"{theme} {count}" for theme, count in spread)
    print(f"{name}: {none:.1%} of {len(texts)} without a theme; {shown}", flush=True)
