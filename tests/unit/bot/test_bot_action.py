"""Taking an action in Slack, what becomes of it, and nothing typed is lost."""

import asyncio
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from actions.reminder import NeverSent, NotSentNow
from bot.app import build_app
from bot.blocks.action import (
    ACCEPT,
    DONE,
    DROP,
    EXTEND,
    GIVE_BACK,
    HAND_OVER,
    TAKE,
    action_list,
    offer_message,
    read_pressed,
    reminder_message,
    take_button,
)
from bot.blocks.action_form import (
    ABOUT,
    DUE,
    PERSON,
    WHAT,
    WORDS,
    Taken,
    step_modal,
    subject_options,
    take_modal,
)
from bot.blocks.limits import VIEW_BLOCKS, view_violations, violations
from bot.reminding import SlackReminders
from domain.action import Action, ActionState, Reminder
from domain.evidence import Evidence, Kind
from tests.fakes.action_services import TODAY
from tests.fakes.slack_services import STEP, TREND, VERBATIM, FakeServices
from tests.unit.bot.fake_slack import FakeSlack

ME, COLLEAGUE = "U0FINANCE", "U0SALES"
HOSTILE = "<!channel> *bold* <https://evil.example|here> " + "x" * 500


@pytest.fixture
def services() -> FakeServices:
    return FakeServices()


@pytest.fixture
async def app(fake_slack: FakeSlack, services: FakeServices) -> AsyncApp:
    fake_slack.answers |= {
        "auth.test": {"team_id": "T1", "user_id": "UBOT", "bot_id": "B1"},
        "users.info": lambda asked: {
            "user": {"id": asked["user"], "team_id": "T1", "tz": "Europe/Vienna"}
        },
        "conversations.open": {"channel": {"id": "D1"}},
    }
    return build_app(services, bot_token="xoxb-test", api_url=fake_slack.api_url)


async def press(app: AsyncApp, action_id: str, value: str, user: str = ME) -> None:
    body = {
        "type": "block_actions",
        "user": {"id": user},
        "team": {"id": "T1"},
        "trigger_id": "t",
        "channel": {"id": "C1"},
        "message": {"ts": "1.0"},
        "container": {"channel_id": "C1", "message_ts": "1.0"},
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
    }
    await _dispatch(app, body)


async def submit(
    app: AsyncApp, view: dict[str, Any], typed: dict[str, dict[str, Any]], user: str = ME
) -> dict[str, Any]:
    """Submit a form; the view that its acknowledgement shows."""
    values = {name: {name: value} for name, value in typed.items()}
    body = {
        "type": "view_submission",
        "user": {"id": user},
        "team": {"id": "T1"},
        "view": {**view, "id": "V1", "state": {"values": values}},
    }
    answer = await _dispatch(app, body)
    shown: dict[str, Any] = json.loads(answer)["view"]
    return shown


async def _dispatch(app: AsyncApp, body: dict[str, Any]) -> str:
    request = AsyncBoltRequest(mode="socket_mode", body=body)
    answer = await app.async_dispatch(request)
    assert answer.status == 200
    return answer.body


async def until_called(slack: FakeSlack, method: str) -> dict[str, Any]:
    """What the bot sent, once it has: an acknowledgement comes before the work."""
    for _ in range(200):
        if slack.called(method):
            return slack.called(method)[-1]
        await asyncio.sleep(0.01)
    raise AssertionError(f"{method} was not called: {slack.calls}")


def element(view: dict[str, Any], name: str) -> dict[str, Any]:
    return next(b["element"] for b in view["blocks"] if b.get("block_id") == name)


async def promised(services: FakeServices, what: str = "Name the site") -> Action:
    return await services.promises.promise(
        ME, what=what, due=date(2026, 12, 4), about="user/pay", evidence=[]
    )


def test_the_button_carries_the_step_and_what_was_shown() -> None:
    step = Evidence(ref="E9", kind=Kind.JOURNEY, id="journey:user/pay", text="Pay")
    pressed = read_pressed(take_button([VERBATIM, TREND, step])["value"])
    assert (pressed.about, pressed.evidence) == ("user/pay", ("v-1", "t-1"))
    many = [Evidence(ref=f"E{n}", kind=Kind.VERBATIM, id="v" * 400, text="x") for n in range(30)]
    assert len(take_button(many)["value"]) <= 2000
    assert read_pressed("not json") == read_pressed("")


