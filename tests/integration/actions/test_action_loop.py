"""Promised, finished, told to both sides, closed; and what was said of it is kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.customer import as_csv, list_customers
from actions.promise import (
    answer_offer,
    close_action,
    extend_action,
    find_action,
    offer_action,
    promise_action,
)
from actions.telling import mark_told, note_employees_told, untold_readers
from domain.action import Action, ActionState, EventKind, Side
from domain.error import BadInput, NotFound
from domain.verbatim import State, Verbatim
from storage.action import SqlActions
from storage.contact import SqlContacts
from storage.conversation import SqlConversations
from storage.database import open_database
from storage.knowledge import SqlTruth
from storage.withdrawal import SqlWithdrawal
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import WordEmbedder

TODAY, DUE = date(2026, 11, 2), date(2026, 11, 20)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/loop.db")
    yield engine
    engine.dispose()


@pytest.fixture
def actions(engine: sa.Engine) -> SqlActions:
    return SqlActions(engine)


def promise(actions: SqlActions, *evidence: str) -> Action:
    return promise_action(
        actions,
        what="Name the site on the invoice",
        owner="U0FINANCE",
        about="user/pay",
        due=DUE,
        today=TODAY,
        by="U0FINANCE",
        evidence=evidence,
    )


def finish(actions: SqlActions, action: Action) -> Action:
    return close_action(
        actions, action.id, state=ActionState.DONE, outcome="It is there", today=TODAY
    )


def test_what_happened_is_kept_in_its_order_with_the_reasons(actions: SqlActions) -> None:
    action = promise(actions, "v_1", "v_1")
    assert actions.get(action.id) == action
    assert action.evidence == ("v_1",)
    later = date(2026, 12, 1)
    extend_action(actions, action.id, due=later, reason="The printer", today=TODAY, by="U0FINANCE")
    offer_action(actions, action.id, to="U0SALES", today=TODAY)
    answer_offer(actions, action.id, accepted=False, today=TODAY)
    assert find_action(actions, action.id).owner == "U0FINANCE"
    offer_action(actions, action.id, to="U0SALES", today=TODAY)
    held = answer_offer(actions, action.id, accepted=True, today=TODAY)
    assert (held.owner, held.offered_to, held.due) == ("U0SALES", None, later)
    finish(actions, held)
    assert [event.kind for event in actions.events(action.id)] == [
        EventKind.PROMISED,
        EventKind.EXTENDED,
        EventKind.OFFERED,
        EventKind.GIVEN_BACK,
        EventKind.OFFERED,
        EventKind.ACCEPTED,
        EventKind.DONE,
    ]
    assert actions.events(action.id)[1].words == "2026-11-20 to 2026-12-01: The printer"


def test_what_makes_no_sense_is_refused_and_changes_nothing(actions: SqlActions) -> None:
    action = promise(actions)
    early, past = date(2026, 11, 10), date(2026, 11, 1)
    for refused in (
        lambda: extend_action(actions, action.id, due=early, reason="x", today=TODAY),
        lambda: extend_action(actions, action.id, due=past, reason="x", today=TODAY),
        lambda: extend_action(actions, action.id, due=date(2027, 1, 1), reason=" ", today=TODAY),
        lambda: answer_offer(actions, action.id, accepted=True, today=TODAY),
        lambda: offer_action(actions, action.id, to="U0FINANCE", today=TODAY),
        lambda: mark_told(actions, action.id, Side.CUSTOMERS, told=True, words="", today=TODAY),
        lambda: close_action(
            actions, action.id, state=ActionState.DROPPED, outcome=" ", today=TODAY
        ),
    ):
        with pytest.raises(BadInput):
            refused()
    assert actions.get(action.id) == action
    finish(actions, action)
    with pytest.raises(BadInput, match="done since 2026-11-02"):
        finish(actions, action)
    with pytest.raises(NotFound, match="actions list"):
        find_action(actions, "a_none")


def test_an_action_is_closed_when_both_were_told_or_somebody_said_why_not(
    actions: SqlActions,
) -> None:
    action = finish(actions, promise(actions))
    with pytest.raises(BadInput, match="--why-not"):
        mark_told(actions, action.id, Side.CUSTOMERS, told=False, words=" ", today=TODAY)
    why = "Nobody who said it may be contacted"
    held = mark_told(actions, action.id, Side.CUSTOMERS, told=False, words=why, today=TODAY)
    assert held.state is ActionState.DONE
    held = mark_told(actions, action.id, Side.EMPLOYEES, told=True, words="", today=TODAY)
    assert held.state is ActionState.CLOSED
    assert actions.tellings(action.id)[Side.CUSTOMERS].words == why


def test_employees_are_told_when_every_reader_of_the_evidence_was(
    engine: sa.Engine, actions: SqlActions
) -> None:
    (row,) = store(engine, make_verbatim("the bill came twice"))
    action = finish(actions, promise(actions, row.id))
    memory = SqlConversations(engine)
    memory.record_told("D1:1", "U0SALES", [row.id])
    memory.record_told("D2:1", "U0SERVICE", [row.id])
    memory.record_told("D1:2", "U0SALES", [f"action:{action.id}"])
    assert untold_readers(actions, action) == {"U0SERVICE"}
    assert note_employees_told(actions, TODAY) == 0
    memory.record_told("D2:2", "U0SERVICE", [f"action:{action.id}"])
    assert note_employees_told(actions, TODAY) == 1
    assert note_employees_told(actions, TODAY) == 0
    assert actions.tellings(action.id)[Side.EMPLOYEES].told


def store(engine: sa.Engine, *rows: Verbatim) -> tuple[Verbatim, ...]:
    SqlTruth(engine).add_verbatims(rows, WordEmbedder().embed([row.text for row in rows]))
    return rows


def test_only_who_agreed_is_listed_and_a_spreadsheet_runs_nothing(
    engine: sa.Engine, actions: SqlActions
) -> None:
    yes, no = {"contact_ok": "yes"}, {"contact_ok": "no"}
    rows = store(
        engine,
        make_verbatim("bill one", customer="c_1", source_id="=HYPERLINK(1)", attributes=yes),
        make_verbatim("bill two", customer="c_2", source_id="S-2", attributes=no),
        make_verbatim("bill three", customer="c_3", source_id="S-3"),
        make_verbatim("bill four", customer="c_4", attributes=yes, state=State.RETRACTED),
    )
    action = finish(actions, promise(actions, *(row.id for row in rows)))
    listed = list_customers(SqlContacts(engine), action, subject="pay the invoice")
    assert [each.customer for each in listed.contacts.listed] == ["c_1"]
    assert (listed.contacts.refused, listed.contacts.unknown) == (1, 1)
    lines = as_csv(listed).splitlines()
    assert lines[1].startswith("c_1,,'=HYPERLINK(1),survey,,")
    assert "bill one" not in as_csv(listed)  # references only: the file leaves the house


def test_everyone_about_adds_the_unhappy_of_the_same_step_before_the_work_was_done(
    engine: sa.Engine, actions: SqlActions
) -> None:
    told = {"step": "user/pay", "attributes": {"contact_ok": "1"}, "occurred_at": TODAY}
    store(
        engine,
        make_verbatim("late again", customer="c_1", sentiment=-0.7, **told),
        make_verbatim("all well", customer="c_2", sentiment=0.9, **told),
        make_verbatim("after it", customer="c_3", sentiment=-0.7, **(told | {"occurred_at": DUE})),
    )
    action = finish(actions, promise(actions))
    narrow = list_customers(SqlContacts(engine), action, subject="")
    wide = list_customers(SqlContacts(engine), action, subject="", wider=True)
    assert narrow.contacts.listed == ()
    assert [each.customer for each in wide.contacts.listed] == ["c_1"]


def test_an_open_action_has_nothing_to_tell(engine: sa.Engine, actions: SqlActions) -> None:
    with pytest.raises(BadInput, match="hearback actions done"):
        list_customers(SqlContacts(engine), promise(actions), subject="")


def test_forgetting_a_customer_reaches_what_was_typed_about_them(
    engine: sa.Engine, actions: SqlActions
) -> None:
    (row,) = store(engine, make_verbatim("the bill of the bakery came twice", customer="c_1"))
    action = promise(actions, row.id)
    later = date(2026, 12, 1)
    extend_action(actions, action.id, due=later, reason="Quibblewick is on holiday", today=TODAY)
    finish(actions, action)
    words = "rang Quibblewick"
    mark_told(actions, action.id, Side.CUSTOMERS, told=True, words=words, today=TODAY)

    SqlWithdrawal(engine).forget({"c_1"}, {"Quibblewick"})

    held = actions.get(action.id)
    assert held is not None
    assert held.evidence == ()
    kept = [*(e.words for e in actions.events(action.id)), actions.tellings(action.id)]
    assert "Quibblewick" not in str(kept)
    assert "[customer]" in str(kept)


def test_an_action_of_an_older_home_is_read(engine: sa.Engine, actions: SqlActions) -> None:
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO action (id, what, owner, due, about, state, created_on) VALUES "
                "('a_old', 'x', 'finance', '2026-11-20', '', 'open', '2026-11-02')"
            )
        )
    held = actions.get("a_old")
    assert held is not None
    assert (held.evidence, held.measure, held.promised_by) == ((), "", "")
