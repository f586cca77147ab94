"""An answer, or an honest "no evidence", as a message."""

from bot.blocks.element import actions, button
from bot.blocks.fit import fit_groups, fit_lines
from bot.blocks.message import Block, Message
from bot.blocks.path import path_block, path_line
from bot.blocks.sources import KIND_NAMES, source_lines, sources_blocks
from bot.blocks.statements import statement_block, statement_lines
from bot.blocks.text import context, divider, escape, plain, section, shorten
from domain.answer import Answer

HELPFUL, NOT_HELPFUL = "answer_helpful", "answer_not_helpful"
FEEDBACK_BLOCK = "answer_feedback"
MORE = "ask about one journey step or theme to see the rest."
_MOST_PATHS = 3


def answer_message(answer: Answer, role_title: str) -> Message:
    """Who it is for, the ripples, what is said, what that rests on, and two buttons."""
    if answer.abstained:
        return _abstention(answer, role_title)
    held = {item.ref: item for item in answer.evidence}
    paths = _paths(answer)
    lead = [_for(role_title), *paths, *([divider()] if paths else [])]
    tail = [*_one_kind(answer), *sources_blocks(answer.evidence), _feedback()]
    said = [[statement_block(statement, held)] for statement in answer.statements]
    body = fit_groups(said, [*lead, *tail], MORE)
    return Message(_text(answer, role_title), (*lead, *body, *tail))


def _one_kind(answer: Answer) -> list[Block]:
    return [context(plain(words)) for words in _one_kind_lines(answer)]


def _one_kind_lines(answer: Answer) -> list[str]:
    """What rests on one kind of evidence says so."""
    if answer.only_kind is None:
        return []
    return [f"{KIND_NAMES[answer.only_kind]} only: nothing of another kind backs this up yet."]


def _for(role_title: str) -> Block:
    return context(plain(f"For {shorten(role_title, 150)}"))


def _paths(answer: Answer) -> list[Block]:
    return [path_block(path) for path in answer.paths[:_MOST_PATHS] if path.hops]


def _feedback() -> Block:
    return actions(
        FEEDBACK_BLOCK,
        button("Helpful", HELPFUL, "helpful"),
        button("Not helpful", NOT_HELPFUL, "not_helpful"),
    )


def _text(answer: Answer, role_title: str) -> str:
    held = {item.ref: item for item in answer.evidence}
    paths = [escape(path_line(path)) for path in answer.paths[:_MOST_PATHS] if path.hops]
    return fit_lines(
        [
            escape(f"For {shorten(role_title, 150)}"),
            *paths,
            *statement_lines(answer.statements, held),
            *map(escape, _one_kind_lines(answer)),
            *map(escape, source_lines(answer.evidence)),
        ],
        MORE,
    )


def _abstention(answer: Answer, role_title: str) -> Message:
    said = "I have no evidence for that, so I will not guess."
    reason = shorten(answer.reason or "Nothing in the knowledge base speaks to it.", 800)
    blocks = [
        _for(role_title),
        section(said),
        section(reason),
        *_paths(answer),
        _feedback(),
    ]
    return Message(escape(f"{said} {reason}"), tuple(blocks))
