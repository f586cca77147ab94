"""At which share of supported words a statement is told from one about something else.

Facts of the gold questions as the extractive writer puts them, each beside the evidence it rests on
and beside the evidence of every other fact (a swapped reference).
"""

from collections.abc import Sequence

from domain.evidence import Evidence
from evals.lying import gather_gold
from retrieval.chat.check import share_supported
from retrieval.chat.material import gather_material
from retrieval.finding import Findings

_THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.0)


def main() -> None:
    measure(gather_gold())


def measure(asked: Sequence[Findings]) -> None:
    facts: dict[str, str] = {}
    for findings in asked:
        material = gather_material(findings)
        for fact in material.facts:
            told = [_told(material.held[ref]) for ref in fact.refs]
            facts[fact.told] = " ".join(told)
    own = [share_supported(fact, told) for fact, told in facts.items()]
    others = [
        share_supported(fact, told)
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


def _told(item: Evidence) -> str:
    return f"{item.text} {' '.join(item.attributes.values())}"


if __name__ == "__main__":
    main()
