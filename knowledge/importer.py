"""Everything that can be imported, in one place."""

from knowledge.curated_import import import_journey, import_roles
from knowledge.report import ImportReport
from knowledge.transcript_import import import_transcripts
from knowledge.trend_import import import_trend
from knowledge.verbatim_import import import_verbatims

__all__ = [
    "ImportReport",
    "import_journey",
    "import_roles",
    "import_transcripts",
    "import_trend",
    "import_verbatims",
]
