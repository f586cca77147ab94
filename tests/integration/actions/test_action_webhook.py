"""A list of customers is posted once, and to no place but the one meant."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.webhook import NotPosted, Webhook, post_once
from storage.action_notice import SqlNotices
from storage.database import open_database
from tests.fakes.source_server import Answer, SourceServer, serving_source

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEY, BODY = "hearback-customers-a_1", {"customers": [{"customer": "c_1"}]}


@pytest.fixture
def notices(tmp_path: Path) -> Iterator[SqlNotices]:
    engine = open_database(f"sqlite:///{tmp_path}/hook.db")
    yield SqlNotices(engine)
    engine.dispose()


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with serving_source() as server:
        yield server


def hook(url: str, **more: Any) -> Webhook:
    return Webhook(url, "secret-key", sleep=lambda _: None, **more)


def test_it_is_posted_once_with_its_key(notices: SqlNotices, server: SourceServer) -> None:
    assert post_once(notices, hook(f"{server.url}/in"), KEY, BODY, NOW)
    assert not post_once(notices, hook(f"{server.url}/in"), KEY, BODY, NOW + timedelta(days=9))
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/in", BODY)
    assert asked.headers["idempotency-key"] == KEY
    assert asked.headers["authorization"] == "Bearer secret-key"


def test_a_passing_failure_is_tried_again_under_the_same_key(
    notices: SqlNotices, server: SourceServer
) -> None:
    server.queue(Answer(status=503), Answer(status=429), Answer(status=201))
    assert post_once(notices, hook(server.url), KEY, BODY, NOW)
    assert {asked.headers["idempotency-key"] for asked in server.asked} == {KEY}
    assert len(server.asked) == 3


def test_retries_end_and_the_same_command_may_be_given_again(
    notices: SqlNotices, server: SourceServer
) -> None:
    server.queue(Answer(status=500))
    with pytest.raises(NotPosted, match="answered 500.*again"):
        post_once(notices, hook(server.url), KEY, BODY, NOW)
    assert len(server.asked) == 3
    server.queue(Answer(status=204))
    assert post_once(notices, hook(server.url), KEY, BODY, NOW)


@pytest.mark.parametrize("status", [302, 400, 401, 404])
def test_a_refusal_is_told_at_once_and_no_redirect_is_followed(
    notices: SqlNotices, server: SourceServer, status: int
) -> None:
    server.queue(Answer(status=status, headers={"Location": f"{server.url}/elsewhere"}))
    with pytest.raises(NotPosted, match=f"answered {status}") as refused:
        post_once(notices, hook(server.url), KEY, BODY, NOW)
    assert len(server.asked) == 1
    assert "secret-key" not in str(refused.value)
    assert "secret-key" not in repr(hook(server.url))


def at(address: str) -> Any:
    return lambda *_, **__: [(None, None, None, "", (address, 443))]


@pytest.mark.parametrize(
    ("url", "address", "why"),
    [
        ("http://crm.example/in", "93.184.216.34", "https"),
        ("https://crm.example/in", "10.0.0.7", "private"),
        ("https://crm.example/in", "169.254.169.254", "private"),
        ("https://crm.example/in", "::ffff:10.0.0.1", "private"),
        ("ftp://crm.example/in", "93.184.216.34", "http"),
        ("crm.example/in", "93.184.216.34", "http"),
        ("https://[bad", "93.184.216.34", "address"),
    ],
)
def test_where_it_may_not_go_it_does_not_go(
    notices: SqlNotices, url: str, address: str, why: str
) -> None:
    with pytest.raises(NotPosted, match=why):
        post_once(notices, hook(url, lookup=at(address)), KEY, BODY, NOW)
    assert notices.state(KEY) is None


def test_while_another_process_posts_nobody_else_does(
    notices: SqlNotices, server: SourceServer
) -> None:
    assert notices.claim(KEY, NOW, timedelta(minutes=10)) == 1
    with pytest.raises(NotPosted, match="just now"):
        post_once(notices, hook(server.url), KEY, BODY, NOW)
    assert server.asked == []
    assert post_once(notices, hook(server.url), KEY, BODY, NOW + timedelta(minutes=11))
