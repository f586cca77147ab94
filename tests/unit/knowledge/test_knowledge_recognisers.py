"""Personal data by pattern. Everybody here is invented."""

import re

import pytest

from knowledge.recognisers.pattern import FINDERS
from knowledge.recognisers.span import Span
from knowledge.redaction import replace_spans


def redacted(text: str) -> str:
    spans: list[Span] = [span for finder, _ in FINDERS for span in finder(text)]
    return replace_spans(text, spans).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to ann.okoro@post.example please", "Write to [email] please"),
        ("mail ann.okoro at post dot example.", "mail [email]."),
        ("mail annokoro[at]post.example now", "mail [email] now"),
        ("Ring 07700 900 123 after six", "Ring [phone] after six"),
        ("My number is +49 (0)30 1234-567", "My number is [phone]"),
        ("card 4111-1111 1111 1111 was charged", "card [card] was charged"),
        ("Refund to GB82WEST12345698765432 today", "Refund to [iban] today"),
        ("IBAN: GB82 WEST 1234 5698 7654 32.", "IBAN: [iban]."),
        ("my SSN is 536-22-8726", "my SSN is [national id]"),
        ("NI number QQ 12 34 56 C", "NI number QQ 12 34 56 C"),
        ("NI number AB 12 34 56 C", "NI number [national id]"),
        ("born 3 May 1961 in Leeds", "born [date of birth] in Leeds"),
        ("DOB: 03/05/1961.", "DOB: [date of birth]."),
        ("order no. 77120 never came", "order no. [account] never came"),
        ("I live at 14 Alder Street, Norwich NR1 4PD.", "I live at [address]."),
        ("Send it to Lindenweg 12, Bonn 53111.", "Send it to [address]."),
        ("Our office: 12 rue des Lilas, Lyon 69003", "Our office: [address]"),
        ("from 203.0.113.77 it failed", "from [ip] it failed"),
        ("see https://x.example/r?token=ab12cd", "see [url]"),
        ("I spoke to Ottilie Farnborough who laughed", "I spoke to [person] who laughed"),
        ("My name is ottilie farnborough.", "My name is [person]."),
        (
            "Contact me: Ottilie Zelenkova, 14 Alder Street, Norwich NR1 4PD",
            "Contact me: [person], [address]",
        ),
        ("Mrs Zelenka never called", "Mrs [person] never called"),
        (
            "Frau Zelenka war sehr nett und hat uns geholfen",
            "Frau [person] war sehr nett und hat uns geholfen",
        ),
        ("mail ann dot okoro at post dot example now", "mail [email] now"),
        ("oh seven seven double oh nine one two", "[phone]"),
        ("IBAN gb82.west.1234.5698.7654.32 please", "IBAN [iban] please"),
        ("call 020 7946 0958 ext. 12 please", "call [phone] please"),
        ("my card 4111_1111_1111_1111", "my card [card]"),
        ("We left Lindenweg 12\n53111 Bonn last year", "We left [address] last year"),
    ],
)
def test_found(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I waited 45 minutes on 12 March 2026 and paid £1,250.00 for 2 nights.",
        "They came at 7:55 and again at 10.30, in 2024, 2025 and 2026.",
        "Great staff, the Nurse in Ward 12 was lovely. Thank you NHS!",
        "I spoke to head office who said the same as customer services.",
        "See https://www.example.org/help for how.",
        "Shopping at example.com was easy. Thanks @example. They answered.",
        "Speed went from 900 Mbps to 40.5 in 3 weeks on Fibre 250.",
        "It is a 20 minute drive down the road to the clinic.",
        "Removal booked, lease signed, kettle packed",
        "The York Street depot lost my chair.",
        "I have a card with TitleMax and GreenSky said Experian was wrong.",
        "My loan from Zembla was sold. Zembla was rude, Zembla is a lender.",
        "St John Ambulance and King George Hospital were good.",
        "April was awful, May was worse, and my name is spelled wrong.",
        "In breach of 15 USC 1681 Section 602 and 26 CFR 301.7701.",
        "i lost over 5000000 and the balance was 2500000",
        "We flew from Hong Kong to Kuala Lumpur, Terminal 5, flight BA555 at 8.15pm.",
        "I was moved to a seat that i paid 50000 for",
        "Going forward, 24/7 support would be nice.",
        "The site is not taking money at this point but it might.",
        "See 15 USC 1681 Section 602 of it.",
    ],
)
def test_left_alone(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail me at olive.marlow@post.example or ring 07700 900456",
         "Mail me at [email] or ring [phone]"),
        ("Ring 07700 900456 or mail olive.marlow@post.example", "Ring [phone] or mail [email]"),
        ("I live at 14 Alder Street, Norwich NR1 4PD and my phone is 07700 900456.",
         "I live at [address] and my phone is [phone]."),
        ("Olive Marlow, 14 Alder Street, Norwich NR1 4PD, 07700 900456",
         "[person], [address], [phone]"),
        ("Write to Olive Marlow or to Klaus Zelenka at ida@post.example.",
         "Write to [person A] or to [person B] at [email]."),
        ("Send it to 14 Alder Street, Norwich NR1 4PD or 3 Elm Road, Leeds LS1 4AB.",
         "Send it to [address] or [address]."),
        ("Regards, Olive Marlow, ida@post.example and 07700 900456",
         "Regards, [person], [email] and [phone]"),
        ("Call 07700 900456, 07700 900457 and 07700 900458", "Call [phone], [phone] and [phone]"),
        ("Visit me at 14 Alder Street or call Olive Marlow on 07700 900456.",
         "Visit me at [address] or call [person] on [phone]."),
    ],
)  # fmt: skip
def test_words_between_two_finds_stay(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Her maiden name is Lindqvist", "Her maiden name is [person]"),
        ("follow up with katarina zelenka soon", "follow up with [person] soon"),
        ("there were three: amelie, katarina and joachim.",
         "there were three: [person A], [person B] and [person C]."),
        ("We met Joaquín Petrovich. Later Petrovich rang.",
         "We met [person]. Later [person] rang."),
        ('"No," says Brown.', '"No," says [person].'),
        ("Find it at 512 Birkenholt 31 Apt. 4\nTrondheim\n, CO\n Norway 70110",
         "Find it at [address]"),
        ("We meet at the corner of 12 Alder Street and Elm Rise.", "We meet at [address]."),
        ("PO Box 771, Norwich, NR1 4PD is ours", "[address] is ours"),
    ],
)  # fmt: skip
def test_names_and_addresses_of_many_kinds(text: str, expected: str) -> None:
    assert redacted(text) == expected