async def test_taking_one_from_the_press_to_the_promise(
    app: AsyncApp, fake_slack: FakeSlack, services: FakeServices
) -> None:
    await press(app, TAKE, json.dumps({"a": "user/pay", "e": ["v-1"]}))
    view = (await until_called(fake_slack, "views.open"))["view"]
    assert view_violations(view) == []
    assert element(view, DUE)["initial_date"] == "2026-12-07"
    assert element(view, ABOUT)["initial_option"]["value"] == "user/pay"

    typed = {WHAT: {"value": "Name the site"}, DUE: {"selected_date": "2026-12-01"}}
    shown = await submit(app, view, typed)

    assert "Promised for 1 December: Name the site" in str(shown)
    (held,) = services.promises.actions.all()
    assert (held.owner, held.about, held.evidence) == (ME, "user/pay", ("v-1",))
    home = (await until_called(fake_slack, "views.publish"))["view"]
    assert "Name the site" in str(home)


@pytest.mark.parametrize(
    ("failure", "due"), [(RuntimeError("customer words"), "2026-12-01"), (None, "2026-01-01")]
)
async def test_what_was_typed_stands_in_the_form_again(
    app: AsyncApp,
    fake_slack: FakeSlack,
    services: FakeServices,
    failure: Exception | None,
    due: str,
) -> None:
    services.promises.failure = failure
    options = subject_options(services.promises.known, "")
    view = take_modal(options, Taken(TODAY, evidence=("v-1",)))
    typed = {
        WHAT: {"value": "Name the site"},
        DUE: {"selected_date": due},
        ABOUT: {"selected_option": {"value": "reminders"}},
    }
    shown = await submit(app, view, typed)

    assert element(shown, WHAT)["initial_value"] == "Name the site"
    assert element(shown, DUE)["initial_date"] == due
    assert element(shown, ABOUT)["initial_option"]["value"] == "reminders"
    assert json.loads(shown["private_metadata"]) == {"e": ["v-1"]}
    assert "customer words" not in str(shown)
    assert ("went wrong" in str(shown)) is (failure is not None)
    assert services.promises.actions.all() == []


async def test_guests_take_nothing_and_see_no_steps(app: AsyncApp, fake_slack: FakeSlack) -> None:
    guest = {"user": {"id": ME, "team_id": "T1", "is_restricted": True}}
    fake_slack.answers["users.info"] = guest
    await press(app, TAKE, json.dumps({"a": "user/pay", "e": []}))
    told = await until_called(fake_slack, "chat.postEphemeral")
    assert "employees" in told["text"]
    assert fake_slack.called("views.open") == []


@pytest.mark.parametrize(
    ("kind", "typed", "state"),
    [
        (DONE, {WORDS: {"value": "It is there"}}, ActionState.DONE),
        (DROP, {WORDS: {"value": "No printer"}}, ActionState.DROPPED),
        (
            EXTEND,
            {WORDS: {"value": "Printer"}, DUE: {"selected_date": "2027-01-08"}},
            ActionState.OPEN,
        ),
    ],
)
async def test_the_buttons_under_an_action_open_forms_that_do_it(
    app: AsyncApp,
    fake_slack: FakeSlack,
    services: FakeServices,
    kind: str,
    typed: dict[str, dict[str, Any]],
    state: ActionState,
) -> None:
    action = await promised(services)
    await press(app, kind, action.id)
    view = (await until_called(fake_slack, "views.open"))["view"]
    assert view_violations(view) == []
    await submit(app, view, typed)
    held = await services.promises.get(action.id)
    assert held.state is state
    assert (held.due == date(2027, 1, 8)) is (kind == EXTEND)
    assert services.promises.actions.happened[-1].words.endswith(typed[WORDS]["value"])


async def test_after_a_failure_the_reason_is_still_there(
    app: AsyncApp, services: FakeServices
) -> None:
    action = await promised(services)
    view = step_modal(EXTEND, action, {})
    typed = {WORDS: {"value": "The printer"}, DUE: {"selected_date": "2026-11-30"}}
    shown = await submit(app, view, typed)  # earlier than it is due now
    assert element(shown, WORDS)["initial_value"] == "The printer"
    assert element(shown, DUE)["initial_date"] == "2026-11-30"
    assert "later day" in str(shown)
    again = await submit(app, shown, typed)
    assert element(again, WORDS)["initial_value"] == "The printer"
    assert str(again).count("Name the site") == 1


async def test_handing_over_asks_the_colleague_who_accepts(
    app: AsyncApp, fake_slack: FakeSlack, services: FakeServices
) -> None:
    action = await promised(services)
    await submit(app, step_modal(HAND_OVER, action, {}), {PERSON: {"selected_user": COLLEAGUE}})
    asked = await until_called(fake_slack, "chat.postMessage")
    assert asked["channel"] == COLLEAGUE
    assert violations(asked["blocks"]) == []
    assert (await services.promises.get(action.id)).owner == ME

    await press(app, ACCEPT, action.id, COLLEAGUE)
    told = await until_called(fake_slack, "chat.postEphemeral")
    assert "yours now" in told["text"]
    assert (await services.promises.get(action.id)).owner == COLLEAGUE
    assert fake_slack.called("chat.postMessage")[-1]["channel"] == ME


