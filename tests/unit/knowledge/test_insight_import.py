"""Insights and policies as the CX team writes them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.error import BadInput
from domain.insight import Outside, age_in_words
from domain.journey import JourneyMap, Stage, Step
from domain.period import parse_period
from domain.role import Responsibility, Role, StepLink, with_policy
from knowledge.curated_import import import_insights, import_policy
from knowledge.insight_file import read_insights
from knowledge.policy_file import read_policy
from knowledge.redaction import Redaction, Redactor
from tests.factories.verbatim import make_verbatim
from tests.fakes.knowledge import FakeTruth

INSIGHT = """
- id: slow-quotes
  claim: Buyers who wait for a quote ask a rival
  kind: customer
  owner: CX team
  date: 2026-11-05
  evidence: [S-1, nobody-knows, buyer/get-a-quote]
"""
OUTSIDE = """
- id: rivals
  claim: Rivals answer in a day
  kind: competitive
  owner: CX team
  date: 2026-11-05
  evidence:
    - outside: {source: Some Review, published: 2021-03, value: 62 %, url: https://r.example/a}
"""
POLICY = """---
role: finance
id: reminders
name: Payment reminders
since: 2026-09-01
steps: [user/pay, user/nowhere]
---
The first reminder goes out
after 3 days.
"""


class NoRedaction(Redactor):
    """Finds nothing."""

    def redact(self, texts: list[str]) -> list[Redaction]:  # type: ignore[override]
        return [Redaction(text, ()) for text in texts]


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", errors="replace")
    return path


@pytest.fixture
def truth() -> FakeTruth:
    said = make_verbatim("We waited and asked somebody else.", source_id="S-1")
    held = FakeTruth({said.content_hash: said})
    for name, step in (("buyer", "get-a-quote"), ("user", "pay")):
        stages = (Stage("a", "A", (Step(id=step, name=step),)),)
        held.maps[name] = JourneyMap(id=name, name=name, persona="P", stages=stages)
    held.held_roles["finance"] = Role(name="finance", title="Finance")
    return held


def test_evidence_is_kept_under_its_stored_id_and_what_is_unknown_is_named(
    tmp_path: Path, truth: FakeTruth
) -> None:
    path = write(tmp_path, "i.yaml", INSIGHT)
    report = import_insights(path, truth=truth, redactor=NoRedaction())
    (said,) = truth.verbatims.values()
    assert truth.held_insights["slow-quotes"].evidence == (
        said.id, "nobody-knows", "journey:buyer/get-a-quote",
    )  # fmt: skip
    assert ["nobody-knows" in note for note in report.notes] == [True]
    again = import_insights(path, truth=truth, redactor=NoRedaction())
    assert (report.imported, again.imported, again.duplicates) == (1, 0, 1)


def test_a_statistic_from_outside_keeps_its_source_and_its_day(tmp_path: Path) -> None:
    (insight,) = read_insights(write(tmp_path, "i.yaml", OUTSIDE))
    assert insight.outside == (
        Outside("Some Review", "2021-03", url="https://r.example/a", value="62 %"),
    )
    assert insight.evidence == ()


@pytest.mark.parametrize(
    ("published", "as_of", "age", "old"),
    [
        ("2021-03", date(2026, 11, 22), "5 years", True),
        ("2021", date(2026, 3, 1), "4 years", True),
        ("2024-11-21", date(2026, 11, 22), "2 years", True),
        ("2024-12-20", date(2026, 11, 22), "1 year", False),
        ("2026-06-18", date(2026, 11, 22), "5 months", False),
        ("2026-11-08", date(2026, 11, 22), "2 weeks", False),
        ("2026-11-21", date(2026, 11, 22), "1 day", False),
        ("2026-11-22", date(2026, 11, 22), "less than a day", False),
    ],
)
def test_the_age_of_a_statistic_in_words(published: str, as_of: date, age: str, old: bool) -> None:
    assert age_in_words(parse_period(published), as_of) == age
    assert Outside("S", published).is_old(as_of) is old


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("[]", "insights is wrong"),
        ("hello", "does not hold fields"),
        (INSIGHT.replace("customer", "gossip"), "line 4: insights.1..kind is wrong"),
        (INSIGHT.replace("2026-11-05", "soon"), "line 6: insights.1..date is wrong"),
        (INSIGHT.replace("owner:", "onwer:"), "owner"),
        (INSIGHT.partition("  evidence")[0], "rests on nothing"),
        (INSIGHT + INSIGHT, "stands there twice"),
        (OUTSIDE.replace("2021-03", "long ago"), "is not a period"),
        (OUTSIDE.replace("https:", "ftp:"), "must begin with https"),
        (OUTSIDE.replace("published: 2021-03, ", ""), "published is missing"),
    ],
)
def test_insights_that_cannot_be_used(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as told:
        read_insights(write(tmp_path, "i.yaml", text))
    assert "\n" not in str(told.value)


def test_a_policy_joins_its_role(tmp_path: Path, truth: FakeTruth) -> None:
    path = write(tmp_path, "p.md", POLICY)
    report = import_policy(path, truth=truth)
    policy = truth.policies["finance", "reminders"].responsibility
    assert policy.text == "The first reminder goes out after 3 days."
    assert (policy.kind, policy.since) == ("policy", date(2026, 9, 1))
    assert [("user/nowhere" in note, "user/pay" in note) for note in report.notes] == [
        (True, False)
    ]
    assert import_policy(path, truth=truth).imported == 0


def test_a_policy_keeps_the_ripples_of_what_it_replaces() -> None:
    before = Responsibility(
        id="reminders", name="Old", themes=("billing",), reaches=(StepLink("user/pay", "late"),)
    )
    other = Responsibility(id="other", name="Other")
    role = Role(name="finance", title="Finance", responsibilities=(before, other))
    policy = Responsibility(id="reminders", name="New", kind="policy", text="Three days.")
    merged = with_policy(role, policy).responsibilities
    assert [duty.name for duty in merged] == ["New", "Other"]
    assert (merged[0].reaches, merged[0].themes) == (before.reaches, before.themes)
    own = Responsibility(id="reminders", name="New", reaches=(StepLink("user/work", ""),))
    assert with_policy(role, own).responsibilities[0].reaches == own.reaches
    assert len(with_policy(Role(name="it", title="IT"), policy).responsibilities) == 1


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("p.md", "Just words", "has no fields"),
        ("p.md", POLICY.partition("The first")[0], "text is missing"),
        ("p.md", POLICY.replace("role: finance", "role: fnance"), "Did you mean 'finance'"),
        ("p.md", POLICY.replace("since: 2026-09-01", "since: soon"), "line 5: since is wrong"),
        ("p.md", POLICY.replace("steps:", "stps:"), "line 6: stps is not a known field"),
        ("p.yaml", "role: finance\nid: a\nname: b\n", "text is missing"),
        ("p.yaml", "- a\n", "does not hold fields"),
        ("p.md", POLICY.replace("id: reminders", "id: *a"), "not YAML"),
    ],
)
def test_policies_that_cannot_be_used(
    tmp_path: Path, truth: FakeTruth, name: str, text: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says) as told:
        import_policy(write(tmp_path, name, text), truth=truth)
    assert "\n" not in str(told.value)
    assert not truth.policies


HOSTILE = st.text(alphabet="abc:-[]{}|>&*!'\"#\n %@,0129\u00a0\u2028é", max_size=120)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=HOSTILE, name=st.sampled_from(["x.yaml", "x.json", "x.md"]), headed=st.booleans())
def test_hostile_files_are_read_or_refused_in_one_line(
    tmp_path: Path, text: str, name: str, headed: bool
) -> None:
    path = write(tmp_path, name, f"---\n{text}\n---\n{text}" if headed else text)
    for read in (read_insights, read_policy):
        with pytest.raises(BadInput) as told:
            read(path)
        assert "\n" not in str(told.value)
