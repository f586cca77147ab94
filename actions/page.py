"""You said, we did: one page that anybody may read, without a name on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from actions.frame import write_day, write_frame, write_quote
from domain.action import Action
from domain.audience import PUBLIC_GROUP
from domain.excerpt import choose_excerpt
from domain.outcome import CAVEAT, Outcome
from domain.trend import MOVED
from retrieval.corpus import Record
from retrieval.honest import honest_pieces

FILE = "index.html"
_LONGEST_QUOTE, _MOST_QUOTES, _MOST_ACTIONS = 240, 2, 60


@dataclass(frozen=True, slots=True)
class Shown:
    """One finished action as the public sees it: customers' exact words, and what was done."""

    id: str
    quotes: tuple[str, ...]
    what: str
    done_on: date
    measured: str = ""


def choose_shown(
    actions: Sequence[Action],
    quotable: Mapping[str, Record],
    outcomes: Mapping[str, Outcome],
) -> list[Shown]:
    """The finished actions that rest on words which the public may see, newest first.

    ``quotable`` holds what was looked up for the public audience, by id; nothing beside the words
    is shown of whoever spoke, so nobody can be singled out by what they are. A figure is shown
    only if its own audience is the public.
    """
    shown = []
    for action in actions:
        if not action.finished or action.closed_on is None:
            continue
        held = [quotable[each] for each in action.evidence if each in quotable]
        quotes = [words for record in held if (words := _quote(record))]
        if quotes:
            measured = _measured(outcomes.get(action.id))
            chosen = tuple(dict.fromkeys(quotes))[:_MOST_QUOTES]
            shown.append(Shown(action.id, chosen, action.what, action.closed_on, measured))
    newest = sorted(shown, key=lambda each: (each.done_on, each.id), reverse=True)
    return newest[:_MOST_ACTIONS]


def _quote(record: Record) -> str:
    """The first whole sentences, exactly as they were said."""
    pieces = honest_pieces(record.text)
    if record.audience != PUBLIC_GROUP or not pieces:
        return ""
    start, end = choose_excerpt(
        record.text, lambda sentence: float(len(sentence) <= _LONGEST_QUOTE), _LONGEST_QUOTE, pieces
    )
    return record.text[start:end]


def _measured(outcome: Outcome | None) -> str:
    if outcome is None or outcome.audience != PUBLIC_GROUP or not outcome.unit:
        return ""
    return f"{outcome.told} {CAVEAT}" if outcome.verdict in MOVED else outcome.told


def write_page(shown: Sequence[Shown], company: str, day: date) -> str:
    """The whole page: one file, no script, nothing loaded from elsewhere."""
    title = f"You said, we did: {company}" if company else "You said, we did"
    return write_frame(
        title=title,
        lead="What customers told us, word for word, and what was done about it.",
        body="\n".join(_entry(each) for each in shown) or _EMPTY,
        foot=f"Written on {write_day(day)}. Names are not shown, neither yours nor ours.",
    )


def _entry(each: Shown) -> str:
    quotes = "\n".join(write_quote(f"“{words}”") for words in each.quotes)
    measured = (
        f'<h3>And then</h3>\n<p class="then">{escape(each.measured)}</p>' if each.measured else ""
    )
    # Each part under its own heading, so that a screen reader finds it.
    return f"""<article aria-labelledby="{escape(each.id)}">
<h2 id="{escape(each.id)}"><time datetime="{each.done_on}">{write_day(each.done_on)}</time></h2>
<h3>You said</h3>
{quotes}
<h3>We did</h3>
<p class="did" dir="auto">{escape(each.what)}</p>
{measured}
</article>"""


_EMPTY = "<p>Nothing has been finished yet that can be shown here. Please come back.</p>"
