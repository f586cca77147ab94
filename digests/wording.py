"""Whose words are shown: comments that stand for the theme, and one of another mind."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from digests.hearing import Heard
from retrieval.book import EvidenceBook
from retrieval.corpus import Record
from retrieval.finding import Finding, ShareFound
from retrieval.label import format_window
from retrieval.library import Library
from retrieval.quoting import Quoter, disagrees, mood, readable, stands_alone
from retrieval.words import words

_TELLING = 20
_QUOTES, _ALIKE = 2, 0.75
# How many of the most central comments are looked at for one that can be read on its own.
_LOOKED_AT = 8


def typical_words(library: Library, book: EvidenceBook, heard: Heard) -> list[Finding]:
    """What the focus is about, with its share, and comments that stand for it."""
    typical = _typical(heard)
    agreeing = [record for record in typical if mood(record) == heard.leaning] or typical
    quoter = Quoter(book, library.searcher.embedder)
    found: list[Finding] = _share(library, book, heard)
    return found + quote_each(quoter, representative(library, agreeing))


def quote_each(quoter: Quoter, records: Sequence[Record]) -> list[Finding]:
    # What a whole comment says is nearest to itself: its most central sentences are quoted.
    return [quoter.quote(record, record.text) for record in records]


def _typical(heard: Heard) -> list[Record]:
    """New comments on theme and step; failing two of these, on either, then from before."""
    fit = [record for record in heard.fresh if readable(record)] or list(heard.fresh)
    themed = [record for record in fit if heard.theme in record.themes]
    here = [record for record in fit if record.step == heard.focus]
    both = [record for record in themed if record.step == heard.focus]
    before = [*here, *(record for record in heard.earlier if readable(record))]
    chosen = next((each for each in (both, themed, here, before) if len(each) > 1), before or fit)
    return in_home_language(chosen, heard.comments)


def in_home_language(records: Sequence[Record], among: Sequence[Record]) -> list[Record]:
    """Those in the language that most comments are in: a quote that the reader cannot read moves
    nobody. All of them, if none is."""
    spoken = Counter(record.language for record in among if record.language)
    home = min(spoken, key=lambda name: (-spoken[name], name), default=None)
    kept = [r for r in records if r.featured or r.language in (None, home)]
    return kept or list(records)


def _share(library: Library, book: EvidenceBook, heard: Heard) -> list[Finding]:
    """How many of the comments are on the theme in focus, or else at the step in focus."""
    if heard.theme:
        subject = heard.theme.replace("-", " ")
    elif heard.focus and any(record.step == heard.focus for record in heard.comments):
        subject = f"the step {library.graph.steps[heard.focus][1].name}"
    else:
        return []
    dates = sorted(record.occurred_at for record in heard.comments if record.occurred_at)
    window = format_window(dates[0], dates[-1]) if dates else "undated"
    part, whole = len(heard.about), len(heard.comments)
    ref = book.add_share(subject, part, whole, window=window, audience=library.group)
    return [ShareFound(ref=ref, subject=subject)]


def representative(library: Library, records: Sequence[Record]) -> list[Record]:
    """The comments nearest to the middle of all of them, no two alike; featured ones first.

    A comment that tells something in a few sentences stands for others better than a bare line,
    and one that can be read on its own better than one that cannot.
    """
    vectors = library.corpus.vectors_of([record.key for record in records])
    held = [record for record in records if record.key in vectors]
    if not held:
        return []
    middle = np.mean([vectors[record.key] for record in held], axis=0)

    def rank(record: Record) -> tuple[bool, float, int]:
        telling = min(len(words(record.text)), _TELLING) / _TELLING
        typical = float(np.dot(vectors[record.key], middle))
        return not record.featured, -(typical + telling / 3), record.key

    central = sorted(held, key=rank)
    plain = sorted(central[:_LOOKED_AT], key=lambda r: not (r.featured or _plain(library, r)))
    chosen: list[Record] = []
    for record in [*plain, *central[_LOOKED_AT:]]:
        mine = vectors[record.key]
        if all(float(np.dot(mine, vectors[other.key])) < _ALIKE for other in chosen):
            chosen.append(record)
        if len(chosen) == _QUOTES:
            break
    return chosen


def _plain(library: Library, record: Record) -> bool:
    """Whether what would be quoted can be read without what stands around it."""
    start, end = Quoter(EvidenceBook(), library.searcher.embedder).excerpt(record, record.text)
    return stands_alone(record.text[start:end])


def other_mind(library: Library, book: EvidenceBook, heard: Heard) -> list[Finding]:
    """Somebody of another mind about the same theme or step."""
    against = [
        record
        for record in (*heard.fresh, *heard.earlier)
        if disagrees(record, heard.leaning)
        and readable(record)
        and (record.step == heard.focus or heard.theme in record.themes)
    ]
    against = in_home_language(against, heard.comments)
    strongest = sorted(against, key=lambda r: (not r.featured, -abs(r.sentiment or 0), r.key))
    return quote_each(Quoter(book, library.searcher.embedder), strongest[:1])
