"""Whether questions with evidence are answered, and questions without any are not.

Questions about the example company, answered by the whole house. The thresholds of
``retrieval/relevance.py`` were chosen while looking at the first eighteen of each list; the rest
were written afterwards and changed nothing, so theirs is the honest figure.
"""

import tempfile
from pathlib import Path

from config.settings import Settings
from domain.audience import EMPLOYEES
from hearback.example import TODAY, load_example
from hearback.house import House

ANSWERABLE = (
    "What do customers say about the portal?",
    "what do customers say about refunds",
    "show me what customers say about technicians",
    "why do customers cancel?",
    "what do people think of the invoice layout",
    "what about credit checks",
    "what do customers say about the router return",
    "what do customers say about price increases at renewal",
    "comments about outages at night",
    "what do schools say",
    "moving premises",
    "late fees",
    "landlord permission",
    "what do customers say about sales people",
    "installation delays",
    "what do customers say about the contract length",
    "speed of the line",
    "how do customers feel about the status page",
    # Written after the thresholds.
    "what do customers say about spare parts",
    "how are quotes seen by customers",
    "what do customers say about the loan router",
    "why are people unhappy with reminders",
    "do customers mention passwords",
    "what do customers say about discounts for new customers",
    "what do customers say about the planner",
    "how do customers feel about signing the contract",
    "what do customers say about service codes",
    "complaints about the phone queue",
    "what do customers say about direct debit",
    "what do customers say about engineers",
)
WITHOUT_EVIDENCE = (
    "What do customers think of our new electric scooter?",
    "what do customers say about our cafeteria",
    "what do customers say about vegan options",
    "why do customers hate our TV advert with the dog",
    "what do customers say about parking at the head office",
    "What do customers say about our 5G mobile phones?",
    "what do customers say about the Berlin store opening hours",
    "do customers like our podcasts",
    "what do customers say about our carbon footprint",
    "What is the capital of France?",
    "who won the world cup",
    "what do customers say about airport lounges",
    "how are children's meals rated",
    "what do customers say about our share price",
    "Are customers happy with blockchain wallets?",
    "what do customers say about insurance claims",
    "how do customers feel about the loyalty card",
    "what do patients say about nurses",
    # Written after the thresholds.
    "what do customers say about our gift vouchers",
    "how do passengers rate the legroom",
    "what do customers say about the swimming pool",
    "why do customers dislike our perfume",
    "what do customers think of the cinema seats",
    "what do customers say about pension advice",
    "do customers enjoy the cooking classes",
    "what do customers say about our satellite phones",
    "how do customers rate the hotel breakfast",
    "what do customers say about veterinary care",
    "what do customers say about the mobile game",
    "how do customers like our electric bikes",
)
_HALF = 18


def main() -> None:
    """Print how many of each half were answered."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(home=Path(folder) / "home"), create=True)
        load_example(house, Path("examples/kestrel"), lambda _: None)
        print("| questions | looked at for thresholds | written afterwards |")
        print("|---|---|---|")
        for label, questions in (
            ("with evidence, answered", ANSWERABLE),
            ("without evidence, not answered", WITHOUT_EVIDENCE),
        ):
            wanted = label.startswith("without")
            right = [_abstained(house, question) is wanted for question in questions]
            first, second = right[:_HALF], right[_HALF:]
            print(f"| {label} | {sum(first)} of {len(first)} | {sum(second)} of {len(second)} |")
            for question, good in zip(questions, right, strict=True):
                if not good:
                    print(f"|   wrong: {question} | | |")
        house.close()


def _abstained(house: House, question: str) -> bool:
    return house.ask(question, "service", EMPLOYEES, TODAY).abstained


if __name__ == "__main__":
    main()
