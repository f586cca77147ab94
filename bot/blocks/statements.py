"""Statements as blocks. What they rest on follows as small print at the end of the message."""

from collections.abc import Iterable, Mapping

from bot.blocks.message import Block
from bot.blocks.text import escape, section
from domain.evidence import Evidence
from domain.statement import Statement

Held = Mapping[str, Evidence]
# A section holds 3,000 characters. A quote is never cut: a longer statement is left out, and the
# message says so.
STATEMENT_LIMIT = 2900


def statement_block(statement: Statement, held: Held) -> Block:
    shown = _shown(statement, held)
    if len(shown) > STATEMENT_LIMIT:
        shown = f"A statement too long for Slack was left out{_refs(statement)}"
    return section(shown)


def statement_lines(statements: Iterable[Statement], held: Held) -> list[str]:
    """The same for those who get text only, escaped for Slack."""
    return [escape(f"• {_shown(statement, held)}") for statement in statements]


def _shown(statement: Statement, held: Held) -> str:
    return f"{statement.text(held)}{_refs(statement)}"


def _refs(statement: Statement) -> str:
    return f" [{', '.join(dict.fromkeys(statement.evidence))}]"


def cited(evidence: Iterable[Evidence], statements: Iterable[Statement]) -> list[Evidence]:
    """What these statements rest on: small print for what nobody sees would only be long."""
    refs = {ref for statement in statements for ref in statement.evidence}
    return [item for item in evidence if item.ref in refs]
