"""``review``: what the CX team stands behind."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from domain.error import BadInput
from domain.review import DONE, Decision, Removal, Selection, TagEdit
from hearback.command.hypothesis import list_questions
from hearback.command.option import catch_up, open_house
from hearback.command.review_look import (
    review_history,
    review_list,
    review_show,
    review_stats,
    show_preview,
)
from hearback.command.review_option import (
    by_option,
    filter_options,
    now,
    on_terminal,
    reached,
    read_filter,
    tell,
    tell_messages,
)
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House


@click.group("review", invoke_without_command=True)
@by_option
@click.pass_context
def review_command(ctx: click.Context, *, by: str) -> None:
    """Decide what customers' words may be shown.

    Without a command, on a terminal: one comment after the other, what matters most first.
    """
    if ctx.invoked_subcommand:
        return
    if not on_terminal():
        raise click.UsageError(
            "Reviewing one by one needs a terminal. See: hearback review list, or --help."
        )
    from hearback.review_session import review_on_terminal  # noqa: PLC0415 - see root

    with open_house() as house:
        review_on_terminal(house, by)
        catch_up(house)


@review_command.command("approve", help="Approve by id, by filter, or everything that waits.")
@click.argument("ids", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Everything that waits.")
@filter_options
@click.option("--preview", is_flag=True, help="Only say what would be approved.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@by_option
@json_option
def review_approve(*, everything: bool, **options: Any) -> None:
    _decide(Decision.APPROVE, everything=everything, **options)


@review_command.command("reject", help="Keep out of every answer, by id or by filter.")
@click.argument("ids", nargs=-1)
@filter_options
@click.option("--preview", is_flag=True, help="Only say what would be rejected.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@by_option
@json_option
def review_reject(**options: Any) -> None:
    _decide(Decision.REJECT, everything=False, **options)


def _by_id(decision: Decision, told: str) -> click.Command:
    @click.command(str(decision), help=told)
    @click.argument("ids", nargs=-1, required=True)
    @by_option
    @json_option
    def command(*, ids: tuple[str, ...], by: str, as_json: bool) -> None:
        with open_house() as house:
            decided = house.reviewer.decide(Selection(ids=ids), decision, by, now())
            tell(house, DONE[decision], decided, as_json=as_json)

    return command


for _decision, _told in (
    (Decision.FEATURE, "Approve, and show before others."),
    (Decision.UNFEATURE, "Approved, but not before others."),
    (Decision.RESTORE, "Put what was retracted back into the queue."),
    (Decision.UNGROUP, "Let a comment count by itself, not with its near-duplicates."),
):
    review_command.add_command(_by_id(_decision, _told))


@review_command.command("tag", help="Correct the tags; the next import is tagged better for it.")
@click.argument("ids", nargs=-1, required=True)
@click.option("--theme", "themes", multiple=True, help="What it is about; several are allowed.")
@click.option("--no-theme", is_flag=True, help="No theme fits.")
@click.option("--step", help="The journey step, as journey/step or by its name.")
@click.option("--no-step", is_flag=True, help="No step fits.")
@click.option("--sentiment", type=float, help="-1 (bad) to 1 (good).")
@by_option
@json_option
def review_tag(*, ids: tuple[str, ...], by: str, as_json: bool, **options: Any) -> None:
    with open_house() as house:
        edit = _edit(house, **options)
        decided = house.reviewer.tag(Selection(ids=ids), edit, by, now())
        tell(house, "tagged", decided, as_json=as_json)


def _edit(
    house: "House",
    *,
    themes: tuple[str, ...],
    no_theme: bool,
    step: str | None,
    no_step: bool,
    sentiment: float | None,
) -> TagEdit:
    if (themes and no_theme) or (step and no_step):
        raise click.UsageError("Name a tag, or say that none fits, not both.")
    names = house.tag_names()
    return TagEdit(
        themes=names.resolve_themes(themes) if themes or no_theme else None,
        step=names.resolve_step(step) if step else ("" if no_step else None),
        sentiment=sentiment,
    )


@review_command.command("redact", help="Take further words out of a comment, for good.")
@click.argument("evidence_id", metavar="ID")
@click.argument("words", nargs=-1, required=True)
@click.option("--as", "instead", default="removed", show_default=True, help="What they were.")
@by_option
@json_option
def review_redact(
    *, evidence_id: str, words: tuple[str, ...], instead: str, by: str, as_json: bool
) -> None:
    from knowledge.removal import TOKENS  # noqa: PLC0415 - see root

    if instead not in TOKENS:
        raise BadInput(f"--as {instead}: choose {', '.join(TOKENS)}.")
    with open_house() as house:
        removal = Removal(words=words, instead=instead)
        decided = house.reviewer.redact(evidence_id, removal, by, now())
        tell(house, "redacted", decided, as_json=as_json)
        if not as_json:
            click.echo("The old words were not kept; this cannot be undone.")


@review_command.command("undo", help="Take back a batch, or the last thing that you decided.")
@click.argument("batch", required=False)
@by_option
@json_option
def review_undo(*, batch: str | None, by: str, as_json: bool) -> None:
    with open_house() as house:
        undone = house.reviewer.undo(batch, by, now())
        catch_up(house)
        if as_json:
            print_json(undone)
            return
        click.echo(f"{undone.decision} ({undone.undone}) undone: {undone.restored:,} as before.")
        if undone.gone:
            click.echo(f"{len(undone.gone):,} were forgotten meanwhile and stay gone.")
        if undone.decision == Decision.REJECT:
            click.echo("Slack messages that were taken back stay so.")
        tell_messages(len(undone.messages))
        click.echo(f"To have it back: hearback review undo {undone.batch}")


def _decide(
    decision: Decision,
    *,
    ids: tuple[str, ...],
    everything: bool,
    preview: bool,
    yes: bool,
    by: str,
    as_json: bool,
    **filters: Any,
) -> None:
    chosen = _meant(decision, ids, everything=everything, **filters)
    with open_house() as house:
        if preview:
            show_preview(house.reviewer.preview(chosen), DONE[decision], as_json=as_json)
            return
        if not (ids or everything or yes):
            _ask(house, chosen, decision, as_json=as_json)
        decided = house.reviewer.decide(chosen, decision, by, now())
        tell(house, DONE[decision], decided, as_json=as_json)


def _meant(
    decision: Decision,
    ids: tuple[str, ...],
    *,
    everything: bool,
    pairs: tuple[str, ...],
    source: str | None,
    since: date | None,
    until: date | None,
) -> Selection:
    filtered = bool(pairs or source or since or until)
    if bool(ids) == (everything or filtered):
        every = ", or everything that waits with --all" if decision is Decision.APPROVE else ""
        raise click.UsageError(f"Name ids, or a filter such as --where theme=billing{every}.")
    if ids:
        return Selection(ids=ids)
    return reached(read_filter(pairs, source, since, until), decision)


def _ask(house: "House", chosen: Selection, decision: Decision, *, as_json: bool) -> None:
    """Nothing is decided by a filter that nobody has seen the reach of."""
    found = house.reviewer.preview(chosen)
    if as_json or not on_terminal():
        raise BadInput(
            f"{found.count:,} would be {DONE[decision]}. Add --yes to do it, --preview to look."
        )
    show_preview(found, DONE[decision], as_json=False)
    click.confirm(f"{str(decision).capitalize()} {found.count:,}?", abort=True)


for _command in (review_list, review_show, review_history, review_stats):
    review_command.add_command(_command)
review_command.add_command(list_questions, "questions")
