"""Single keys and lines from a terminal."""

import os
import select
import sys

import click

_QUIT, _ESCAPE = "q", b"\x1b"
# An escape sequence: one of these, digits, and a last letter or sign.
_INTRODUCERS = (b"[", b"O")
_SEQUENCE_SECONDS = 0.05


class TerminalKeyboard:
    """Keys as they are pressed, lines with completion by the tab key where readline is there."""

    def key(self) -> str:
        """The next key, one that was pressed ahead of time too; "q" at the end of input."""
        try:
            return _read_key()
        except (EOFError, KeyboardInterrupt):
            return _QUIT

    def line(self, asked: str, names: list[str]) -> str:
        complete_from(names)
        try:
            return input(f"{asked}: ").strip()
        except (EOFError, KeyboardInterrupt):
            return ""


def _read_key() -> str:
    try:
        import termios  # noqa: PLC0415 - Windows has neither
        import tty  # noqa: PLC0415
    except ImportError:
        return click.getchar()
    screen = sys.stdin.fileno()
    before = termios.tcgetattr(screen)
    try:
        # Not click's way, which throws away what was pressed while the screen was drawn.
        tty.setcbreak(screen, termios.TCSANOW)
        pressed = os.read(screen, 1)
        if pressed == _ESCAPE:
            _swallow(screen)
    finally:
        termios.tcsetattr(screen, termios.TCSANOW, before)
    return pressed.decode(errors="replace") or _QUIT


def _swallow(screen: int) -> None:
    """An arrow key ends in a letter, which must not be taken for a decision.

    What was pressed after it is left to be read.
    """
    while select.select([screen], [], [], _SEQUENCE_SECONDS)[0]:
        part = os.read(screen, 1)
        if not part or (part not in _INTRODUCERS and b"@" <= part <= b"~"):
            return


def complete_from(names: list[str]) -> None:
    try:
        import readline  # noqa: PLC0415 - not every Python has it
    except ImportError:
        return
    readline.set_completer_delims(",")
    readline.set_completer(lambda typed, at: _completion(names, typed, at))
    readline.parse_and_bind("tab: complete")


def _completion(names: list[str], typed: str, at: int) -> str | None:
    fitting = [name for name in names if name.startswith(typed.strip())]
    return fitting[at] if at < len(fitting) else None
