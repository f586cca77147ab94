"""What people of the example company promised, did and told."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from actions.telling import mark_told
from domain.action import Action, ActionEvent, ActionState, EventKind, Side
from hearback.house import House
from hearback.loop import check_evidence


def load_actions(house: House, path: Path) -> int:
    """Keep every action of the file that is not held yet; how many there were."""
    new = 0
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        if house.actions.get(entry["id"]) is None:
            _keep(house, entry)
            new += 1
    return new


def _keep(house: House, entry: dict[str, Any]) -> None:
    done: date | None = entry.get("done")
    action = Action(
        id=entry["id"],
        what=entry["what"],
        owner=entry["owner"],
        due=entry["due"],
        about=entry["about"],
        state=ActionState.DONE if done else ActionState.OPEN,
        created_on=entry["promised"],
        closed_on=done,
        outcome=entry.get("outcome"),
        promised_by=entry["owner"],
        evidence=tuple(check_evidence(house, entry.get("evidence", []))),
        measure=entry.get("measure", ""),
    )
    promised = EventKind.PROMISED
    house.actions.put(
        action, ActionEvent(action_id=action.id, kind=promised, day=entry["promised"])
    )
    for side in Side:
        if words := entry.get(str(side)):
            mark_told(house.actions, action.id, side, told=True, words=words, today=entry["told"])
