"""Text that is drawn: what the font has letters for, in lines that fit a width in pixels."""

from collections.abc import Iterator, Sequence
from functools import cache

PIXEL = 100  # pixels to an inch, before a picture is drawn larger


def drawable(text: str) -> str:
    """The text without what the font has no picture of, such as most emoji."""
    return "".join(letter for letter in text if letter == " " or ord(letter) in _letters())


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415

    plain = get_font(findfont(FontProperties(weight="normal"))).get_charmap()
    bold = get_font(findfont(FontProperties(weight="bold"))).get_charmap()
    return frozenset(plain) & frozenset(bold)


def wrapped(text: str, width: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The text in at most so many lines that fit; what is left out shows as three dots."""
    lines = list(_lines(drawable(text).split(), width, size, bold=bold))
    if len(lines) > most:
        last = lines[most - 1]
        while last and _measured(f"{last} …", size, bold=bold) > width:
            last = last.rpartition(" ")[0] or last[:-1]
        lines = [*lines[: most - 1], f"{last} …"]
    return lines


def _lines(words: Sequence[str], width: float, size: float, *, bold: bool) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and _measured(longer, size, bold=bold) > width:
            yield line
            longer = word
        while len(longer) > 1 and _measured(longer, size, bold=bold) > width:
            cut = next(
                n for n in range(len(longer) - 1, 0, -1)
                if n == 1 or _measured(longer[:n], size, bold=bold) <= width
            )  # fmt: skip
            yield longer[:cut]
            longer = longer[cut:]
        line = longer
    if line:
        yield line


@cache
def _measured(text: str, size: float, *, bold: bool) -> float:
    """How wide the text is drawn, in the picture's pixels."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415
    from matplotlib.textpath import TextPath  # noqa: PLC0415

    font = FontProperties(size=size, weight="bold" if bold else "normal")
    path = TextPath((0, 0), text.replace("$", "S"), prop=font)
    return float(path.get_extents().width) * PIXEL / 72 if text.strip() else 0.0
