"""What companies write and customers never say, in plain words, so that the two can meet."""

import re

_PLAIN = (
    (r"\bnet[- ]?(\d+)\b", r"invoice payment due \1 days after the invoice date"),
    (r"\bdunning\b", "payment reminders"),
    (r"\bKYC\b", "identity check"),
    (r"\bSLA\b", "promised time for a repair or an answer"),
    (r"\bFAQ\b", "help page"),
    (r"\bETA\b", "expected time of arrival"),
)
_COMPILED = tuple((re.compile(form, re.IGNORECASE), plain) for form, plain in _PLAIN)


def explain_jargon(question: str) -> str:
    """The question with its jargon put into plain words."""
    for form, plain in _COMPILED:
        question = form.sub(plain, question)
    return question
