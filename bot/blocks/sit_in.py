"""The buttons below an invitation to sit in."""

from bot.blocks.element import actions, button
from bot.blocks.message import Block
from domain.digest import Digest
from domain.session import INVITATION_PREFIX

SIT_IN = "sit_in"


def sit_in_controls(digest: Digest) -> list[Block]:
    """A button for each session that the digest invites to; none without one."""
    offered = [
        each.id.removeprefix(INVITATION_PREFIX) for each in digest.evidence if _is_session(each.id)
    ]
    if not offered:
        return []
    several = len(offered) > 1
    labels = [f"Sit in ({i})" if several else "Sit in" for i in range(1, len(offered) + 1)]
    made = [
        button(label, f"{SIT_IN}:{session}", session)
        for label, session in zip(labels, offered, strict=True)
    ]
    return [actions("sit_in_controls", *made)]


def _is_session(evidence_id: str) -> bool:
    return evidence_id.startswith(INVITATION_PREFIX)
