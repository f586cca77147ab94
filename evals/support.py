"""What the check of a model's words keeps and drops, over the facts of the gold questions.

Facts as the extractive writer puts them, beside the evidence they rest on and beside that of every
other fact (a swapped reference), for the share of supported words. Then true and turned-around ways
to put them, for the order of words.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from domain.evidence import Evidence
from evals.lying import gather_gold
from retrieval.chat.check import SUPPORTED, overlaps, share_supported
from retrieval.chat.material import Fact, gather_material
from retrieval.chat.order import carrying, names_in_order
from retrieval.finding import Findings

_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.0)
_SEED = 20261125
_CLAUSE = re.compile(r"[^,:]+")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
# True sentences, as a colleague would put the facts of the example company.
_BY_HAND = """
    Finance has a part at Pay the invoice, where customers feel confused because a reminder and
        a late fee arrive while their payment run is still under way.
    Customers feel impatient at Get a quote, because the buyer waits for a price.
    Customers feel mistrustful when they ask about the invoice: they learn here whether anyone
        can explain the bill.
    The renewal letter lands with the bookkeeper, and the person who decides never sees it, so
        customers feel caught out.
    Your work reaches customers at Book the installation, through Network Operations: they feel
        anxious until the form is checked.
    Customers are annoyed at Use the portal, as one person knows the shared password.
    When the engineer comes, customers feel let down if they have to take another morning off.
    Customers feel irritated when they send the router back: the box arrives after the deadline.
    Customers feel impatient when they get a quote, as the seller cannot release it until the
        rating is back.
    The refund depends on two signatures and the Thursday run, and customers feel fobbed off.
    Bookkeepers who are locked out of the portal find nothing that helps, and customers feel
        annoyed.
    The depot is empty in the days before, and customers feel let down when the engineer comes.
"""
Held = dict[Fact, str]


def main() -> None:
    measure(gather_gold())


def measure(asked: Sequence[Findings]) -> None:
    facts = _facts(asked)
    _print_shares(facts)
    _print_order(facts)


def _facts(asked: Sequence[Findings]) -> Held:
    """Each fact once, with the evidence that it rests on."""
    found: dict[str, tuple[Fact, str]] = {}
    for findings in asked:
        material = gather_material(findings)
        for fact in material.facts:
            told = " ".join(_told(material.held[ref]) for ref in fact.refs)
            found[fact.told] = (fact, told)
    return dict(found.values())


def _told(item: Evidence) -> str:
    return f"{item.text} {' '.join(item.attributes.values())}"


def _print_shares(facts: Held) -> None:
    own = [share_supported(fact.told, told) for fact, told in facts.items()]
    others = [
        share_supported(fact.told, told)
        for fact in facts
        for other, told in facts.items()
        if facts[fact] != told and other != fact
    ]
    print(f"{len(own)} facts, {len(others)} swaps\n")
    print("| threshold | supported, kept | swapped, kept |")
    print("|---|---|---|")
    for least in _THRESHOLDS:
        kept = sum(share >= least for share in own) / len(own)
        wrong = sum(share >= least for share in others) / len(others)
        print(f"| {least} | {100 * kept:.1f} % | {100 * wrong:.2f} % |")


def _print_order(facts: Held) -> None:
    chance = random.Random(_SEED)  # noqa: S311 - an experiment to repeat, no secret

    def put(way: Callable[[Fact], Iterator[str]]) -> list[tuple[str, Fact]]:
        return [(text, fact) for fact in facts for text in way(fact)]

    print("\n| | sentences | words in evidence | and in order |")
    print("|---|---|---|---|")
    for name, rows in {
        "true: as the extractive writer puts it": put(lambda fact: iter([fact.told])),
        "true: its clauses in another order": put(_clauses_turned),
        "true: by hand": [(text, _nearest(text, facts)) for text in _sentences(_BY_HAND)],
        "false: its words shuffled": put(lambda fact: _shuffled(fact, chance)),
        "false: two words of a clause swapped": put(lambda fact: _swapped(fact, chance)),
        "false: two roles swapped": put(_roles_swapped),
    }.items():
        held = [share_supported(text, facts[fact]) >= SUPPORTED for text, fact in rows]
        kept = [
            overlaps(text, facts[fact]) and names_in_order(text, fact.roles) for text, fact in rows
        ]
        print(f"| {name} | {len(rows)} | {_percent(held)} | {_percent(kept)} |")


def _sentences(text: str) -> list[str]:
    return [f"{sentence.strip()}." for sentence in " ".join(text.split()).split(".") if sentence]


def _percent(kept: Sequence[bool]) -> str:
    return f"{100 * sum(kept) / len(kept):.1f} %" if kept else "none"


def _nearest(text: str, facts: Held) -> Fact:
    said = set(carrying(text))
    return max(
        facts,
        key=lambda fact: (share_supported(text, facts[fact]), len(said & set(carrying(fact.told)))),
    )


def _clauses_turned(fact: Fact) -> Iterator[str]:
    """Its clauses from the last to the first; the roles of a path stay where they are."""
    clauses = [clause.strip() for clause in _CLAUSE.findall(fact.told.rstrip("."))]
    if len(fact.roles) < 2:
        yield ", ".join(reversed(clauses))


def _shuffled(fact: Fact, chance: random.Random) -> Iterator[str]:
    yield _placed(fact.told, _carrying_spans(fact.told), chance)


def _swapped(fact: Fact, chance: random.Random) -> Iterator[str]:
    for clause in _CLAUSE.finditer(fact.told):
        spans = [
            span for span in _carrying_spans(fact.told) if clause.start() <= span[0] < clause.end()
        ]
        different = {fact.told[start:end].lower() for start, end in spans}
        if len(different) > 2:
            pair = sorted(chance.sample(spans, 2))
            (a, b), (c, d) = pair
            told = fact.told
            yield told[:a] + told[c:d] + told[b:c] + told[a:b] + told[d:]


def _roles_swapped(fact: Fact) -> Iterator[str]:
    if len(fact.roles) > 1:
        first, second = fact.roles[:2]
        yield fact.told.replace(first, "\0").replace(second, first).replace("\0", second)


def _carrying_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text) if carrying(match.group())]


def _placed(text: str, spans: Sequence[tuple[int, int]], chance: random.Random) -> str:
    others = list(spans)
    chance.shuffle(others)
    made, at = "", 0
    for (start, end), (left, right) in zip(spans, others, strict=True):
        made += text[at:start] + text[left:right]
        at = end
    return made + text[at:]


if __name__ == "__main__":
    main()
