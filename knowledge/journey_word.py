"""Other people's names for the fields of a journey map, placed on ours."""

import re
from collections.abc import Iterable

# Other people's words for the fields of a step. The last words of a name decide: "player goal" is
# a goal, unless the words before it say that it is the company's.
_STEP_WORDS = {
    "trigger": "trigger|trigger event",
    "who": "who|persona|actor|actors",
    "what": "what|doing|does|do|action|actions|activity|activities|behaviour|behavior|moments|"
    "description|user story|tasks|story",
    "when": "when|timing|duration|time frame",
    "where": "where|setting",
    "why": "why|goal|goals|objective|objectives|motivation|motivations|why it matters|thinking|"
    "thoughts|thinks|think|mindset|job to be done|jobs to be done|expectation|expectations",
    "channels": "channel|channels|touchpoint|touchpoints|touch point|touch points|service|services|"
    "platform|medium|devices",
    "emotion": "emotion|emotions|feeling|feelings|feels|feel|mood|sentiment|emotional state|"
    "experience|emotion score|satisfaction|emotional curve|emotion curve",
    "evoked_by": "evoked by|pain point|pain points|pains|pain|frustrations|problems|barriers|"
    "friction|challenges|obstacles|cause",
    "needs": "need|needs|information needs|needs information|questions",
    "needs.content": "content needs|needs content",
    "needs.channel": "channel needs|needs channel",
    "needs.next_step": "next step needs|needs next step",
    "gets": "gets|get|gets information|currently gets|what they get",
    "gets.content": "gets content",
    "gets.channel": "gets channel",
    "gets.next_step": "gets next step",
    "tollgates": "tollgate|tollgates|success criteria|exit criteria|gates|acceptance criteria",
    "listening_posts": "listening post|listening posts|data sources|data source|feedback sources|"
    "surveys|research sources",
    "owners": "owner|owners|owned by|responsible|teams involved|team|teams|department|departments|"
    "responsibility",
    "share_of_customers": "share of customers",
    "value": "value at stake|value",
    "future": "future|future state|opportunity|opportunities|ideas|improvements|solutions|"
    "recommendations|to be|moments of delight",
}
_MAP_WORDS = {
    "id": "id",
    "name": "title|name|journey|journey name|journey map",
    "persona": "persona|actor|who",
    "persona_goal": "persona goal|goal|goals|jobs to be done|job to be done",
    "segment": "segment|customer segment",
    "scope": "scope|scenario",
    "state": "state|map state",
    "sponsor": "sponsor|executive sponsor",
    "owner": "owner|map owner",
    "reviewed_at": "reviewed at|reviewed|last reviewed|last updated|updated|date",
    "interviews": "interviews|interviewees|research|source research",
}
_OURS = {"business", "company", "our", "internal", "organization", "organisation", "organizational",
         "team", "kpi", "brand", "stakeholder", "employee", "backstage", "revenue"}  # fmt: skip
NOT_A_PERSONA = {"customer", "customers", "user", "current", "key", "main", "the", "their", "step"}
MOST_STEPS = 1000
LISTS = {"channels", "tollgates", "listening_posts", "owners"}


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {word: name for name, known in words.items() for word in known.split("|")}


STEP_FIELD, _MAP_FIELD = _by_word(_STEP_WORDS), _by_word(_MAP_WORDS)


def plain_name(name: str) -> str:
    """``whyItMatters``, ``Why it matters:`` and ``why_it_matters`` as one name."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    spaced = re.sub(r"^\s*(\d+[.)])+\s*", "", spaced)
    return " ".join(re.sub(r"\([^)]*\)|[^\w\s]|_", " ", spaced).lower().split())


def step_field(name: str) -> str | None:
    """The step's field that somebody's own name for it means, or None."""
    return _placed(plain_name(name), STEP_FIELD)


def map_field(name: str) -> str | None:
    return _placed(plain_name(name), _MAP_FIELD)


def _placed(name: str, known: dict[str, str]) -> str | None:
    words = name.split()
    if set(words) & _OURS and name not in known:
        return None
    ends = (" ".join(words[start:]) for start in range(min(len(words), 4)))
    return next((known[end] for end in ends if end in known), None)


def join_texts(texts: Iterable[str]) -> str:
    return "; ".join(text.strip() for text in texts if text.strip())
