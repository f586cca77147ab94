"""What there is to tell a reader about a period, and at which place most of it happened."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.period import Period
from domain.relevance import place_score
from domain.trend import MOVED, Change, Series
from retrieval.book import change_name
from retrieval.corpus import Filter, Record, once
from retrieval.library import Library
from retrieval.quoting import mood

_CHANGES = 2
_FEWEST_NEW = 3
_FEWEST_OF_THEME = 3
_BEFORE = timedelta(days=91)
# A place that no path of the role leads to: it came by a theme that the role shares.
_FAR = 0.1
# What moved behind two colleagues is theirs to tell.
_TOO_FAR = 0.2


@dataclass(frozen=True)
class Reader:
    """Whom a digest is for: a role, and the names of what it was told before.

    ``learned`` weighs journey steps by what people of this role pressed (``domain.relevance``).
    ``fond`` asks for what customers liked where nothing else is to be told.
    """

    role: str
    told: frozenset[str] = frozenset()
    learned: Mapping[str, float] = field(default_factory=dict)
    fond: bool = False


@dataclass(frozen=True)
class Heard:
    """The period's comments on what the role touches, what was moving, and the place in focus.

    ``theme`` is what several of the comments at the focus are about, or several of all where
    nothing is in focus. ``earlier`` are comments at the focus from the weeks before, new to the
    reader: what moved over months is often told by few in one week.
    """

    comments: Sequence[Record]
    fresh: Sequence[Record]
    moved: Sequence[Change]
    focus: str | None = None
    theme: str | None = None
    earlier: Sequence[Record] = ()

    @property
    def is_enough(self) -> bool:
        return bool(self.moved) or len(self.fresh) >= _FEWEST_NEW

    @property
    def about(self) -> Sequence[Record]:
        """The period's comments on the theme, or else at the focus, or else all."""
        if self.theme:
            return [record for record in self.comments if self.theme in record.themes]
        return [record for record in self.comments if record.step == self.focus] or self.comments

    @property
    def leaning(self) -> int:
        """-1 or 1: which way most of what was said about it leans."""
        said = [*self.about, *self.earlier]
        return 1 if sum(mood(record) for record in said) > 0 else -1


def hear(library: Library, reader: Reader, period: Period) -> Heard:
    comments = comments_on(library, reader.role, period.first_day, period.last_day)
    fresh = [record for record in comments if record.id not in reader.told]
    moved = [c for c in _own_changes(library, reader) if c.verdict in MOVED]
    moved = [change for change in moved if change_name(change) not in reader.told]
    closeness = _closeness(library, reader.role)
    moved = [c for c in moved if closeness.get(c.series.step or "", 1.0) > _TOO_FAR]
    places = _places(library, reader, fresh, moved)
    focus = max(places, key=lambda step: (places[step], step), default=None)
    ranked = sorted(moved, key=lambda c: (-places.get(c.series.step or "", 0), c.doubt))
    return Heard(
        comments=comments,
        fresh=fresh,
        moved=ranked[:_CHANGES],
        focus=focus,
        theme=_theme(comments, focus),
        earlier=_earlier(library, reader, focus, period) if focus else (),
    )


def _earlier(library: Library, reader: Reader, focus: str, period: Period) -> list[Record]:
    """What was said at a step in the weeks before, and the reader was not told."""
    last = period.first_day - timedelta(days=1)
    said = _between(library, library.wanted(step=focus), period.first_day - _BEFORE, last)
    return [record for record in said if record.id not in reader.told]


def comments_on(library: Library, role: str, since: date, until: date) -> list[Record]:
    """What was said between two days on what a role touches.

    A role without any known path is told what all customers said.
    """
    reach = library.graph.reach(role)
    known = reach if reach.steps or reach.themes else None
    return _between(library, replace(library.wanted(), reach=known), since, until)


def _between(library: Library, wanted: Filter, since: date, until: date) -> list[Record]:
    keys = library.corpus.matching(replace(wanted, since=since, until=until)).tolist()
    # A form letter that came a hundred times is one opinion.
    return once(library.corpus.records(keys))


def _own_changes(library: Library, reader: Reader) -> list[Change]:
    """What is measured of the role, at its steps, on its themes, or by the metrics it is tracked
    on; everything for a role of which nothing is known."""
    reach = library.graph.reach(reader.role)
    role = library.graph.roles.get(reader.role)
    metrics = role.metrics if role else ()

    def is_own(series: Series) -> bool:
        told = series.dimensions
        if "role" in told:
            return told["role"] == reader.role
        if "theme" in told:
            return told["theme"] in reach.themes
        return series.step in reach.steps or series.metric in metrics

    known = reach.steps or reach.themes or metrics
    return [change for change in library.changes if not known or is_own(change.series)]


def _places(
    library: Library, reader: Reader, fresh: Sequence[Record], moved: Sequence[Change]
) -> dict[str, float]:
    """Every step where there is news, with how much it is to this reader."""
    closeness = _closeness(library, reader.role)
    shaken = {change.series.step for change in moved}
    at: dict[str, list[Record]] = {step: [] for step in library.graph.steps if step in shaken}
    for record in fresh:
        if record.step in library.graph.steps:
            at.setdefault(record.step or "", []).append(record)
    return {
        step: place_score(
            closeness=closeness.get(step, _FAR),
            learned=reader.learned.get(step, 1.0),
            moved=step in shaken,
            share=len(said) / len(fresh) if fresh else 0.0,
            pain=sum(mood(record) < 0 for record in said) / len(said) if said else 0.0,
        )
        for step, said in at.items()
    }


def _closeness(library: Library, role: str) -> dict[str, float]:
    """1 at the steps where a role's own work is felt, or that its own metric is measured at; a
    quarter through one colleague, a ninth through two: what is felt fades with every hand."""
    known: dict[str, float] = {}
    for ripple in library.graph.ripples(role):
        known[ripple.step_ref] = max(known.get(ripple.step_ref, 0.0), 1 / len(ripple.stops) ** 2)
    own = library.graph.roles.get(role)
    tracked = own.metrics if own else ()
    return known | {s.step: 1.0 for s in library.series if s.step and s.metric in tracked}


def _theme(comments: Sequence[Record], focus: str | None) -> str | None:
    """What several comments at the focus are about; without a focus, what several of all are."""
    here = [record for record in comments if record.step == focus or focus is None]
    themes = Counter(theme for record in here for theme in record.themes)
    commonest = min(themes, key=lambda theme: (-themes[theme], theme), default=None)
    return commonest if commonest and themes[commonest] >= _FEWEST_OF_THEME else None


def too_little(heard: Heard) -> str:
    """Why nothing is sent."""
    comments = len(heard.fresh)
    said = {0: "no new comment", 1: "one new comment"}.get(comments, f"{comments} new comments")
    return f"nothing moved, and there was {said} on what this role touches"
