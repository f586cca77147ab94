"""An answer, or an honest "no evidence", as a message."""

import json
from collections.abc import Sequence

from bot.blocks.action import take_button
from bot.blocks.element import actions, button
from bot.blocks.fit import fit_groups, fit_lines
from bot.blocks.message import Block, Message
from bot.blocks.path import path_block, path_line
from bot.blocks.sources import KIND_NAMES, source_lines, sources_blocks
from bot.blocks.statements import cited, statement_block, statement_lines
from bot.blocks.text import context, divider, escape, plain, section, shorten
from domain.answer import Answer
from domain.evidence import Evidence
from domain.statement import Statement

HELPFUL, NOT_HELPFUL = "answer_helpful", "answer_not_helpful"
WRONG_ROLE = "wrong_for_my_role"
FEEDBACK_BLOCK = "answer_feedback"
SHOW_MORE = "answer_more"
MORE = "ask about one journey step or theme to see the rest."
UNFINISHED = "Still writing…"
_MOST_PATHS = 3
_VALUE = 2000  # what a button may carry


def answer_message(answer: Answer, role_title: str, *, whole: bool = False) -> Message:
    """Who it is for, the ripple, what is said, what that rests on, and buttons.

    ``whole`` adds the other paths and what was left out for brevity.
    """
    if answer.abstained:
        return _abstention(answer, role_title)
    held = {item.ref: item for item in answer.evidence}
    statements = (*answer.statements, *(answer.more if whole else ()))
    paths = _paths(answer, whole=whole)
    lead = [_for(role_title), *paths, *([divider()] if paths else [])]
    sources = sources_blocks(_cited(answer, statements, whole=whole))
    tail = [*_small_print(answer), *sources, _buttons(answer, whole=whole)]
    said = [[statement_block(statement, held)] for statement in statements]
    body = fit_groups(said, [*lead, *tail], MORE)
    return Message(_text(answer, role_title, statements, whole=whole), (*lead, *body, *tail))


def unfinished_message(answer: Answer, role_title: str) -> Message:
    """What of an answer is written and verified so far."""
    held = {item.ref: item for item in answer.evidence}
    said = [[statement_block(statement, held)] for statement in answer.statements]
    lead, tail = [_for(role_title)], [context(plain(UNFINISHED))]
    text = fit_lines([*statement_lines(answer.statements, held), escape(UNFINISHED)], MORE)
    return Message(text, (*lead, *fit_groups(said, [*lead, *tail], MORE), *tail))


def _cited(answer: Answer, statements: Sequence[Statement], *, whole: bool) -> list[Evidence]:
    return list(answer.evidence) if whole else cited(answer.evidence, statements)


def _small_print(answer: Answer) -> list[Block]:
    return [context(plain(words)) for words in (*_one_kind_lines(answer), *_missing_lines(answer))]


def _missing_lines(answer: Answer) -> list[str]:
    return [f"Missing: {', '.join(answer.missing)}."] if answer.missing else []


def _one_kind_lines(answer: Answer) -> list[str]:
    """What rests on one kind of evidence says so."""
    if answer.only_kind is None:
        return []
    return [f"{KIND_NAMES[answer.only_kind]} only: nothing of another kind backs this up yet."]


def _for(role_title: str) -> Block:
    return context(plain(f"For {shorten(role_title, 150)}"))


def _paths(answer: Answer, *, whole: bool) -> list[Block]:
    shown = answer.paths[: _MOST_PATHS if whole else 1]
    return [path_block(path) for path in shown if path.hops]


def _buttons(answer: Answer, *, whole: bool) -> Block:
    """``Show more`` carries the question: it is asked again, as things stand then."""
    value = json.dumps({"q": answer.question, "r": answer.role})
    has_more = bool(answer.more or len(answer.paths) > 1) and not whole
    more = [button("Show more", SHOW_MORE, value)] if has_more and len(value) <= _VALUE else []
    return actions(
        FEEDBACK_BLOCK,
        *more,
        button("Helpful", HELPFUL, "helpful"),
        button("Not helpful", NOT_HELPFUL, "not_helpful"),
        button("Wrong for my role", WRONG_ROLE, "wrong_role"),
        *(
            []
            if answer.abstained
            else [take_button(_cited(answer, answer.statements, whole=whole))]
        ),
    )


def _text(answer: Answer, role_title: str, statements: Sequence[Statement], *, whole: bool) -> str:
    held = {item.ref: item for item in answer.evidence}
    shown = answer.paths[: _MOST_PATHS if whole else 1]
    return fit_lines(
        [
            escape(f"For {shorten(role_title, 150)}"),
            *(escape(path_line(path)) for path in shown if path.hops),
            *statement_lines(statements, held),
            *map(escape, (*_one_kind_lines(answer), *_missing_lines(answer))),
            *map(escape, source_lines(_cited(answer, statements, whole=whole))),
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
        *_paths(answer, whole=False),
        _buttons(answer, whole=True),
    ]
    return Message(escape(f"{said} {reason}"), tuple(blocks))
