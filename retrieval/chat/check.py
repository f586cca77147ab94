"""Whether a statement of a model may be shown: its references, its placeholders, its words.

Numbers and customers' words are placed by us, so a model can get neither wrong. What is left are
the words around them. They may speak of one fact at a time, in the words of that fact's own curated
evidence, and in a closed list of words that connect. Customers' words support nothing here, so
nothing that a customer wrote can be obeyed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.evidence import Evidence, Kind
from domain.statement import Part, Statement, flaw
from retrieval.chat.material import Fact, Material, Slot
from retrieval.chat.order import carrying, keeps_order, names_in_order
from retrieval.chat.wording import COUNTING, GUARDED
from retrieval.words import root, words

# Chosen with `python -m evals support`: which share of its words a statement's evidence must hold.
SUPPORTED = 0.85
Support = Callable[[str, str], bool]
"""Whether the second text supports the first. An entailment model can take this place."""

_PLACE = re.compile(r"\[([A-Z]\d{1,3})\]")
_OWN = re.compile(r"[^\W\d_ªº]*(?:[ ,.;:'’()–—-]|[^\W\d_ªº])*")
_OPENING_QUOTE = re.compile(r"(?<!\w)['’]")
_DOTTED = re.compile(r"\w\.\w")
_SENTENCE_START = re.compile(r"(?:^|[.:;]\s+)\W*(\w+)")
_CAPITAL = re.compile(r"\b[^\W\d_]*[A-Z][^\W\d_]*\b")
_LONGEST = 400
_MOST_SLOTS = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement as a model wrote it."""

    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement that holds, and the numbers of the findings that it tells."""

    statement: Statement
    tells: frozenset[int]


class Refused(Exception):
    """Why a statement may not be shown. It holds none of the model's words."""


def overlaps(told: str, evidence: str) -> bool:
    """Whether the words that carry meaning stand in the evidence, nearly all, in its order."""
    return share_supported(told, evidence) >= SUPPORTED and keeps_order(told, evidence)


def share_supported(told: str, evidence: str) -> float:
    """The share, 0..1, of the words that carry meaning that the evidence holds."""
    known, said = set(carrying(evidence)), carrying(told)
    return sum(word in known for word in said) / len(said) if said else 1.0


def check(draft: Draft, material: Material, supports: Support = overlaps) -> Checked:
    """The statement with its placeholders filled. Raises Refused."""
    if not draft.evidence:
        raise Refused("rests on no evidence")
    if any(ref not in material.held for ref in draft.evidence):
        raise Refused("cites unknown evidence")
    pieces = _PLACE.split(draft.text)
    own, names = pieces[::2], pieces[1::2]
    if any(name not in material.slots for name in names):
        raise Refused("places what there is not")
    slots = [material.slots[name] for name in names]
    _check_form(own, names)
    statement = Statement(_filled(own, slots), tuple(dict.fromkeys(draft.evidence)))
    if slots:
        _check_around(" ".join(own), statement, slots, material, supports)
        tells = frozenset(slot.number for slot in slots)
    else:
        tells = frozenset({_check_fact(draft.text, statement, material, supports).number})
    if reason := flaw(statement, material.held):
        raise Refused(reason.split("(")[0].strip())
    return Checked(statement, tells)


def _check_form(own: Sequence[str], names: Sequence[str]) -> None:
    """No digit, quotation mark, link, mention or markup can be written with what is left."""
    told = "".join(own)
    if len(told) > _LONGEST or len(names) > _MOST_SLOTS or len(set(names)) < len(names):
        raise Refused("is too long")
    if not all(_OWN.fullmatch(piece) for piece in own) or _DOTTED.search(told):
        raise Refused("has characters that are not its own to write")
    if _OPENING_QUOTE.search(told):
        raise Refused("puts its own words in quotation marks")
    if not told.strip(" .,;:") and not names:
        raise Refused("says nothing")


def _check_around(
    told: str, statement: Statement, slots: Sequence[Slot], material: Material, supports: Support
) -> None:
    """Around a placeholder: what it rests on and nothing else, so that it cannot be turned."""
    if set(statement.evidence) != {ref for slot in slots for ref in slot.refs}:
        raise Refused("cites other evidence than its placeholder's")
    _check_words(told, _curated(statement.evidence, material), supports)


def _check_fact(told: str, statement: Statement, material: Material, supports: Support) -> Fact:
    """One fact at a time: words of two could be crossed."""
    cited = set(statement.evidence)
    fitting = [fact for fact in material.facts if cited <= set(fact.refs)]
    if not fitting:
        raise Refused("mixes what belongs to different facts")
    if not carrying(told):
        raise Refused("says nothing")
    _check_words(told, _curated(statement.evidence, material), supports)
    fact = next((fact for fact in fitting if cited == set(fact.refs)), fitting[0])
    if not names_in_order(told, fact.roles):
        raise Refused("turns around who does what")
    return fact


def _check_words(told: str, evidence: str, supports: Support) -> None:
    known = {root(word) for word in words(evidence)}
    said = words(told)
    if any(word in COUNTING for word in said):
        raise Refused("writes a number in words")
    if not _guarded_as_told(said, words(evidence)):
        raise Refused("claims more than its evidence")
    if any(root(name.lower()) not in known for name in _names(told)):
        raise Refused("names what its evidence does not")
    if not supports(told, evidence):
        raise Refused("is not supported by its evidence")


def _guarded_as_told(said: Sequence[str], evidence: Sequence[str]) -> bool:
    """Whether each word of cause, change, quantity, ... is followed by what follows it there."""
    pairs = set(pairwise([*evidence, ""]))
    return all(pair in pairs for pair in pairwise([*said, ""]) if pair[0] in GUARDED)


def _names(told: str) -> list[str]:
    """Words with a capital letter that does not begin a sentence."""
    opening = {match.start(1) for match in _SENTENCE_START.finditer(told)}
    return [m.group() for m in _CAPITAL.finditer(told) if m.start() not in opening]


def _curated(refs: Sequence[str], material: Material) -> str:
    """What was written by the company or computed: never what customers wrote."""
    held = [material.held[ref] for ref in refs]
    return " ".join(_told_by(item) for item in held if item.kind is not Kind.VERBATIM)


def _told_by(item: Evidence) -> str:
    return f"{item.text} {' '.join(item.attributes.values())}"


def _filled(own: Sequence[str], slots: Sequence[Slot]) -> tuple[Part, ...]:
    parts: list[Part] = [own[0]]
    for slot, after in zip(slots, own[1:], strict=True):
        parts += [*slot.parts, after]
    return tuple(part for part in parts if part)
