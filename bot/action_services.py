"""What Slack listeners ask of the closed loop."""

from datetime import date
from typing import Protocol

from domain.action import Action


class ActionServices(Protocol):
    """Promises as seen from Slack. The texts of NotFound and BadInput are fit to show.

    Only the owner changes an action, and only whoever it was offered to answers the offer;
    anybody else gets BadInput.
    """

    async def subjects(self) -> list[tuple[str, str]]:
        """What an action can be about: ids of steps and themes, each with its name."""

    async def promise(
        self, user_id: str, *, what: str, due: date, about: str, evidence: list[str]
    ) -> Action:
        """This person takes it."""

    async def of_person(self, user_id: str) -> list[Action]:
        """The open actions of a person, and those offered to them, by their date."""

    async def get(self, action_id: str) -> Action:
        """Raises NotFound."""

    async def finish(self, user_id: str, action_id: str, outcome: str) -> Action: ...

    async def drop(self, user_id: str, action_id: str, reason: str) -> Action: ...

    async def extend(self, user_id: str, action_id: str, due: date, reason: str) -> Action: ...

    async def offer(self, user_id: str, action_id: str, to: str) -> Action: ...

    async def answer_offer(self, user_id: str, action_id: str, *, accepted: bool) -> Action: ...

    async def today(self) -> date: ...
