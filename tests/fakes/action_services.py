"""The closed loop for the bot, in memory, with the real rules of promises."""

from dataclasses import dataclass, field
from datetime import date

from actions.promise import (
    answer_offer,
    close_action,
    extend_action,
    find_action,
    offer_action,
    promise_action,
)
from domain.action import Action, ActionEvent, ActionState

TODAY = date(2026, 11, 22)


@dataclass
class FakeActions:
    """Implements ``actions.promise.Actions``."""

    held: dict[str, Action] = field(default_factory=dict)
    happened: list[ActionEvent] = field(default_factory=list)

    def put(self, each: Action, event: ActionEvent | None = None) -> None:
        self.held[each.id] = each
        self.happened += [event] if event else []

    def get(self, action_id: str) -> Action | None:
        return self.held.get(action_id)

    def all(self) -> list[Action]:
        return sorted(self.held.values(), key=lambda each: (each.due, each.id))


@dataclass
class FakeActionServices:
    """Implements ``bot.action_services.ActionServices``; ``failure`` is raised on saving."""

    actions: FakeActions = field(default_factory=FakeActions)
    known: list[tuple[str, str]] = field(
        default_factory=lambda: [("user/pay", "Pay the invoice"), ("reminders", "Reminders")]
    )
    failure: Exception | None = None

    async def today(self) -> date:
        return TODAY

    async def subjects(self) -> list[tuple[str, str]]:
        return list(self.known)

    async def get(self, action_id: str) -> Action:
        return find_action(self.actions, action_id)

    async def of_person(self, user_id: str) -> list[Action]:
        held = (a for a in self.actions.all() if a.state is ActionState.OPEN)
        return [a for a in held if user_id in (a.owner, a.offered_to)]

    async def promise(
        self, user_id: str, *, what: str, due: date, about: str, evidence: list[str]
    ) -> Action:
        self._fail()
        return promise_action(
            self.actions,
            what=what,
            owner=user_id,
            about=about,
            due=due,
            today=TODAY,
            by=user_id,
            evidence=evidence,
        )

    async def finish(self, user_id: str, action_id: str, outcome: str) -> Action:
        self._fail()
        return close_action(
            self.actions, action_id, state=ActionState.DONE, outcome=outcome, today=TODAY
        )

    async def drop(self, user_id: str, action_id: str, reason: str) -> Action:
        self._fail()
        return close_action(
            self.actions, action_id, state=ActionState.DROPPED, outcome=reason, today=TODAY
        )

    async def extend(self, user_id: str, action_id: str, due: date, reason: str) -> Action:
        self._fail()
        return extend_action(self.actions, action_id, due=due, reason=reason, today=TODAY)

    async def offer(self, user_id: str, action_id: str, to: str) -> Action:
        self._fail()
        return offer_action(self.actions, action_id, to=to, today=TODAY)

    async def answer_offer(self, user_id: str, action_id: str, *, accepted: bool) -> Action:
        self._fail()
        return answer_offer(self.actions, action_id, accepted=accepted, today=TODAY)

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure
