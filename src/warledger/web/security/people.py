"""The database of people: users, their sessions and tokens, and the log of what they did.

It is a file of its own beside the ledger and no part of the journal: a ledger is handed on and published as evidence, and no
password may go with it; it is append-only, while a session ends and a user leaves; and a login does not wait for a long
posting to finish. Beside a PostgreSQL ledger it is a schema of its own in the same database.
"""

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    DDL,
    Column,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import StaticPool

from warledger.journal.opening import words_of

VERSION = 1
"""The version of the tables below."""

SCHEMA = "warledger_people"
"""The schema beside a PostgreSQL ledger."""

metadata = MetaData()

version = Table("people_version", metadata, Column("number", Integer, primary_key=True, autoincrement=False))

users = Table(
    "person",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("role", String(8), nullable=False),
    Column("password", Text, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("changed_at", Float, nullable=False),
)
"""One row for each user; ``key`` is the name without regard to case, ``password`` its Argon2 hash with salt and cost."""

sessions = Table(
    "session",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("person", String(64), ForeignKey("person.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("made_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False),
)
"""One row for each login that has not ended; ``hash`` is the SHA-256 of what the cookie holds."""

tokens = Table(
    "token",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("person", String(64), ForeignKey("person.key", ondelete="CASCADE"), nullable=False),
    Column("role", String(8), nullable=False),
    Column("label", Text, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("expires_at", Float),
    Column("used_at", Float),
)
"""One row for each API token; ``hash`` is the SHA-256 of its secret part."""

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("who", String(64), nullable=False),
    Column("deed", String(64), nullable=False),
    Column("on", Text, nullable=False),
    Column("address", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
)
"""One row for each thing done, chained like the journal's entries; the database refuses to change or delete one."""

for _deed in ("UPDATE", "DELETE"):
    _name = f"audit_no_{_deed.lower()}"
    event.listen(
        audit,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER {_name} BEFORE {_deed} ON audit BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
        ).execute_if(dialect="sqlite"),
    )
event.listen(
    audit,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE FUNCTION audit_stays() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'the log is only added to'; END; $$"
        " LANGUAGE plpgsql; CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit"
        " FOR EACH ROW EXECUTE FUNCTION audit_stays()"
    ).execute_if(dialect="postgresql"),
)


class PeopleError(OSError):
    """The database of people cannot be opened; the message says why."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Where people are kept, and whether it is a schema of a database with other things in it."""

    url: str
    schema: bool = False


def beside(ledger: str, people: str | None = None) -> Beside:
    """Where the people of a ledger are kept: as set, else beside it ("ledger.sqlite" has "ledger.people.sqlite")."""
    place = people or ledger
    if "://" in place and not place.startswith("sqlite:///"):
        return Beside(place.replace("postgresql://", "postgresql+psycopg://", 1), schema=True)
    path = Path(place.removeprefix("sqlite:///")).expanduser().resolve()
    if people is None:
        path = path.with_name(f"{path.stem}.people{path.suffix or '.sqlite'}")
    return Beside(f"sqlite:///{path}")


def open_people(where: Beside | None) -> Engine:
    """The database of people, made if it is not there; null is one in memory, without anybody in it.

    Raises PeopleError where it cannot be opened, and for one of a newer version.
    """
    try:
        engine = _engine(where)
        with engine.begin() as connection:
            if where is not None and where.schema:
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            known = inspect(connection).has_table(version.name)
            number = connection.execute(select(version.c.number)).scalar() if known else None
            if number is not None and number > VERSION:
                raise PeopleError("the users were kept by a newer version of warledger: update it")
            if number is None:
                metadata.create_all(connection)
                connection.execute(insert(version), {"number": VERSION})
    except PeopleError:
        raise
    except (ArgumentError, DatabaseError, ImportError, OSError) as problem:
        shown = make_url(where.url).render_as_string() if where is not None else "memory"
        raise PeopleError(f"the users cannot be read from {shown}: {words_of(problem)}") from None
    return engine


def _engine(where: Beside | None) -> Engine:
    if where is None:
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    elif where.schema:
        return create_engine(where.url, pool_pre_ping=True, connect_args={"options": f"-csearch_path={SCHEMA}"})
    else:
        _make_private(Path(where.url.removeprefix("sqlite:///")))
        engine = create_engine(where.url)
    event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _make_private(path: Path) -> None:
    """Make a file that only its owner can read, if there is none; what SQLite keeps beside it has the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _pragmas(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by the engine, so that writers queue and do not collide
    for pragma in ("busy_timeout=10000", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
