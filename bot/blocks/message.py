"""What is posted: blocks for those who see them, and a text that says the same."""

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """``text`` is what notifications and screen readers get, already escaped for Slack."""

    text: str
    blocks: tuple[Block, ...]

    def as_arguments(self) -> dict[str, Any]:
        """The arguments of chat.postMessage and its relatives."""
        return {"text": self.text, "blocks": list(self.blocks)}
