"""New themes: of those hidden from the taxonomy, how many come back as a group of their own."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from evals.public import SEED, Labelled, Part, few_of_each, read_banking, read_nhs, split
from knowledge.grouping import group_vectors
from knowledge.tagging.tagger import Tagger
from knowledge.tagging.taxonomy import Taxonomy, Theme
from retrieval.embedding import Embedder

_HIDDEN = {"BANKING77": 20, "NHS": 6}
_PURE = 0.5
_UNSURE = 0.8
_LEAST = 40


def report_new_themes(embedder: Embedder) -> None:
    """Comments of hidden themes lie among all others; what fits no theme is grouped."""
    print("\n| | comments | fit no theme | groups | largest | pure | hidden that came back |")
    print("|---|---|---|---|---|---|---|")
    readers: tuple[tuple[str, Callable[[], list[Labelled]]], ...] = (
        ("BANKING77", read_banking),
        ("NHS", read_nhs),
    )
    for name, read in readers:
        _show(name, *split(read(), embedder), embedder)


def _show(name: str, train: Part, test: Part, embedder: Embedder) -> None:
    hidden, known = _chosen(train, _HIDDEN[name])
    taught = [row for row, each in enumerate(train.rows) if not set(each.themes) & hidden]
    few = few_of_each(train.taken(taught), known, 30)
    taxonomy = Taxonomy(tuple(Theme(theme, theme) for theme in known))
    tagger = Tagger(embedder, taxonomy, corrections=few.corrections())
    seen = set(few.texts)
    others = train.taken([at for at, row in enumerate(train.rows) if row.text not in seen])
    pool = Part([*test.rows, *others.rows], np.concatenate([test.vectors, others.vectors]))
    tags = tagger.tag(pool.texts, pool.vectors)
    left = [at for at, each in enumerate(tags) if not each.themes or each.doubt >= _UNSURE]
    unplaced = pool.taken(left)
    groups = group_vectors(unplaced.vectors)
    mains = [_main(unplaced, group) for group in groups]
    pure = [theme for theme, share in mains if share > _PURE]
    back = hidden & set(pure)
    sizes = [len(group) for group in groups] or [0]
    print(
        f"| {name} | {len(pool.rows)} | {len(left)} | {len(groups)} | {max(sizes)} | {len(pure)} "
        f"| {len(back)} of {len(hidden)} |",
        flush=True,
    )


def _chosen(train: Part, count: int) -> tuple[set[str], list[str]]:
    """Themes to hide, and the others."""
    counts = Counter(theme for row in train.rows for theme in row.themes)
    often = sorted(theme for theme, n in counts.items() if n >= _LEAST)
    drawn = np.random.default_rng(SEED).permutation(len(often))[:count]
    hidden = {often[at] for at in drawn}
    return hidden, sorted(set(counts) - hidden)


def _main(part: Part, group: Sequence[int]) -> tuple[str, float]:
    counts = Counter(theme for at in group for theme in part.rows[at].themes)
    theme, count = counts.most_common(1)[0]
    return theme, count / len(group)
