"""Helpful, not helpful, or wrong for the role of whoever presses."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.answer import HELPFUL, NOT_HELPFUL, WRONG_ROLE
from bot.blocks.notice import notice
from bot.desk import Desk
from bot.failure import explain
from bot.listeners.actions.whisper import whisper
from bot.message_ref import MessageRef

_THANKS = {
    "helpful": "Thank you. Noted as helpful.",
    "not_helpful": "Thank you. Noted as not helpful; the CX team looks at these.",
    "wrong_role": (
        "Thank you. When several people of your role say so, your role is told less about this "
        "place and more about others."
    ),
}
_VERDICTS = {HELPFUL: "helpful", NOT_HELPFUL: "not_helpful", WRONG_ROLE: "wrong_role"}


def register(app: AsyncApp, desk: Desk) -> None:
    async def keep_verdict(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        verdict = _VERDICTS[action["action_id"]]
        try:
            await desk.services.record_feedback(_message(body), body["user"]["id"], verdict)
            said = _THANKS[verdict]
        except Exception as error:  # noqa: BLE001 - whoever pressed is told what became of it
            said = explain(error, "keeping your feedback")
        await whisper(client, body, notice(said))

    for action_id in _VERDICTS:
        app.action(action_id)(keep_verdict)


def _message(body: dict[str, Any]) -> str:
    container = body.get("container") or {}
    return str(MessageRef(container["channel_id"], container["message_ts"]))
