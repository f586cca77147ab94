"""The writer that asks a chat model, and never says less than the extractive one."""

from dataclasses import dataclass, field

import structlog
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from domain.answer import Usage
from domain.statement import Statement
from retrieval.chat.cache import DraftCache, cache_key
from retrieval.chat.check import Checked, Draft, Refused, Support, check, overlaps
from retrieval.chat.material import Material, gather_material
from retrieval.chat.model import Asking, ModelFailure, ModelSettings, open_model
from retrieval.chat.prompt import SYSTEM, describe
from retrieval.finding import Findings
from retrieval.writer import Tell, Written

_log = structlog.get_logger()
_MOST_KEPT = 8


@dataclass
class _Telling:
    """What was kept so far, and what was dropped."""

    kept: list[Checked] = field(default_factory=list)
    dropped: int = 0

    def add(self, draft: Draft, material: Material, supports: Support) -> bool:
        """Whether the statement was kept. What was told before is not told again."""
        try:
            checked = check(draft, material, supports)
        except Refused as refusal:
            self.dropped += 1
            _log.info("draft_dropped", reason=str(refusal))
            return False
        told = {number for each in self.kept for number in each.tells}
        if checked.tells & told or len(self.kept) >= _MOST_KEPT:
            self.dropped += 1
            return False
        self.kept.append(checked)
        return True

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(each.statement for each in self.kept)


class ChatWriter:
    """Asks the model, keeps what holds, and adds what it left out."""

    def __init__(
        self,
        settings: ModelSettings,
        *,
        model: BaseChatModel | None = None,
        supports: Support = overlaps,
    ) -> None:
        """Raises BadInput for a model that cannot be opened."""
        self._settings = settings
        self._model = model or open_model(settings)
        self._supports = supports
        self._cache = DraftCache()

    def write(self, findings: Findings, tell: Tell | None = None) -> Written:
        material = gather_material(findings)
        if not (material.facts or material.slots):
            return Written(statements=material.extractive)
        asked = describe(material)
        key = cache_key(findings, asked, self._settings.full_name)
        known = self._cache.get(key)
        asking = Asking(self._model, self._settings)
        telling, read = _Telling(), []
        failure: str | None = None
        try:
            for draft in known or asking.drafts(_messages(asked)):
                read.append(draft)
                if telling.add(draft, material, self._supports) and tell is not None:
                    tell(self._written(telling.statements))
        except ModelFailure as error:
            failure = str(error)
        if failure is None and telling.kept:
            self._cache.put(key, read)
        usage = self._usage(asking, from_cache=known is not None)
        return self._outcome(material, telling, failure, usage)

    def _outcome(
        self, material: Material, telling: _Telling, failure: str | None, usage: Usage
    ) -> Written:
        _log.info(
            "chat_answered",
            model=usage.model,
            kept=len(telling.kept),
            dropped=telling.dropped,
            failure=failure,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            cost=usage.cost,
            from_cache=usage.from_cache,
        )
        if not telling.kept:
            reason = failure or "nothing that it wrote could be traced"
            return Written(statements=material.extractive, fell_back=reason, usage=usage)
        told = {number for each in telling.kept for number in each.tells}
        left_out = [s for number, s in enumerate(material.extractive) if number not in told]
        return self._written((*telling.statements, *left_out), failure, usage)

    def _written(
        self,
        statements: tuple[Statement, ...],
        fell_back: str | None = None,
        usage: Usage | None = None,
    ) -> Written:
        name = self._settings.full_name
        return Written(statements=statements, answered_by=name, fell_back=fell_back, usage=usage)

    def _usage(self, asking: Asking, *, from_cache: bool) -> Usage:
        used, made = asking.tokens
        prices = self._settings.input_price, self._settings.output_price
        cost = None
        if prices[0] is not None and prices[1] is not None:
            cost = round((used * prices[0] + made * prices[1]) / 1_000_000, 6)
        return Usage(
            model=self._settings.full_name,
            input_tokens=used,
            output_tokens=made,
            cost=cost,
            from_cache=from_cache,
        )


def _messages(asked: str) -> list[BaseMessage]:
    return [SystemMessage(SYSTEM), HumanMessage(asked)]
