"""Whether a model that lies gets a lie into an answer: every named lie over every gold question.

A real HTTP server on this machine speaks for the model (``tests/fakes/lies.py``). The questions of
``evals/gold/kestrel.yaml`` are asked; nothing else of that file is read.
"""

import os
import tempfile
from pathlib import Path

from config.settings import Settings
from domain.answer import Question
from domain.audience import EMPLOYEES
from evals.gold_answers import COMPANY, read_gold
from evals.truth import Found, look
from hearback.example import TODAY, load_example
from hearback.house import House
from retrieval.chat.model import ModelSettings
from retrieval.chat.writer import ChatWriter
from retrieval.finding import Findings
from retrieval.verify import verify_answer
from retrieval.writer import ExtractiveWriter
from tests.fakes.chat_server import ChatServer, Reply, serving_chat
from tests.fakes.lies import NAMES, tell

_EVERY = int(os.environ.get("LYING_EVERY", "1"))
_SLOW = ("slow",)
_SLOW_QUESTIONS = 3
_TIMEOUT = 1.0


def main() -> None:
    asked = gather_gold()[::_EVERY]
    print(f"{len(asked)} questions with an answer.\n")
    print("| lie | answers | the model's words in | unsupported | quotes | numbers | lost |")
    print("|---|---|---|---|---|---|---|")
    wrong = 0
    with serving_chat() as server:
        for name in NAMES:
            few = asked[:_SLOW_QUESTIONS] if name in _SLOW else asked
            found = tell_lie(server, name, few)
            wrong += found.wrong
            print(
                f"| {name} | {found.answers} | {found.by_model} | {found.unsupported}"
                f" | {found.quotes} | {found.numbers} | {found.lost} |"
            )
    print(f"\nWrong in all: {wrong}")


def gather_gold() -> list[Findings]:
    """What was found for each gold question that has an answer."""
    _, questions = read_gold()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Settings(home=Path(folder) / "home"), create=True)
        load_example(house, COMPANY, lambda _: None)
        found = [
            house.answerer.gather(
                Question(text=each.q, role=each.role, audience=EMPLOYEES, as_of=TODAY)
            )
            for each in questions
            if not each.none
        ]
        house.close()
    return [each for each in found if each.found]


def tell_lie(server: ChatServer, name: str, asked: list[Findings]) -> Found:
    lies: list[str] = []

    def behave(prompt: str) -> Reply:
        reply, lie = tell(name, prompt)
        lies.append(lie)
        return reply

    server.behave = behave
    timeout = _TIMEOUT if name in _SLOW else 20.0
    settings = ModelSettings(name="scripted", base_url=server.url, timeout=timeout)
    writer, found = ChatWriter(settings), Found()
    for findings in asked:
        plain = verify_answer(findings, ExtractiveWriter().write(findings))
        answer = verify_answer(findings, writer.write(findings))
        look(found, answer, plain, _is_honest)
    return found


def _is_honest(words: str, _: str) -> bool:
    """The honest lines of the scripted model; what it writes beside them is the lie."""
    return words.startswith(("A customer puts it like this: ", "The numbers show this: "))


if __name__ == "__main__":
    main()
