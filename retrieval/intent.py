"""What kind of question this is. The first form that fits, from the most to the least specific."""

import re

from domain.answer import Intent

_DECISION = (
    r"\b(what (would )?happens? (if|when we)|what if|if we|should we|plan to|planning to"
    r"|thinking of|considering"
    r"|(we|i)('re| are)? (plan|want|intend|going to|think about|consider|propose))\b"
)
_POLICIES = (
    r"\b(polic(y|ies)|rules?|procedures?|responsibilit(y|ies)|process(es)?)\b.*"
    r"\b(complain\w*|dissatisf\w*|drives?|causes?|annoy\w*|hurts?)\b"
)
_DONE = (
    r"\b(been done|being done|did we do|have we done|done about|what was done"
    r"|what did (we|you|they) do|actions?\b.*\b(taken|about|on))\b"
)
_WHY = r"^\W*(why|how come|what('s| is) (the )?(reason|cause))\b|\bwhat causes\b"
_CHANGED = (
    r"\b(chang(e|es|ed|ing)|ris(e|es|ing|en)|rose|fell|fall(s|ing|en)?|trends?|moved"
    r"|improv\w*|worsen\w*|(got|get|getting|gotten) (any )?(better|worse)|went (up|down)"
    r"|go(ing|ne)? (up|down)|increas\w*|decreas\w*)\b"
)
_MY_IMPACT = (
    r"\b(my|our|i|we|this|the)\b.*\b(affects?|impacts?|touch(es)?|matters?|reach(es)?"
    r"|influences?|means? (for|to)|difference|contribut\w*)\b"
    r"|\bdifference\b.*\b(my|our|we|i)\b"
    r"|\bwh(o|ich customers) (do|does) (we|i|my|our)\b"
)
_FORMS = {
    Intent.DECISION: _DECISION,
    Intent.POLICIES: _POLICIES,
    Intent.DONE: _DONE,
    Intent.WHY: _WHY,
    Intent.WHAT_CHANGED: _CHANGED,
    Intent.MY_IMPACT: _MY_IMPACT,
}
_COMPILED = {intent: re.compile(form, re.IGNORECASE) for intent, form in _FORMS.items()}


def recognise_intent(question: str) -> Intent:
    """The intent of a question; asking about a topic is what remains."""
    for intent, form in _COMPILED.items():
        if form.search(question):
            return intent
    return Intent.TOPIC
