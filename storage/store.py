"""Everything that is kept, by what it is: one object for each kind of record."""

import sqlalchemy as sa

from storage.action import SqlActions
from storage.action_notice import SqlNotices
from storage.action_page import SqlPages
from storage.activity import SqlActivity
from storage.connector import SqlConnectors
from storage.contact import SqlContacts
from storage.conversation import SqlConversations
from storage.corpus import SqlCorpus
from storage.hypothesis import SqlHypotheses
from storage.import_run import SqlImportRuns
from storage.knowledge import SqlTruth
from storage.press import SqlPresses
from storage.proposal import SqlProposals
from storage.retention import SqlRetention
from storage.review import SqlReview
from storage.schedule import SqlLedger, SqlSubscriptions
from storage.session import SqlSessions
from storage.team import SqlTeams
from storage.withdrawal import SqlWithdrawal


class Stores:
    """The repositories over one database."""

    def __init__(self, engine: sa.Engine, smallest_group: int) -> None:
        """``smallest_group`` is how many customers a segment needs to be named (k-anonymity)."""
        self.corpus = SqlCorpus(engine, smallest_group)
        self.truth = SqlTruth(engine)
        self.review = SqlReview(engine)
        self.proposals = SqlProposals(engine)
        self.open_questions = SqlHypotheses(engine)
        self.withdrawal = SqlWithdrawal(engine)
        self.retention = SqlRetention(engine)
        self.conversations = SqlConversations(engine)
        self.actions = SqlActions(engine)
        self.sessions = SqlSessions(engine)
        self.activity = SqlActivity(engine)
        self.presses = SqlPresses(engine)
        self.notices = SqlNotices(engine)
        self.contacts = SqlContacts(engine)
        self.pages = SqlPages(engine)
        self.subscriptions = SqlSubscriptions(engine)
        self.teams = SqlTeams(engine)
        self.ledger = SqlLedger(engine)
        self.connectors = SqlConnectors(engine)
        self.import_runs = SqlImportRuns(engine)
