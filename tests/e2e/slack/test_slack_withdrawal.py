"""Rule 9 across processes: one forgets and retracts while another serves and has posted."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.local_workspace import APP_TOKEN, BOT_TOKEN
from config.settings import Settings
from domain.audience import CURATORS
from domain.period import previous, week_of
from domain.subscription import Subscription
from domain.verbatim import State
from hearback.house import House
from hearback.withdrawing import WAITS
from retrieval.corpus import Filter
from tests.e2e.command_line import CommandLine
from tests.e2e.slack.local_slack import Json, LocalSlack

pytestmark = pytest.mark.slack

GENERAL, FINANCE_ROOM, FINANCE = "C01GENERAL", "C02FINANCE", "U01FINANCE"
TICK_SECONDS = 2
# Both customers tell the same story, so that answers and digests quote them.
QUOKKA = "The reminder with the quokka reached us before our own payment run was even finished."
WOMBAT = "A reminder with a wombat on it came while our payment was still on its way to you."
SAID = f"""id,customer_id,comment,date,step
1,ACME-7,{QUOKKA},{{day}},user/pay-the-invoice
2,OTHER-1,{WOMBAT},{{day}},user/pay-the-invoice
3,THIRD-1,Paying the bill was easy and done within a minute this time,{{day}},user/pay-the-invoice
"""


@dataclass
class Serving:
    """A home, its ``hearback serve``, and the commands of another process on the same home."""

    slack: LocalSlack
    others: CommandLine

    async def message(self, channel: str, ts: str) -> Json:
        return next(m for m in await self.slack.messages(channel) if m["ts"] == ts)

    async def posted(self, channel: str, words: str) -> Json:
        async def look() -> Json | None:
            said = await self.slack.from_bot(channel)
            return next((m for m in said if words in str(m)), None)

        found: Json = await self.slack.until(look)
        return found

    async def taken_back(self, channel: str, ts: str) -> Json:
        async def look() -> Json | None:
            message = await self.message(channel, ts)
            return message if "withdrawn" in message["text"] else None

        found: Json = await self.slack.until(look)
        return found


@asynccontextmanager
async def serving(home: Path, folder: Path) -> AsyncIterator[Serving]:
    async with LocalSlack.start(folder) as slack:
        environment = {
            "HEARBACK_SLACK_BOT_TOKEN": BOT_TOKEN,
            "HEARBACK_SLACK_APP_TOKEN": APP_TOKEN,
            "HEARBACK_SLACK_API_URL": slack.workspace.api,
            "HEARBACK_TICK_SECONDS": str(TICK_SECONDS),
        }
        process = CommandLine(home, environment).start("serve")
        try:
            await slack.until(slack.connected)
            yield Serving(slack, CommandLine(home, {}))
        finally:
            process.terminate()
            _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors


@pytest.fixture
def told_last_week(own_home: Path, tmp_path: Path) -> Path:
    """The example company, where three customers spoke within the period of the next digest."""
    last_week = previous(week_of(datetime.now(UTC).date() - timedelta(days=1)))
    path = tmp_path / "said.csv"
    path.write_text(SAID.format(day=last_week.last_day))
    done = CommandLine(own_home, {}).run("import", "verbatims", path, "--approve", "--json")
    assert done.document["imported"] == 3
    with closing(House(Settings(home=own_home))) as house:
        keys = house.corpus.matching(Filter(audience=CURATORS)).tolist()
        # Featured, so that the point of the digest is told in these words.
        quokka = [r.id for r in house.corpus.records(keys) if "quokka" in r.text]
        house.review.set_state(quokka, State.FEATURED)
        # Subscribed long ago, so that the digest is due at the first tick.
        house.subscriptions.put(Subscription(id="s1", target=FINANCE_ROOM, role="finance"))
    return own_home


def ids_by_word(home: Path, *wanted: str) -> list[str]:
    with closing(House(Settings(home=home))) as house:
        keys = house.corpus.matching(Filter(audience=CURATORS)).tolist()
        records = house.corpus.records(keys)
        return [next(r.id for r in records if word in r.text) for word in wanted]


def files_holding(folder: Path, needles: Sequence[bytes]) -> list[str]:
    """Files that hold any of these; one that the serving process removes meanwhile holds none."""
    found: list[str] = []
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if path.is_file() and any(needle in path.read_bytes() for needle in needles):
                found.append(path.name)
    return found


def vectors_of(home: Path, evidence_id: str) -> bytes:
    with closing(House(Settings(home=home))) as house:
        (record,) = house.corpus.named([evidence_id], Filter(audience=CURATORS)).values()
        return house.corpus.vectors_of([record.key])[record.key].tobytes()


async def test_what_another_process_forgets_leaves_the_posted_messages_and_the_index(
    told_last_week: Path, tmp_path: Path
) -> None:
    home = told_last_week
    quokka, wombat = ids_by_word(home, "quokka", "wombat")
    told = vectors_of(home, quokka)
    async with serving(home, tmp_path) as all_of_it:
        slack, others = all_of_it.slack, all_of_it.others
        digest = await all_of_it.posted(FINANCE_ROOM, "quokka")
        await slack.mention(GENERAL, FINANCE, "as finance: what do customers say about a quokka?")
        quoted = await all_of_it.posted(GENERAL, "with the quokka")
        await slack.mention(GENERAL, FINANCE, "as finance: what do customers say about a wombat?")
        other = await all_of_it.posted(GENERAL, "with a wombat")
        assert files_holding(home / "index", [told])  # or its absence below would say nothing

        done = others.run("forget", "--customer", "ACME-7", "--json")
        assert done.code == 0, done.err
        forgotten = done.document
        assert forgotten["forgotten"] == [quokka]
        assert len(forgotten["messages"]) >= 2
        assert forgotten["still_held"] == []
        assert forgotten["proof"]["index"] in (WAITS, 0)
        retracted = others.run("retract", wombat, "--json").document
        assert retracted["retracted"] == 1

        for channel, before in ((FINANCE_ROOM, digest), (GENERAL, quoted), (GENERAL, other)):
            after = await all_of_it.taken_back(channel, before["ts"])
            assert "quokka" not in str(after)
            assert "wombat" not in str(after)

        async def let_go() -> bool:
            return not files_holding(home, [told, quokka.encode(), b"the quokka reached"])

        assert await slack.until(let_go)
        proof = others.run("forget", "--customer", "ACME-7", "--json").document
        assert proof["proof"]["index"] == 0
        assert proof["still_held"] == []
        # What was asked before is answered without it, by the process that still runs.
        asked = await slack.mention(GENERAL, FINANCE, "as finance: what is said about a wombat?")

        async def answered() -> Json | None:
            said = await slack.from_bot(GENERAL)
            mine = [m for m in said if m.get("thread_ts") == asked["ts"]]
            return next((m for m in mine if len(m["text"]) > 60), None)

        answer = await slack.until(answered)
        assert "with a wombat" not in str(answer)


async def test_serve_reads_a_connector_that_is_due(own_home: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    said = inbox / "said.csv"
    said.write_text("id,comment\n1,The okapi at the counter could not tell us when to come back\n")
    os.utime(said, (1_790_000_000, 1_790_000_000))  # it has stopped growing
    others = CommandLine(own_home, {})
    others.run("connect", "add", "folder", "--as", "inbox", "--set", f"folder={inbox}")
    declared = own_home / "connectors" / "inbox.yaml"
    declared.write_text(declared.read_text() + "every: 1h\n")
    async with serving(own_home, tmp_path) as all_of_it:
        with closing(House(Settings(home=own_home))) as house:

            async def read() -> bool:
                state = house.connectors.state("inbox")
                return bool(state and state.imported)

            assert await all_of_it.slack.until(read)
            (state,) = house.connectors.states()
            assert (state.imported, state.last_error) == (1, None)
