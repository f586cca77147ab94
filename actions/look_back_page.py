"""A look back as one page, to be read on a screen or on paper."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from actions.frame import write_day, write_frame, write_quote
from domain.evidence import Evidence
from domain.look_back import LookBack, Measured
from domain.outcome import CAVEAT
from domain.statement import Statement

Held = Mapping[str, Evidence]
NOTHING_DONE = "Nothing about it was finished in this time."


def write_look_back(found: LookBack, company: str, day: date) -> str:
    """The whole page. It holds what employees may see, and is not for the public."""
    held = {item.ref: item for item in found.evidence}
    entries = [_entry(at, each, held) for at, each in enumerate(found.measures, start=1)]
    if found.also_done:
        told = _listed(found.also_done, held)
        entries.append(_article("also", "Also finished", told))
    whose = f": {company}" if company else ""
    return write_frame(
        title=f"Looking back on {found.span}{whose}",
        lead="What changed for customers, what was done about it, and their own words.",
        body="\n".join([_article("counts", "In numbers", _paragraphs(found.counts)), *entries]),
        foot=f"Written on {write_day(day)}, for employees. {CAVEAT} Words may have been withdrawn "
        "since: have it written again before you pass it on.",
    )


def _entry(at: int, measured: Measured, held: Held) -> str:
    lines = [measured.readings, measured.change.text(held), _sentence(measured.doubt)]
    done = _listed(measured.done, held) if measured.done else _paragraphs([NOTHING_DONE])
    parts = [_paragraphs(line for line in lines if line), "<h3>What was done about it</h3>", done]
    if measured.quote:
        parts += ["<h3>In a customer’s words</h3>", write_quote(measured.quote.text(held))]
    return _article(f"measure-{at}", measured.title, "\n".join(parts))


def _article(name: str, title: str, body: str) -> str:
    return f"""<article aria-labelledby="{name}">
<h2 id="{name}">{escape(title)}</h2>
{body}
</article>"""


def _paragraphs(lines: Iterable[str]) -> str:
    return "\n".join(f'<p dir="auto">{escape(line)}</p>' for line in lines)


def _listed(statements: Sequence[Statement], held: Held) -> str:
    lines = (f'<li dir="auto">{escape(each.text(held))}</li>' for each in statements)
    return "<ul>\n" + "\n".join(lines) + "\n</ul>"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
