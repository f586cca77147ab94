"""The wiring: every part of the house is made here, once, and only when somebody needs it."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.default import company_file, default_file
from config.settings import Settings
from digests.build import build_digest
from digests.chart import Picture
from digests.hearing import Reader
from digests.inviting import invite
from domain.answer import Answer, Question
from domain.audience import EMPLOYEE_GROUP, EMPLOYEES, Audience
from domain.digest import Digest
from domain.error import BadInput, unknown
from domain.journey import Step
from domain.period import Period
from domain.picture import DrawnPicture
from domain.role import Role
from domain.trend import Change
from hearback.chat_writer import open_chat_writer
from knowledge.hypothesis import Hypotheses
from knowledge.redaction import Redactor
from knowledge.review import Review
from knowledge.review_names import TagNames
from knowledge.role_file import read_roles
from storage.database import open_database
from storage.store import Stores

if TYPE_CHECKING:
    from knowledge.tagging.tagger import Tagger
    from retrieval.answerer import Answerer
    from retrieval.chroma_index import ChromaIndex
    from retrieval.corpus import Tally
    from retrieval.dense import DenseSearch
    from retrieval.embedding import MiniLmEmbeddings
    from retrieval.finding import Findings
    from retrieval.library import Library
    from retrieval.search import Searcher


class House(Stores):
    """One home and everything that works on it. ``close`` gives the index free."""

    def __init__(self, settings: Settings, *, create: bool = False) -> None:
        self.settings = settings
        self.home = settings.home_folder
        database = self.home / "hearback.db"
        if not create and not database.exists():
            raise BadInput(f"There is no knowledge base at {self.home} yet. Run: hearback init")
        if self.home.exists() and not self.home.is_dir():
            raise BadInput(f"{self.home} is not a directory. Set HEARBACK_HOME to one.")
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._engine = open_database(settings.database_url)
        super().__init__(self._engine, settings.smallest_group)
        self._index: ChromaIndex | None = None
        if not self.truth.roles():
            self.truth.put_roles(self.default_roles())

    def close(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None
        self._engine.dispose()

    @property
    def rejects_folder(self) -> Path:
        return self.home / "rejects"

    @property
    def index_folder(self) -> Path:
        return self.home / "index"

    def default_roles(self) -> list[Role]:
        return read_roles(default_file("roles.yaml"))

    @cached_property
    def embedder(self) -> "MiniLmEmbeddings":
        from retrieval.embedding import MiniLmEmbeddings  # noqa: PLC0415 - LangChain takes a second

        return MiniLmEmbeddings()

    @cached_property
    def redactor(self) -> Redactor:
        return Redactor()

    @cached_property
    def tagger(self) -> "Tagger":
        from knowledge.tagging.sentiment import load_sentiment_seeds  # noqa: PLC0415 - scikit-learn
        from knowledge.tagging.tagger import Tagger  # noqa: PLC0415
        from knowledge.tagging.taxonomy import load_taxonomy  # noqa: PLC0415

        return Tagger(
            self.embedder,
            load_taxonomy(company_file(self.home, "themes.yaml")),
            self._lived_steps(),
            load_sentiment_seeds(company_file(self.home, "sentiment.yaml")),
            self.truth,
        )

    @property
    def import_tools(self) -> dict[str, Any]:
        """What every import of comments works with."""
        return {
            "truth": self.truth,
            "redactor": self.redactor,
            "tagger": self.tagger,
            "embedder": self.embedder,
        }

    @cached_property
    def reviewer(self) -> Review:
        return Review(self.review, self.conversations, self.withdrawal, lambda: self.embedder)

    @cached_property
    def hypotheses(self) -> Hypotheses:
        people = self.review.people
        return Hypotheses(self.open_questions, self.conversations.unanswered, people)

    def tag_names(self) -> TagNames:
        """What a reviewer may tag with: the taxonomy, every theme in use, every step."""
        from knowledge.tagging.taxonomy import load_taxonomy  # noqa: PLC0415

        known = load_taxonomy(company_file(self.home, "themes.yaml")).themes
        themes = {theme: theme for theme in self.review.themes()}
        themes |= {theme.id: theme.name for theme in known}
        steps = self._lived_steps()
        return TagNames(tuple(themes.items()), tuple((ref, step.name) for ref, step in steps))

    def _lived_steps(self) -> list[tuple[str, Step]]:
        """Where a comment can be placed: nobody has lived a map of the future yet."""
        lived = [journey for journey in self.truth.journeys() if journey.state != "future"]
        return [pair for journey in lived for pair in journey.steps()]

    @cached_property
    def index(self) -> "ChromaIndex | None":
        """The index, or None while another process owns it."""
        from retrieval.chroma_index import open_index  # noqa: PLC0415 - Chroma takes a second

        self._index = open_index(self.index_folder)
        return self._index

    def is_index_expunged(self) -> bool:
        """Whether the index's files hold nothing that was forgotten, whoever owns them."""
        from retrieval.chroma_index import is_expunged  # noqa: PLC0415

        return is_expunged(self.index_folder, self.corpus)

    @cached_property
    def dense(self) -> "DenseSearch":
        from retrieval.dense import DenseSearch  # noqa: PLC0415

        return DenseSearch(self.corpus)

    @cached_property
    def searcher(self) -> "Searcher":
        from retrieval.search import Searcher  # noqa: PLC0415

        self.embedder.warm_up()
        self.corpus.warm_up()
        self.dense.warm_up()
        return Searcher(self.corpus, self.dense, self.embedder)

    @cached_property
    def answerer(self) -> "Answerer":
        from retrieval.answerer import Answerer  # noqa: PLC0415

        return Answerer(
            searcher=self.searcher,
            corpus=self.corpus,
            curated=self.truth,
            promises=self.actions,
            writer=open_chat_writer(self.settings),
        )

    def ask(self, text: str, role: str, audience: Audience, as_of: date) -> Answer:
        return self.answerer.answer(_question(text, role, audience, as_of))

    def gather(self, text: str, role: str, audience: Audience, as_of: date) -> "Findings":
        """What an answer may be written from; ``answerer.write`` does that, in any thread."""
        return self.answerer.gather(_question(text, role, audience, as_of))

    def check_role(self, name: str) -> None:
        names = [role.name for role in self.truth.roles()]
        if name not in names:
            raise unknown("role", name, names)

    def library(self, audience: Audience, as_of: date) -> "Library":
        from retrieval.library import open_library  # noqa: PLC0415

        question = Question(text="", role="", audience=audience, as_of=as_of)
        return open_library(self.searcher, self.corpus, self.truth, self.actions, question)

    def digest(
        self,
        role: str,
        period: Period,
        *,
        as_of: date,
        audience: Audience = EMPLOYEES,
        told: frozenset[str] = frozenset(),
        folder: Path | None = None,
        fond: bool = False,
    ) -> Digest:
        """A role's digest of a period, as it stood on a day; its pictures go into the folder.

        ``fond`` asks for what customers liked where nothing else is to be told.
        """
        self.check_role(role)
        library = self.library(audience, min(as_of, period.last_day))
        picture = Picture(folder, f"{role}-{period}")
        reader = Reader(role, told, self.presses.learned(role), fond)
        built = build_digest(library, reader, period, picture)
        return invite(built, library, self.sessions.rolls(), as_of)

    def journey_names(self, audience: Audience) -> dict[str, str]:
        """The maps that the audience may see: they are the employees' and nobody else's."""
        if not audience.may_see(EMPLOYEE_GROUP):
            return {}
        return {journey.id: journey.name for journey in self.truth.journeys()}

    def draw_journey(self, name: str, audience: Audience, as_of: date, path: Path) -> DrawnPicture:
        """A map with the counts that the audience may see. Raises NotFound."""
        from knowledge.journey_picture import draw_journey  # noqa: PLC0415
        from retrieval.corpus import Filter  # noqa: PLC0415

        def at_step(step: str) -> "Tally":
            wanted = Filter(audience=audience, where={"step": step}, as_of=as_of)
            return self.corpus.tally(None, wanted)

        names = self.journey_names(audience)
        if name not in names:
            raise unknown("journey map", name, names)
        journey = next(each for each in self.truth.journeys() if each.id == name)
        drawn = draw_journey(journey, path, at_step)
        return DrawnPicture(str(drawn.path), drawn.alt, "journey")

    def changes(self, as_of: date) -> Sequence[Change]:
        from retrieval.library import every_change  # noqa: PLC0415

        return every_change(self.corpus, self.truth, as_of)

    def keep_notes(self) -> None:
        """Bring the searched texts of journeys, roles and trends in step with what is stored."""
        from retrieval.note import keep_notes, write_notes  # noqa: PLC0415

        truth = self.truth
        notes = write_notes(truth.roles(), truth.journeys(), truth.series(), truth.insights())
        keep_notes(truth, notes, self.embedder)

    def keep_insights(self) -> None:
        """Let go of insights whose evidence was withdrawn, and show those whose evidence came."""
        from retrieval.note import INSIGHT_PREFIX, keep_notes, write_insights  # noqa: PLC0415

        before = self.truth.note_texts(INSIGHT_PREFIX)
        keep_notes(self.truth, write_insights(self.truth.insights()), self.embedder)
        if gone := before.keys() - self.truth.note_texts(INSIGHT_PREFIX).keys():
            self.conversations.withdraw(gone)  # the messages that told them

    def drop_unused_defaults(self, imported: Sequence[str]) -> None:
        """The roles that came with the program go when a company's own arrive."""
        kept = set(imported)
        for role in self.default_roles():
            if role.name not in kept:
                self.truth.remove_role_like(role)


def _question(text: str, role: str, audience: Audience, as_of: date) -> Question:
    if not text.strip():
        raise BadInput("Ask a question, such as: how does my work affect customers?")
    return Question(text=text.strip(), role=role, audience=audience, as_of=as_of)
