"""What a file sets above a customer's words, such as a title: searched with them, never quoted."""

from collections.abc import Sequence

from knowledge.header import plain_header
from knowledge.row import Row

_NAMES = """
    section title review_title item_title product_title topic_title headline review_headline
    heading subject subject_line ticket_subject summary review_summary question
    titel ueberschrift uberschrift betreff frage titulo asunto pregunta titre objet sujet
    titolo oggetto onderwerp vraag
"""
_ORDER = [plain_header(name) for name in _NAMES.split()]
# A survey's few questions stand above thousands of rows alike, and tell none from another.
_FEW, _DISTINCT_SHARE = 12, 0.5


def is_heading(column: str) -> bool:
    return plain_header(column) in _ORDER


def recognise_headings(columns: Sequence[str], sample: Sequence[Row]) -> tuple[str, ...]:
    """Of these columns those that head the words, the widest first, told by name and by values."""
    named = sorted(filter(is_heading, columns), key=lambda c: _ORDER.index(plain_header(c)))
    return tuple(column for column in named if _tells_apart(column, sample))


def _tells_apart(column: str, sample: Sequence[Row]) -> bool:
    values = [value for row in sample if (value := row.values.get(column, "").strip())]
    return bool(values) and len(set(values)) >= min(_FEW, _DISTINCT_SHARE * len(values))


def headed(heading: str | None, text: str) -> str:
    """The words with what stands above them, as they are embedded."""
    return f"{heading}\n{text}" if heading else text
