"""Any chat model through LangChain: asked once, read as it writes, given up when time is over."""

import os
import queue
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Literal

from langchain.chat_models import init_chat_model
from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable

from domain.error import BadInput
from retrieval.chat.check import Draft
from retrieval.chat.prompt import SCHEMA

Method = Literal["json_schema", "function_calling", "json_mode"]
_MOST_DRAFTS = 24
_LONGEST_DRAFT = 2000
_END = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """``name`` as LangChain wants it, ``provider:model``. ``timeout`` in seconds, for all of it.

    Prices are for a million tokens, in whatever currency the company counts in.
    """

    name: str
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    timeout: float = 20.0
    method: Method = "json_schema"
    streaming: bool = True
    input_price: float | None = None
    output_price: float | None = None

    @property
    def full_name(self) -> str:
        """With a provider: a server of one's own speaks OpenAI's language if none is named."""
        return self.name if ":" in self.name or not self.base_url else f"openai:{self.name}"


class ModelFailure(Exception):
    """The model gave nothing, or no more. Its text is a reason fit to be shown."""


def open_model(settings: ModelSettings) -> BaseChatModel:
    """Raises BadInput for a provider that is unknown or not installed. Asks nobody yet."""
    # Nothing of an answer goes to a third party because of a variable set for something else.
    os.environ["LANGSMITH_TRACING"] = "false"
    provider = settings.full_name.partition(":")[0]
    options: dict[str, Any] = {"disable_streaming": not settings.streaming}
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": settings.timeout}
    else:
        options |= {"timeout": settings.timeout, "max_retries": 0}
    if provider == "openai" and settings.streaming:
        options["stream_usage"] = True
    if settings.base_url:
        options["base_url"] = settings.base_url
    if settings.api_key or (settings.base_url and provider == "openai"):
        options["api_key"] = settings.api_key or "none"
    try:
        model: BaseChatModel = init_chat_model(settings.full_name, **options)
    except ImportError as error:
        raise BadInput(
            f"HEARBACK_MODEL={settings.name} needs a package that is not installed:"
            f" pip install 'hearback[{provider}]' or langchain-{provider}"
        ) from error
    except Exception as error:
        raise BadInput(
            f"The chat model {settings.name} cannot be opened. Check HEARBACK_MODEL"
            " (provider:model), HEARBACK_MODEL_BASE_URL and the provider's key."
        ) from error
    return model


class Asking:
    """One request: ``drafts`` yields statements as they are complete; ``tokens`` counts."""

    def __init__(self, model: BaseChatModel, settings: ModelSettings) -> None:
        self._usage = UsageMetadataCallbackHandler()
        self._timeout = settings.timeout
        self._structured: Runnable[Any, Any] = model.with_structured_output(
            SCHEMA, method=settings.method
        )

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens in and out, as the provider counted them; 0 where it does not."""
        counted = list(self._usage.usage_metadata.values())
        return (
            sum(each["input_tokens"] for each in counted),
            sum(each["output_tokens"] for each in counted),
        )

    def drafts(self, messages: list[BaseMessage]) -> Iterator[Draft]:
        """Raises ModelFailure when time is over, on a refusal, an error, or nonsense."""
        seen = 0
        found: list[Draft] = []
        with closing(self._answers(messages)) as answers:
            for answer in answers:
                found = read_drafts(answer)
                # The last one may still be growing.
                yield from found[seen : len(found) - 1]
                seen = max(seen, len(found) - 1)
                if found and len(found[-1].text) == _LONGEST_DRAFT:
                    raise ModelFailure("it wrote on and on")
        yield from found[seen:]
        if not found:
            raise ModelFailure("it answered with nothing that can be read")

    def _answers(self, messages: list[BaseMessage]) -> Generator[Any, None, None]:
        """What has been read so far, again and again. A thread reads: it can be left behind."""
        inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        given_up = threading.Event()

        def read() -> None:
            try:
                config: Any = {"callbacks": [self._usage]}
                for answer in self._structured.stream(messages, config):
                    if given_up.is_set():
                        return
                    inbox.put(answer)
                inbox.put(_END)
            except Exception as error:  # noqa: BLE001 - whatever a provider raises is a failure
                inbox.put(error)

        threading.Thread(target=read, name="chat-model", daemon=True).start()
        ends = time.monotonic() + self._timeout
        try:
            while (answer := self._take(inbox, ends)) is not _END:
                yield answer
        finally:
            given_up.set()

    def _take(self, inbox: queue.SimpleQueue[Any], ends: float) -> Any:
        try:
            answer = inbox.get(timeout=max(0.0, ends - time.monotonic()))
        except queue.Empty:
            raise ModelFailure(f"it took more than {self._timeout:g} seconds") from None
        if isinstance(answer, Exception):
            raise ModelFailure(_reason(answer)) from answer
        return answer


def _reason(error: Exception) -> str:
    """In our words: what a provider says may repeat what it was sent."""
    kind, status = type(error).__name__, getattr(error, "status_code", None)
    if status == 429:
        return "it has too much to do (429)"
    if status:
        return f"it answered with an error ({status})"
    if "Refusal" in kind or "ContentFilter" in kind:
        return "it refused"
    if "Timeout" in kind:
        return "it did not answer in time"
    if "Connect" in kind:
        return "it cannot be reached"
    return f"its answer could not be read ({kind})"


def read_drafts(answer: Any) -> list[Draft]:
    """The statements of an answer, whatever else it holds; none if it is no answer at all."""
    told = answer.get("statements") if isinstance(answer, dict) else None
    if not isinstance(told, list):
        return []
    return [_read(each) for each in told[:_MOST_DRAFTS]]


def _read(told: Any) -> Draft:
    """A statement without evidence where it is malformed: that is dropped later, with a reason."""
    fields = told if isinstance(told, dict) else {}
    text, refs = fields.get("text"), fields.get("evidence")
    cited = [ref for ref in refs if isinstance(ref, str)] if isinstance(refs, list) else []
    return Draft(text[:_LONGEST_DRAFT] if isinstance(text, str) else "", tuple(cited))
