"""What Slack listeners ask of the rest of Hearback."""

from collections.abc import Callable
from typing import Protocol

from bot.action_services import ActionServices
from domain.answer import Answer
from domain.audience import Audience
from domain.digest import Digest
from domain.picture import DrawnPicture
from domain.role import Role
from domain.subscription import Subscription

Tell = Callable[[Answer], None]


class Services(Protocol):
    """The house as seen from Slack.

    Names nobody knows raise NotFound and unusable input raises BadInput; the text of both is
    fit to show. Anything else that is raised is an internal failure.
    """

    @property
    def promises(self) -> ActionServices:
        """What is asked about actions."""

    async def ask(
        self, text: str, *, role: str, audience: Audience, tell: Tell | None = None
    ) -> Answer:
        """Answer a question for a role, from what the audience may see.

        ``tell`` gets the answer as far as it stands, verified, while a chat model writes on.
        A question that gets an abstention is kept for the CX team; its reason says so.
        """

    async def preview(self, role: str, *, audience: Audience) -> Digest:
        """The digest that the role would be sent now."""

    async def sent_digest(
        self, role: str, period: str, *, audience: Audience, message_ref: str
    ) -> Digest:
        """All of the digest that a message tells the point of, as things stand now.

        Raises NotFound for a role that is gone, and BadInput for what is no period.
        """

    async def journey_names(self, *, audience: Audience) -> dict[str, str]:
        """The names of the journey maps that the audience may see, by their ids."""

    async def draw_journey(self, name: str, *, audience: Audience) -> DrawnPicture:
        """A map as a picture, with counts of what the audience may see.

        Raises NotFound, with the maps that there are.
        """

    async def role_of(self, user_id: str) -> str | None:
        """The name of the role that this person chose, if they did."""

    async def set_role(self, user_id: str, role: str) -> None:
        """Remember a person's role. Raises NotFound for a role nobody knows."""

    async def roles(self) -> list[Role]:
        """Every role in the knowledge base."""

    async def subscribe(
        self,
        target: str,
        role: str,
        zone: str,
        weekday: int,
        hour: int,
        *,
        owner: str | None = None,
    ) -> Subscription:
        """Begin or change the digest of a user or channel id (weekday 0 is Monday).

        ``owner`` is told if it can no longer be sent.
        """

    async def skip_next(self, target: str) -> Subscription | None:
        """Leave out the target's next digest; None if it has none."""

    async def mute(self, target: str, *, muted: bool) -> Subscription | None:
        """Silence the target's digest until it is unmuted; None if it has none."""

    async def unsubscribe(self, target: str) -> bool:
        """End the target's digest; True if there was one."""

    async def subscription_of(self, target: str) -> Subscription | None:
        """The target's digest settings, if it has a digest."""

    async def record_feedback(self, message_ref: str, user_id: str, verdict: str) -> None:
        """Keep what a person thought of an answer: ``helpful``, ``not_helpful`` or
        ``wrong_role``."""

    async def first_seen(self, event_id: str) -> bool:
        """Claim an id; True only the first time it is claimed, by any process."""

    async def sit_in(self, session_id: str, user_id: str) -> str:
        """Sign a person up for a session; what they are told. Raises NotFound, BadInput."""

    async def record_asking(self, user_id: str, role: str) -> None:
        """Keep that somebody asked today, never what."""

    async def record_posting(self, message_ref: str, evidence_ids: list[str]) -> None:
        """Keep which evidence a message shows, so that it can be withdrawn from it."""
