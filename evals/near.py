"""Near-duplicates on labelled pairs: public ones labelled by rule, and planted edits.

By rule, two public texts are the same words if they are equal once names (XXXX), amounts, numbers,
mentions, links and ``RT @somebody`` are gone, or if four in five of their words stand in the same
order. If less than half do, they are different; those in between are left out, because no rule
tells. The planted edits say what happens there.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from evals.public import SEED, read_nhs, read_table, read_tweets
from knowledge.near import FEWEST_WORDS, Wording, read_wording

_CHANGING = re.compile(r"^.{0,30}?\bRT\s*@\w+:?|@\w+|https?://\S+|X{2,}|\{?\$[\d.,]+\}?|\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTERS_OF_LENDERS = "cfpb_complaints/narratives_dev.csv"
_OF_EACH = 300
_SAME, _DIFFERENT = 0.8, 0.5
_LOOKED_AT = 1500
_OPPOSITES = {
    "good": "bad", "great": "awful", "easy": "hard", "helpful": "useless", "best": "worst",
    "always": "rarely", "friendly": "rude", "clean": "dirty",
}  # fmt: skip
_VERBS = r"\b(is|was|are|were|have|had|will|would|could|can|did)\b"
Edit = Callable[[str, str, np.random.Generator], str]


@dataclass(frozen=True)
class Pair:
    one: str
    other: str
    same: bool


def main() -> None:
    corpora = {
        "airline tweets": [row.text for row in read_tweets()],
        "lender letters": [row["narrative"] for row in read_table(_LETTERS_OF_LENDERS)],
        "NHS": [row.text for row in read_nhs()],
    }
    print("| public pairs, labelled by rule | same | different | precision | recall |")
    print("|---|---|---|---|---|")
    every: list[Pair] = []
    for name, texts in corpora.items():
        pairs = [*_same(texts), *_neighbours(texts)]
        every += pairs
        _show(name, pairs)
    _show("all", every)
    long = [t for texts in corpora.values() for t in texts if len(t.split()) >= FEWEST_WORDS + 4]
    print("\n| planted edit | meant to be | pairs | grouped |")
    print("|---|---|---|---|")
    for name, (edit, same) in _EDITS.items():
        made = list(_edited(long, edit))
        grouped = sum(_are_grouped(one, other) for one, other in made) / max(len(made), 1)
        meant = "grouped" if same else "apart"
        print(f"| {name} | {meant} | {len(made)} | {grouped:.1%} |", flush=True)


def _are_grouped(one: str, other: str) -> bool:
    """As storage finds them: they share a key, and then half of their runs."""
    here, there = read_wording(one), read_wording(other)
    return _share_a_key(here, there) and here.near(there)


def _share_a_key(one: Wording, other: Wording) -> bool:
    return not set(one.keys()).isdisjoint(other.keys())


def _show(name: str, pairs: Sequence[Pair]) -> None:
    found = [_are_grouped(pair.one, pair.other) for pair in pairs]
    right = sum(f and p.same for f, p in zip(found, pairs, strict=True))
    same = sum(pair.same for pair in pairs)
    precision = f"{right / sum(found):.3f}" if any(found) else "none grouped"
    recall = f"{right / same:.3f}" if same else "none"
    print(f"| {name} | {same} | {len(pairs) - same} | {precision} | {recall} |", flush=True)


def _left(text: str) -> tuple[str, ...]:
    return tuple(_LETTERS.findall(_CHANGING.sub(" ", text).casefold()))


def _same(texts: Sequence[str]) -> Iterator[Pair]:
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for text in dict.fromkeys(texts):
        groups[_left(text)].append(text)
    found = [
        Pair(one, other, same=True)
        for words, group in groups.items()
        if len(words) >= FEWEST_WORDS
        for one, other in pairwise(group)
    ]
    yield from found[:_OF_EACH]


def _neighbours(texts: Sequence[str]) -> Iterator[Pair]:
    """Each of many texts with the one that is most like it by its words, where a rule tells."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - costs a second

    long = [text for text in dict.fromkeys(texts) if len(_left(text)) >= FEWEST_WORDS]
    drawn = np.random.default_rng(SEED).permutation(len(long))[:_LOOKED_AT]
    vectors = TfidfVectorizer().fit_transform(long)
    different = 0
    for at in drawn:
        likeness = (vectors[at] @ vectors.T).toarray().ravel()
        likeness[at] = -1
        one, other = long[at], long[int(likeness.argmax())]
        if (order := _in_same_order(_left(one), _left(other))) == 1:
            continue  # it is among the same already
        if order >= _SAME:
            yield Pair(one, other, same=True)
        elif order < _DIFFERENT and different < _OF_EACH:
            different += 1
            yield Pair(one, other, same=False)


def _in_same_order(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _edited(texts: Sequence[str], edit: Edit) -> Iterator[tuple[str, str]]:
    draw = np.random.default_rng(SEED)
    order = draw.permutation(len(texts))
    made = 0
    for at in order:
        changed = edit(texts[at], texts[order[made]], draw)
        if changed != texts[at] and made < _OF_EACH:
            made += 1
            yield texts[at], changed


def _swap(text: str, other: str, draw: np.random.Generator) -> str:
    words = text.split()
    words[int(draw.integers(len(words)))] = other.split(maxsplit=1)[0]
    return " ".join(words)


def _mistype(text: str, _other: str, draw: np.random.Generator) -> str:
    at = int(draw.integers(1, len(text) - 1))
    return text[:at] + text[at - 1] + text[at + 1 :] if text[at].isalpha() else text


def _add_sentence(text: str, other: str, _draw: np.random.Generator) -> str:
    sentence = re.split(r"(?<=[.!?])\s", other)[0]
    return f"{text} {sentence}" if len(sentence.split()) * 2 <= len(text.split()) else text


def _change_number(text: str, _other: str, _draw: np.random.Generator) -> str:
    return re.sub(r"\b\d+\b", lambda m: str(int(m[0]) + 7), text, count=1)


def _deny(text: str, _other: str, _draw: np.random.Generator) -> str:
    return re.sub(_VERBS, r"\1 not", text, count=1, flags=re.IGNORECASE)


def _turn(text: str, _other: str, _draw: np.random.Generator) -> str:
    word = "|".join(_OPPOSITES)
    return re.sub(rf"\b({word})\b", lambda m: _OPPOSITES[m[1]], text, count=1)


_EDITS: dict[str, tuple[Edit, bool]] = {
    "a word swapped": (_swap, True),
    "a typo": (_mistype, True),
    "a sentence added": (_add_sentence, True),
    "a number changed": (_change_number, True),
    "“not” put in": (_deny, False),
    "a word turned into its opposite": (_turn, False),
}
