"""The closed loop as Slack's listeners see it: who may do what to an action, and as of when."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any

from actions.promise import (
    answer_offer,
    close_action,
    extend_action,
    find_action,
    offer_action,
    promise_action,
)
from domain.action import Action, ActionState
from domain.error import BadInput
from hearback.house import House
from hearback.loop import subjects, without_personal_data

Run = Callable[[Callable[[], Any]], Awaitable[Any]]


class SlackActionServices:
    """Implements ``bot.action_services.ActionServices``; ``run`` is the house's own thread."""

    def __init__(self, house: House, clock: Callable[[], datetime], run: Run) -> None:
        self._house = house
        self._clock = clock
        self._run = run

    async def today(self) -> date:
        return self._clock().date()

    async def subjects(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = await self._run(lambda: subjects(self._house))
        return found

    async def get(self, action_id: str) -> Action:
        return await self._do(lambda: find_action(self._house.actions, action_id))

    async def of_person(self, user_id: str) -> list[Action]:
        def work() -> list[Action]:
            held = (a for a in self._house.actions.all() if a.state is ActionState.OPEN)
            return [a for a in held if user_id in (a.owner, a.offered_to)]

        found: list[Action] = await self._run(work)
        return found

    async def promise(
        self, user_id: str, *, what: str, due: date, about: str, evidence: list[str]
    ) -> Action:
        def work() -> Action:
            # What was withdrawn since it was shown is no reason any more.
            known = self._house.truth.evidence_named(evidence, shown=True)
            return promise_action(
                self._house.actions,
                what=without_personal_data(self._house, what),
                owner=user_id,
                about=about,
                due=due,
                today=self._clock().date(),
                by=user_id,
                evidence=[known[each] for each in evidence if each in known],
            )

        return await self._do(work)

    async def finish(self, user_id: str, action_id: str, outcome: str) -> Action:
        return await self._close(user_id, action_id, ActionState.DONE, outcome)

    async def drop(self, user_id: str, action_id: str, reason: str) -> Action:
        return await self._close(user_id, action_id, ActionState.DROPPED, reason)

    async def extend(self, user_id: str, action_id: str, due: date, reason: str) -> Action:
        def work() -> Action:
            self._check_owner(user_id, action_id)
            why = without_personal_data(self._house, reason)
            today = self._clock().date()
            return extend_action(
                self._house.actions, action_id, due=due, reason=why, today=today, by=user_id
            )

        return await self._do(work)

    async def offer(self, user_id: str, action_id: str, to: str) -> Action:
        def work() -> Action:
            self._check_owner(user_id, action_id)
            today = self._clock().date()
            return offer_action(self._house.actions, action_id, to=to, today=today, by=user_id)

        return await self._do(work)

    async def answer_offer(self, user_id: str, action_id: str, *, accepted: bool) -> Action:
        def work() -> Action:
            action = find_action(self._house.actions, action_id)
            if action.offered_to != user_id:
                raise BadInput("This is not offered to you any more, so nothing was changed.")
            today = self._clock().date()
            return answer_offer(
                self._house.actions, action_id, accepted=accepted, today=today, by=user_id
            )

        return await self._do(work)

    async def _close(self, user_id: str, action_id: str, state: ActionState, words: str) -> Action:
        def work() -> Action:
            self._check_owner(user_id, action_id)
            told = without_personal_data(self._house, words)
            today = self._clock().date()
            return close_action(
                self._house.actions, action_id, state=state, outcome=told, today=today, by=user_id
            )

        return await self._do(work)

    def _check_owner(self, user_id: str, action_id: str) -> None:
        if find_action(self._house.actions, action_id).owner != user_id:
            raise BadInput("This action has another owner now, so only they can change it.")

    async def _do(self, work: Callable[[], Action]) -> Action:
        done: Action = await self._run(work)
        return done
