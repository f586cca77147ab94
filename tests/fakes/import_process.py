"""``python -m tests.fakes.import_process FILE``: a real import but for its models.

It keeps its record, and writes to a real database in ``HEARBACK_HOME``.
"""

import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from config.settings import Settings
from hearback.house import House
from hearback.recording import recorded
from knowledge.progress import Silence
from knowledge.redaction import Redaction, Redactor
from knowledge.tagging.tagger import Tagger
from knowledge.verbatim_import import import_verbatims
from tests.fakes.knowledge import WordEmbedder


class PatternRedactor(Redactor):
    """What patterns find, without the model of names."""

    def redact(self, texts: Sequence[str]) -> list[Redaction]:
        return self.redact_fields(texts)


class QuickHouse(House):
    @cached_property
    def embedder(self) -> WordEmbedder:  # type: ignore[override]
        return WordEmbedder()

    @cached_property
    def redactor(self) -> Redactor:
        return PatternRedactor()

    @cached_property
    def tagger(self) -> Tagger:
        return Tagger(self.embedder)


def import_file(house: House, path: Path) -> int:
    with recorded(house, "verbatims", [path], Silence()) as progress:
        report = progress.report = import_verbatims(
            path,
            source=None,
            mapping={},
            approve=True,
            rejects_dir=house.rejects_folder,
            **house.import_tools,
            progress=progress,
        )
    return report.imported


if __name__ == "__main__":
    quick = QuickHouse(Settings(), create=True)
    print("begun", flush=True)  # noqa: T201 - the test waits for it
    import_file(quick, Path(sys.argv[1]))
    quick.close()
