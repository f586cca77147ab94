"""The frame of every page: one file, no script, nothing loaded from elsewhere, light and dark."""

from datetime import date
from html import escape


def write_frame(*, title: str, lead: str, body: str, foot: str) -> str:
    """The whole page around ``body``, which is HTML; the other three are plain words."""
    words = {"title": escape(title), "lead": escape(lead), "foot": escape(foot)}
    return _PAGE.format(**words, style=_STYLE, body=body)


def write_quote(words: str) -> str:
    """A customer's words as a block; quotation marks are the caller's."""
    return f'<blockquote><p dir="auto">{escape(words)}</p></blockquote>'


def write_day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


_STYLE = """
:root { color-scheme: light dark; --ink: #1d1c1d; --quiet: #5a5a60; --paper: #fbfaf8;
  --card: #ffffff; --line: #dedbd6; --accent: #9a3324; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceae6; --quiet: #b0adb5;
  --paper: #17171a; --card: #212126; --line: #3a3a41; --accent: #f0a08f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 42rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
header p, footer { color: var(--quiet); }
article { background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  padding: 1.25rem 1.5rem; margin: 1.5rem 0; }
h2 { font: 600 .9rem/1.4 system-ui, sans-serif; color: var(--quiet); margin: 0 0 .75rem; }
h3 { font: 700 .8rem/1.4 system-ui, sans-serif; letter-spacing: .04em; color: var(--accent);
  margin: 1.1rem 0 .35rem; }
blockquote { margin: 0 0 .6rem; padding-left: 1rem; border-left: .2rem solid var(--accent);
  font-style: italic; }
p { margin: 0 0 .5rem; }
.did { font-size: 1.125rem; }
footer { padding-bottom: 3rem; font-size: .9rem; }
ul { margin: 0 0 .5rem; padding-left: 1.25rem; }
@media print {
  :root { color-scheme: light; --ink: #000000; --quiet: #444444; --paper: #ffffff; --card: #ffffff;
    --line: #bbbbbb; --accent: #9a3324; }
  header { padding-top: 0; }
  article, blockquote, li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{lead}</p>
</header>
<main>
{body}
</main>
<footer><p>{foot}</p></footer>
</body>
</html>
"""
