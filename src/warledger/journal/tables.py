"""The journal's tables. Rows are only ever added; what is taken out leaves its hash (see redaction.py)."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

entries = Table(
    "entry",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("ref", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
    Column("posted_at", String(32), nullable=False),
    Index("entry_kind", "kind", "seq"),
)
"""One row for each thing posted, numbered from 1 without a gap; ``chain`` is the SHA-256 of the chain before and all
else of the row, ``digest`` that of the content it names by ``ref``."""

revisions = Table(
    "revision",
    metadata,
    Column("key", String(512), primary_key=True),
    Column("story", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text),
    Column("text_sha256", String(64), nullable=False),
    Column("id", Text),
    Column("title", Text),
    Column("url", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("published", String(40)),
    Column("retrieved", String(40)),
    Column("language", String(16)),
    Column("dates", String(16)),
    Column("public_at", String(32), nullable=False),
    Column("public_from", String(16), nullable=False),
    Column("posted_at", String(32), nullable=False),
    Column("origin", Text),
    Column("reader", Text, nullable=False),
    Column("voice", String(512), nullable=False),
    Column("changes", Text, nullable=False),
    Index("revision_story", "story", "number", unique=True),
    Index("revision_public", "public_at"),
    Index("revision_posted", "posted_at"),
)
"""One row for each revision of a story. ``public_at`` is the first known of its dates and ``public_from`` says which;
``voice`` is the key of the first revision that this one is a copy of, else its own; ``changes`` is what it changed in
the statements of the revision before (JSON)."""

statements = Table(
    "statement",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("revision", String(512), ForeignKey("revision.key"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", Text),
    Column("body_sha256", String(64), nullable=False),
    Column("reading", Integer, nullable=False, server_default="1"),
    Index("statement_revision", "revision"),
    Index("statement_kind", "kind"),
)
"""One row for each statement of a revision; ``body`` is the statement as the contract writes it (JSON)."""

readings = Table(
    "reading",
    metadata,
    Column("revision", String(512), ForeignKey("revision.key"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("posted_at", String(32), nullable=False),
)
"""One row for each time that a revision was read again, from number 2 on; its statements replace those before."""

decisions = Table(
    "decision",
    metadata,
    Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("body", Text),
)
"""One row for each decision of an editor (JSON), under the number of its entry, which has its hash; null where it was
redacted with the report that it is on."""

shingles = Table(
    "shingle",
    metadata,
    Column("revision", String(512), ForeignKey("revision.key"), primary_key=True),
    Column("public_at", String(32), nullable=False),
    Column("hashes", LargeBinary, nullable=False),
    Index("shingle_public", "public_at"),
)
"""One row for each revision whose text is long enough to be told for a copy: hashes of its runs of five words. It is
derived from the text and goes with it."""
