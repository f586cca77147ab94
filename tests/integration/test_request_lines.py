"""Requests by standard input: at once for who types, together for who pipes."""

import json
import subprocess
import sys

PROGRAM = (
    "from hearback.lines import answer_texts\n"
    "answer_texts(lambda texts: [{'text': text, 'together': len(texts)} for text in texts])\n"
)


def start() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answers(lines: str) -> list[dict[str, object]]:
    out, _ = start().communicate(lines)
    return [json.loads(line) for line in out.splitlines()]


def test_each_line_is_answered_before_the_next_is_typed() -> None:
    with start() as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in range(3):
            program.stdin.write(json.dumps({"id": number, "text": "Hi"}) + "\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["id"] == number
        program.stdin.close()


def test_lines_that_are_there_are_answered_together_and_in_order() -> None:
    found = answers("".join(json.dumps({"id": at, "text": str(at)}) + "\n" for at in range(150)))
    assert [(one["id"], one["text"]) for one in found] == [(at, str(at)) for at in range(150)]
    assert {one["together"] for one in found} <= set(range(1, 65))
    assert max(int(str(one["together"])) for one in found) > 1


def test_a_request_that_fails_holds_up_no_other() -> None:
    found = answers('{"id": 1, "text": 5}\n\n{"id": 2, "text": "ä"}\n{"id": 3, "text": "last"}')
    assert [one.get("text") for one in found] == [None, "ä", "last"]
    assert found[0]["error"] == "'text' must be a text."


def test_what_stands_before_a_broken_line_is_answered() -> None:
    program = start()
    out, err = program.communicate('{"id": 1, "text": "a"}\nnonsense\n{"id": 2, "text": "b"}\n')
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1]
    assert "Line 2 of standard input is not a JSON object." in err
