"""Inside-out wording: where a map says it as the company does, and not as customers would."""

import re
from collections.abc import Sequence

from domain.journey import Step
from domain.role import Role

_COMPANY_WORDS = re.compile(
    r"\b(tickets?|onboarding|process(?:es|ing)?|skus?|provision(?:ing|ed)?|escalat(?:e|ion)s?|"
    r"cases?|leads?|conversions?|upsell(?:ing)?|cross-sell(?:ing)?|churn|funnel|kyc|slas?|crm|"
    r"workflows?|lifecycle|backlog|hand-?overs?|touchpoints?|end users?|user flow|work orders?)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\b(?:the )?(?:users?|customers?|clients?) (?:must|shall|should|has to|have to|is required to"
    r"|needs to)\b",
    re.IGNORECASE,
)
_OFFICE_VERBS = (
    "approves|assigns|bills|calls|checks|closes|collects|confirms|contacts|creates|handles|informs|"
    "invoices|issues|manages|opens|prepares|processes|provisions|registers|reviews|schedules|sends|"
    "updates|validates|verifies"
)


def inside_out_words(step: Step, roles: Sequence[Role]) -> tuple[str, ...]:
    """What gives the company's view away, each with the field in which it stands."""
    return (*_inside_out_words(step), *_orders(step), *_departments(step, roles))


def _lived(step: Step) -> list[tuple[str, str]]:
    """What a map tells from the customer's side, and so has to be in the customer's words."""
    return [("name", step.name), ("what", step.what), ("why", step.why)]


def _inside_out_words(step: Step) -> list[str]:
    found = [
        f"{word.lower()!r} in {field}"
        for field, text in _lived(step)
        for word in _COMPANY_WORDS.findall(text)
    ]
    return list(dict.fromkeys(found))


def _orders(step: Step) -> list[str]:
    return [f"{found[0]!r} in {field}" for field, text in _lived(step)
            if (found := _ORDERS.search(text))]  # fmt: skip


def _departments(step: Step, roles: Sequence[Role]) -> list[str]:
    """A department that does something in the name of a step is the company's view of it."""
    names = {name.replace("-", " ") for role in roles for name in (role.name, role.title)}
    for name in sorted(names, key=len, reverse=True):
        starts = rf"(?:the )?{re.escape(name)}(?: team| department| desk)? (?:{_OFFICE_VERBS})\b"
        if re.match(starts, step.name, re.IGNORECASE):
            return [f"{name!r} is who acts in the name"]
    return []
