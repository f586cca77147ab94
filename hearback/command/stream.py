"""``redact`` and ``tag``: JSON lines in, JSON lines out."""

from collections.abc import Sequence

import click

from hearback.command.option import open_house
from hearback.lines import Request, answer_texts
from hearback.output import json_option


@click.command("redact", help='JSON lines {"id","text"} in, with "text" and "spans" out.')
@json_option
def redact_command(*, as_json: bool) -> None:
    from knowledge.redaction import Redactor  # noqa: PLC0415 - see root

    redactor = Redactor()

    def redact(texts: Sequence[str]) -> list[Request]:
        return [
            {
                "text": done.text,
                "spans": [{"type": s.type, "start": s.start, "end": s.end} for s in done.spans],
            }
            for done in redactor.redact(texts)
        ]

    answer_texts(redact)


@click.command("tag", help='JSON lines {"id","text"} in, with themes, step and sentiment out.')
@json_option
def tag_command(*, as_json: bool) -> None:
    with open_house(create=True) as house:

        def tag(texts: Sequence[str]) -> list[Request]:
            if not texts:
                return []
            told = house.tagger.tag(texts, house.embedder.embed(texts))
            # The doubt is for review; the contract of this command knows nothing of it.
            return [{"themes": t.themes, "step": t.step, "sentiment": t.sentiment} for t in told]

        answer_texts(tag)
