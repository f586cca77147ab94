"""Answers and digests made of whatever a customer or a curator might have written."""

from dataclasses import replace

from hypothesis import strategies as st

from domain.answer import Answer, Hop, Intent, Path
from domain.digest import Digest, Section, SectionKind
from domain.evidence import Evidence, Kind
from domain.period import parse_period
from domain.role import Responsibility, Role
from domain.statement import Figure, Quote, Statement

SPICES = [
    "<!channel>",
    "<!here|x>",
    "<@U123>",
    "<#C1|general>",
    "<https://evil.example|your bank>",
    "*bold* _it_ ~no~ `code`",
    "> quoted",
    "&amp; &lt;!channel&gt;",
    ":tada:",
    "\n```\n",
    "\u202egnp.exe",
    "",
    "   ",
    "x" * 4000,
    "é" * 2000,
]
words = st.one_of(
    st.sampled_from(SPICES),
    st.text(max_size=300),
    st.lists(st.one_of(st.sampled_from(SPICES[:10]), st.text(max_size=40)), max_size=6).map(
        " ".join
    ),
)
urls = st.one_of(
    st.none(), words, st.just("https://ok.example/a?b=1&c=2"), st.just("javascript:alert(1)")
)


@st.composite
def evidences(draw: st.DrawFn, ref: str) -> Evidence:
    return Evidence(
        ref=ref,
        kind=draw(st.sampled_from(Kind)),
        id=f"id-{ref}",
        text=draw(words.filter(bool)),
        source=draw(words),
        url=draw(urls),
        n=draw(st.none() | st.integers(0, 10**9)),
        window=draw(st.none() | words),
        figures={"share": draw(words)},
    )


def _statement(draw: st.DrawFn, held: tuple[Evidence, ...]) -> Statement:
    item = draw(st.sampled_from(held))
    quote = Quote(item.ref, 0, len(item.text))
    parts = draw(
        st.lists(st.one_of(words, st.just(quote), st.just(Figure(item.ref, "share"))), max_size=4)
    )
    refs = {item.ref, *draw(st.lists(st.sampled_from([e.ref for e in held])))}
    return Statement(tuple(parts), tuple(sorted(refs)))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    held = tuple(draw(evidences(f"E{i}")) for i in range(draw(st.integers(1, 12))))
    statements = tuple(_statement(draw, held) for _ in range(draw(st.integers(0, 20))))
    hops = st.builds(Hop, st.sampled_from(["role", "step", "feeling"]), words)
    paths = st.lists(st.lists(hops, max_size=8).map(lambda found: Path(tuple(found))), max_size=5)
    return Answer(
        question=draw(words),
        role="finance",
        intent=Intent.TOPIC,
        statements=statements,
        evidence=held,
        paths=tuple(draw(paths)),
        reason=draw(st.none() | words),
    )


@st.composite
def digests(draw: st.DrawFn) -> Digest:
    answer = draw(answers())
    cut = draw(st.integers(0, len(answer.statements)))
    sections = (
        Section(SectionKind.MOVED, draw(words), answer.statements[:cut]),
        Section(SectionKind.WORDS, draw(words), answer.statements[cut:]),
    )
    made = Digest(
        role="finance",
        period=parse_period("2026-W46"),
        sections=sections,
        evidence=answer.evidence,
        chart_alt=draw(words),
        reason=draw(st.none() | words),
    )
    return made if draw(st.booleans()) else replace(made, sections=())


@st.composite
def role_lists(draw: st.DrawFn) -> list[Role]:
    names = draw(st.lists(words, unique=True, max_size=8))
    owned = (Responsibility(id="r", name=draw(words)),)
    many = [f"role {number}" for number in range(draw(st.sampled_from([0, 120])))]
    return [Role(name=n, title=draw(words), responsibilities=owned) for n in names] + [
        Role(name=name, title=name) for name in many
    ]
