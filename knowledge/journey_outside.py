"""Comments that fit no step of any map."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.evidence import Kind
from knowledge.journey_finding import Outside
from retrieval.corpus import Corpus, Filter, Record

NO_THEME = "no theme"
_MOST_THEMES, _MOST_EXAMPLES = 5, 3


def find_outside(corpus: Corpus, wanted: Filter, references: Iterable[str]) -> Outside:
    """The comments that pass the filter and are placed at none of these steps.

    One example is given for each of the commonest themes.
    """
    wanted = replace(wanted, kinds=frozenset({Kind.VERBATIM}))
    every = set(corpus.matching(wanted).tolist())
    left = set(every)
    for reference in references:
        left -= set(corpus.matching(replace(wanted, where={"step": reference})).tolist())
    records = corpus.records(sorted(left))
    counted = Counter(theme for record in records for theme in record.themes or (NO_THEME,))
    themes = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_THEMES]
    return Outside(len(left), len(every), tuple(themes), _examples(records, dict(themes)))


def _examples(records: Sequence[Record], themes: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for theme in themes:
        held = (record.id for record in records if theme in (record.themes or (NO_THEME,)))
        if fresh := next((each for each in held if each not in found), None):
            found.append(fresh)
    return tuple(found[:_MOST_EXAMPLES])
