"""Nothing twice, nothing skipped: whatever pages, late items and kills there are."""

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.verbatim import State
from tests.fakes.connector import Bench, declare
from tests.fakes.source_server import Answer, Asked, SourceServer, serving_source

BEGIN = 1795000000
OVERLAP = 3600


@pytest.fixture(scope="module")
def server() -> Iterator[SourceServer]:
    with serving_source() as running:
        yield running


@dataclass
class Shop:
    """A source that pages through its items by time; some pages come twice."""

    size: int
    newest_first: bool
    repeats: frozenset[int]
    items: list[dict[str, Any]] = field(default_factory=list)

    def add(self, offsets: list[int]) -> None:
        """New items, each so many seconds beside the newest one so far."""
        newest = max((item["at"] for item in self.items), default=BEGIN)
        for offset in offsets:
            number = len(self.items)
            self.items.append({"id": number, "text": f"Item {number}", "at": newest + offset})

    def listed(self, asked: Asked) -> list[dict[str, Any]]:
        since = int(asked.query.get("since", 0))
        held = [item for item in self.items if item["at"] >= since]
        return sorted(held, key=lambda item: item["at"], reverse=self.newest_first)

    def by_cursor(self, asked: Asked) -> Answer:
        token = asked.query.get("page", "0")
        offset, again = int(token.rstrip("r")), token.endswith("r")
        listed = self.listed(asked)
        if offset in self.repeats and offset and not again:
            before = listed[max(0, offset - self.size) : offset]
            return Answer({"items": before, "next": f"{offset}r"})
        end = offset + self.size
        following = str(end) if end < len(listed) else None
        return Answer({"items": listed[offset:end], "next": following})

    def by_number(self, asked: Asked) -> Answer:
        begin = (int(asked.query["page"]) - 1) * self.size
        return Answer({"items": self.listed(asked)[begin : begin + self.size]})

    def by_link(self, asked: Asked) -> Answer:
        answer = self.by_cursor(asked)
        token = answer.body["next"]
        since = asked.query.get("since", "0")
        link = f"/items?page={token}&since={since}" if token else None
        return Answer(answer.body | {"next": link})


