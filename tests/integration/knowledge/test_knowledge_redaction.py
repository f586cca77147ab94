"""The redactor with its model. Everybody here is invented."""

import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.redaction import Redactor
from knowledge.worker import unloaded

REDACTOR = Redactor()
_SAID = (
    "Ottilie Farnborough|my name is|07700 900 123|ida@post.example|at|dot|[person]|[person A]|Mrs|"
    "I spoke to|the bill|4111 1111 1111 1111|14 Alder Street|NR1 4PD|born|3 May 1961|Regards,|Dr|"
    "was kind|DE89 3704 0044 0532 0130 00|order no.|77120|Klaus|[phone]|.|\n"
)
PIECES = st.sampled_from(_SAID.split("|"))
CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@CALM
@given(st.text(max_size=200))
def test_any_text_is_accepted_and_stays_redacted(text: str) -> None:
    (first,) = REDACTOR.redact([text])
    assert REDACTOR.redact([first.text])[0].text == first.text


@CALM
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_redacting_twice_changes_nothing(text: str) -> None:
    (first,) = REDACTOR.redact([text])
    (second,) = REDACTOR.redact([first.text])
    assert (second.text, second.spans) == (first.text, ())


@CALM
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_spans_index_the_input(text: str) -> None:
    (found,) = REDACTOR.redact([text])
    ends = [0, *(span.end for span in found.spans)]
    assert all(end <= span.start < span.end for end, span in zip(ends, found.spans, strict=False))
    kept = [
        text[a:b] for a, b in zip(ends, [*(s.start for s in found.spans), len(text)], strict=True)
    ]
    assert all(part in found.text for part in kept)


def test_names_without_announcement() -> None:
    (found,) = REDACTOR.redact(["Everyone was kind, above all Ottilie Farnborough from the desk."])
    assert found.text == "Everyone was kind, above all [person] from the desk."


@pytest.mark.parametrize(
    "text",
    [
        "Removal booked, lease signed, kettle packed",
        "The York Street depot lost my chair.",
        "TitleMax lied to me, and Experian has not answered.",
        "I did not have a Birth Certificat with me.",
    ],
)
def test_ordinary_clauses_are_not_eaten(text: str) -> None:
    assert REDACTOR.redact([text])[0].text == text


def test_words_between_two_finds_stay() -> None:
    (found,) = REDACTOR.redact(["Mail me at olive.marlow@post.example or ring 07700 900456"])
    assert found.text == "Mail me at [email] or ring [phone]"


def test_german_nouns_are_no_people() -> None:
    text = "Seit acht Monaten keine Störung, der Techniker kam mit dem Werkzeug und war sehr nett."
    assert REDACTOR.redact([text])[0].text == text


@pytest.mark.parametrize(
    "hostile",
    ["a" * 60_000, "1 " * 30_000, "at dot " * 9000, "@" * 30_000, "Aa " * 20_000, "[person " * 9000,
     "+" * 30_000, "1-" * 30_000, "http://" * 8000, "Mr " * 20_000,
     "1 Aa " * 12_000, "corner of 1 " * 5000, "lives at Ab " * 5000, "in xyzq " * 8000],
)  # fmt: skip
def test_hostile_texts_come_back(hostile: str) -> None:
    assert REDACTOR.redact_fields([hostile])[0].text


def test_nothing_and_long_texts() -> None:
    assert REDACTOR.redact([]) == []
    long = "The bus was late again. " * 900 + "Mail ida@post.example."
    assert REDACTOR.redact([long])[0].text.endswith("Mail [email].")


@pytest.mark.parametrize("gap", ["\u200b", "\u2009", "\u2011", "\u00ad", "\u00a0"])
def test_odd_spacing_hides_no_card(gap: str) -> None:
    (found,) = REDACTOR.redact([f"card {gap.join(['4111'] * 1 + ['1111'] * 3)} was charged"])
    assert found.text == "card [card] was charged"


def test_half_an_address_leaves_a_doubt() -> None:
    (half, clean) = REDACTOR.redact(["it went to olive@post I think", "It was late again."])
    assert (half.doubt, clean.doubt) == (True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why was Glyceria so rude to us?", "Why was [person] so rude to us?"),
        ("Follow up with Glyceria in a week.", "Follow up with [person] in a week."),
        (
            'Ottilie: "Stop."\nDestiny: "I will not."',
            '[person A]: "Stop."\n[person B]: "I will not."',
        ),
        ("Please add vorlina tesk as guardian", "Please add [person] as guardian"),
        ("Her office is at 28919.", "Her office is at [address]."),
        ("Send it to Suite 727 please", "Send it to [address] please"),
        ("Ottilie Farnborough\nFurustigen 31\nada@post.example", "[person]\n[address]\n[email]"),
    ],
)
def test_a_place_in_the_text_gives_away(text: str, expected: str) -> None:
    assert REDACTOR.redact([text])[0].text == expected


@pytest.mark.parametrize(
    "text",
    [
        "Delivery: it was late.\nQuality: it is bad.",
        "My broadband is due to go live on 27 Feb.",
        "I flew to San Antonio and on to Tel Aviv.",
        "Flight 463 to Denver, CO was late, I lost 65,000 points.",
        "You are dealing with frustrated passenegers.",
    ],
)
def test_comments_without_people_stay(text: str) -> None:
    assert REDACTOR.redact([text])[0].text == text


_GAPS = st.sampled_from(["", " ", "-", ".", "  "])


def _checked_card(digits: str) -> str:
    total = 0
    for at, digit in enumerate(map(int, reversed(digits))):
        value = digit * 2 if at % 2 == 0 else digit
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def _checked_iban(body: str) -> str:
    number = "".join(str(int(c, 36)) for c in f"{body}DE00")
    return f"DE{98 - int(number) % 97:02d}{body}"


def _grouped(text: str, gap: str, size: int) -> str:
    return gap.join(text[at : at + size] for at in range(0, len(text), size))


@CALM
@given(st.sampled_from(["4", "51", "55"]), st.text("0123456789", min_size=14, max_size=14), _GAPS,
       st.integers(2, 8))  # fmt: skip
def test_every_valid_card_is_found(first: str, rest: str, gap: str, size: int) -> None:
    card = _grouped(_checked_card((first + rest)[:15]), gap, size)
    assert REDACTOR.redact([f"You charged {card} twice"])[0].text == "You charged [card] twice"


@CALM
@given(st.text("0123456789", min_size=18, max_size=18), _GAPS, st.integers(2, 8), st.booleans())
def test_every_valid_iban_is_found(body: str, gap: str, size: int, small: bool) -> None:
    iban = _grouped(_checked_iban(body), gap, size)
    text = f"Refund to {iban.lower() if small else iban} please"
    assert REDACTOR.redact([text])[0].text == "Refund to [iban] please"


def test_a_redactor_is_cheap_to_send_to_a_worker() -> None:
    sent = pickle.dumps(unloaded(REDACTOR))
    assert len(sent) < 1000
    there: Redactor = pickle.loads(sent)  # noqa: S301 - our own
    assert there.redact(["I spoke to Ottilie."])[0].text == "I spoke to [person]."
