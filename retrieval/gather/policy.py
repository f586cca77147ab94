"""Which policies drive complaints? Responsibilities set against the comments at their steps."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from domain.answer import Intent, Question
from domain.evidence import Kind
from domain.role import Responsibility
from domain.trend import Verdict
from retrieval.book import EvidenceBook
from retrieval.corpus import Keys, Tally
from retrieval.finding import Finding, Findings, PolicyFound, RuleFound, SinceFound
from retrieval.gather.path import cite_path, rank_ripples, told
from retrieval.gather.words import changes_at, gather_changes, gather_quotes
from retrieval.label import format_day
from retrieval.library import Library
from retrieval.note import responsibility_note
from retrieval.relevance import keep_nearest
from retrieval.ripple import Ripple, Stop
from retrieval.significance import compare_shares

_TOLD = 3
_NEWEST = 5000
_RECENT, _BEFORE = 92, 365
_OURS = re.compile(r"\b(my|our|we|i)\b", re.IGNORECASE)
_LONGEST_SENTENCE = 160
_INSIGHTS = frozenset({Kind.INSIGHT})


@dataclass(frozen=True)
class _Blamed:
    """A responsibility by its strongest way, the comments counted for it, and those of all."""

    ripple: Ripple
    keys: Keys
    tally: Tally
    whole: Tally


def gather_policies(library: Library, question: Question) -> Findings:
    scope = [question.role] if _OURS.search(question.text) else list(library.graph.roles)
    blamed = _bulk(_blamed(library, scope))
    if not blamed:
        missing = (
            "No responsibility is known to reach a step that customers complain about. Needed:"
            " roles with the steps they reach, and comments tagged with those steps."
        )
        return Findings(question=question, intent=Intent.POLICIES, missing=missing)
    book = EvidenceBook()
    found: list[Finding] = [f for each in blamed for f in _cite(library, book, each)]
    # One split in time keeps the answer short: that of the policy with most complaints that has a
    # day.
    found += [f for each in blamed for f in _since(library, book, each)][:1]
    worst = blamed[0].ripple
    about = told(worst)
    hits = library.search(about, library.mood_only(library.wanted(), -1))
    near = keep_nearest(hits, steps={worst.step_ref})
    found += gather_quotes(library, book, near, about, leaning=-1)
    found += gather_changes(book, changes_at(library, [worst.step_ref]))
    paths = [cite[1] for each in blamed if (cite := cite_path(library, book, each.ripple))]
    return Findings(
        question=question,
        intent=Intent.POLICIES,
        found=tuple(found),
        evidence=book.evidence,
        paths=tuple(paths),
        missing="Nothing about this may be shown here.",
    )


def _blamed(library: Library, scope: Sequence[str]) -> list[_Blamed]:
    """The responsibilities with the comments about each, most complaints first.

    Each comment at a step counts for the one responsibility, of those that reach the step, that it
    is nearest to, so that shares add up.
    """
    ways: dict[Stop, list[Ripple]] = {}
    for role in library.graph.roles:
        for ripple in library.graph.ripples(role):
            ways.setdefault(ripple.origin, []).append(ripple)
    chosen = {stop: rank_ripples(library, its)[0] for stop, its in ways.items()}
    held = _shared_out(library, list(chosen.values()))
    whole = sum((tally for _, tally in held.values()), Tally())
    found = [
        _Blamed(ripple, *held[stop], whole)
        for stop, ripple in chosen.items()
        if stop.role.name in scope and held[stop][1].negative
    ]
    return sorted(found, key=lambda each: -each.tally.negative)


def _shared_out(library: Library, ripples: Sequence[Ripple]) -> dict[Stop, tuple[Keys, Tally]]:
    """The comments at the steps that these ripples reach, each with the nearest of them."""
    texts = library.searcher.remembered_vectors([told(each) for each in ripples])
    mine: dict[Stop, list[int]] = {each.origin: [] for each in ripples}
    for step in dict.fromkeys(each.step_ref for each in ripples):
        keys = library.corpus.matching(library.wanted(step=step)).tolist()[-_NEWEST:]
        vectors = library.corpus.vectors_of(keys)
        rivals = [number for number, each in enumerate(ripples) if each.step_ref == step]
        for key, vector in vectors.items():
            nearest = max(rivals, key=lambda number: float(texts[number] @ vector))
            mine[ripples[nearest].origin].append(key)
    wanted = library.wanted()
    return {
        stop: (np.array(sorted(keys), dtype=np.int64), library.corpus.tally(sorted(keys), wanted))
        for stop, keys in mine.items()
    }


def _bulk(blamed: Sequence[_Blamed]) -> list[_Blamed]:
    """The first that hold half of the complaints among them, at most three."""
    half = sum(each.tally.negative for each in blamed) / 2
    told_of: list[_Blamed] = []
    for each in blamed[:_TOLD]:
        if sum(known.tally.negative for known in told_of) < half:
            told_of.append(each)
    return told_of


def _cite(library: Library, book: EvidenceBook, blamed: _Blamed) -> list[Finding]:
    stop = blamed.ripple.origin
    name = responsibility_note(stop.role.name, stop.responsibility.id)
    held = library.corpus.named([name], library.wanted(kinds=_INSIGHTS))
    if name not in held:
        return []
    subject = f"{stop.role.title}, {stop.responsibility.name}"
    duty, ref = stop.responsibility, book.add_record(held[name])
    says = _first_words(duty)
    rule = [RuleFound(responsibility=duty.name, says=says, ref=ref)] if says else []
    return [
        PolicyFound(
            responsibility=duty.name,
            role=stop.role.title,
            protects=duty.protects,
            ref=ref,
            count=book.add_tally(name, subject, blamed.tally, library.group),
            rated=bool(blamed.tally.rated),
            share=book.add_complaint_share(
                name, subject, blamed.tally, blamed.whole, library.group
            ),
            moved=_moved(library, blamed),
        ),
        *rule,
    ]


def _moved(library: Library, blamed: _Blamed) -> Verdict:
    """Whether the share of complaints among its comments is another in the last three months than
    in the year before."""
    keys, wanted = blamed.keys.tolist(), library.wanted()
    recent = library.as_of - timedelta(days=_RECENT)
    before = replace(
        wanted, since=recent - timedelta(days=_BEFORE), until=recent - timedelta(days=1)
    )
    new = library.corpus.tally(keys, replace(wanted, since=recent))
    old = library.corpus.tally(keys, before)
    return compare_shares((new.negative, new.rated), (old.negative, old.rated))


def _first_words(duty: Responsibility) -> str:
    """The first sentence of a policy's text; nothing of a process or decision, or of a long one."""
    if duty.kind != "policy":
        return ""
    sentence = re.split(r"(?<=[.!?])\s", duty.text, maxsplit=1)[0].rstrip(".")
    return sentence if len(sentence) <= _LONGEST_SENTENCE else ""


def _since(library: Library, book: EvidenceBook, blamed: _Blamed) -> list[SinceFound]:
    """Complaints since and before the day from which a policy's text holds."""
    stop = blamed.ripple.origin
    day = stop.responsibility.since
    name = responsibility_note(stop.role.name, stop.responsibility.id)
    held = library.corpus.named([name], library.wanted(kinds=_INSIGHTS))
    if day is None or day > library.as_of or name not in held:
        return []
    keys, wanted = blamed.keys.tolist(), library.wanted()
    after = library.corpus.tally(keys, replace(wanted, since=day))
    before = library.corpus.tally(keys, replace(wanted, until=day - timedelta(days=1)))
    if not after.n:
        return []
    subject = f"{stop.role.title}, {stop.responsibility.name}"

    def cite(when: str, tally: Tally) -> str:
        return book.add_tally(f"{name} {when}", f"{subject}, {when}", tally, library.group)

    return [
        SinceFound(
            responsibility=stop.responsibility.name,
            day=day,
            ref=book.add_record(held[name]),
            after=cite(f"since {format_day(day)}", after),
            before=cite(f"before {format_day(day)}", before) if before.n else None,
        )
    ]
