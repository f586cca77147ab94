"""A quiet month: what customers liked about what the reader touches."""

from datetime import timedelta

from digests.hearing import Reader, comments_on
from digests.wording import in_home_language, quote_each, representative
from domain.period import Period
from retrieval.book import EvidenceBook
from retrieval.finding import Finding
from retrieval.library import Library
from retrieval.quoting import CLEARLY, Quoter, is_plain_praise, readable

_MONTH = timedelta(days=31)


def liked_words(
    library: Library, book: EvidenceBook, reader: Reader, period: Period
) -> list[Finding]:
    """Plain praise of the month before the end of the period, new to the reader; none if there
    is none."""
    since = min(period.first_day, period.last_day - _MONTH)
    said = comments_on(library, reader.role, since, period.last_day)
    praise = [
        record
        for record in said
        if record.id not in reader.told and readable(record) and is_plain_praise(record, CLEARLY)
    ]
    return quote_each(
        Quoter(book, library.searcher.embedder),
        representative(library, in_home_language(praise, said)),
    )
