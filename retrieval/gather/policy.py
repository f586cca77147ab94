"""Which policies drive complaints? Responsibilities set against the comments at their steps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from domain.answer import Intent, Question
from domain.evidence import Kind
from domain.role import Responsibility
from retrieval.book import EvidenceBook
from retrieval.corpus import Keys, Reach, Tally
from retrieval.finding import Finding, Findings, PolicyFound, SinceFound
from retrieval.gather.path import cite_path
from retrieval.gather.words import changes_at, gather_changes, gather_quotes
from retrieval.label import format_day
from retrieval.library import Library
from retrieval.note import responsibility_note
from retrieval.ripple import Ripple

_TOLD = 3
_LONGEST_SENTENCE = 160
_INSIGHTS = frozenset({Kind.INSIGHT})


@dataclass(frozen=True)
class _Blamed:
    ripples: tuple[Ripple, ...]
    tally: Tally
    keys: Keys


def gather_policies(library: Library, question: Question) -> Findings:
    blamed = sorted(_blamed(library), key=lambda each: -each.tally.negative)[:_TOLD]
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
    worst = blamed[0].ripples[0]
    about = f"{worst.origin.responsibility.name} {worst.step.name}"
    hits = library.search(about, library.mood_only(library.wanted(step=worst.step_ref), -1))
    found += gather_quotes(library, book, hits, about, leaning=-1)
    found += gather_changes(book, changes_at(library, [worst.step_ref]))
    paths = [cite[1] for each in blamed if (cite := cite_path(library, book, each.ripples[0]))]
    return Findings(
        question=question,
        intent=Intent.POLICIES,
        found=tuple(found),
        evidence=book.evidence,
        paths=tuple(paths),
        missing="Nothing about this may be shown here.",
    )


def _blamed(library: Library) -> Iterator[_Blamed]:
    """Every responsibility that is felt directly, with the comments about it."""
    for role in library.graph.roles:
        own = [each for each in library.graph.ripples(role) if each.direct]
        for duty in dict.fromkeys(each.origin.responsibility for each in own):
            ripples = tuple(each for each in own if each.origin.responsibility == duty)
            keys = _comments(library, ripples, duty.themes)
            tally = library.corpus.tally(keys.tolist(), library.wanted())
            if tally.negative:
                yield _Blamed(ripples, tally, keys)


def _comments(library: Library, ripples: tuple[Ripple, ...], themes: tuple[str, ...]) -> Keys:
    """Comments at the steps reached that also speak of the responsibility's themes."""
    steps = frozenset(each.step_ref for each in ripples)
    here = library.corpus.matching(replace(library.wanted(), reach=Reach(steps)))
    if not themes:
        return here
    spoken = replace(library.wanted(), reach=Reach(frozenset(), frozenset(themes)))
    return np.intersect1d(here, library.corpus.matching(spoken))


def _cite(library: Library, book: EvidenceBook, blamed: _Blamed) -> list[Finding]:
    stop = blamed.ripples[0].origin
    name = responsibility_note(stop.role.name, stop.responsibility.id)
    held = library.corpus.named([name], library.wanted(kinds=_INSIGHTS))
    if name not in held:
        return []
    subject = f"{stop.role.title}, {stop.responsibility.name}"
    return [
        PolicyFound(
            responsibility=stop.responsibility.name,
            role=stop.role.title,
            protects=stop.responsibility.protects,
            ref=book.add_record(held[name]),
            count=book.add_tally(name, subject, blamed.tally, library.group),
            rated=bool(blamed.tally.rated),
            says=_first_words(stop.responsibility),
        )
    ]


def _first_words(duty: Responsibility) -> str:
    """The first sentence of a policy's text; nothing of a process or decision, or of a long one."""
    if duty.kind != "policy":
        return ""
    sentence = re.split(r"(?<=[.!?])\s", duty.text, maxsplit=1)[0].rstrip(".")
    return sentence if len(sentence) <= _LONGEST_SENTENCE else ""


def _since(library: Library, book: EvidenceBook, blamed: _Blamed) -> list[SinceFound]:
    """Complaints since and before the day from which a policy's text holds."""
    stop = blamed.ripples[0].origin
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