PAGES = {
    "cursor": {"kind": "cursor", "value": "next"},
    "number": {"kind": "number"},
    "link": {"kind": "link", "value": "next"},
}
offsets = st.lists(st.integers(-OVERLAP // 2, 400) | st.just(0), max_size=12)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    kind=st.sampled_from(sorted(PAGES)),
    shop=st.builds(Shop, st.integers(1, 7), st.booleans(), st.frozensets(st.integers(0, 20))),
    rounds=st.lists(st.tuples(offsets, st.integers(0, 6), st.booleans()), min_size=1, max_size=5),
)
def test_what_was_served_is_what_is_held(
    server: SourceServer, kind: str, shop: Shop, rounds: list[tuple[list[int], int, bool]]
) -> None:
    server.behave = {"cursor": shop.by_cursor, "number": shop.by_number, "link": shop.by_link}[kind]
    declaration = declare(server.url, pages=PAGES[kind])
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for arriving, kill_after, in_the_store in rounds:
            shop.add(arriving)
            # Killed while a page is stored, or between that and the note that it was read.
            if in_the_store:
                bench.truth.fail_after = len(bench.truth.batches) + kill_after
            else:
                bench.store.killed_at = bench.store.saves + 1 + kill_after
            with suppress(KeyboardInterrupt):
                bench.run(declaration)
            bench.truth.fail_after = bench.store.killed_at = None
        assert bench.run(declaration).error is None  # finishes what was killed
        assert bench.run(declaration).error is None  # finds what came late meanwhile
        assert set(bench.stored()) == {str(item["id"]) for item in shop.items}


def test_a_killed_run_reads_one_page_again_and_no_more(
    server: SourceServer, tmp_path: Path
) -> None:
    shop = Shop(size=5, newest_first=False, repeats=frozenset())
    shop.add([0] * 50)
    server.behave = shop.by_cursor
    bench = Bench(tmp_path)
    bench.store.killed_at = 7  # page seven is stored, but not noted
    with pytest.raises(KeyboardInterrupt):
        bench.run(declare(server.url))
    assert len(bench.stored()) == 35
    report = bench.run(declare(server.url))
    assert (report.pages, report.counts.imported, report.counts.duplicates) == (4, 15, 5)


def test_a_moment_far_ahead_does_not_hide_what_comes_after(
    server: SourceServer, tmp_path: Path
) -> None:
    shop = Shop(size=5, newest_first=False, repeats=frozenset())
    shop.items = [
        {"id": "wrong", "text": "Sent from the year 2099", "at": 4070908800},
        {"id": "odd", "text": "Sent at no time at all", "at": 10**30},
    ]
    server.behave = lambda _: Answer({"items": shop.items})
    bench = Bench(tmp_path)
    assert bench.run(declare(server.url)).position["mark"] == bench.time.now.isoformat()
    assert "wrong" in bench.stored()


def test_last_items_with_one_moment_over_more_than_a_page(
    server: SourceServer, tmp_path: Path
) -> None:
    items = [{"id": n, "text": f"Item {n}", "at": BEGIN + (n >= 3)} for n in range(9)]

    def behave(asked: Asked) -> Answer:
        since = int(asked.query.get("page", 0))
        return Answer({"items": [each for each in items if each["at"] >= since][:size]})

    server.behave = behave
    bench = Bench(tmp_path)
    size = 4
    stuck = declare(server.url, pages={"kind": "last_item", "value": "at", "size": size})
    assert "More than 4 items carry one value" in str(bench.run(stuck).error)
    size = 8
    wide = declare(server.url, pages={"kind": "last_item", "value": "at", "size": size})
    assert bench.run(wide).error is None
    assert len(bench.stored()) == 9


def one(**item: Any) -> Answer:
    return Answer({"items": [{"id": 1, "text": "The fan is loud", "at": BEGIN, "score": 2} | item]})


def test_a_changed_text_takes_the_place_of_one_that_nobody_reviewed(
    server: SourceServer, tmp_path: Path
) -> None:
    bench = Bench(tmp_path)
    server.queue(one(), one(text="The fan is loud and now it smells"))
    bench.run(declare(server.url))
    report = bench.run(declare(server.url))
    assert (report.replaced, report.counts.imported) == (1, 1)
    assert bench.stored()["1"].text == "The fan is loud and now it smells"
    again = bench.run(declare(server.url))
    assert (again.replaced, again.counts.imported, again.counts.duplicates) == (0, 0, 1)


@pytest.mark.parametrize("state", [State.APPROVED, State.RETRACTED, State.REJECTED])
def test_words_that_somebody_decided_about_stay(
    server: SourceServer, tmp_path: Path, state: State
) -> None:
    bench = Bench(tmp_path)
    server.queue(one(), one(text="I never said that", score=5))
    bench.run(declare(server.url))
    held = bench.truth.verbatims
    for digest, row in list(held.items()):
        held[digest] = changed(row, state=state)
    report = bench.run(declare(server.url))
    assert (report.kept, report.replaced, report.counts.imported) == (1, 0, 0)
    assert (bench.stored()["1"].text, bench.stored()["1"].state) == ("The fan is loud", state)


def test_a_changed_score_is_corrected(server: SourceServer, tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    server.queue(one(), one(score=5))
    bench.run(declare(server.url), approve=True)
    assert bench.run(declare(server.url)).rescored == 1
    assert (bench.stored()["1"].score, len(bench.stored())) == (5, 1)


def test_one_id_twice_on_a_page_is_one_comment(server: SourceServer, tmp_path: Path) -> None:
    items = [{"id": 1, "text": text, "at": BEGIN} for text in ("First words", "Last words")]
    server.queue(Answer({"items": items}))
    bench = Bench(tmp_path)
    bench.run(declare(server.url))
    assert bench.stored()["1"].text == "Last words"


def test_a_full_run_reads_everything_and_doubles_nothing(
    server: SourceServer, tmp_path: Path
) -> None:
    shop = Shop(size=5, newest_first=True, repeats=frozenset())
    shop.add([0] * 12)
    server.behave = shop.by_number
    bench = Bench(tmp_path)
    bench.run(declare(server.url, pages=PAGES["number"]))
    report = bench.run(declare(server.url, pages=PAGES["number"]), full=True)
    assert (report.counts.read, report.counts.imported) == (12, 0)
    assert "since" not in server.asked[-1].query
    assert bench.store.states["bench"].imported == 12
