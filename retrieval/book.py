"""Collecting evidence under short references, E1, E2, ... each thing once."""

from collections.abc import Mapping
from datetime import date

from domain.action import Action
from domain.evidence import Evidence, Kind
from domain.insight import Insight, age_in_words
from domain.moment import open_at, second_at
from domain.trend import MOVED, Change
from retrieval.corpus import Record, Tally
from retrieval.label import format_share, format_value, format_window, series_label
from retrieval.note import trend_note


class EvidenceBook:
    def __init__(self) -> None:
        self._held: dict[str, Evidence] = {}

    def __getitem__(self, ref: str) -> Evidence:
        return next(item for item in self._held.values() if item.ref == ref)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(self._held.values())

    @property
    def by_ref(self) -> Mapping[str, Evidence]:
        return {item.ref: item for item in self._held.values()}

    def add_record(self, record: Record, start: int = 0) -> str:
        """Cite a stored text; its reference. A recording opens where ``start`` was said."""
        second = second_at(record.moments, start) if record.url else None
        opened = record.url if second is None else open_at(record.url or "", second)
        return self._add(
            kind=record.kind,
            id=record.id,
            text=record.text,
            source=record.source,
            source_id=record.source_id,
            occurred_at=record.occurred_at,
            url=opened,
            second=second,
            audience=record.audience,
            attributes=record.attributes,
        )

    def add_insight(self, record: Record, insight: Insight, as_of: date) -> str:
        """Cite a claim of the CX team; its figures are the ages of what comes from outside."""
        ages = {
            f"age {number}": age_in_words(each.period, as_of)
            for number, each in enumerate(insight.outside, start=1)
        }
        return self._add(
            kind=record.kind,
            id=record.id,
            text=record.text,
            source=record.source,
            occurred_at=record.occurred_at,
            url=record.url,
            audience=record.audience,
            counts_comments=insight.rests_on_comments,
            figures=ages,
            attributes=record.attributes,
        )

    def add_change(self, change: Change) -> str:
        """Cite a measured trend; its figures are latest, baseline, change and n."""
        unit = change.series.unit
        values = {
            "latest": change.latest,
            "baseline": change.baseline,
            "change": change.change,
        }
        figures = {name: format_value(unit, v) for name, v in values.items() if v is not None}
        if change.n is not None:
            figures["n"] = f"{change.n:,}"
        return self._add(
            kind=Kind.TREND,
            id=trend_note(change.series.id),
            text=describe_change(change),
            source=change.series.source,
            counts_comments=change.series.computed,
            n=change.n,
            window=change.window,
            audience=change.series.audience,
            figures=figures,
            attributes=change.series.dimensions,
        )

    def add_tally(self, name: str, subject: str, tally: Tally, audience: str) -> str:
        """Cite a count of comments; its figures are n, rated, negative and share."""
        window = format_window(tally.first, tally.last)
        figures = {"n": f"{tally.n:,}", "negative": f"{tally.negative:,}"}
        if tally.n:
            figures["share"] = format_share(tally.negative, tally.n)
        return self._add(
            kind=Kind.TREND,
            id=f"count:{name}",
            text=f"{subject}: {tally.negative:,} of {tally.n:,} comments are negative ({window})",
            source="counted from the stored comments",
            counts_comments=True,
            n=tally.n,
            window=window,
            audience=audience,
            figures=figures,
        )

    def add_share(self, subject: str, part: int, whole: int, *, window: str, audience: str) -> str:
        """Cite how many of the comments are about a subject; figures part, whole and share."""
        return self._add(
            kind=Kind.TREND,
            id=f"share:{subject}",
            text=f"{part:,} of {whole:,} comments are about {subject} ({window})",
            source="counted from the stored comments",
            counts_comments=True,
            n=whole,
            window=window,
            audience=audience,
            figures={
                "part": f"{part:,}",
                "whole": f"{whole:,}",
                "share": format_share(part, whole),
            },
        )

    def add_complaint_share(
        self, name: str, subject: str, part: Tally, whole: Tally, audience: str
    ) -> str:
        """Cite what share of all complaints is about a responsibility; its figure is share."""
        window = format_window(whole.first, whole.last)
        return self._add(
            kind=Kind.TREND,
            id=f"complaints:{name}",
            text=(
                f"{subject}: {part.negative:,} of {whole.negative:,} complaints at a journey step"
                f" ({window})"
            ),
            source="counted from the stored comments",
            counts_comments=True,
            n=whole.negative,
            window=window,
            audience=audience,
            figures={"share": format_share(part.negative, whole.negative)},
        )

    def add_action(self, action: Action) -> str:
        """Cite what somebody promised, and what came of it."""
        outcome = f" {action.outcome}" if action.outcome else ""
        return self._add(
            kind=Kind.INSIGHT,
            id=f"action:{action.id}",
            text=f"{action.what} ({action.owner}, due {action.due}).{outcome}",
            source="actions",
        )

    def _add(self, **values: object) -> str:
        name = str(values["id"])
        if name not in self._held:
            ref = f"E{len(self._held) + 1}"
            self._held[name] = Evidence(ref=ref, **values)  # type: ignore[arg-type]  # as above
        return self._held[name].ref


def change_name(change: Change) -> str:
    """The name under which a reader's memory keeps this measurement."""
    return f"{trend_note(change.series.id)}@{change.window}"


_PHRASES = {
    "no_real_change": "shows no real change",
    "too_few": "has too few answers to tell",
    "incomplete": "has a latest period that is not complete",
    "broken_series": "cannot be compared over time",
}


def describe_change(change: Change) -> str:
    """A measured change in one sentence, with its window."""
    label, unit = series_label(change.series), change.series.unit
    if change.verdict in MOVED and change.latest is not None and change.baseline is not None:
        latest, baseline = (format_value(unit, v) for v in (change.latest, change.baseline))
        return f"{label} {change.verdict} from {baseline} to {latest} ({change.window})"
    why = f": {change.why}" if change.why else ""
    return f"{label} {_PHRASES[change.verdict]}{why} ({change.window})"
