"""What kind of question this is. The first form that fits, from the most to the least specific."""

import re

from domain.answer import Intent

_CLIENTS = r"(customers?|clients?|buyers?|people|users?|consumers?|anybody|anyone)"
_TOUCHES = (
    r"(affect(s|ed|ing)?|impact(s|ed|ing)?|influenc(e|es|ed|ing)|touch(es|ed|ing)?"
    r"|matter(s|ed|ing)?|reach(es|ed|ing)?|contribut\w*|make a difference)"
)
# Whoever asks for customers' words gets them, whatever the words after that would suggest.
_SAID = (
    rf"^\W*(what (do|did|have|are)|how do|show( me)?|find|any(thing)?|is there|give me)\b"
    rf"( \w+){{0,3}} ({_CLIENTS}( of ours)?|schools|firms|they|we|feedback) "
    r"(say|said|saying|think|thought|write|wrote|tell|told|feel|felt|hear|heard|complain|mention)"
    r"(ing)?( us)? (about|on|that|of(?! (my|our) |\W?what ))\b"
    r"|^\W*((show|give|find)( me)? |any )?(comments?|feedback|quotes?|verbatims?|opinions?"
    r"|complaints?) (about|on|from|of|regarding)\b"
)
_DECISION = (
    r"\b(what (would )?happens? (if|when we)|what if|if we|should we|plan to|planning to"
    r"|thinking (of|about)|considering|suppos(e|ing)|imagine|is it a good idea|what would"
    r"|(we|i)('re| are|'d| would)? (like to |also )?(plan|want|intend|going to|think about"
    r"|consider|propose|decided to|mean to|are about to)|(we|i)('ll| will)"
    r"|(our|the|a|my) (plan|idea|proposal) (is )?to)\b"
)
_RULES = r"\b(polic(y|ies)|rules?|procedures?|responsibilit(y|ies)|process(es)?|decisions?)\b"
_BLAME = (
    r"\b(complain\w*|dissatisf\w*|unhapp\w*|driv(e|es|ing)|caus(e|es|ed|ing)|annoy\w*|hurts?"
    r"|upset\w*|anger\w*|frustrat\w*|trouble|pain\w*|to blame|worst)\b"
)
_POLICIES = rf"{_RULES}.*{_BLAME}|\b(which|what)\b.*{_BLAME}.*{_RULES}|\bpolicy review\b"
_DONE = (
    r"\b(been done|being done|did we do|have we done|done about|was done|became of|come of it"
    r"|what did (we|you|they|anyone|anybody|somebody) do|doing about|working on|acted on|promised"
    r"|what (has|have) \w+( \w+)? done|actions?\b.*\b(taken|about|on))\b"
)
_WHY = (
    r"^\W*(why|how come|what('s| is| are| was) (the )?(reasons?|causes?|behind))\b"
    r"|\bwhat (causes|leads|makes|drives|lies behind)\b|\bfor what reason\b"
)
_CHANGED = (
    r"\b(chang(e|es|ed|ing)|ris(e|es|ing|en)|rose|fell|fall(s|ing|en)?|trend(s|ing)?|moved"
    r"|develop(ed|ing|ment)?|evolv\w*|declin\w*|dropp(ed|ing)|drops?|gr(e|o)w(s|n|ing)?|climb\w*"
    r"|improv\w*|worsen\w*|deteriorat\w*|(got|get|getting|gotten|become|became) (\w+ )?"
    r"(better|worse|higher|lower|longer|shorter|slower|faster|more|fewer|less)|went (up|down)"
    r"|go(ing|ne)? (up|down)|up or down|increas\w*|decreas\w*|over time"
    r"|(is|are) \w+( \w+)? (up|down)|how (is|are) \w+( \w+)? doing"
    r"|(what|anything) (has |have )?happened (to|with)"
    r"|than (before|last|a year|it was|they were))\b"
)
_ASKED_HOW = r"\b(how|what|which|where|when|who|whom|does|do|did|is|are|in what way|show|tell)\b"
_MY_IMPACT = (
    r"\b(my|our|i|we|this|the)\b.*\b(affects?|impacts?|touch(es)?|matters?|reach(es)?"
    r"|influences?|means? (for|to)|difference|contribut\w*)\b"
    rf"|{_ASKED_HOW}.*\b{_TOUCHES}\b( \w+){{0,4}} {_CLIENTS}\b"
    rf"|\b(who|{_CLIENTS})\b.*\b(affected|impacted|influenced|touched|reached)\b.*\b(by|through)\b"
    rf"|\b(effects?|impact|influence|consequences?)\b.*\b(of|on|has|have|does)\b"
    rf"|\b{_CLIENTS} (feel|notice|see|get|experience)\b.*\b(of|from) (my|our|what (i|we))\b"
    r"|\bdifference\b.*\b(my|our|we|i)\b"
    rf"|\bdifference\b.*\bmakes?\b.*\b{_CLIENTS}\b"
    rf"|\bwh(o|ich {_CLIENTS}) (do|does) (we|i|my|our)\b|\bmy (impact|ripple)\b"
    rf"|\bdo(es)? to (our |the |my )?{_CLIENTS}\b"
)
_FORMS = {
    Intent.TOPIC: _SAID,
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
