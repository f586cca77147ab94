"""``redact`` and ``tag``: JSON lines in, JSON lines out."""


import click

from hearback.command.option import open_house
from hearback.lines import Request, answer_lines, text_of
from hearback.output import json_option


@click.command("redact", help='JSON lines {"id","text"} in, with "text" and "spans" out.')
@json_option
def redact_command(*, as_json: bool) -> None:
    from knowledge.redaction import Redactor  # noqa: PLC0415 - see root

    redactor = Redactor()

    def redact(request: Request) -> dict[str, object]:
        done = redactor.redact([text_of(request, "text")])[0]
        spans = [{"type": s.type, "start": s.start, "end": s.end} for s in done.spans]
        return {"text": done.text, "spans": spans}

    answer_lines(redact)


@click.command("tag", help='JSON lines {"id","text"} in, with themes, step and sentiment out.')
@json_option
def tag_command(*, as_json: bool) -> None:
    with open_house(create=True) as house:

        def tag(request: Request) -> dict[str, object]:
            text = text_of(request, "text")
            tags = house.tagger.tag([text], house.embedder.embed([text]))[0]
            return {"themes": tags.themes, "step": tags.step, "sentiment": tags.sentiment}

        answer_lines(tag)
