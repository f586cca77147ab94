"""Columns and ``--map``."""

import pytest

from domain.error import BadInput
from knowledge.columns import recognise_columns
from knowledge.mapping import parse_mapping
from knowledge.row import Row


def columns_of(header: str, asked: dict[str, str] | None = None, **cells: str):
    headers = header.split(",")
    return recognise_columns(headers, [Row(2, dict.fromkeys(headers, "") | cells)], asked or {})


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "response_id,responded_at,journey_step,nps_score,comment,segment,region,customer_id",
            {"id": "response_id", "text": "comment", "step": "journey_step", "score": "nps_score"},
        ),
        (
            "id,date,stars,title,review,lang",
            {"text": "review", "score": "stars", "language": "lang"},
        ),
        (
            "Ticket,Opened,Subject,Customer message,Product,Customer no",
            {"id": "Ticket", "occurred_at": "Opened", "text": "Customer message"},
        ),
        ("post_id,posted,text,network", {"id": "post_id", "channel": "network"}),
        ("complaint_id,date_received,narrative", {"text": "narrative"}),
        ("review,long_review,date", {"text": "long_review"}),
        ("Nr,Datum,Kommentar", {"id": "Nr", "occurred_at": "Datum", "text": "Kommentar"}),
        ("DATE  RECEIVED,FEEDBACK!", {"occurred_at": "DATE  RECEIVED", "text": "FEEDBACK!"}),
    ],
)
def test_headers_are_known(header: str, expected: dict[str, str]) -> None:
    found = columns_of(header).by_field
    assert {name: found.get(name) for name in expected} == expected


def test_a_score_header_names_its_metric() -> None:
    assert columns_of("text,nps_score").metric == "nps"
    assert columns_of("text,stars").metric == "csat"
    assert columns_of("text,fft_score").metric is None


def test_what_was_asked_wins() -> None:
    columns = columns_of("text,notes", {"NOTES": "text"})
    assert columns.by_field["text"] == "notes"
    assert columns.attributes(Row(2, {"text": "kept", "notes": "words"})) == {"text": "kept"}


def test_a_column_can_be_left_out() -> None:
    columns = columns_of("text,secret", {"secret": "ignore"})
    assert columns.attributes(Row(2, {"text": "a", "secret": "b"})) == {}


def test_the_longest_text_is_taken_and_said() -> None:
    words = "the van came twice and nobody rang"
    columns = columns_of("ref,blurb,tier", blurb=words, tier="gold", ref="17")
    assert columns.by_field["text"] == "blurb"
    assert "took 'blurb'" in columns.notes[0]


def test_no_text_at_all_says_what_to_type() -> None:
    with pytest.raises(BadInput, match=r"Columns found: a, b.*--map \w=text"):
        columns_of("a,b", a="1", b="2")


@pytest.mark.parametrize(
    ("asked", "says"),
    [({"coment": "text"}, "Did you mean 'comment'"), ({"comment": "txt"}, "Did you mean 'text'")],
)
def test_near_matches(asked: dict[str, str], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        columns_of("comment,date", asked)


def test_pairs() -> None:
    assert parse_mapping(["a=b=text", " Notes = TEXT"]) == {"a=b": "text", "Notes": "text"}
    for wrong in ("text", "=text", "a="):
        with pytest.raises(BadInput, match="COLUMN=FIELD"):
            parse_mapping([wrong])
    with pytest.raises(BadInput, match="twice"):
        parse_mapping(["a=text", "a=id"])


def test_what_stands_above_the_words_heads_them() -> None:
    columns = columns_of("id,course,Question,text,Section", Question="Why?", Section="Bills")
    assert columns.headings == ("Section", "Question")
    assert columns_of("title,text", {"title": "ignore"}, title="Hello").headings == ()
    assert columns_of("title,body", {"title": "text"}, title="Hello").headings == ()


def test_the_few_questions_of_a_survey_head_nothing() -> None:
    rows = [Row(n, {"question": f"What was {n % 3}?", "text": "Fine"}) for n in range(30)]
    assert recognise_columns(["question", "text"], rows, {}).headings == ()
    rows = [Row(n, {"question": f"What was {n % 15}?", "text": "Fine"}) for n in range(90)]
    assert recognise_columns(["question", "text"], rows, {}).headings == ("question",)
