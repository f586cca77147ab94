"""What an answer, an abstention and a digest say."""

import json
from dataclasses import replace

import pytest

from bot.blocks.action import TAKE
from bot.blocks.answer import HELPFUL, NOT_HELPFUL, SHOW_MORE, WRONG_ROLE, answer_message
from bot.blocks.digest import digest_key, digest_message
from bot.blocks.fit import fit_groups, fit_lines
from bot.blocks.limits import violations
from bot.blocks.message import Block
from bot.blocks.path import path_block
from bot.blocks.sources import source_lines
from bot.blocks.text import link, section
from domain.answer import Hop, Path
from domain.digest import Section, SectionKind
from domain.evidence import Evidence, Kind
from domain.period import parse_period
from domain.statement import Figure, Statement
from tests.fakes.slack_services import PATH, VERBATIM, make_abstention, make_answer, make_digest

QUESTION = "how does my work affect customers?"


def sections(blocks: tuple[Block, ...]) -> list[str]:
    return [block["text"]["text"] for block in blocks if block["type"] == "section"]


def small_print(blocks: tuple[Block, ...]) -> list[str]:
    return [e["text"] for block in blocks if block["type"] == "context" for e in block["elements"]]


def test_answer_shows_path_statements_and_feedback():
    message = answer_message(make_answer(QUESTION), "Finance")

    shown = sections(message.blocks)
    assert shown[0] == "Finance → Payment reminders → Service → *Pay the invoice* → anxious"
    assert "Complaints about reminders rose from 4.1 % to 6.8 %. [E2]" in shown
    buttons = message.blocks[-1]["elements"]
    assert [button["action_id"] for button in buttons] == [
        HELPFUL,
        NOT_HELPFUL,
        WRONG_ROLE,
        TAKE,
    ]


def test_quote_is_exact_and_plain():
    message = answer_message(make_answer(QUESTION), "Finance")

    quoting = [b for b in message.blocks if b["type"] == "section" and "“" in b["text"]["text"]]
    (block,) = quoting
    assert block["text"]["type"] == "plain_text"
    quoted = block["text"]["text"].split("“")[1].split("”")[0]
    assert quoted in VERBATIM.text


def test_evidence_is_told_with_source_date_number_and_link():
    printed = small_print(answer_message(make_answer(QUESTION), "Finance").blocks)

    assert "Comments: E1 Billing survey, 3 Nov 2026" in printed
    assert "Numbers: E2 Helpdesk tickets, n = 1,212, Aug to Oct 2026" in printed
    assert "Journey map: E3 Day-to-day user map" in printed
    assert "Open: <https://surveys.example.com/r/88?a=1&amp;b=2|E1>" in printed


def test_evidence_of_the_same_source_and_day_is_told_together():
    twin = replace(VERBATIM, ref="E9", url=None)

    assert source_lines([VERBATIM, twin]) == ["Comments: E1, E9 Billing survey, 3 Nov 2026"]


def test_small_print_has_an_end():
    many = [replace(VERBATIM, ref=f"E{n}", source=f"{n} " + "x" * 180) for n in range(90)]

    lines = source_lines(many)

    assert len(lines) == 6
    assert lines[-1].endswith("more lines of evidence are not shown here.")


def test_text_says_all_that_the_blocks_say():
    message = answer_message(make_answer(QUESTION), "Finance")

    for statement in ("6.8 %. [E2]", "final notice", "Payment reminders", "n = 1,212"):
        assert statement in message.text


def test_single_source_is_said():
    answer = make_answer(QUESTION)
    only_comments = replace(answer, statements=answer.statements[1:2], evidence=(VERBATIM,))

    printed = small_print(answer_message(only_comments, "Finance").blocks)

    assert any(words.startswith("Comments only") for words in printed)


def test_abstention_gives_its_reason():
    message = answer_message(make_abstention("parking?"), "Finance")

    assert "I have no evidence for that, so I will not guess." in sections(message.blocks)
    assert any("mentions parking" in words for words in sections(message.blocks))
    assert "mentions parking" in message.text


def test_names_with_markup_are_shown_as_plain_text():
    path = Path((Hop("role", "finance"), Hop("step", "Pay *now* <!channel>")))

    assert path_block(path)["text"] == {
        "type": "plain_text",
        "text": "Finance → Pay *now* <!channel>",
        "emoji": False,
    }
    assert path_block(PATH)["text"]["type"] == "mrkdwn"


def test_a_path_of_long_names_is_shortened():
    long = Path(tuple(Hop("step", "é" * 2000) for _ in range(3)))

    assert violations([path_block(long)]) == []


