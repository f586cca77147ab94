"""The four stages of listening, aligning, engaging and driving, and the barriers they point at."""

from dataclasses import dataclass

from domain.progress import Barrier, Fact, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was counted, of the whole company; nothing in it is about a person."""

    comments: int
    recent_comments: int
    maps: int
    sources: int
    roles: int
    roles_with_path: int
    insights: int
    subscriptions: int
    digests_sent: int
    actions: int
    actions_done: int
    actions_overdue: int
    questions_open: int


def tell_stages(c: Counts) -> list[Stage]:
    """Each stage by two or three counted facts. No score is made of them."""
    return [
        Stage(
            "listening",
            "customers are heard: comments that may be shown, those of these months, their sources",
            (
                Fact("comments", c.comments),
                Fact("of these months", c.recent_comments, c.comments),
                Fact("sources", c.sources),
            ),
        ),
        Stage(
            "aligning",
            "what is heard is tied to work: roles with a path to a journey step, maps, insights",
            (
                Fact("roles with a path", c.roles_with_path, c.roles),
                Fact("journey maps", c.maps),
                Fact("insights", c.insights),
            ),
        ),
        Stage(
            "engaging",
            "employees hear of it: subscriptions that are on, digests sent in these months",
            (Fact("subscriptions", c.subscriptions), Fact("digests sent", c.digests_sent)),
        ),
        Stage(
            "driving",
            "something is done: actions promised, done, and past their date",
            (
                Fact("actions promised", c.actions),
                Fact("done", c.actions_done, c.actions),
                Fact("past their date", c.actions_overdue, c.actions),
            ),
        ),
    ]


def find_barriers(c: Counts) -> list[Barrier]:
    """The known barriers that a figure points at; none where no figure does."""
    without = c.roles - c.roles_with_path
    found = [
        (
            c.maps == 0 and c.comments > 0,
            "product-shaped structure",
            f"{c.comments:,} comments and no journey map: they can be sorted by product only",
            "Import the map of one journey: hearback import journey FILE",
        ),
        (
            without > 0,
            "funding by line",
            f"{without} of {c.roles} roles have no path to a journey step",
            "Write down what each of them serves: hearback import roles FILE",
        ),
        (
            c.digests_sent > 0 and c.actions == 0,
            "box-ticking",
            f"{c.digests_sent:,} digests were sent and nothing was promised",
            "Agree on one first action with one team: hearback actions add",
        ),
        (
            c.questions_open > 0,
            "employees unheard",
            f"{c.questions_open:,} questions of employees have no evidence yet",
            "Go through the list: hearback questions list",
        ),
        (
            c.actions_overdue > 0,
            "loops left open",
            f"{c.actions_overdue} of {c.actions} actions are past their date and still open",
            "Ask their owners what is in the way: hearback actions list",
        ),
    ]
    return [Barrier(name, figure, step) for points, name, figure, step in found if points]
