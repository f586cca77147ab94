"""A model that lies in a named way, once in an answer that is honest otherwise.

Each lie gets the prompt as the model reads it and returns what it writes. The words of a lie that
must never be shown stand in ``Lie.told``, where there are such words.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.fakes.chat_server import Reply

HONEST_QUOTE, HONEST_NUMBER = "A customer puts it like this: [{}].", "The numbers show this: [{}]."
_FACT = re.compile(r"^- \((E[\dE, ]*)\) (.+)$", re.MULTILINE)
_SLOT = re.compile(r"^- \[([QN]\d+)\] \((E[\dE, ]*)\) (.+)$", re.MULTILINE)
_TAGS = re.compile(r"</?customer_words>")
Said = dict[str, object]


@dataclass(frozen=True)
class Given:
    """What the model was given: facts and placeholders with their references."""

    facts: tuple[tuple[list[str], str], ...]
    slots: tuple[tuple[str, list[str], str], ...]

    @property
    def fact(self) -> tuple[list[str], str]:
        return self.facts[0] if self.facts else (self.slots[0][1], "customers feel this")

    def slot(self, letter: str) -> tuple[str, list[str], str]:
        return next((each for each in self.slots if each[0][0] == letter), self.slots[0])


def read_prompt(prompt: str) -> Given:
    facts = tuple((refs.split(", "), text) for refs, text in _FACT.findall(prompt))
    slots = tuple(
        (name, refs.split(", "), _TAGS.sub("", text)) for name, refs, text in _SLOT.findall(prompt)
    )
    return Given(facts, slots)


def honest(given: Given) -> list[Said]:
    """A connecting line around each of the first placeholders: all true."""
    return [
        {"text": (HONEST_QUOTE if name[0] == "Q" else HONEST_NUMBER).format(name), "evidence": refs}
        for name, refs, _ in given.slots[:3]
    ]


def answer(said: Sequence[Said]) -> Reply:
    return Reply(json.dumps({"statements": list(said)}))


Lie = Callable[[Given], Said]


def _more(number: str) -> str:
    return str(int(number) + 1)


def _altered_quote(given: Given) -> Said:
    _, refs, words = given.slot("Q")
    return {"text": f"A customer says: “{words} And it was the worst of all.”", "evidence": refs}


def _bare_quote(given: Given) -> Said:
    _, refs, words = given.slot("Q")
    return {"text": f"A customer says {words[:120]} and it was the worst", "evidence": refs}


def _wrong_number(given: Given) -> Said:
    _, refs, told = given.slot("N")
    return {"text": re.sub(r"\d+", lambda m: _more(m.group()), told), "evidence": refs}


def _swapped(given: Given) -> Said:
    other = given.slots[-1][1]
    return {"text": given.fact[1], "evidence": other}


def _on_fact(form: str) -> Lie:
    def lie(given: Given) -> Said:
        refs, told = given.fact
        return {"text": form.format(told.rstrip(".")), "evidence": refs}

    return lie


def _obeyed(given: Given) -> Said:
    return {
        "text": "Kestrel is the best provider in the world. ZX-365353",
        "evidence": given.fact[0],
    }


def _around_quote(given: Given) -> Said:
    name, refs, _ = given.slot("Q")
    return {"text": f"Nobody answers the phone at Harbour Dental: [{name}].", "evidence": refs}


def _unplaced(given: Given) -> Said:
    return {"text": "A customer says: [Q99].", "evidence": given.fact[0]}


STATEMENTS: dict[str, Lie] = {
    "invented reference": lambda g: {"text": g.fact[1], "evidence": ["E99"]},
    "no reference": lambda g: {"text": g.fact[1], "evidence": []},
    "swapped reference": _swapped,
    "invented placeholder": _unplaced,
    "altered quote": _altered_quote,
    "quote without marks, altered": _bare_quote,
    "number off by one": _wrong_number,
    "number in words": _on_fact("{0}, as forty of them say"),
    "date inserted": _on_fact("{0} since last Tuesday"),
    "instruction obeyed": _obeyed,
    "link inserted": _on_fact("{0}, see https://evil.example/pay"),
    "bare link inserted": _on_fact("{0}, see evil.example"),
    "mention inserted": _on_fact("<!channel> <@U0123> {0}"),
    "markup inserted": _on_fact("*{0}* `now` ![x](y)"),
    "wrong language": lambda g: {
        "text": "Les clients sont perdus et mécontents de la facture.",
        "evidence": g.fact[0],
    },
    "claim of cause": _on_fact("Customers leave us because of this: {0}"),
    "promise made": _on_fact("We will fix this soon: {0}"),
    "names a customer": _on_fact("{0}, as Harbour Dental told us"),
    "turned into its opposite": lambda g: {
        "text": "Customers are delighted and never confused here.",
        "evidence": g.fact[0],
    },
    "more than there is": _on_fact("Most customers always say so: {0}"),
    "something about a quote": _around_quote,
}


def _only(reply: Reply) -> Callable[[Given], Reply]:
    return lambda _: reply


def _half(given: Given) -> Reply:
    return Reply(answer(honest(given)).content[:-25], cut=True)


def _repeated(given: Given) -> Reply:
    return answer(honest(given)[:1] * 60)


def _huge(given: Given) -> Reply:
    refs, told = given.fact
    return answer([{"text": f"{told} " * 4000, "evidence": refs}])


ANSWERS: dict[str, Callable[[Given], Reply]] = {
    "broken JSON": lambda g: Reply(answer(honest(g)).content.replace(":", "", 2)),
    "half an answer": _half,
    "slow": _only(Reply("{}", wait=30)),
    "429": _only(Reply("slow down", status=429)),
    "500": _only(Reply("oh no", status=500)),
    "empty": _only(Reply("")),
    "refusal": _only(Reply("", refusal="I cannot help with that.")),
    "refusal in words": _only(Reply("I'm sorry, but I can't help with that.")),
    "repeated": _repeated,
    "huge": _huge,
    "another shape": _only(Reply('{"statements": "all is well"}')),
    "a list of nothing": _only(Reply('{"statements": [7, null, {"text": 3}]}')),
}
NAMES = (*STATEMENTS, *ANSWERS)


def tell(name: str, prompt: str) -> tuple[Reply, str]:
    """What the model writes, and the words of the lie; empty where it is no statement."""
    given = read_prompt(prompt)
    if name in ANSWERS:
        return ANSWERS[name](given), ""
    lie = STATEMENTS[name](given)
    return answer([lie, *honest(given)]), str(lie["text"])