def test_links_are_web_addresses_only():
    assert link("https://a.example/x|<!channel>", "open E1") is None
    assert link("javascript:alert(1)", "open E1") is None
    assert link("https://[broken", "open E1") is None
    assert link("https://a.example/?a=1&b=2", "open E1") == (
        "<https://a.example/?a=1&amp;b=2|open E1>"
    )


def test_a_digest_begins_with_its_point():
    """One number, one voice, one next thing; the rest is behind a button."""
    message = digest_message(make_digest(), "Finance", "s-1:2026-W46", "C1")

    titles = [words for words in sections(message.blocks) if words.startswith("*")]
    assert titles == ["*What moved*", "*In customers' words*", "*One next step*"]
    assert "saved me" not in message.text
    assert digest_key(message.blocks[0]) == "s-1:2026-W46"
    assert violations(message.blocks) == []


def test_an_invitation_stands_above_its_button():
    session = Evidence(
        ref="E9",
        kind=Kind.JOURNEY,
        id="session:s_1",
        text="Interview about the first bill, 3 Dec 2026",
        source="sit-in s_1",
        figures={"invitation": "Interview about the first bill, 3 Dec 2026"},
    )
    invited = Section(
        SectionKind.INVITED, "Sit in", (Statement((Figure("E9", "invitation"),), ("E9",)),)
    )
    made = make_digest()
    digest = replace(made, sections=(*made.sections, invited), evidence=(*made.evidence, session))

    message = digest_message(digest, "Finance", "s-1:2026-W46", "C1")

    assert any("Interview about the first bill" in words for words in sections(message.blocks))
    (pressed,) = (b for b in message.blocks if b.get("block_id") == "sit_in_controls")
    assert [each["text"]["text"] for each in pressed["elements"]] == ["Sit in"]
    assert violations(message.blocks) == []


def test_all_of_a_digest_has_its_sections_in_order():
    message = digest_message(make_digest(), "Finance", "s-1:2026-W46", "C1", whole=True)

    shown = sections(message.blocks)
    titles = [words for words in shown if words.startswith("*")]
    assert titles == [
        "*What moved*",
        "*In customers' words*",
        "*One that disagrees*",
        "*One step in focus*",
        "*One next step*",
    ]
    assert digest_key(message.blocks[0]) == "s-1:2026-W46"
    assert "saved me" in message.text
    assert violations(message.blocks) == []


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2026-W46", "9 to 15 Nov 2026"),
        ("2026-W49", "30 Nov to 6 Dec 2026"),
        ("2026-W01", "29 Dec 2025 to 4 Jan 2026"),
        ("2026-11-15", "15 Nov 2026"),
    ],
)
def test_digest_names_its_days(period: str, days: str):
    message = digest_message(replace(make_digest(), period=parse_period(period)), "Finance")

    heading = message.blocks[0]["text"]["text"]
    assert heading == f"Finance: what customers lived through, {days}"


def test_skipped_digest_says_why():
    message = digest_message(
        replace(make_digest(), sections=(), reason="Nothing moved."), "Finance"
    )

    assert sections(message.blocks) == ["No digest this time. Nothing moved."]


def test_what_does_not_fit_is_left_out_whole_and_said():
    groups = [[section("x" * 2000)] for _ in range(20)]

    kept = fit_groups(groups, [], "ask for the rest")

    assert [len(b["text"]["text"]) for b in kept[:-1]] == [2000] * 6
    assert kept[-1]["elements"][0]["text"] == "14 more: ask for the rest"
    assert violations(kept) == []


def test_lines_are_left_out_whole():
    text = fit_lines(["é" * 1000] * 5, "and more")

    assert text.split("\n") == ["é" * 1000, "and more"]


def test_what_is_left_for_later_is_shown_when_asked_for():
    """The button carries the question, and the whole answer has all statements and no button."""
    answer = make_answer(QUESTION)
    first, *rest = answer.statements
    short = replace(answer, statements=(first,), more=tuple(rest))
    message, whole = answer_message(short, "Finance"), answer_message(short, "Finance", whole=True)
    (buttons,) = [block for block in message.blocks if block["type"] == "actions"]
    (more,) = [each for each in buttons["elements"] if each["action_id"] == SHOW_MORE]
    assert json.loads(more["value"]) == {"q": QUESTION, "r": "finance"}
    assert "Got a final notice" not in message.text
    assert "Got a final notice" in whole.text
    assert SHOW_MORE not in str(whole.blocks)
    assert violations(whole.blocks) == violations(message.blocks) == []
