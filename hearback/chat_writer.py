"""The chat model that the settings name, wired into a writer."""

from typing import TYPE_CHECKING

from config.settings import Settings

if TYPE_CHECKING:
    from retrieval.writer import Writer


def open_chat_writer(settings: Settings) -> "Writer | None":
    """The chat model that is set, or None: then nobody is asked."""
    if not settings.model:
        return None
    from retrieval.chat.model import ModelSettings  # noqa: PLC0415 - takes a second
    from retrieval.chat.writer import ChatWriter  # noqa: PLC0415

    key = settings.model_api_key
    chat = ModelSettings(
        name=settings.model,
        base_url=settings.model_base_url or None,
        api_key=key.get_secret_value() if key else None,
        timeout=settings.model_timeout,
        method=settings.model_method,
        streaming=settings.model_streaming,
        input_price=settings.model_input_price,
        output_price=settings.model_output_price,
    )
    return ChatWriter(chat)
