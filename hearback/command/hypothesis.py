"""``questions``: what people asked without evidence, until somebody stands behind an answer."""

from typing import TYPE_CHECKING, Any

import click

from domain.audience import EMPLOYEES
from domain.hypothesis import VERDICTS, Asked, Hypothesis, HypothesisState
from hearback.command.option import open_house, today
from hearback.command.review_option import by_option, now
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House


@click.group("questions", help="Questions without evidence, on their way to an answer.")
def questions_command() -> None:
    pass


@click.command("list", help="Questions that had no evidence, the most asked first.")
@json_option
def list_questions(*, as_json: bool) -> None:
    with open_house() as house:
        asked = house.hypotheses.asked()
    if as_json:
        print_json({"questions": asked})
        return
    for number, each in enumerate(asked, start=1):
        click.echo(f"{number:>3}  {each.question}\n     {_told(each)}")
    if not asked:
        click.echo("Every question so far had evidence.")


@questions_command.command("open", help="Make a question (its words or number) a hypothesis.")
@click.argument("question")
@click.option("--needs", help="The least data needed. [default: suggested from the maps]")
@click.option("--role", help="The role that asks. [default: who asked it]")
@by_option
@json_option
def open_question(
    *, question: str, needs: str | None, role: str | None, by: str, as_json: bool
) -> None:
    with open_house() as house:
        words = house.hypotheses.question_of(question)
        # A question is kept redacted, as everything that is kept.
        clean = house.redactor.redact([words])[0].text
        made = house.hypotheses.open(
            clean, lambda: needs or _suggested(house, clean), by, now(), role or ""
        )
        _tell(made, as_json=as_json)


@questions_command.command("show", help="One question with everything that is known of it.")
@click.argument("hypothesis_id", metavar="ID")
@json_option
def show_question(*, hypothesis_id: str, as_json: bool) -> None:
    with open_house() as house:
        _tell(house.hypotheses.get(hypothesis_id), as_json=as_json)


@questions_command.command("needs", help="Say what data is needed, or have it suggested again.")
@click.argument("hypothesis_id", metavar="ID")
@click.argument("needed", required=False)
@json_option
def need_data(*, hypothesis_id: str, needed: str | None, as_json: bool) -> None:
    with open_house() as house:
        known = house.hypotheses.get(hypothesis_id)
        needed = _suggested(house, known.question) if needed is None else needed
        _tell(house.hypotheses.need(hypothesis_id, needed), as_json=as_json)


@questions_command.command("link", help="Rest the answer on evidence.")
@click.argument("hypothesis_id", metavar="ID")
@click.argument("ids", metavar="EVIDENCE...", nargs=-1, required=True)
@json_option
def link_evidence(*, hypothesis_id: str, ids: tuple[str, ...], as_json: bool) -> None:
    with open_house() as house:
        _tell(house.hypotheses.link(hypothesis_id, ids), as_json=as_json)


@questions_command.command("conclude", help="Say what was found.")
@click.argument("hypothesis_id", metavar="ID")
@click.argument("verdict", type=click.Choice([str(each) for each in VERDICTS]))
@click.option("--finding", required=True, help="In a sentence.")
@json_option
def conclude_question(*, hypothesis_id: str, verdict: str, finding: str, as_json: bool) -> None:
    with open_house() as house:
        state = HypothesisState(verdict)
        _tell(house.hypotheses.conclude(hypothesis_id, state, finding), as_json=as_json)


@questions_command.command("reopen", help="Take a verdict back that is not signed off.")
@click.argument("hypothesis_id", metavar="ID")
@json_option
def reopen_question(*, hypothesis_id: str, as_json: bool) -> None:
    with open_house() as house:
        _tell(house.hypotheses.reopen(hypothesis_id), as_json=as_json)


@questions_command.command("sign-off", help="Stand behind a verdict that another reached.")
@click.argument("hypothesis_id", metavar="ID")
@by_option
@json_option
def sign_off_question(*, hypothesis_id: str, by: str, as_json: bool) -> None:
    with open_house() as house:
        _tell(house.hypotheses.sign_off(hypothesis_id, by, now()), as_json=as_json)


@questions_command.command("recheck", help="Ask again; say which questions have evidence now.")
@json_option
def recheck_questions(*, as_json: bool) -> None:
    with open_house() as house:
        roles = [role.name for role in house.truth.roles()]
        day = today()
        found = house.hypotheses.recheck(
            lambda question, role: house.ask(question, role, EMPLOYEES, day), roles
        )
    if as_json:
        print_json({"rechecked": found})
        return
    answered = [each for each in found if each.answered]
    for each in answered:
        linked = f", linked to {each.hypothesis}" if each.hypothesis else ""
        click.echo(f"Has evidence now ({len(each.evidence_ids)}{linked}): {each.question}")
    click.echo(f"{len(answered)} of {len(found)} have evidence now.")


questions_command.add_command(list_questions)


def _suggested(house: "House", question: str) -> str:
    from knowledge.hypothesis import suggest_need  # noqa: PLC0415 - see root

    return suggest_need(question, house.truth.journeys(), house.embedder, house.open_questions)


def _told(each: Asked) -> str:
    roles = ", ".join(each.roles) or "nobody yet"
    asked = f"asked {each.times} times by {roles}" if each.times else f"opened for {roles}"
    if each.hypothesis is None:
        return f"{asked}: {each.reason}"
    return f"{asked}; {_standing(each.hypothesis)}"


def _standing(each: Hypothesis) -> str:
    state = f"{each.id} {each.state} since {each.opened_at:%Y-%m-%d}"
    return f"{state}, signed off by {each.signed_off_by}" if each.is_final else state


def _tell(each: Hypothesis, *, as_json: bool) -> None:
    if as_json:
        print_json(each)
        return
    lines: list[Any] = [f"{each.id}  {each.state}  {each.question}", f"    needs: {each.needed}"]
    if each.evidence_ids:
        lines.append(f"    evidence: {', '.join(each.evidence_ids)}")
    if each.finding:
        lines.append(f"    found: {each.finding}")
    if each.is_final:
        lines.append(f"    signed off by {each.signed_off_by}")
    click.echo("\n".join(lines))
