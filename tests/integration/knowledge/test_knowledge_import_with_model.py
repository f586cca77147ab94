"""One import with the real embedding model, redactor and configuration of tags."""

from pathlib import Path

import numpy as np

from knowledge.importer import import_journey, import_transcripts, import_verbatims
from knowledge.redaction import Redactor
from knowledge.tagging.tagger import Tagger, step_refs
from knowledge.tagging.taxonomy import Taxonomy, Theme
from retrieval.embedding import MiniLmEmbeddings
from tests.fakes.knowledge import FakeTruth

MAP = """
id: user
name: Living with it
persona: Shop owner
stages:
  - id: pay
    name: Paying
    steps:
      - {id: pay-invoice, name: Pay the invoice, what: The monthly invoice is checked and paid}
      - {id: visit, name: Technician visit, what: A technician comes to repair the line}
"""
SEEDS = {
    "negative": ["this was a disaster", "I am furious", "rude and slow"],
    "neutral": ["I called on Monday", "the parcel is blue"],
    "positive": ["lovely people", "it works perfectly", "thank you so much"],
}
THEMES = Taxonomy(
    (
        Theme("billing", "Billing", "", ("I was charged twice", "the invoice is wrong")),
        Theme("staff", "Staff", "", ("your people are friendly", "he was rude to me")),
    )
)


def test_comments_and_calls(tmp_path: Path) -> None:
    truth, embedder, redactor = FakeTruth(), MiniLmEmbeddings(), Redactor()
    (tmp_path / "map.yaml").write_text(MAP)
    import_journey(tmp_path / "map.yaml", truth=truth)
    tagger = Tagger(embedder, THEMES, step_refs(truth.journeys()), SEEDS)
    (tmp_path / "s.csv").write_text(
        "id,comment\n1,You billed me double for October and I am angry about this invoice\n"
        "2,What a friendly crew. Ottilie Farnborough was a star!\n"
    )
    (tmp_path / "c.txt").write_text(
        "Agent: Hello, how can I help?\nCustomer: The man who should repair our line never came.\n"
    )
    report = import_verbatims(
        tmp_path / "s.csv", source="survey", mapping={}, approve=True, truth=truth,
        redactor=redactor, tagger=tagger, embedder=embedder, rejects_dir=tmp_path,
    )  # fmt: skip
    calls = import_transcripts(
        [tmp_path / "c.txt"], source=None, approve=True, truth=truth, redactor=redactor,
        tagger=tagger, embedder=embedder,
    )  # fmt: skip
    billing, staff, call = truth.verbatims.values()
    assert (report.imported, calls.imported) == (2, 1)
    assert (billing.themes, billing.step) == (("billing",), "user/pay-invoice")
    assert billing.sentiment is not None
    assert staff.sentiment is not None
    assert billing.sentiment < 0 < staff.sentiment
    assert staff.text == "What a friendly crew. [person] was a star!"
    assert (call.step, call.source_id, call.channel) == ("user/visit", "c#2", "call")
    for digest, vector in truth.vectors.items():
        assert vector.shape == (384,)
        assert np.allclose(vector, embedder.embed([truth.verbatims[digest].text])[0], atol=1e-5)
