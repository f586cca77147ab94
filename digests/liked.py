"""A quiet month: what customers liked about what the reader touches."""

from dataclasses import replace
from datetime import timedelta

from digests.hearing import Reader
from digests.wording import in_home_language, quote_each, representative
from domain.period import Period
from retrieval.book import EvidenceBook
from retrieval.corpus import once
from retrieval.finding import Finding
from retrieval.library import Library
from retrieval.quoting import CLEARLY, Quoter, is_plain_praise, readable

_MONTH = timedelta(days=31)


def liked_words(
    library: Library, book: EvidenceBook, reader: Reader, period: Period
) -> list[Finding]:
    """Plain praise of the month before the end of the period, new to the reader; none if there
    is none."""
    reach = library.graph.reach(reader.role)
    wanted = replace(
        library.wanted(),
        since=min(period.first_day, period.last_day - _MONTH),
        until=period.last_day,
        reach=reach if reach.steps or reach.themes else None,
    )
    said = once(library.corpus.records(library.corpus.matching(wanted).tolist()))
    praise = [
        record
        for record in said
        if record.id not in reader.told and readable(record) and is_plain_praise(record, CLEARLY)
    ]
    return quote_each(
        Quoter(book, library.searcher.embedder),
        representative(library, in_home_language(praise, said)),
    )