def test_people_get_letters_where_there_are_two() -> None:
    text = "Mr Zelenka called, then Mrs Okoro. Mr Zelenka apologised."
    assert redacted(text) == "Mr [person A] called, then Mrs [person B]. Mr [person A] apologised."


def test_overlaps_become_one_span() -> None:
    spans = [Span(0, 5, "phone"), Span(3, 9, "card"), Span(9, 10, "ip")]
    assert replace_spans("0123456789", spans).spans == (Span(0, 9, "card"), Span(9, 10, "ip"))


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("Ada Quill came. Ada left, Mrs Quill too.", ["Ada Quill", "Ada", "Quill"], "AAA"),
        ("Ada left. Ada Quill came, then Bo.", ["Ada", "Ada Quill", "Bo"], "AAB"),
        ("Ada Quill, Ada Marsh and Ada", ["Ada Quill", "Ada Marsh", "Ada"], "ABC"),
        ("Ada Quill, Bo Quill and Mr Quill", ["Ada Quill", "Bo Quill", "Quill"], "ABC"),
    ],
)
def test_one_person_has_one_letter(text: str, people: list[str], expected: str) -> None:
    spans, at = [], 0
    for name in people:
        start = text.index(name, at)
        at = start + len(name)
        spans.append(Span(start, at, "person"))
    tokens = re.findall(r"\[person(?: (\w))?\]", replace_spans(text, spans).text)
    assert "".join(token or "A" for token in tokens) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We think Kovandra sorted it.", "We think [person] sorted it."),
        ("the claim of tamikova sidorenka was lost", "the claim of [person] was lost"),
        ("The stop is on Ziegevasse 19.", "The stop is on [address]."),
        ("Noooo Cust Svc, Acct wrong, PQMs gone, Thankyou", "the same"),
    ],
)
def test_a_word_in_no_list_is_believed_for_its_spelling_and_its_place(
    text: str, expected: str
) -> None:
    assert redacted(text) == (text if expected == "the same" else expected)
