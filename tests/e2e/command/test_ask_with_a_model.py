"""``hearback ask`` with a chat model set: a server on this machine that is honest, or lies."""

from pathlib import Path

import pytest

from tests.e2e.command_line import CommandLine
from tests.fakes.chat_server import serving_chat
from tests.fakes.lies import answer, honest, read_prompt, tell

QUESTION = ("ask", "how does my work affect customers?", "--role", "finance")
AS_OF = ("--as-of", "2026-11-22", "--json")
KEY = "key-of-a-model"


def with_model(home: Path, url: str) -> CommandLine:
    return CommandLine(
        home,
        {
            "HEARBACK_MODEL": "openai:scripted",
            "HEARBACK_MODEL_BASE_URL": url,
            "HEARBACK_MODEL_API_KEY": KEY,
        },
    )


def test_an_honest_model_is_named_and_its_words_are_shown(own_home: Path) -> None:
    with serving_chat() as server:
        server.behave = lambda prompt: answer(honest(read_prompt(prompt)))
        done = with_model(own_home, server.url).run(*QUESTION, *AS_OF)
    assert done.code == 0, done.err
    told = done.document
    said = [each["text"] for each in (*told["statements"], *told["more"])]
    assert told["answered_by"] == "openai:scripted"
    assert told["fell_back"] is None
    assert told["usage"]["input_tokens"] == 900
    assert any(text.startswith("A customer puts it like this: “") for text in said)
    assert len(server.asked) == 1
    assert KEY not in done.out + done.err


@pytest.mark.parametrize("lie", ["refusal in words", "huge"])
def test_a_model_that_tells_nothing_true_gets_no_word_in(own_home: Path, lie: str) -> None:
    without = CommandLine(own_home, {}).run(*QUESTION, *AS_OF).document
    with serving_chat() as server:
        server.behave = lambda prompt: tell(lie, prompt)[0]
        done = with_model(own_home, server.url).run(*QUESTION, *AS_OF)
    assert done.code == 0, done.err
    told = done.document
    assert told["answered_by"] == "extractive"
    assert told["fell_back"]
    for part in ("statements", "more", "evidence", "paths"):
        assert told[part] == without[part]
    assert len(server.asked) == 1


def test_a_model_that_cannot_be_reached_is_done_without(own_home: Path) -> None:
    with serving_chat() as server:
        url = server.url
    done = with_model(own_home, url).run(*QUESTION, *AS_OF)
    assert done.code == 0, done.err
    assert done.document["fell_back"] == "it cannot be reached"
    assert done.document["statements"]
