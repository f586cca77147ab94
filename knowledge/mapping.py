"""``--map COLUMN=FIELD``: what a person says about the columns of a file."""

import difflib
from collections.abc import Collection, Iterable, Mapping

from domain.error import BadInput


def parse_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """Read ``COLUMN=FIELD`` pairs; a column may hold equals signs, a field may not.

    Raises BadInput for a pair without ``=`` and for a column that is mapped twice.
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not (equals and column.strip() and field.strip()):
            raise BadInput(
                f"--map {pair!r} is not COLUMN=FIELD. Write for example --map Notes=text."
            )
        if column.strip() in mapping:
            raise BadInput(f"--map names the column {column.strip()!r} twice. Keep one.")
        mapping[column.strip()] = field.strip().lower()
    return mapping


def check_mapping(
    mapping: Mapping[str, str], columns: Collection[str], fields: Collection[str]
) -> dict[str, str]:
    """The mapping with columns spelt as the file spells them.

    Raises BadInput, with the nearest match, for a column or a field that does not exist.
    """
    spelt = {column.casefold().strip(): column for column in columns}
    checked: dict[str, str] = {}
    for column, field in mapping.items():
        if field not in fields:
            raise BadInput(_no_such("field", field, fields))
        if column.casefold() not in spelt:
            raise BadInput(_no_such("column", column, columns))
        checked[spelt[column.casefold()]] = field
    return checked


def _no_such(kind: str, name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"--map: there is no {kind} {name!r}.{hint} Known: {', '.join(list(known)[:40])}."
