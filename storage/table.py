"""The tables, as SQLAlchemy knows them. Their history is told by the migrations."""

import sqlalchemy as sa

metadata = sa.MetaData()

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# One row for everything that an answer may rest on. `seq` is the key of the search structures;
# `revision` grows with every change, so that an index knows what it has not seen yet.
evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("revision", sa.Integer, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    # What the file set above the words (title, subject, question): searched, never quoted.
    sa.Column("heading", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("content_hash", sa.Text, unique=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("source_id", sa.Text, index=True),
    sa.Column("occurred_at", sa.Date, index=True),
    sa.Column("score", sa.Float),
    sa.Column("metric", sa.Text),
    sa.Column("customer", sa.Text, index=True),
    sa.Column("account", sa.Text, index=True),
    sa.Column("segment", sa.Text),
    sa.Column("persona", sa.Text),
    sa.Column("step", sa.Text, index=True),
    sa.Column("sentiment", sa.Float),
    sa.Column("channel", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("attributes", sa.JSON, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    # Rows of one group are the same words (form letters, retweets) and count once.
    sa.Column("near", sa.Text, index=True),
    sa.Column("added_at", sa.DateTime(timezone=True)),
    # What review looks at first: 0 (sure) to 1 (a guess), and signs of personal data left over.
    sa.Column("tag_doubt", sa.Float),
    sa.Column("personal_doubt", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("tagged_by", sa.Text, nullable=False, server_default="machine"),
    # [[offset in the text, second in the recording], ...], so that a quote opens at its moment.
    sa.Column("moments", sa.JSON),
    sqlite_autoincrement=True,  # the number of a deleted row must never be given to another
)

evidence_theme = sa.Table(
    "evidence_theme",
    metadata,
    sa.Column("seq", sa.ForeignKey("evidence.seq", ondelete="CASCADE"), primary_key=True),
    sa.Column("theme", sa.Text, primary_key=True, index=True),
)

vector = sa.Table(
    "vector",
    metadata,
    sa.Column("seq", sa.ForeignKey("evidence.seq", ondelete="CASCADE"), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

# What was removed for good: the id only, so that every index learns that it must let go.
removed = sa.Table(
    "removed",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False, index=True),
)

series = sa.Table(
    "series",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("metric", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("dimensions", sa.JSON, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
)

point = sa.Table(
    "point",
    metadata,
    sa.Column("series_id", sa.ForeignKey("series.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("n", sa.Integer),
)

# Every decision of a person about evidence; `batch` holds together what one command did, so that
# it can be undone. `before` and `after` are the state and the tags, never the words.
review_entry = sa.Table(
    "review_entry",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("batch", sa.Text, nullable=False, index=True),
    sa.Column("evidence_id", sa.Text, nullable=False, index=True),
    sa.Column("decision", sa.Text, nullable=False),
    sa.Column("before", sa.JSON, nullable=False),
    sa.Column("after", sa.JSON, nullable=False),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("undone", sa.Boolean, nullable=False, server_default=sa.false()),
)

# Groups of comments that fit no theme: proposed, then named or dismissed by a person.
theme_proposal = sa.Table(
    "theme_proposal",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("words", sa.JSON, nullable=False),
    sa.Column("evidence_ids", sa.JSON, nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("name", sa.Text),
    sa.Column("decided_by", sa.Text),
    sa.Column("decided_at", sa.DateTime(timezone=True)),
)

# A question without evidence, on its way to an answer.
hypothesis = sa.Table(
    "hypothesis",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("needed", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("finding", sa.Text),
    sa.Column("evidence_ids", sa.JSON, nullable=False),
    sa.Column("opened_by", sa.Text, nullable=False),
    sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("signed_off_by", sa.Text),
    sa.Column("signed_off_at", sa.DateTime(timezone=True)),
)

# How long the words of a source are kept, in days after they were said.
retention = sa.Table(
    "retention",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("days", sa.Integer, nullable=False),
)

# How far each connector has read; `cursor` holds the source's own words for it.
connector = sa.Table(
    "connector",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("cursor", sa.JSON, nullable=False),
    sa.Column("last_run", sa.DateTime(timezone=True)),
    sa.Column("last_error", sa.Text),
    sa.Column("imported", sa.Integer, nullable=False, server_default="0"),
)

# Journey maps, roles, insights and interviews are whole documents that people edit; nothing queries
# inside them.
document = sa.Table(
    "document",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
)

person = sa.Table(
    "person",
    metadata,
    sa.Column("user_id", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
)

told = sa.Table(
    "told",
    metadata,
    sa.Column("message_ref", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, nullable=False, index=True),
    sa.Column("evidence_id", sa.Text, primary_key=True, index=True),
)

# Messages that showed what has since been withdrawn, until each was updated in its place.
withdrawal = sa.Table(
    "withdrawal",
    metadata,
    sa.Column("message_ref", sa.Text, primary_key=True),
)

seen_event = sa.Table(
    "seen_event",
    metadata,
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
)

feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("message_ref", sa.Text, primary_key=True),
    sa.Column("user_id", sa.Text, primary_key=True),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
)

unanswered = sa.Table(
    "unanswered",
    metadata,
    sa.Column("question", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("last_asked", sa.DateTime(timezone=True), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

action = sa.Table(
    "action",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_on", sa.Date, nullable=False),
    sa.Column("closed_on", sa.Date),
    sa.Column("outcome", sa.Text),
    sa.Column("promised_by", sa.Text, nullable=False, server_default=""),
    sa.Column("evidence", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("measure", sa.Text, nullable=False, server_default=""),
    sa.Column("offered_to", sa.Text),
)

# By which wordings a comment is found again (``knowledge.near``): hashes, no words.
near_key = sa.Table(
    "near_key",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Every file that was imported or begun, so that a half-imported one can be told.
import_run = sa.Table(
    "import_run",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("command", sa.Text, nullable=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("finished_at", sa.DateTime(timezone=True)),
    sa.Column("rows_read", sa.Integer, nullable=False, server_default="0"),
    sa.Column("imported", sa.Integer, nullable=False, server_default="0"),
    sa.Column("duplicates", sa.Integer, nullable=False, server_default="0"),
    sa.Column("rejected", sa.Integer, nullable=False, server_default="0"),
)

# What the team has withdrawn, and why: a note that is made anew stays withdrawn.
withdrawn = sa.Table(
    "withdrawn",
    metadata,
    sa.Column("evidence_id", sa.Text, primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("withdrawn_by", sa.Text, nullable=False),
    sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
)

# Who must not be imported again: a keyed hash of the pseudonym, and nothing else.
forgotten = sa.Table(
    "forgotten",
    metadata,
    sa.Column("mark", sa.Text, primary_key=True),
)
