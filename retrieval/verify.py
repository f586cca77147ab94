"""The last look before anybody sees an answer: what cannot be traced is dropped."""

import structlog

from domain.answer import Answer
from domain.statement import Statement, flaw
from retrieval.finding import Findings
from retrieval.layout import lay_out
from retrieval.writer import Written

_log = structlog.get_logger()
_NOTHING_HELD = (
    "What was found does not support an answer. The question was put on the CX team’s list."
)


def verify_answer(findings: Findings, written: Written) -> Answer:
    """Keep the statements that hold; abstain, saying what is missing, if none does."""
    question = findings.question
    held = {e.ref: e for e in findings.evidence if question.audience.may_see(e.audience)}
    kept: list[Statement] = []
    for statement in written.statements:
        if (reason := flaw(statement, held)) is None:
            kept.append(statement)
        else:
            _log.warning("statement_dropped", reason=reason.split("(")[0], by=written.answered_by)
    paths = findings.paths if kept else ()
    cited = {ref for each in kept for ref in each.evidence}
    cited |= {ref for path in paths for hop in path.hops for ref in hop.evidence}
    answer = Answer(
        question=question.text,
        role=question.role,
        intent=findings.intent,
        statements=tuple(kept),
        evidence=tuple(item for ref, item in held.items() if ref in cited),
        paths=paths,
        reason=None if kept else findings.missing or _NOTHING_HELD,
        answered_by=written.answered_by,
        fell_back=written.fell_back,
        usage=written.usage,
    )
    return lay_out(answer)
