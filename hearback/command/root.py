"""The command line, put together."""

from importlib import import_module

import click

# Where each command lives; it is imported when it is called, so that `--help` answers at once.
_COMMANDS = {
    "init": ("knowledge", "An empty knowledge base."),
    "import": ("importing", "Import verbatims, transcripts, trends, journey maps, roles, themes."),
    "connect": ("connector", "Read sources over HTTP, or a watched folder."),
    "search": ("search", "Find evidence."),
    "ask": ("ask", "Ask how work affects customers."),
    "digest": ("digest", "The digest of a role for a period."),
    "journey": ("journey", "Draw a journey map, audit the maps, list the gaps."),
    "trends": ("trends", "Every series with its verdict."),
    "redact": ("stream", "Redact JSON lines from standard input."),
    "tag": ("stream", "Tag JSON lines from standard input."),
    "review": ("review", "Decide what may be shown: approve, tag, redact, reject, undo."),
    "questions": ("hypothesis", "Questions without evidence, on their way to an answer."),
    "themes": ("theme", "Themes that comments suggest: propose, list, name or dismiss."),
    "retract": ("withdrawal", "Withdraw evidence."),
    "restore": ("withdrawal", "Undo a retraction."),
    "forget": ("withdrawal", "Delete everything of one customer."),
    "retention": ("retention", "How long the words of each source are kept."),
    "subscribe": ("subscription", "Subscribe a person or channel to a digest."),
    "team": ("team", "Subscribe a team; everyone can leave."),
    "digests": ("subscription", "What became of each delivery."),
    "actions": ("action", "Promise, finish or drop actions."),
    "sit-in": ("sit_in", "Interviews, calls and workshops that employees may sit in on."),
    "progress": ("progress", "How far it has come: who was reached, asked and acted."),
    "look-back": ("look_back", "A quarter or a year: what changed, what was done, whose words."),
    "reindex": ("knowledge", "Build the index again from the truth."),
    "demo": ("demo", "The main job on the example company, from nothing."),
    "serve": ("serve", "Slack and the scheduler, until stopped."),
    "slack-demo": ("slack_demo", "Slack on this machine, with the bot in it."),
    "doctor": ("doctor", "What is configured, stale or missing, and the next thing to do."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"hearback.command.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in _COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hearback")
def cli() -> None:
    """Hearback tells every employee what their work does to customers, in the customers' words."""