async def test_what_is_given_back_stays_with_whoever_had_it(
    app: AsyncApp, fake_slack: FakeSlack, services: FakeServices
) -> None:
    action = await promised(services)
    await services.promises.offer(ME, action.id, COLLEAGUE)
    await press(app, GIVE_BACK, action.id, COLLEAGUE)
    await until_called(fake_slack, "chat.postEphemeral")
    held = await services.promises.get(action.id)
    assert (held.owner, held.offered_to) == (ME, None)


async def test_only_its_owner_opens_the_forms(
    app: AsyncApp, fake_slack: FakeSlack, services: FakeServices
) -> None:
    action = await promised(services)
    await press(app, DONE, action.id, COLLEAGUE)
    told = await until_called(fake_slack, "chat.postEphemeral")
    assert "another owner" in told["text"]
    assert fake_slack.called("views.open") == []


def test_words_of_colleagues_are_shown_as_they_are_and_mention_nobody() -> None:
    action = Action(
        id="a_1",
        what=HOSTILE,
        owner=ME,
        due=TODAY,
        about="",
        created_on=TODAY,
        offered_to=COLLEAGUE,
    )
    for message in (
        reminder_message(action, Reminder.DUE, "remind:a_1:due:2026-11-22", TODAY),
        reminder_message(action, Reminder.BEFORE, "k", TODAY),
        offer_message(action, COLLEAGUE),
    ):
        assert violations(message.blocks) == []
        assert "<!channel>" not in message.text
        marked = [b["text"] for b in message.blocks if b["type"] == "section"]
        assert all("channel" not in t["text"] for t in marked if t["type"] == "mrkdwn")
    listed = action_list([action] * 30, ME)
    ids = {block.pop("block_id") for block in listed if "block_id" in block}
    assert ids == {"action:a_1"}
    assert violations(listed, most_blocks=VIEW_BLOCKS) == []
    offered = action_list([action], COLLEAGUE)
    assert "Offered to you" in str(offered)


def test_a_company_with_many_steps_still_gets_a_form() -> None:
    many = [(f"map/step-{n}", f"Step {n}") for n in range(300)] + [("x" * 200, "Too long")]
    view = take_modal(
        subject_options(many, "map/step-250"), Taken(TODAY, HOSTILE[:500], "map/step-250")
    )
    assert view_violations(view) == []
    assert element(view, ABOUT)["initial_option"]["value"] == "map/step-250"
    assert view_violations(take_modal([], Taken(TODAY))) == []


async def test_a_reminder_is_a_direct_message_and_is_found_again(
    fake_slack: FakeSlack, client: AsyncWebClient, services: FakeServices
) -> None:
    action = await promised(services)
    fake_slack.answers |= {
        "users.info": {"user": {"id": ME, "tz": "Asia/Kolkata"}},
        "conversations.open": {"channel": {"id": "D7"}},
    }
    sender = SlackReminders(client, lambda: datetime(2026, 12, 4, 6, tzinfo=UTC))
    assert await sender.zone(ME) == "Asia/Kolkata"
    await sender.send(ME, action, Reminder.DUE, "remind:k")
    (sent,) = fake_slack.called("chat.postMessage")
    assert sent["channel"] == "D7"
    assert "due today" in sent["text"]
    assert violations(sent["blocks"]) == []
    posted = {"bot_id": "B1", "blocks": sent["blocks"]}
    fake_slack.answers["conversations.history"] = {"messages": [posted]}
    assert await sender.find(ME, "remind:k")
    assert not await sender.find(ME, "remind:other")
    fake_slack.answers["conversations.history"] = {"messages": [{**posted, "bot_id": None}]}
    assert not await sender.find(ME, "remind:k")


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ({"ok": False, "error": "user_not_found"}, NeverSent),
        ((429, {"Retry-After": "1"}, {"ok": False, "error": "ratelimited"}), NotSentNow),
    ],
)
async def test_slacks_refusals_are_told_apart(
    fake_slack: FakeSlack,
    client: AsyncWebClient,
    services: FakeServices,
    answer: Any,
    failure: type[Exception],
) -> None:
    action = await promised(services)
    fake_slack.answers |= {
        "users.info": {"user": {"id": ME, "tz": "UTC"}},
        "conversations.open": {"channel": {"id": "D7"}},
        "chat.postMessage": answer,
    }
    sender = SlackReminders(client, lambda: datetime(2026, 12, 4, 6, tzinfo=UTC))
    with pytest.raises(failure, match="reminder|message"):
        await sender.send(ME, action, Reminder.DUE, "k")


def test_step_names_of_evidence_that_is_no_note_are_kept_as_they_are() -> None:
    assert read_pressed(take_button([STEP])["value"]).about == "user/pay"
