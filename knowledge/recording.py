"""Links to recordings: made to open at a moment, and refused where they would let anybody in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlsplit

from domain.error import BadInput
from domain.moment import Moments, open_at, times_in, without_time
from domain.verbatim import Verbatim
from knowledge.comment import Comment
from knowledge.redaction import Redaction

_LONGEST = 900
_PLAYERS = (
    (("youtube.com", "youtu.be", "youtube-nocookie.com"), "seconds with s"),
    (("vimeo.com",), "fragment with minutes"),
    (("zoom.us", "gong.io", "grain.com", "grain.co", "loom.com", "chorus.ai", "fathom.video",
      "fireflies.ai", "avoma.com"), "seconds"),
)  # fmt: skip
_SECRET_NAMES = re.compile(
    r"(?:.*[_-])?(?:token|jwt|sig|signature|secret|password|passwd|passcode|pwd|auth|"
    r"authorization|api_?key|access_?key|key|session|sessionid|sid|credentials?|otp|code)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"eyJ[\w-]{10,}|(?:AKIA|ghp_|xox[a-z]-|sk-)[\w-]{8,}")


def recording_link(link: str, call: str) -> str:
    """The web address of a recording with a time of nought in it, in the way of its player.

    ``link`` may hold ``{seconds}``, ``{time}`` (1m15s) or ``{clock}`` (00:01:15) where the time
    goes, and ``{id}`` for the name of the call. Without one of these the player is known by its
    host; any other link gets ``#t=75``. Raises BadInput: not http or https, a token in the link,
    or a time where no player would look for it.
    """
    filled = link.strip().replace("{id}", quote(call, safe=""))
    check_link(filled, "recording")
    if "{" not in filled:
        filled = _for_player(without_time(filled))
    marks = {"{seconds}": "0", "{time}": "0m0s", "{clock}": "00:00:00"}
    for mark, nought in marks.items():
        filled = filled.replace(mark, nought)
    if "{" in filled or "}" in filled:
        raise BadInput("The link may hold {id}, and one of {seconds}, {time} and {clock}.")
    if times_in(filled) != 1:
        raise BadInput(
            "The link does not say its time where players look for it. "
            "Write it as ?t={seconds}, &start={seconds} or #t={time}."
        )
    return filled


def with_recording(row: Verbatim, comment: Comment, redaction: Redaction) -> Verbatim:
    """The row with its moments where the redacted text has them, and the link at the first."""
    if not comment.moments:
        return row
    moments = place_moments(comment.moments, redaction)
    if not comment.recording:
        return replace(row, moments=moments)
    return replace(row, moments=moments, url=open_at(comment.recording, moments[0][1]))


def place_moments(moments: Moments, redaction: Redaction) -> Moments:
    """Moments of the raw text at their offsets in the redacted one.

    What was replaced stands at the beginning of its token.
    """
    shifts = list(_shifts(redaction))
    placed: dict[int, float] = {}
    for offset, second in moments:
        placed.setdefault(_moved(offset, shifts), second)
    return tuple(sorted(placed.items()))


def _shifts(redaction: Redaction) -> Iterator[tuple[int, int, int, int]]:
    """Each replaced span of the input, and the span of its token in the output."""
    shift = 0
    for span in redaction.spans:
        start = span.start + shift
        end = redaction.text.index("]", start) + 1  # every token is [words]
        yield span.start, span.end, start, end
        shift = end - span.end


def _moved(offset: int, shifts: list[tuple[int, int, int, int]]) -> int:
    shift = 0
    for start, end, token_start, token_end in shifts:
        if offset < start:
            break
        if offset < end:
            return token_start
        shift = token_end - end
    return offset + shift


def check_link(link: str, what: str) -> None:
    """Refuse what is not a plain web address, or would let anybody in. Raises BadInput."""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme.lower() not in {"http", "https"}:
        raise BadInput(f"The link of the {what} must begin with https:// and name a host.")
    if len(link) > _LONGEST or re.search(r"[\s<>|\"\\\x00-\x1f]", link):
        raise BadInput(f"The link of the {what} is too long, or holds what no link holds.")
    if secret := _secret(link):
        raise BadInput(
            f"The link of the {what} carries {secret}, which would let anybody in. "
            "Share it with colleagues and give the link without it."
        )


def _secret(link: str) -> str:
    """What in a link is a key rather than an address; empty if nothing is."""
    parts = urlsplit(link)
    if "@" in parts.netloc:
        return "a user name"
    if _EMAIL.search(link):
        return "an e-mail address"
    if _SECRET_VALUE.search(link):
        return "a token"
    for name, _ in (*parse_qsl(parts.query), *parse_qsl(parts.fragment)):
        if _SECRET_NAMES.fullmatch(name):
            return f"the parameter {name[:30]!r}"
    return ""


def _for_player(link: str) -> str:
    host = (urlsplit(link).hostname or "").lower()
    kind = next(
        (k for hosts, k in _PLAYERS if any(host == h or host.endswith(f".{h}") for h in hosts)), ""
    )
    if kind.startswith("seconds"):
        page, hash_, fragment = link.partition("#")
        mark = "&" if "?" in page else "?"
        ending = "s" if kind.endswith("with s") else ""
        return f"{page}{mark}t={{seconds}}{ending}{hash_}{fragment}"
    page = link.partition("#")[0]
    return f"{page}#t={{time}}" if kind else f"{page}#t={{seconds}}"
