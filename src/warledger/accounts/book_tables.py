"""The tables of the book: what the journal adds up to, kept so that it need not be worked out again for each question.

They are derived. They may be dropped at any time and are made anew when the method or what it knows has changed.
"""

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

state = Table(
    "book",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", String(64), nullable=False),
    Column("upto", Integer, nullable=False),
)
"""One row: what the book was made with, and the last entry of the journal that is in it."""

words = Table(
    "book_word",
    metadata,
    Column("statement", String(64), primary_key=True),
    Column("base", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("story", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("book_word_place", "base", "kind", "story"),
    Index("book_word_story", "story"),
)
"""One row for each statement that bears on who holds or besieges a place."""

places = Table(
    "book_place",
    metadata,
    Column("base", Text, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("country", String(2)),
    Column("admin1", Text),
    Column("name", Text, nullable=False),
    Column("names", Text, nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("words", Integer, nullable=False),
    Column("account", LargeBinary),
    Index("book_place_country", "country", "admin1"),
    Index("book_place_lat", "lat"),
)
"""One row for each place with its account, null where nothing tells who holds it."""

names = Table(
    "book_name",
    metadata,
    Column("name", Text, primary_key=True),
    Column("base", Text, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Index("book_name_place", "base", "kind"),
)
"""One row for each folded name that a place was called by."""

sieges = Table(
    "book_siege",
    metadata,
    Column("base", Text, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("country", String(2)),
    Column("body", Text, nullable=False),
    Index("book_siege_country", "country"),
)
"""One row for each siege of a place."""

heard = Table(
    "book_heard",
    metadata,
    Column("base", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("publisher", Text, nullable=False),
    Column("delay", Integer),
    Column("told", Integer, nullable=False),
    Column("agreed", Integer, nullable=False),
    Index("book_heard_place", "base", "kind"),
)
"""One row for each source that spoke of who holds a place and each delay with which it told of changes (null: of none), with
how often it did and how often the account bears it out."""

claims = Table(
    "book_claim",
    metadata,
    Column("statement", String(64), primary_key=True),
    Column("story", Text, nullable=False),
    Column("day", Integer),
    Column("about", Text, nullable=False),
    Column("party", Text),
    Column("speaker", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("book_claim_day", "day", "statement"),
    Index("book_claim_party", "party", "day"),
    Index("book_claim_story", "story"),
)
"""One row for each statement that claims something about the course of things; ``speaker`` and ``subject`` are case-folded,
``party`` is the id of the subject."""

reports = Table(
    "book_report",
    metadata,
    Column("story", Text, primary_key=True),
    Column("revision", String(512), nullable=False),
    Column("publisher", Text, nullable=False),
    Column("public_at", String(32), nullable=False),
    Column("title", Text),
    Column("words", Text, nullable=False),
    Index("book_report_public", "public_at"),
    Index("book_report_publisher", "publisher", "public_at"),
)
"""One row for each story with the revision of it that stands; ``publisher`` is empty where none is named, ``words`` are those
of its title and its id, case-folded."""

tellings = Table(
    "book_telling",
    metadata,
    Column("statement", String(64), primary_key=True),
    Column("story", Text, nullable=False),
    Column("country", String(2)),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("cluster", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Index("book_telling_day", "country", "first"),
    Index("book_telling_story", "story"),
    Index("book_telling_cluster", "cluster"),
)
"""One row for each statement that may be one on an incident; those of one cluster are compared with each other."""

incidents = Table(
    "book_incident",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("cluster", String(64), nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Column("country", String(2)),
    Column("place", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("sub_type", Text, nullable=False),
    Column("parties", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("book_incident_day", "first", "last", "told", "id"),
    Index("book_incident_country", "country", "first"),
    Index("book_incident_cluster", "cluster"),
)
"""One row for each incident, with what it is asked for by; ``told`` puts those of the same days in order, ``parties`` are
ids between blanks."""

Index(
    "book_incident_asked", *(incidents.c[name] for name in ("first", "last", "told", "id", "country", "parties"))
).ddl_if(dialect="sqlite")
"""What incidents are mostly asked for by, to be gone through in order without their bodies; PostgreSQL keeps long texts
elsewhere by itself."""

OF_PLACES = (places, names, sieges, heard)
"""The tables with rows on places, each with the columns of a place's key."""

OF_STORIES = (words, tellings, claims, reports)
"""The tables with rows on stories, each with a column of that name."""

ALL = (*OF_STORIES, *OF_PLACES, incidents)
"""The tables that hold what the journal adds up to."""
