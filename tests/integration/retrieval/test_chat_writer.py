"""A model that lies in named ways, over HTTP: no lie reaches an answer, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.answer import Question
from domain.audience import CURATORS, EMPLOYEES
from evals.truth import Found, look
from hearback.example import TODAY
from hearback.house import House
from retrieval.chat.model import ModelSettings
from retrieval.chat.writer import ChatWriter
from retrieval.finding import Findings
from retrieval.verify import verify_answer
from retrieval.writer import ExtractiveWriter, Written
from tests.fakes.chat_server import ChatServer, Reply, serving_chat
from tests.fakes.lies import ANSWERS, NAMES, answer, honest, read_prompt, tell

QUESTION = "how does my work affect customers?"
KEPT = ("half an answer", "repeated")


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with serving_chat() as server:
        yield server


@pytest.fixture(scope="module")
def found(example: House) -> Findings:
    question = Question(text=QUESTION, role="finance", audience=EMPLOYEES, as_of=TODAY)
    return example.answerer.gather(question)


def writer_for(server: ChatServer, **changed: object) -> ChatWriter:
    settings = ModelSettings(name="scripted", base_url=server.url, timeout=20.0)
    return ChatWriter(replace(settings, **changed))


def _is_honest(words: str, _: str) -> bool:
    return words.startswith(("A customer puts", "The numbers"))


def be_honest(prompt: str) -> Reply:
    return answer(honest(read_prompt(prompt)))


@pytest.mark.parametrize("name", NAMES)
def test_no_lie_reaches_an_answer(server: ChatServer, found: Findings, name: str) -> None:
    server.behave = lambda prompt: tell(name, prompt)[0]
    timeout = 0.5 if name == "slow" else 20.0
    plain = verify_answer(found, ExtractiveWriter().write(found))
    told = verify_answer(found, writer_for(server, timeout=timeout).write(found))
    counted = Found()
    look(counted, told, plain, _is_honest)
    assert counted.wrong == 0, counted.own
    assert len(server.asked) == 1
    if name in ANSWERS and name not in KEPT:
        assert told.answered_by == "extractive"
        assert told.fell_back
        assert told.lines() == plain.lines()
    else:
        assert told.answered_by == "openai:scripted"
        assert counted.own


@pytest.mark.parametrize("method", ["json_schema", "function_calling", "json_mode"])
def test_the_method_is_what_the_settings_say(
    server: ChatServer, found: Findings, method: str
) -> None:
    server.behave = be_honest
    writer_for(server, method=method).write(found)
    sent = server.asked[0]
    assert ("tools" in sent) is (method == "function_calling")
    formats = {"json_schema": "json_schema", "json_mode": "json_object"}
    assert sent.get("response_format", {}).get("type") == formats.get(method)


def test_a_server_that_does_not_stream_is_read_whole(server: ChatServer, found: Findings) -> None:
    server.behave = be_honest
    written = writer_for(server, streaming=False).write(found)
    assert written.answered_by == "openai:scripted"
    assert not server.asked[0].get("stream")


def test_what_stands_so_far_is_told_and_is_verified(server: ChatServer, found: Findings) -> None:
    server.behave = lambda prompt: tell("altered quote", prompt)[0]
    told: list[Written] = []
    written = writer_for(server).write(found, told.append)
    assert [len(each.statements) for each in told] == [1, 2, 3]
    assert all(set(each.statements) <= set(written.statements) for each in told)


def test_tokens_and_cost_are_counted(server: ChatServer, found: Findings) -> None:
    server.behave = be_honest
    usage = writer_for(server, input_price=2.0, output_price=8.0).write(found).usage
    assert usage
    assert (usage.input_tokens, usage.output_tokens) == (900, 100)
    assert usage.cost == pytest.approx(0.0026)


def test_the_same_question_is_paid_once_and_no_other_is_answered_by_it(
    server: ChatServer, found: Findings
) -> None:
    server.behave = be_honest
    writer = writer_for(server)
    first = writer.write(found)
    again = writer.write(found)
    assert again.usage
    assert again.usage.from_cache
    assert again.statements == first.statements
    question = found.question
    for other in (
        replace(found, revision=found.revision + 1),
        replace(found, question=replace(question, audience=CURATORS)),
        replace(found, question=replace(question, role="sales")),
        replace(found, question=replace(question, text="how?")),
        replace(found, found=found.found[:-1]),
    ):
        asked = len(server.asked)
        writer.write(other)
        assert len(server.asked) == asked + 1


def test_customers_words_go_in_marked_off_and_harmless(server: ChatServer, found: Findings) -> None:
    server.behave = be_honest
    writer_for(server).write(found)
    prompt = server.asked[0]["messages"][-1]["content"]
    assert "<customer_words>We hold back payment until" in prompt
    for mark in ("<!", "<@", "http", "@"):
        assert mark not in prompt
