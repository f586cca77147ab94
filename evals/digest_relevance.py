"""Whether a digest tells a role what is the role's: weeks of the example company, replayed.

Each role is sent its weekly digest and remembers what it was told. The gold questions of
``evals/gold/kestrel.yaml`` say which steps and comments are the role's. Beside it a role-blind
digest, which is what a role of which nothing is known would be sent. Then both again with eight
readers a role who press "helpful" where the step in focus is theirs and "wrong for my role" where
it is not, and once with one reader who presses "wrong" under everything.
"""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.settings import Settings
from digests.build import build_digest
from digests.chart import Picture
from digests.hearing import Reader
from domain.audience import EMPLOYEES
from domain.digest import Digest, told_name
from domain.evidence import Kind
from domain.period import Period, previous
from domain.relevance import learned_weight
from evals.gold_answers import COMPANY, read_gold
from hearback.example import PERIOD, load_example
from hearback.house import House
from retrieval.library import Library

_WEEKS, _READERS = 14, 8
_NOBODY = "nobody-in-particular"


@dataclass
class Told:
    """What one way of telling did: digests, those with the right step, quotes, the right ones."""

    sent: int = 0
    focused: int = 0
    right_steps: int = 0
    quotes: int = 0
    right_quotes: int = 0
    focuses: list[str | None] = field(default_factory=list)


@dataclass(frozen=True)
class Gold:
    steps: frozenset[str]
    comments: frozenset[str]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(home=Path(folder) / "home"), create=True)
        load_example(house, COMPANY, lambda _: None)
        gold = _gold()
        weeks = _weeks(house)
        blind = {role: _replay(weeks, _NOBODY, known) for role, known in gold.items()}
        plain = {role: _replay(weeks, role, known) for role, known in gold.items()}
        pressed = {role: _replay(weeks, role, known, _READERS) for role, known in gold.items()}
        taught = {role: _replay(weeks, _NOBODY, known, _READERS) for role, known in gold.items()}
        loud = {role: _replay(weeks, role, known, loud=True) for role, known in gold.items()}
        house.close()
    _print("role-blind", blind)
    _print(f"role-blind, {_READERS} readers press", taught)
    _print("Hearback", plain)
    _print(f"Hearback, {_READERS} readers press", pressed)
    _print("Hearback, one presses wrong under all", loud)
    pairs = [p for r in plain for p in zip(plain[r].focuses, loud[r].focuses, strict=True)]
    same = sum(one == other for one, other in pairs)
    print(f"weeks that the loud one left as they were: {same} of {len(pairs)}")


def _gold() -> dict[str, Gold]:
    """By role, the steps that its paths end at and the comments that its answers may rest on."""
    groups, questions = read_gold()
    steps: dict[str, set[str]] = defaultdict(set)
    comments: dict[str, set[str]] = defaultdict(set)
    for asked in questions:
        if asked.paths:
            steps[asked.role] |= {path.split(" > ")[-1] for path in asked.paths}
            comments[asked.role] |= {each for name in asked.words for each in groups[name]}
    return {role: Gold(frozenset(steps[role]), frozenset(comments[role])) for role in sorted(steps)}


def _weeks(house: House) -> list[tuple[Period, Library]]:
    periods = [PERIOD]
    while len(periods) < _WEEKS:
        periods.append(previous(periods[-1]))
    return [(each, house.library(EMPLOYEES, each.last_day)) for each in reversed(periods)]


def _replay(
    weeks: list[tuple[Period, Library]],
    role: str,
    gold: Gold,
    readers: int = 0,
    *,
    loud: bool = False,
) -> Told:
    told, memory = Told(), frozenset[str]()
    helpful, wrong = Counter[str](), Counter[str]()
    for period, library in weeks:
        learned = {s: learned_weight(helpful[s], wrong[s]) for s in {*helpful, *wrong}}
        digest = build_digest(library, Reader(role, memory, learned), period, Picture(None))
        memory |= {told_name(each) for each in digest.evidence}
        if digest.skipped:
            told.focuses.append(None)
            continue
        focus = _count(told, digest, gold)
        if focus and readers:  # people, each of whom counts once for a step
            (helpful if focus in gold.steps else wrong)[focus] = readers
        if focus and loud:
            wrong[focus] = 1  # a hundred presses are one person
    return told


def _count(told: Told, digest: Digest, gold: Gold) -> str | None:
    told.sent += 1
    steps = [e.id.removeprefix("journey:") for e in digest.evidence if e.kind is Kind.JOURNEY]
    focus = steps[0] if steps else None
    told.focuses.append(focus)
    told.focused += focus is not None
    told.right_steps += focus in gold.steps
    quotes = [item for item in digest.evidence if item.kind is Kind.VERBATIM]
    told.quotes += len(quotes)
    told.right_quotes += sum(_is_among(item.source_id, gold.comments) for item in quotes)
    return focus


def _is_among(source_id: str | None, comments: frozenset[str]) -> bool:
    """A call's id stands for any of its turns."""
    name = source_id or ""
    return name in comments or name.partition("#")[0] in comments


def _print(name: str, by_role: Mapping[str, Told]) -> None:
    told = by_role.values()
    sent, focused = sum(t.sent for t in told), sum(t.focused for t in told)
    steps, quotes = sum(t.right_steps for t in told), sum(t.quotes for t in told)
    right = sum(t.right_quotes for t in told)
    print(
        f"{name:40} digests {sent:4}  step is the role's {steps / max(focused, 1):6.1%}"
        f"  quote is the role's {right / max(quotes, 1):6.1%} of {quotes}"
    )


if __name__ == "__main__":
    main()
