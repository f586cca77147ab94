"""Putting broken text right, and leaving right text alone."""

import re

# Controls that carry no words and upset terminals, databases and models; lone surrogates too.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def repair_text(raw: str) -> str:
    """The text with mojibake undone and control characters dropped; nothing else is changed.

    Typographic quotes stay as they are: only what was decoded wrongly is decoded again.
    """
    text = _UNSEEN.sub("", raw).replace("\r\n", "\n").replace("\r", "\n").strip()
    return text if text.isascii() else _undo_mojibake(text)


def _undo_mojibake(text: str) -> str:
    import ftfy  # noqa: PLC0415 - builds its tables when first imported

    return _UNSEEN.sub("", ftfy.fix_encoding(text)).strip()
