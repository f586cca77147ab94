"""Whatever customers and curators write, Slack accepts the blocks and interprets nothing."""

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks.answer import answer_message
from bot.blocks.digest import digest_message
from bot.blocks.home import home_view
from bot.blocks.limits import view_violations, violations
from bot.blocks.message import Message
from bot.blocks.modal import Typed, refilled_modal, subscribe_modal
from bot.blocks.notice import notice, role_question, subscribed_message
from bot.blocks.path import path_line
from bot.blocks.schedule import describe
from domain.answer import Answer
from domain.digest import Digest
from domain.role import Role
from domain.subscription import Subscription
from tests.unit.bot.hostile import SPICES, answers, digests, role_lists, words

patient = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


titles = st.one_of(st.just("Finance"), st.sampled_from(SPICES), words)


def texts_of(value: Any, kind: str) -> Iterator[str]:
    if isinstance(value, dict):
        if value.get("type") == kind:
            yield value["text"]
        for inner in value.values():
            yield from texts_of(inner, kind)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner, kind)


def assert_harmless(message: Message) -> None:
    assert violations(message.blocks) == []
    assert len(message.text.encode()) <= 4000
    assert "<" not in message.text
    for markup in texts_of(message.blocks, "mrkdwn"):
        opened = markup.replace("<https://", "").replace("<http://", "")
        assert "<" not in opened
        assert "<!" not in markup


@patient
@given(answers(), titles)
def test_answers(answer: Answer, title: str):
    assert_harmless(answer_message(answer, title))


@patient
@given(digests(), titles, st.text(max_size=300))
def test_digests(digest: Digest, title: str, key: str):
    assert_harmless(digest_message(digest, title, key, "C1"))


@patient
@given(role_lists(), words)
def test_home_and_forms(roles: list[Role], typed: str):
    chosen = roles[0] if roles else None
    digest = Subscription(id="s", target="U1", role=chosen.name if chosen else typed)
    assert view_violations(home_view(roles, chosen, None)) == []
    assert view_violations(home_view(roles, None, digest)) == []
    assert_harmless(subscribed_message(describe(digest, typed), "U1"))
    typed_form = Typed("U1", "Europe/London", role=typed)
    form = subscribe_modal(roles, typed_form)
    assert view_violations(form) == []
    assert view_violations(refilled_modal(form["blocks"], typed_form, typed)) == []
    assert_harmless(role_question(roles, "role_choice"))
    assert_harmless(notice(typed))


@patient
@given(answers())
def test_a_quote_is_shown_whole_or_not_at_all(answer: Answer):
    held = {item.ref: item for item in answer.evidence}
    whole = {statement.text(held) for statement in answer.statements}
    message = answer_message(answer, "Finance")
    for block in message.blocks:
        if block["type"] == "section" and block["text"]["text"].endswith("]"):
            said = block["text"]["text"].rpartition(" [")[0]
            known = said in whole or said.startswith("A statement too long")
            assert known or answer.abstained or said in set(_paths(answer))


def _paths(answer: Answer) -> Iterator[str]:
    return (path_line(path).rpartition(" [")[0] for path in answer.paths)
