"""Comments that changed at their source: one id is stored once.

A changed text takes the place of the old one as long as nobody has decided about that. Where
somebody has (approved, rejected, retracted, tagged by hand), the words stay as they were decided
about, and the change is counted and told. A changed score is corrected in either case.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.comment import Comment
from knowledge.connectors.store import ConnectorStore, Held
from knowledge.intake import Intake


@dataclass(slots=True)
class Changes:
    replaced: int = 0
    kept: int = 0
    rescored: int = 0


def settle_changes(
    comments: Sequence[Comment], intake: Intake, store: ConnectorStore, changes: Changes
) -> list[Comment]:
    """The comments to take in; what they replace is let go of before that.

    A run that is killed in between loses nothing: its page is read again, and the new words come
    in then.
    """
    newest = {comment.source_id: comment for comment in comments}  # the last one of an id counts
    named = {each: intake.fingerprint(comment) for each, comment in newest.items()}
    held = store.held(intake.source, [reference for _, reference in named.values() if reference])
    wanted = []
    for each, comment in newest.items():
        digest, reference = named[each]
        known = held.get(reference or "", [])
        if _takes(comment, digest, known, store, changes):
            wanted.append(comment)
    return wanted


def _takes(
    comment: Comment,
    digest: str,
    known: Sequence[Held],
    store: ConnectorStore,
    changes: Changes,
) -> bool:
    same = next((each for each in known if each.content_hash == digest), None)
    if same is not None:
        if comment.score is not None and comment.score != same.score:
            store.set_score(same.id, comment.score)
            changes.rescored += 1
    elif any(each.decided for each in known):
        changes.kept += 1
        return False
    elif known:
        changes.replaced += store.let_go([each.id for each in known])
    return True
