"""Pseudonyms and content hashes."""

from datetime import date

from knowledge.pseudonym import account_pseudonym, content_hash, customer_pseudonym

KEY = b"one home"


def digest(**changes: object) -> str:
    row = {
        "text": "Good", "source_id": None, "occurred_at": date(2026, 11, 3), "customer": None,
        "score": 9.0, "channel": None,
    }  # fmt: skip
    return content_hash(KEY, **(row | changes))


def test_the_same_customer_is_the_same_pseudonym() -> None:
    assert customer_pseudonym(KEY, "K-10012") == customer_pseudonym(KEY, " k-10012 ")
    assert customer_pseudonym(KEY, "K-10012") != customer_pseudonym(b"another", "K-10012")
    assert account_pseudonym(KEY, "K-10012")[2:] != customer_pseudonym(KEY, "K-10012")[2:]
    assert customer_pseudonym(KEY, "K-10012").startswith("c_")
    assert len(customer_pseudonym(KEY, "K-10012")) == 14


def test_white_space_and_composition_do_not_make_another_comment() -> None:
    assert digest(text="caf\u00e9  ok") == digest(text="cafe\u0301 ok\n")


def test_without_an_id_score_and_channel_tell_comments_apart() -> None:
    assert digest(score=9.0) != digest(score=8.0)
    assert digest(channel="sms") != digest(channel=None)
    assert digest(source_id="7", score=9.0) == digest(source_id="7", score=8.0)


def test_fields_do_not_run_into_each_other() -> None:
    assert digest(source_id="a", text="b c") != digest(source_id="a b", text="c")
