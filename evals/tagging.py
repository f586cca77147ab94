"""Themes and sentiment, from examples and from corrections, beside what others would do.

Run: ``python -m evals tagging`` (``HEARBACK_DATA`` names the folder of public data).
"""

from evals.feeling_tagging import report_feelings
from evals.new_theme import report_new_themes
from evals.spread import report_spread
from evals.theme_tagging import report_banking, report_curve, report_nhs
from retrieval.embedding import Embedder, MiniLmEmbeddings


def main(embedder: Embedder | None = None) -> None:
    embedder = embedder or MiniLmEmbeddings()
    report_nhs(embedder)
    report_curve(embedder)
    report_banking(embedder)
    report_feelings(embedder)
    report_spread(embedder)
    report_new_themes(embedder)


if __name__ == "__main__":
    main()
