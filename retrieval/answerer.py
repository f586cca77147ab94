"""Question in, verified answer out: gather, write, verify, as one LangChain pipeline."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from langchain_core.runnables import Runnable, RunnableLambda

from domain.answer import Answer, Intent, Question
from domain.error import unknown
from domain.statement import Statement
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
from retrieval.writer import write_statements

Writer = Runnable[Findings, tuple[Statement, ...]]
EXTRACTIVE: Writer = RunnableLambda(write_statements)

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
    """Answers questions from what is stored. ``writer`` may be any Runnable of that shape."""

    def __init__(
        self,
        *,
        searcher: Searcher,
        corpus: Corpus,
        curated: Curated,
        promises: Promises,
        writer: Writer = EXTRACTIVE,
        writer_name: str = "extractive",
    ) -> None:
        self._searcher = searcher
        self._corpus = corpus
        self._curated = curated
        self._promises = promises
        self._writer_name = writer_name
        gather: Runnable[Question, Findings] = RunnableLambda(self.gather)
        self._pipeline: Runnable[Question, Answer] = gather | RunnableLambda(
            lambda findings: self._written(findings, writer)
        )

    def answer(self, question: Question) -> Answer:
        """A verified answer or an abstention. Raises NotFound for a role nobody knows."""
        started = time.perf_counter()
        roles = [role.name for role in self._curated.roles()]
        if question.role not in roles:
            raise unknown("role", question.role, roles)
        answer = self._pipeline.invoke(question)
        return replace(answer, took_ms=round(1000 * (time.perf_counter() - started), 1))

    def gather(self, question: Question) -> Findings:
        """What an answer may be written from."""
        library = open_library(
            self._searcher, self._corpus, self._curated, self._promises, question
        )
        return _GATHERERS[recognise_intent(question.text)](library, question)

    def _written(self, findings: Findings, writer: Writer) -> Answer:
        statements = writer.invoke(findings) if findings.found else ()
        return verify_answer(findings, statements, self._writer_name)
