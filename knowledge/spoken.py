"""Taking in what was said: calls, recordings and interviews go through the same door."""

from collections.abc import Sequence
from pathlib import Path

from knowledge.batch import batches
from knowledge.comment import Comment
from knowledge.intake import Intake
from knowledge.progress import Progress, Silence

FEWEST_WORDS = 4
Said = tuple[Path, Sequence[Comment]]


def take_spoken(files: Sequence[Said], intake: Intake, progress: Progress | None) -> None:
    """Take in the comments of each file; one in which nobody said enough is noted."""
    watcher = progress or Silence()
    for path, comments in files:
        size = path.stat().st_size
        watcher.begin(size)
        if not comments:
            told = f"{path.name} holds no customer turn of {FEWEST_WORDS} words."
            intake.tally.notes.append(told)
        for batch in batches(comments):
            intake.tally.read += len(batch)
            intake.take(batch)
            watcher.advance(len(batch), size)
