"""What has been done about X? What people promised, and what became of it."""

from dataclasses import replace

from domain.action import Action, ActionState, is_person
from domain.answer import Intent, Question
from retrieval.book import EvidenceBook
from retrieval.finding import ActionFound, Finding, Findings
from retrieval.gather.words import gather_quotes
from retrieval.library import Library
from retrieval.relevance import keep_relevant
from retrieval.words import coverage, topic_words

_OWN_WORDS = frozenset({"action", "actions", "taken", "anything", "something", "far"})


def gather_done(library: Library, question: Question) -> Findings:
    asked = [word for word in topic_words(question.text) if word not in _OWN_WORDS]
    seen = library.actions if library.audience.may_see("employees") else ()
    fitting = [each for each in seen if not asked or coverage(asked, f"{each.what} {each.about}")]
    if not fitting:
        about = f" about {', '.join(asked)}" if asked else ""
        missing = (
            f"Nothing is recorded as promised or done{about}. Needed: an action with an owner and a"
            " date (hearback actions add)."
        )
        return Findings(question=question, intent=Intent.DONE, missing=missing)
    book = EvidenceBook()
    found: list[Finding] = []
    for each in map(_as_told, fitting[:3]):
        ref = book.add_action(each)
        outcome = f"{each.what}. {each.outcome}" if each.outcome else each.what
        found.append(ActionFound(what=outcome, owner=each.owner, state=each.state, ref=ref))
    hits = keep_relevant(library, library.search(question.text), asked) if asked else []
    found += gather_quotes(library, book, hits, question.text, limit=1)
    return Findings(
        question=question, intent=Intent.DONE, found=tuple(found), evidence=book.evidence
    )


def _as_told(action: Action) -> Action:
    """A person is a colleague here: who promised what is between them and their team."""
    owner = "A colleague" if is_person(action.owner) else action.owner
    return replace(action, owner=owner, state=ActionState.DONE if action.finished else action.state)
