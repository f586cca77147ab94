"""When an action is reminded of, and who may be contacted about it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.action import Action, ActionState, Reminder, due_reminder, is_person
from domain.contact import Said, choose_contacts, consent_of
from domain.error import BadInput
from domain.outcome import Measure, MeasureKind, parse_measure

MADE, DUE = date(2026, 11, 2), date(2026, 11, 20)


def make_action(**changed: object) -> Action:
    known: dict[str, object] = {
        "id": "a_1",
        "what": "Name the site",
        "owner": "U0FINANCE",
        "due": DUE,
        "about": "user/pay",
        "created_on": MADE,
    }
    return Action(**(known | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-3, None),
        (-2, Reminder.BEFORE),
        (-1, Reminder.BEFORE),
        (0, Reminder.DUE),
        (7, Reminder.DUE),
        (8, None),
    ],
)
def test_reminders_come_two_days_before_and_from_the_due_day_for_a_week(
    days: int, expected: Reminder | None
) -> None:
    assert due_reminder(make_action(), DUE + timedelta(days)) is expected


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.CLOSED, ActionState.DROPPED])
def test_what_is_over_is_not_reminded_of(state: ActionState) -> None:
    assert due_reminder(make_action(state=state), DUE) is None


def test_a_promise_for_tomorrow_is_not_reminded_of_at_once() -> None:
    action = make_action(created_on=DUE - timedelta(1))
    assert due_reminder(action, DUE - timedelta(1)) is None
    assert due_reminder(action, DUE) is Reminder.DUE


@pytest.mark.parametrize(
    ("owner", "expected"), [("U01FINANCE", True), ("finance", False), ("UX", False), ("", False)]
)
def test_only_people_in_slack_are_written_to(owner: str, *, expected: bool) -> None:
    assert is_person(owner) is expected


@pytest.mark.parametrize("text", ["", "trend", "trend:", "nps", "count:nps", ":x"])
def test_what_is_no_measure_says_how_one_is_written(text: str) -> None:
    with pytest.raises(BadInput, match=r"trend:METRIC@STEP"):
        parse_measure(text)


@given(st.sampled_from(MeasureKind), st.from_regex(r"[a-z/_-]{1,20}", fullmatch=True))
def test_a_measure_reads_as_it_is_written(kind: MeasureKind, name: str) -> None:
    for measure in (Measure(kind, name), Measure(kind, name, "user/pay")):
        assert parse_measure(str(measure)) == measure


def said(number: int, customer: str | None, consent: str | None, day: int = 1) -> Said:
    attributes = {} if consent is None else {"Contact OK": consent}
    return Said(
        id=f"v_{number}",
        source="survey",
        source_id=f"S-{number}",
        customer=customer,
        account=None,
        occurred_at=date(2026, 11, day),
        attributes=attributes,
    )


@pytest.mark.parametrize(
    ("value", "expected"), [("Yes", True), ("JA", True), ("0", False), ("maybe", None), ("", None)]
)
def test_only_a_clear_yes_is_consent(value: str, *, expected: bool | None) -> None:
    assert consent_of({"region": "North", "contact-ok": value}) is expected


def test_one_contact_for_each_customer_and_the_newest_word_counts() -> None:
    one = [said(1, "c_a", "yes"), said(2, "c_a", "yes", 3)]
    no_later = [said(3, "c_b", "yes"), said(4, "c_b", "no", 9)]
    same_day = [said(5, "c_c", "yes"), said(6, "c_c", "no")]
    unknown, alone = [said(7, "c_d", None)], [said(8, None, "yes")]
    chosen = choose_contacts(
        [*one, no_later[0], same_day[0], *unknown, *alone],
        [*one, *no_later, *same_day, *unknown, *alone],
    )
    assert [each.source_ids for each in chosen.listed] == [("S-1", "S-2"), ("S-8",)]
    assert (chosen.refused, chosen.unknown) == (2, 1)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["yes", "no", None])), max_size=9)
)
def test_nobody_is_listed_who_ever_said_no_on_that_day(given_words: list) -> None:
    everything = [said(n, f"c_{who}", word) for n, (who, word) in enumerate(given_words)]
    refused = {each.customer for each in everything if consent_of(each.attributes) is False}
    agreed = {each.customer for each in everything if consent_of(each.attributes)}
    listed = {each.customer for each in choose_contacts(everything, everything).listed}
    assert listed == agreed - refused
