"""Reviewing in a terminal: one comment at a time, one key for each decision."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from rich.console import Console

from domain.error import BadInput, HearbackError
from domain.review import Decided, Decision, Item, Place, Removal, Selection, TagEdit
from hearback.keyboard import TerminalKeyboard
from hearback.review_screen import HELP, LONG_HELP, item_panel
from knowledge.review import WAITING, Review
from knowledge.review_names import TagNames

if TYPE_CHECKING:
    from hearback.house import House

_PAGE = 20
_ON, _STAY, _QUIT = "on", "stay", "quit"


class Keyboard(Protocol):
    def key(self) -> str:
        """The next key; "q" at the end of input."""
        ...

    def line(self, asked: str, names: list[str]) -> str:
        """A line, with these names to complete it from; "" leaves things as they are."""
        ...


@dataclass
class Session:
    """One person going through the queue. What was decided is kept, so that it can be undone."""

    review: Review
    names: TagNames
    by: str
    clock: Callable[[], datetime]
    keyboard: Keyboard
    console: Console
    decided: list[tuple[str, Item]] = field(default_factory=list)

    def run(self) -> int:
        """Show comment after comment until the queue or the person ends; how many decisions."""
        for item in self._items():
            if self._ask(item) == _QUIT:
                break
        else:
            self.console.print("Nothing more waits.")
        self.console.print(f"{len(self.decided):,} decisions. Next: hearback review stats")
        return len(self.decided)

    def _items(self) -> Iterator[Item]:
        after: Place | None = None
        while page := self.review.queue(WAITING, _PAGE, after):
            yield from page
            after = page[-1].place

    def _ask(self, item: Item) -> str:
        """Ask about one comment until something moves on from it."""
        outcome = _STAY
        while outcome == _STAY:
            left = self.review.waiting()
            self.console.print(item_panel(item, left))
            self.console.print(HELP, style="dim")
            pressed = self.keyboard.key().lower()
            try:
                outcome = self._do(pressed, item)
            except HearbackError as error:
                self.console.print(str(error), style="red")
            if outcome == _STAY:
                item = self.review.item(item.id)
        return outcome

    def _do(self, key: str, item: Item) -> str:
        if key in _MOVES:
            decision, confirm = _MOVES[key]
            chosen = Selection(ids=(item.id,))
            done = self.review.decide(chosen, decision, self.by, self.clock(), confirm=confirm)
            return self._keep(done, item, _ON)
        if key in _ENDS:
            return _ENDS[key]
        return self._work(key, item)

    def _work(self, key: str, item: Item) -> str:
        if key == "u":
            return self._undo(item)
        if key == "x":
            return self._redact(item)
        if key in _EDITS:
            edit = _EDITS[key](self, item)
            if edit is None:
                return _STAY
            done = self.review.tag(Selection(ids=(item.id,)), edit, self.by, self.clock())
            return self._keep(done, item, _STAY)
        self.console.print(LONG_HELP)
        return _STAY

    def _keep(self, done: Decided, item: Item, outcome: str) -> str:
        if done.batch:
            self.decided.append((done.batch, item))
        told = f"{done.decision}: {item.id}" if done.batch else "Nothing changed."
        taken = f"; {len(done.messages)} messages are taken back" if done.messages else ""
        self.console.print(f"{told}{taken}", style="green")
        return outcome

    def _undo(self, shown: Item) -> str:
        """Take the last decision back and ask about that comment again, then about this one."""
        if not self.decided:
            raise BadInput("Nothing was decided here yet. Earlier ones: hearback review undo")
        batch, item = self.decided[-1]
        undone = self.review.undo(batch, self.by, self.clock())
        self.decided.pop()
        self.console.print(f"{undone.decision} undone: {item.id}", style="green")
        if item.id == shown.id or not undone.restored:
            return _STAY
        return _QUIT if self._ask(self.review.item(item.id)) == _QUIT else _STAY

    def _redact(self, item: Item) -> str:
        words = self.keyboard.line("Words to take out, for good", [])
        if not words:
            return _STAY
        removal = Removal(words=(words,))
        done = self.review.redact(item.id, removal, self.by, self.clock())
        taken = f"; {len(done.messages)} messages are taken back" if done.messages else ""
        self.console.print(f"Taken out of {done.changed} comments{taken}.", style="green")
        return _STAY

    def _themes(self, item: Item) -> TagEdit | None:
        asked = f"Themes, with commas; - for none [{', '.join(item.themes)}]"
        line = self.keyboard.line(asked, [name for name, _ in self.names.themes])
        if not line:
            return None
        words = [] if line == "-" else [each for each in line.split(",") if each.strip()]
        return TagEdit(themes=self.names.resolve_themes(words))

    def _step(self, item: Item) -> TagEdit | None:
        asked = f"Step; - for none [{item.step or ''}]"
        line = self.keyboard.line(asked, [name for name, _ in self.names.steps])
        if not line:
            return None
        return TagEdit(step="" if line == "-" else self.names.resolve_step(line))

    def _sentiment(self, item: Item) -> TagEdit | None:
        line = self.keyboard.line("Sentiment, -1 (bad) to 1 (good)", [])
        if not line:
            return None
        try:
            return TagEdit(sentiment=float(line))
        except ValueError as error:
            raise BadInput("A sentiment is a number from -1 (bad) to 1 (good).") from error


_MOVES = {
    "a": (Decision.APPROVE, True),
    "f": (Decision.FEATURE, True),
    "r": (Decision.REJECT, False),
}
_ENDS = {"n": _ON, "q": _QUIT, "\x03": _QUIT, "\x04": _QUIT}
_EDITS = {"t": Session._themes, "s": Session._step, "m": Session._sentiment}  # noqa: SLF001 - the session's own table of keys


def review_on_terminal(house: "House", by: str) -> None:
    from hearback.command.review_option import now  # noqa: PLC0415 - keeps the imports in order

    session = Session(house.reviewer, house.tag_names(), by, now, TerminalKeyboard(), Console())
    session.run()
