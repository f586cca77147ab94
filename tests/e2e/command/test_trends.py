"""What is counted from stored comments is told by ``trends`` and by the answer to what changed."""

from pathlib import Path

import pytest

from tests.e2e.command_line import CommandLine

AS_OF = ("--as-of", "2026-11-10")
A_MONTH = 25
# Scores get better in October, while complaints about billing grow.
UNHAPPY = {"survey": 12, "tickets": 5}
UNHAPPY_AT_LAST = {"survey": 0, "tickets": 25}


def lines() -> str:
    told = ["id,occurred_at,metric,score,theme,text"]
    for month in range(12):
        day = f"{2025 + (month + 10) // 12}-{(month + 10) % 12 + 1:02d}"
        unhappy = UNHAPPY_AT_LAST if month == 11 else UNHAPPY
        for number in range(A_MONTH):
            name = f"{month}-{number}"
            score = 2 if number < unhappy["survey"] else 10
            told.append(f"s{name},{day}-{1 + number},nps,{score},,Answer {name} of the survey.")
            score, theme = (1, "billing") if number < unhappy["tickets"] else (5, "")
            told.append(f"t{name},{day}-{1 + number},csat,{score},{theme},Ticket {name} is closed.")
    return "\n".join(told) + "\n"


@pytest.fixture
def told(empty: CommandLine, tmp_path: Path) -> CommandLine:
    path = tmp_path / "comments.csv"
    path.write_text(lines())
    done = empty.run("import", "verbatims", path, "--approve", "--json").document
    assert done["imported"] == 24 * A_MONTH
    return empty


def test_score_and_words_that_part_are_told(told: CommandLine) -> None:
    document = told.run("trends", *AS_OF, "--json").document
    series = {(each["metric"], *each["dimensions"].values()): each for each in document["series"]}
    nps, billing = series["nps",], series["complaint_share", "billing"]
    assert nps["computed"]
    assert (nps["verdict"], billing["verdict"]) == ("rose", "rose")
    assert (nps["latest"], nps["n"], billing["latest"]) == (100, A_MONTH, 50)
    assert nps["interval"][0] < nps["change"] < nps["interval"][1]
    assert billing["effect"] > 0.5
    assert series["comments", "comments"]["verdict"] == "no_real_change"
    pairs = {(p["score"]["metric"], p["words"]["metric"]) for p in document["disagreements"]}
    assert ("nps", "complaint_share") in pairs

    shown = told.run("trends", *AS_OF).out
    assert "Score and words disagree: NPS rose from " in " ".join(shown.split())

    answer = told.run("ask", "what changed in NPS?", "--role", "finance", *AS_OF, "--json").document
    assert answer["intent"] == "what_changed"
    first = answer["statements"][0]["text"]
    assert first.startswith("Score and words disagree: NPS rose from ")
    assert "complaint share (theme billing) rose too, from " in first
    # Two numbers counted from comments are one kind of source.
    assert answer["single_source"]
