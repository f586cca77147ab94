"""A real model that tells untruths, SmolLM2-135M, over gold questions.

It needs a server that somebody started beforehand (llama-cpp-python, see evals/README.md), at
``SMOLLM_URL``. What it wrote and what was let through is printed, for reading: whether words are
supported is judged here word for word, without the roots and the connecting words of the check.
"""

import os
import re

from evals.lying import gather_gold
from evals.truth import Found, look
from retrieval.chat.model import ModelSettings
from retrieval.chat.wording import CONNECTING
from retrieval.chat.writer import ChatWriter
from retrieval.verify import verify_answer
from retrieval.writer import ExtractiveWriter

URL = os.environ.get("SMOLLM_URL", "http://127.0.0.1:8399/v1")
_EVERY = int(os.environ.get("SMOLLM_EVERY", "4"))
_TIMEOUT = float(os.environ.get("SMOLLM_TIMEOUT", "120"))
_WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    settings = ModelSettings(
        name="smollm2", base_url=URL, timeout=_TIMEOUT, method="function_calling"
    )
    writer, found = ChatWriter(settings), Found()
    reasons: dict[str, int] = {}
    for findings in gather_gold()[::_EVERY]:
        answer = verify_answer(findings, writer.write(findings))
        look(found, answer, verify_answer(findings, ExtractiveWriter().write(findings)), _stands)
        reason = answer.fell_back or "its words were kept"
        reasons[reason] = reasons.get(reason, 0) + 1
    print(f"{found.answers} answers, its words in {found.by_model}")
    print(f"unsupported {found.unsupported}, quotes {found.quotes}, numbers {found.numbers},"
          f" lost {found.lost}")  # fmt: skip
    for reason, count in reasons.items():
        print(f"  {count}: {reason}")
    for text in found.own:
        print(f"  - {text}")


def _stands(words: str, cited: str) -> bool:
    said = {word.lower() for word in _WORD.findall(words)} - CONNECTING
    return said <= {word.lower() for word in _WORD.findall(cited)}


if __name__ == "__main__":
    main()
