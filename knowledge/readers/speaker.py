"""Who in a call is the customer."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

Party = Literal["agent", "customer"]
_AGENT = re.compile(
    r"\b(?:agent|advis[eo]r|rep|representative|support|operator|assistant|technician|csr|service|"
    r"consultant|interviewer|moderator|host|bot|chatbot|ivr|system|manager|supervisor|staff|"
    r"helpdesk|specialist|clerk|berater(?:in)?|kundenservice|mitarbeiter(?:in)?|conseiller|agente)\b",
    re.IGNORECASE,
)
_CUSTOMER = re.compile(
    r"\b(?:customer|caller|client|user|subscriber|guest|patient|member|buyer|shopper|"
    r"interviewee|participant|respondent|kunde|kundin|cliente)\b",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"thank(?:s| you) for (?:calling|contacting|holding|reaching|your patience|providing)|"
    r"how (?:may|can) i (?:help|assist)|is there anything else|"
    r"let me (?:check|pull|look|see|verify)|"
    r"have a (?:great|nice|wonderful|good) (?:day|one|evening)|"
    r"happy to (?:help|assist)|glad to assist|"
    r"(?:may|can|could) i (?:please )?(?:have|get|speak)|"
    r"could you (?:please )?(?:provide|confirm|tell)|"
    r"i apologi[sz]e|i understand your|pulling up your|wie kann ich (?:ihnen )?helfen|"
    r"sorry to hear|our (?:records|system|team)",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?:my name is|this is|i'm|i am|mein name ist|hier ist) ([A-Z][^\W\d_]{1,20})\b"
)


class Said(Protocol):
    """Anything with a speaker and words: a turn."""

    @property
    def speaker(self) -> str: ...
    @property
    def text(self) -> str: ...


def role_in_label(label: str) -> Party | None:
    """What a label says of its speaker. "Customer service" is not the customer."""
    if _AGENT.search(label):
        return "agent"
    return "customer" if _CUSTOMER.search(label) else None


def tell_parties(turns: Sequence[Said]) -> dict[str, Party]:
    """Each speaker's side, by label, by the name that a labelled one goes by, by how they talk.

    Speakers about whom nothing can be told are left out.
    """
    labels = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    sides = {label: party for label in labels if (party := role_in_label(label))}
    names = _names_of(sides, turns)
    for label in labels:
        if label not in sides and _key(label) in names:
            sides[label] = names[_key(label)]
    open_ = [label for label in labels if label not in sides]
    return sides | _by_manner(open_, sides, turns)


def _names_of(sides: Mapping[str, Party], turns: Sequence[Said]) -> dict[str, Party]:
    """First names that labelled speakers carry in their label or introduce themselves by."""
    names: dict[str, Party] = {}
    for label, party in sides.items():
        bare = _CUSTOMER.sub(" ", _AGENT.sub(" ", label))
        names.update((word.casefold(), party) for word in re.findall(r"[^\W\d_]{2,}", bare))
    for turn in turns:
        introduced = _INTRODUCES.search(turn.text)
        if introduced and turn.speaker in sides:
            names.setdefault(introduced[1].casefold(), sides[turn.speaker])
    return names


def _key(label: str) -> str:
    found = re.search(r"[^\W\d_]{2,}", label)
    return found.group().casefold() if found else ""


def _by_manner(
    open_: Sequence[str], sides: Mapping[str, Party], turns: Sequence[Said]
) -> dict[str, Party]:
    if not open_:
        return {}
    agents, customers = _held(sides, "agent"), _held(sides, "customer")
    served = Counter(t.speaker for t in turns if t.speaker in open_ and _SERVES.search(t.text))
    if agents and not customers:
        return dict.fromkeys(open_, "customer")
    if customers and not agents:
        return dict.fromkeys(open_, "agent")
    if not served:
        return {}
    best = served.most_common(1)[0][0]
    # Of two strangers the one who serves is the agent; more than two may hold a second agent.
    return {
        label: "agent" if label == best or served[label] * 2 > served[best] else "customer"
        for label in open_
    }


def _held(sides: Mapping[str, Party], party: Party) -> bool:
    return party in sides.values()
