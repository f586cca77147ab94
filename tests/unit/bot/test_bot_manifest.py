"""The manifest asks for the scopes that the bot uses, and for no others."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]
CONVERSATIONS = ("channels", "groups", "im", "mpim")
READ = {f"{kind}:read" for kind in CONVERSATIONS}
HISTORY = {f"{kind}:history" for kind in CONVERSATIONS}
# From Slack's published method reference (collected in slack-ruby/slack-api-ref, 2026-08-20).
SCOPES: dict[str, set[str]] = {
    "assistant_threads_setStatus": {"chat:write"},
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "conversations_info": READ,
    "conversations_members": READ,
    "conversations_open": {"im:write"},
    "conversations_replies": HISTORY,
    "files_delete": {"files:write"},
    "files_upload_v2": {"files:write"},
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
}
EVENT_SCOPES = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "assistant_thread_context_changed": {"assistant:write"},
    "assistant_thread_started": {"assistant:write"},
    "message.im": {"im:history"},
}


def manifest() -> dict:
    return yaml.safe_load((ROOT / "deploy/slack/manifest.yaml").read_text())


def called_methods() -> set[str]:
    call = re.compile(r"client\.([a-z]+(?:_[a-zA-Z0-9]+)+)\(")
    sources = (path.read_text() for path in (ROOT / "bot").rglob("*.py"))
    return {name for source in sources for name in call.findall(source)}


def test_scopes_are_those_of_the_calls_events_and_commands():
    asked = set(manifest()["oauth_config"]["scopes"]["bot"])
    events = manifest()["settings"]["event_subscriptions"]["bot_events"]

    needed = {"commands"}.union(
        *(SCOPES[name] for name in called_methods()), *(EVENT_SCOPES[name] for name in events)
    )

    assert asked == needed


def test_the_features_that_the_listeners_serve_are_on():
    made = manifest()
    assert made["features"]["app_home"]["home_tab_enabled"] is True
    assert made["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    assert [c["command"] for c in made["features"]["slash_commands"]] == ["/hearback"]
    assert made["settings"]["socket_mode_enabled"] is True
    assert made["settings"]["interactivity"]["is_enabled"] is True
