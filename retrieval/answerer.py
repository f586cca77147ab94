"""Question in, verified answer out: gather, write, verify."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from domain.answer import Answer, Intent, Question
from domain.error import unknown
from retrieval.corpus import Corpus
from retrieval.finding import Findings
from retrieval.gather.changed import gather_changed
from retrieval.gather.decision import gather_decision
from retrieval.gather.done import gather_done
from retrieval.gather.impact import gather_impact
from retrieval.gather.policy import gather_policies
from retrieval.gather.topic import gather_topic
from retrieval.intent import recognise_intent
from retrieval.library import Curated, Library, Promises, open_library
from retrieval.search import Searcher
from retrieval.verify import verify_answer
from retrieval.writer import ExtractiveWriter, Writer, Written

_GATHERERS: Mapping[Intent, Callable[[Library, Question], Findings]] = {
    Intent.MY_IMPACT: gather_impact,
    Intent.WHAT_CHANGED: gather_changed,
    Intent.DECISION: gather_decision,
    Intent.POLICIES: gather_policies,
    Intent.DONE: gather_done,
    Intent.WHY: lambda library, question: gather_topic(library, question, Intent.WHY),
    Intent.TOPIC: lambda library, question: gather_topic(library, question, Intent.TOPIC),
}


class Answerer:
    """Answers questions from what is stored, in the words of ``writer``."""

    def __init__(
        self,
        *,
        searcher: Searcher,
        corpus: Corpus,
        curated: Curated,
        promises: Promises,
        writer: Writer | None = None,
    ) -> None:
        self._searcher = searcher
        self._corpus = corpus
        self._curated = curated
        self._promises = promises
        self._writer = writer or ExtractiveWriter()

    def answer(self, question: Question) -> Answer:
        """A verified answer or an abstention. Raises NotFound for a role nobody knows."""
        started = time.perf_counter()
        answer = self.write(self.gather(question))
        return replace(answer, took_ms=took_since(started))

    def gather(self, question: Question) -> Findings:
        """What an answer may be written from. Raises NotFound for a role nobody knows."""
        roles = [role.name for role in self._curated.roles()]
        if question.role not in roles:
            raise unknown("role", question.role, roles)
        library = open_library(
            self._searcher, self._corpus, self._curated, self._promises, question
        )
        revision = self._corpus.revision()  # read first: what comes meanwhile makes a newer one
        findings = _GATHERERS[recognise_intent(question.text)](library, question)
        return replace(findings, revision=revision)

    def write(self, findings: Findings, tell: Callable[[Answer], None] | None = None) -> Answer:
        """The verified answer. It touches nothing that is stored, so any thread may wait for it.

        ``tell`` gets the answer as far as it stands, verified, while a chat model goes on writing.
        """

        def tell_answer(written: Written) -> None:
            if tell is not None:
                tell(verify_answer(findings, written))

        if not findings.found:
            return verify_answer(findings, Written(statements=()))
        return verify_answer(findings, self._writer.write(findings, tell_answer))


def took_since(started: float) -> float:
    """Milliseconds since a reading of the performance counter."""
    return round(1000 * (time.perf_counter() - started), 1)
