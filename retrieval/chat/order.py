"""Whether words stand in the order of their evidence: who does what to whom is told by it.

A bag of words does not see that a statement turns a fact around. Clauses may change places, as they
do in honest sentences; the words within one may not. `python -m evals support` has the measure.
"""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from retrieval.chat.wording import CONNECTING
from retrieval.words import root, words

# Which share of a statement's known words one sentence of the evidence must hold in this order.
IN_ORDER = 0.7

_OWNING = re.compile("['’]s$")
_SENTENCE_END = re.compile(r"[.;:]")
_CLAUSE_END = re.compile(
    r"[,.;:()–—]|\b(?:and|or|but|so|because|when|where|while|who|which|that|as|if|until|before"
    r"|after|through|since)\b"
)


def keeps_order(told: str, evidence: str) -> bool:
    """Whether no two neighbours are turned around, and most words stand as in one sentence."""
    clauses = [carrying(clause) for clause in _CLAUSE_END.split(told)]
    return not _turned(clauses, evidence) and share_in_order(clauses, evidence) >= IN_ORDER


def carrying(text: str) -> list[str]:
    """The roots of the words that carry meaning, in order."""
    return [root(_OWNING.sub("", word)) for word in words(text) if word not in CONNECTING]


def _turned(clauses: Sequence[Sequence[str]], evidence: str) -> bool:
    """Whether neighbours stand in a clause of the evidence only the other way round."""
    followed = {
        pair for clause in _CLAUSE_END.split(evidence) for pair in combinations(carrying(clause), 2)
    }
    return any(
        (first, second) not in followed and (second, first) in followed
        for clause in clauses
        for first, second in pairwise(clause)
    )


def share_in_order(clauses: Sequence[Sequence[str]], evidence: str) -> float:
    """The share, 0..1, of words that the evidence knows, each clause in its nearest sentence."""
    known = set(carrying(evidence))
    sentences = [carrying(sentence) for sentence in _SENTENCE_END.split(evidence)]
    kept = total = 0
    for clause in clauses:
        said = [word for word in clause if word in known]
        total += len(said)
        kept += max(_longest_common(said, sentence) for sentence in sentences)
    return kept / total if total else 1.0


def _longest_common(some: Sequence[str], others: Sequence[str]) -> int:
    """The length of the longest run, with gaps, that both have in the same order."""
    row = [0] * (len(others) + 1)
    for word in some:
        above, row = row, [0]
        for at, other in enumerate(others):
            row.append(above[at] + 1 if word == other else max(above[at + 1], row[at]))
    return row[-1]


def names_in_order(told: str, names: Sequence[str]) -> bool:
    """Whether those of the names that are told are told in this order."""
    said = told.lower()
    places = [said.find(name.lower()) for name in names]
    found = [place for place in places if place >= 0]
    return found == sorted(found)
