"""Everything that can be imported, in one place."""

from knowledge.curated_import import (
    import_insights,
    import_journey,
    import_policy,
    import_roles,
)
from knowledge.interview_import import import_interview
from knowledge.recording_import import import_recording
from knowledge.report import ImportReport
from knowledge.transcript_import import import_transcripts
from knowledge.trend_import import import_trend
from knowledge.verbatim_import import import_verbatims

__all__ = [
    "ImportReport",
    "import_insights",
    "import_interview",
    "import_journey",
    "import_policy",
    "import_recording",
    "import_roles",
    "import_transcripts",
    "import_trend",
    "import_verbatims",
]
