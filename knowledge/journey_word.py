"""Other people's names for the fields of a journey map, placed on ours."""

import re
from collections.abc import Iterable

# Other people's words for the fields of a step. The last words of a name decide: "player goal" is
# a goal, unless the words before it say that it is the company's.
_STEP_WORDS = {
    "trigger": "trigger|trigger event|triggers",
    "who": "who|persona|personas|actor|actors",
    "what": "what|doing|does|do|action|actions|activity|activities|behaviour|behavior|behaviours|"
    "behaviors|moments|description|user story|tasks|task|story|what happens|happens|interactions",
    "when": "when|timing|duration|time frame|timeframe|timeline|time",
    "where": "where|setting|location",
    "why": "why|goal|goals|objective|objectives|motivation|motivations|why it matters|thinking|"
    "thoughts|thought|thinks|think|mindset|job to be done|jobs to be done|jtbd|expectation|"
    "expectations|says|saying|thinking and saying|intent",
    "channels": "channel|channels|touchpoint|touchpoints|touch point|touch points|service|services|"
    "platform|platforms|medium|devices|device|contact points|contact point|points of contact",
    "emotion": "emotion|emotions|feeling|feelings|feels|feel|felt|mood|sentiment|emotional state|"
    "experience|satisfaction|emotional|emotional journey|emotional response|emotional experience|"
    "mental state|emotional arc|emotion journey|emotional line|emotion line|csat",
    "evoked_by": "evoked by|pain point|pain points|painpoint|painpoints|pains|pain|frustration|"
    "frustrations|problems|problem|barriers|barrier|friction|friction points|challenges|challenge|"
    "obstacles|obstacle|cause|fears|worries|concerns|issues|blockers|blocker|gets in the way|"
    "what goes wrong|difficulties",
    "needs": "need|needs|information needs|needs information|information need|questions|question",
    "needs.content": "content needs|needs content",
    "needs.channel": "channel needs|needs channel",
    "needs.next_step": "next step needs|needs next step",
    "gets": "gets|get|what we offer|we offer|what we give|what they have|"
    "gets information|currently gets|what they get|information gets",
    "gets.content": "gets content|content gets",
    "gets.channel": "gets channel|channel gets",
    "gets.next_step": "gets next step|next step gets",
    "tollgates": "tollgate|tollgates|success criteria|success criterion|exit criteria|gates|"
    "acceptance criteria|done when",
    "listening_posts": "listening post|listening posts|data sources|data source|feedback sources|"
    "surveys|survey|research sources|feedback channels|how we listen",
    "owners": "owner|owners|owned by|responsible|teams involved|team|teams|department|departments|"
    "responsibility|owns it|owns this|accountable|who is responsible|process owner|function|"
    "functions|in charge",
    "share_of_customers": "share of customers|share",
    "value": "value at stake|value",
    "matters": "moment of truth|moments of truth|moment that matters|moments that matter|mot|"
    "matters|critical moment",
    "future": "future|future state|opportunity|opportunities|idea|ideas|improvements|improvement|"
    "solutions|solution|recommendations|recommendation|to be|moments of delight|how it should be|"
    "how might we|do better|target state|vision",
}
_MAP_WORDS = {
    "id": "id",
    "name": "title|name|journey|journey name|journey map",
    "persona": "persona|personas|actor|who|customer|persona name",
    "persona_goal": "persona goal|goal|goals|jobs to be done|job to be done|objective|objectives",
    "segment": "segment|customer segment|segments",
    "scope": "scope|scenario|description|purpose",
    "state": "state|map state|map type",
    "sponsor": "sponsor|executive sponsor|sponsored by",
    "owner": "owner|map owner|owned by",
    "reviewed_at": "reviewed at|reviewed|last reviewed|last updated|updated|date",
    "interviews": "interviews|interviewees|research|source research|based on",
}
_OURS = {"business", "company", "our", "internal", "organization", "organisation", "organizational",
         "team", "kpi", "brand", "stakeholder", "employee", "backstage", "revenue", "staff", "back",
         "provider"}  # fmt: skip
NOT_A_PERSONA = {
    "customer",
    "customers",
    "user",
    "users",
    "current",
    "key",
    "main",
    "the",
    "their",
    "step",
    "what",
    "how",
    "who",
    "where",
    "when",
    "why",
    "they",
    "it",
    "we",
    "is",
    "are",
    "does",
    "do",
    "level",
    "i",
    "emotional",
    "and",
    "or",
    "of",
    "this",
    "process",
    "your",
    "my",
    "primary",
    "top",
    "typical",
}
# What may stand behind a field's name without changing it: "touchpoints used".
_TRAILING = {"involved", "used", "experienced", "here", "today", "level", "score", "rating",
             "curve", "index", "graph", "name", "names", "at", "this", "step", "stage",
             "phase"}  # fmt: skip
_NOTHING = {"", "-", "--", "–", "—", "n/a", "na", "none", "nobody", "no one", "nothing", "tbd",
            "todo", "?", "unknown", "not known", "no owner"}  # fmt: skip
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
    if name in known:
        return known[name]
    words = name.split()
    if set(words) & _OURS:
        return None
    while words:
        ends = (" ".join(words[start:]) for start in range(max(0, len(words) - 4), len(words)))
        if place := next((known[end] for end in ends if end in known), None):
            return place
        if words.pop() not in _TRAILING:
            return None
    return None


def is_nothing(text: str) -> bool:
    """Whether somebody filled a cell to say that there is nothing to say."""
    return text.strip(" .()").lower() in _NOTHING


def join_texts(texts: Iterable[str]) -> str:
    return "; ".join(text.strip() for text in texts if text.strip())
