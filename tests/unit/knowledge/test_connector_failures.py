"""What a source can do wrong, against a real HTTP server; time is our own."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge.connectors.client import Client, Request
from knowledge.connectors.failure import SourceFailed, TryLater
from tests.fakes.connector import NOW, Bench, Time, declare
from tests.fakes.source_server import Answer, Asked, SourceServer, serving_source

FIRST = {"id": 1, "text": "The fan is loud again", "at": 1795000000}
SECOND = {"id": 2, "text": "Nobody answered my letter", "at": 1795000000}
THIRD = {"id": 3, "text": "Quick and kind at the counter", "at": 1795000100}
LAST = Answer({"items": [], "next": None})


@pytest.fixture
def server() -> Iterator[SourceServer]:
    with serving_source() as running:
        yield running


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, environment={"BENCH_TOKEN": "hush-1234"})


def page(*items: Any, to: str | None = None) -> Answer:
    return Answer({"items": list(items), "next": to})


def bearer(url: str, **changes: Any):
    return declare(url, auth={"kind": "bearer", "secret": "BENCH_TOKEN"}, **changes)


@pytest.mark.parametrize("header", ["7", format_datetime(NOW + timedelta(seconds=7), usegmt=True)])
def test_it_waits_as_long_as_it_is_asked_to(
    server: SourceServer, bench: Bench, header: str
) -> None:
    server.queue(Answer({}, 429, {"Retry-After": header}), page(FIRST), LAST)
    report = bench.run(bearer(server.url))
    assert (report.error, report.counts.imported, bench.time.waits) == (None, 1, [7.0])


def test_a_long_wait_ends_the_run_with_its_place_kept(server: SourceServer, bench: Bench) -> None:
    server.queue(page(FIRST, to="two"), Answer({}, 429, {"Retry-After": "4000"}))
    report = bench.run(bearer(server.url))
    assert report.error is not None
    assert "4000 s (429)" in report.error
    assert bench.time.waits == []
    assert report.position["page"] == "two"
    server.queue(page(SECOND))
    again = bench.run(bearer(server.url))
    assert (again.error, server.asked[-1].query["page"]) == (None, "two")
    assert sorted(map(str, bench.stored())) == ["1", "2"]


def test_retry_after_that_cannot_be_read_and_one_in_the_past(
    server: SourceServer, bench: Bench
) -> None:
    past = format_datetime(NOW - timedelta(hours=1), usegmt=True)
    server.queue(
        Answer({}, 429, {"Retry-After": "soon"}),
        Answer({}, 503, {"Retry-After": past}),
        page(FIRST),
    )
    assert bench.run(bearer(server.url)).error is None
    assert bench.time.waits == [2.0, 0.0]


def test_failures_of_the_source_are_tried_again_with_growing_waits(
    server: SourceServer, bench: Bench
) -> None:
    server.queue(Answer({}, 500), Answer({}, 502), page(FIRST))
    assert bench.run(bearer(server.url)).counts.imported == 1
    assert bench.time.waits == [2.0, 4.0]


def test_a_source_that_stays_down_is_left_after_five_attempts(
    server: SourceServer, bench: Bench
) -> None:
    server.queue(Answer({}, 500))
    report = bench.run(bearer(server.url))
    assert report.error == "127.0.0.1 has a failure of its own (500). Try later."
    assert len(server.asked) == 5
    assert bench.store.states["bench"].last_error == report.error


def test_a_body_that_breaks_off_is_asked_for_again(server: SourceServer, bench: Bench) -> None:
    whole = page(FIRST)
    server.queue(
        Answer(whole.body, cut=9),  # the length that was promised does not arrive
        Answer(b'{"items": [{"id": 1, "te'),
        Answer(b"not gzip at all", headers={"Content-Encoding": "gzip"}),
        whole,
    )
    report = bench.run(bearer(server.url))
    assert (report.error, report.counts.imported, len(server.asked)) == (None, 1, 4)


def test_a_refused_token_is_named_by_its_variable(server: SourceServer, bench: Bench) -> None:
    for status in (401, 403):
        server.queue(Answer({"error": "token hush-1234 expired"}, status))
        report = bench.run(bearer(server.url))
        assert report.error == f"The token in BENCH_TOKEN was refused ({status}). Renew it."
        assert "hush" not in repr(report)
    assert server.asked[-1].headers["authorization"] == "Bearer hush-1234"


def test_a_refused_request_says_why_and_not_the_secret(server: SourceServer, bench: Bench) -> None:
    server.queue(Answer({"errors": [{"message": "start_time\nis too old for hush-1234"}]}, 422))
    report = bench.run(bearer(server.url))
    assert report.error == (
        "127.0.0.1 refused the request (422: start_time is too old for [secret]). "
        "Check the settings."
    )


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(b"<html>Sign in</html>", headers={"Content-Type": "text/html"}), "text/html"),
        (Answer(b""), "not JSON"),
        (Answer({"results": []}), "there is no list at 'items'"),
        (Answer({"items": {"id": 1}}), "there is no list at 'items'"),
        (Answer({"items": [], "next": {"a": 1}}), "no text at 'next'"),
        (Answer([]), "there is no list at 'items'"),
    ],
)
def test_a_body_of_another_shape_ends_the_run(
    server: SourceServer, bench: Bench, answer: Answer, says: str
) -> None:
    server.queue(answer)
    report = bench.run(bearer(server.url))
    assert report.error is not None
    assert says in report.error
    assert len(report.error.splitlines()) == 1


def test_deep_and_large_bodies_are_refused(server: SourceServer, bench: Bench) -> None:
    server.queue(Answer(b"[" * 200_000))
    assert "broke off" in str(bench.run(bearer(server.url)).error)
    # A megabyte of nothing squeezed into a kilobyte.
    squeezed = gzip.compress(b"{" + b" " * (3 << 20))
    server.queue(Answer(squeezed, headers={"Content-Encoding": "gzip"}))
    assert "larger than 1 MB" in str(bench.run(bearer(server.url)).error)


def test_a_secret_stays_with_its_own_host(server: SourceServer, bench: Bench) -> None:
    with serving_source() as other:
        other.queue(page(FIRST))
        server.queue(Answer({}, 302, {"Location": f"{other.url}/items"}))
        report = bench.run(bearer(server.url))
        assert "BENCH_TOKEN was not sent there" in str(report.error)
        server.queue(page(FIRST, to=f"{other.url}/items"))
        links = {"pages": {"kind": "link", "value": "next"}}
        report = bench.run(bearer(server.url, **links))
        assert "leads to another host" in str(report.error)
        assert other.asked == []
        # Without a secret there is nothing to protect.
        assert bench.run(declare(server.url, **links)).error is None
        assert len(other.asked) == 1


def test_redirects_on_the_same_host_are_followed_but_not_for_ever(
    server: SourceServer, bench: Bench
) -> None:
    server.queue(Answer({}, 307, {"Location": "/moved?page=1"}), page(FIRST))
    assert bench.run(bearer(server.url)).counts.imported == 1
    assert server.asked[-1].path == "/moved"
    server.queue(Answer({}, 302, {"Location": "/items"}))
    assert "without end" in str(bench.run(bearer(server.url)).error)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_private_addresses_are_not_asked(address: str) -> None:
    answers = [(0, 0, 0, "", ("93.184.216.34", 80)), (0, 0, 0, "", (address, 80))]
    client = Client("https://api.example", None, lookup=lambda *_, **__: answers)
    with pytest.raises(SourceFailed, match="HEARBACK_ALLOW_PRIVATE_HOSTS"):
        client.fetch(Request("https://api.example/items"))
    client.close()


def test_names_that_are_not_found_and_other_schemes() -> None:
    def lookup(*_: Any, **__: Any) -> Any:
        raise OSError

    client = Client("https://api.example", None, lookup=lookup, patience=Time().patience)
    with pytest.raises(TryLater, match="cannot be found"):
        client.fetch(Request("https://api.example/items"))
    with pytest.raises(SourceFailed, match="http or https"):
        client.fetch(Request("file:///etc/passwd"))
    client.close()


def test_nobody_listens(bench: Bench) -> None:
    with serving_source() as gone:
        url = gone.url
    report = bench.run(bearer(url))
    assert "did not answer in full (ConnectError)" in str(report.error)
    assert len(bench.time.waits) == 4


def test_the_connection_goes_to_the_address_that_was_checked(server: SourceServer) -> None:
    port = int(server.url.rpartition(":")[2])
    answers = [(0, 0, 0, "", ("127.0.0.1", port))]
    server.queue(page(FIRST))
    client = Client(
        f"http://api.example:{port}", None, allow_private=True, lookup=lambda *_, **__: answers
    )
    client.fetch(Request(f"http://api.example:{port}/items"))
    client.close()
    assert server.asked[0].headers["host"] == f"api.example:{port}"


def test_a_cursor_that_goes_back_ends_the_run_and_skips_nothing(
    server: SourceServer, bench: Bench
) -> None:
    pages = {"": page(FIRST, to="a"), "a": page(SECOND, to="b"), "b": page(THIRD, to="a")}
    server.behave = lambda asked: pages[asked.query.get("page", "")]
    report = bench.run(declare(server.url))
    assert len(server.asked) == 3
    assert report.error == (
        "The source leads back to a page that was read already. "
        "What was read is kept; the next run reads it again."
    )
    assert sorted(map(str, bench.stored())) == ["1", "2", "3"]
    # Once the source has come to its senses, what it hid behind the circle comes in.
    pages["b"] = page(THIRD, to="c")
    pages["c"] = page({"id": 4, "text": "What the circle hid", "at": 1794990000})
    again = bench.run(declare(server.url))
    assert (again.error, again.counts.imported, again.counts.duplicates) == (None, 1, 3)


def test_new_cursors_with_old_pages_end_too(server: SourceServer, bench: Bench) -> None:
    server.behave = lambda _: page(FIRST, to=f"c{len(server.asked)}")
    report = bench.run(declare(server.url))
    assert "same items on 4 pages" in str(report.error)
    assert len(server.asked) == 4


def test_one_repeated_page_is_no_circle(server: SourceServer, bench: Bench) -> None:
    server.queue(page(FIRST, to="a"), page(FIRST, to="b"), page(SECOND))
    report = bench.run(declare(server.url))
    assert (report.error, report.counts.imported, report.counts.duplicates) == (None, 2, 1)


def test_a_place_that_the_source_forgot_is_read_again_from_the_mark(
    server: SourceServer, bench: Bench
) -> None:
    server.queue(page(FIRST, to="a"), Answer({}, 500))
    bench.run(declare(server.url))

    def forgetful(asked: Asked) -> Answer:
        return Answer({"error": "unknown"}, 410) if "page" in asked.query else page(FIRST, SECOND)

    server.behave = forgetful
    report = bench.run(declare(server.url))
    assert (report.error, report.counts.imported) == (None, 1)
    assert "no longer known" in report.counts.notes[0]
