"""Which column of a file is which field of a verbatim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from domain.error import BadInput
from knowledge.header import FIELDS, KNOWN_HEADERS, SCORE_METRICS, plain_header
from knowledge.heading import recognise_headings
from knowledge.mapping import check_mapping
from knowledge.row import Row

IGNORE = "ignore"
_SHORTCUTS = {"nps": "nps", "csat": "csat", "ces": "ces"}
_MAPPABLE = (*FIELDS, *_SHORTCUTS, IGNORE)
_NATURAL_WORDS = 3.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Column by field, the metric that the score's header names, and columns left out.

    ``headings`` are columns that are kept as attributes and stand above the words.
    """

    by_field: Mapping[str, str]
    metric: str | None = None
    ignored: frozenset[str] = frozenset()
    notes: tuple[str, ...] = field(default=())
    headings: tuple[str, ...] = ()

    def value(self, row: Row, name: str) -> str:
        """The row's text for that field, empty where there is none."""
        column = self.by_field.get(name)
        return row.values.get(column, "").strip() if column else ""

    def attributes(self, row: Row) -> dict[str, str]:
        """What is in no field: the columns that are kept as attributes."""
        taken = self.ignored.union(self.by_field.values())
        return {
            name: value.strip()
            for name, value in row.values.items()
            if name not in taken and value.strip()
        }


def recognise_columns(
    headers: Sequence[str], sample: Sequence[Row], asked: Mapping[str, str]
) -> Columns:
    """Match columns to fields: what was asked first, then known headers, then the longest text.

    Raises BadInput if no column could be the text, naming the columns that were found.
    """
    mapping = check_mapping(asked, headers, _MAPPABLE)
    by_field: dict[str, str] = {}
    metric: str | None = None
    for column, wanted in mapping.items():
        name = "score" if wanted in _SHORTCUTS else wanted
        if name != IGNORE and name in by_field:
            raise BadInput(
                f"--map gives two columns for {name}: {by_field[name]!r} and {column!r}."
            )
        by_field[name] = column
        metric = _SHORTCUTS.get(wanted, metric)
    by_field.pop(IGNORE, None)
    _add_known(by_field, [header for header in headers if header not in mapping])
    notes = () if "text" in by_field else (_choose_text(by_field, headers, mapping, sample),)
    free = [h for h in headers if h not in {*by_field.values(), *mapping}]
    score_header = plain_header(by_field.get("score", ""))
    return Columns(
        by_field,
        metric or SCORE_METRICS.get(score_header),
        frozenset(column for column, wanted in mapping.items() if wanted == IGNORE),
        notes,
        recognise_headings(free, sample),
    )


def _add_known(by_field: dict[str, str], headers: Sequence[str]) -> None:
    plain = {plain_header(header): header for header in reversed(headers)}
    for name, candidates in KNOWN_HEADERS.items():
        if name in by_field:
            continue
        free = [plain[c] for c in candidates if c in plain and plain[c] not in by_field.values()]
        if free:
            by_field[name] = free[0]


def _choose_text(
    by_field: dict[str, str],
    headers: Sequence[str],
    mapping: Mapping[str, str],
    sample: Sequence[Row],
) -> str:
    taken = set(by_field.values()) | set(mapping)
    lengths = {header: _words(header, sample) for header in headers if header not in taken}
    best = max(lengths, key=lambda header: lengths[header], default=None)
    if best is None or lengths[best] < _NATURAL_WORDS:
        found = ", ".join(headers[:40]) or "none"
        guess = best or (headers[0] if headers else "COLUMN")
        raise BadInput(
            f"No column looks like what customers wrote. Columns found: {found}. "
            f"Say which one it is, for example: --map {_quoted(guess)}=text"
        )
    by_field["text"] = best
    return f"No known header for the text: took {best!r}, the column with the longest text."


def _words(header: str, sample: Sequence[Row]) -> float:
    """How many words a filled cell holds that are made of letters, on average."""
    cells = [value for row in sample if (value := row.values.get(header, "").strip())]
    return fmean(sum(w.isalpha() for w in cell.split()) for cell in cells) if cells else 0.0


def _quoted(column: str) -> str:
    return f'"{column}"' if " " in column else column
