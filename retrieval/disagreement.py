"""Where scores and words part: the score got better and complaints grew, or the other way round."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.scale import SCALES
from domain.trend import MOVED, Change, Unit
from retrieval.computed import COMPLAINT_SHARE, NEGATIVE_SHARE
from retrieval.label import format_value, series_label

_THEME = "theme"
# Of imported metrics, those whose name says that more of it is more to complain of.
_COMPLAINT_WORDS = frozenset({"complaint", "complaints", "dispute", "disputes", "negative"})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A score and what customers say, at the same step or segment or for the whole, apart."""

    score: Change
    words: Change

    @property
    def step(self) -> str | None:
        return self.score.series.step


def disagreements(changes: Sequence[Change]) -> list[Disagreement]:
    """Every pair of a score and of words that really moved apart, surest first.

    ``changes`` are judged already (``measure_changes``): nothing is tested here. A score rises
    when it gets better and words when there is more to complain of, so that both rising, or both
    falling, is what does not fit.
    """
    moved = [change for change in changes if change.verdict in MOVED]
    pairs = [
        Disagreement(score, words)
        for score in moved
        if _is_score(score)
        for words in moved
        if _is_words(words) and words.verdict is score.verdict and _place(words) == _place(score)
    ]
    return sorted(pairs, key=lambda pair: max(pair.score.doubt, pair.words.doubt))


def describe_disagreement(pair: Disagreement) -> str:
    """One sentence, such as: NPS rose from +10 to +22, and complaint share (theme billing) rose
    too, from 9.1 % to 15.0 %."""
    score, words = pair.score, pair.words
    return (
        f"{series_label(score.series)} {score.verdict} from {_span(score)}, and"
        f" {series_label(words.series)} {words.verdict} too, from {_span(words)}"
    )


def _span(change: Change) -> str:
    values = (change.baseline, change.latest)
    return " to ".join(format_value(change.series.unit, v) for v in values if v is not None)


def _is_score(change: Change) -> bool:
    return change.series.unit is Unit.NPS or change.series.metric in SCALES


def _is_words(change: Change) -> bool:
    metric = change.series.metric
    if change.series.computed:
        return metric in (NEGATIVE_SHARE, COMPLAINT_SHARE)
    return not _is_score(change) and not _COMPLAINT_WORDS.isdisjoint(metric.lower().split("_"))


def _place(change: Change) -> frozenset[tuple[str, str]]:
    """What a change is about, whatever the theme."""
    return frozenset((k, v) for k, v in change.series.dimensions.items() if k != _THEME)
