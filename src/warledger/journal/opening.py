"""Opening a ledger by path or database URL, bringing its schema up to date, and writing to it one at a time.

SQLite (write-ahead log) by default; PostgreSQL by URL. This is the one file that knows how the two differ.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import (
    Connection,
    Engine,
    ExceptionContext,
    column,
    create_engine,
    event,
    inspect,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, NotSupportedError, ProgrammingError

BUSY_S = 60
"""How many seconds a process waits for another that writes."""


SCHEMA = "0004"
"""The last of the migrations."""


class LedgerError(OSError):
    """A ledger that cannot be opened or written; the message says which, why and what to do."""


def open_engine(place: str, *, create: bool) -> Engine:
    """The database of the ledger at a path or URL, made if it is not there, its schema brought up to date.

    Raises LedgerError for a file that is no ledger, one of a newer version, or one that cannot be reached; and so does the
    engine later for all that a database refuses. A file in a folder that cannot be written is opened for reading only.
    """
    if "://" in place and not place.startswith("sqlite:///"):
        return _opened(place.replace("postgresql://", "postgresql+psycopg://", 1), place)
    path = Path(place.removeprefix("sqlite:///")).expanduser().resolve()
    if not path.exists():
        if not create:
            raise LedgerError(f"there is no ledger at {place}: post reports to it with `warledger add`")
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _opened(f"sqlite:///{path}", place)
    except LedgerError:
        if not _only_readable(path):
            raise
        return _opened(f"sqlite:///file:{quote(str(path))}?immutable=1&uri=true", place)


def upgrade(connection: Connection, version: str = SCHEMA) -> None:
    """Bring a database's schema up to date, or up to an older version."""
    from alembic import command  # loaded where there is something to do: it takes longer than most questions
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("warledger.journal") / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def _opened(url: str, place: str) -> Engine:
    """The database at a URL, its schema brought up to date."""
    try:
        engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    except (ArgumentError, ImportError) as problem:
        raise LedgerError(f"{shown(place)} is no ledger that can be opened: {words_of(problem)}") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas)
    try:
        with engine.connect() as connection:
            if not _up_to_date(connection, shown(place)):
                with _alone(connection):
                    if not _up_to_date(connection, shown(place)):
                        upgrade(connection)
    except DatabaseError as problem:
        engine.dispose()
        raise LedgerError(f"{shown(place)} is no ledger that can be opened: {words_of(problem)}") from None
    except LedgerError:
        engine.dispose()
        raise
    event.listen(engine, "handle_error", partial(_refused, shown(place)))
    return engine


def _only_readable(path: Path) -> bool:
    """Whether a file can be read but nothing written beside it, and all of its content is in it."""
    log = path.with_name(f"{path.name}-wal")
    return path.is_file() and not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def _refused(place: str, context: ExceptionContext) -> None:
    """What a database refuses, in words; mistakes of the program's own remain what they are."""
    problem = context.sqlalchemy_exception
    own = isinstance(problem, IntegrityError | ProgrammingError | NotSupportedError)
    forbidden = getattr(context.original_exception, "sqlstate", None) == FORBIDDEN
    if isinstance(problem, DatabaseError) and (forbidden or not own) and not context.is_pre_ping:
        raise LedgerError(f"the ledger {place} cannot be read or written: {words_of(problem)}")


FORBIDDEN = "42501"
"""PostgreSQL's code for what its user may not do."""


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction in which nobody else writes; all of it is kept or nothing.

    Raises LedgerError where the ledger cannot be written.
    """
    with engine.connect() as connection, _alone(connection):
        if engine.dialect.name != "sqlite":
            connection.execute(text("LOCK TABLE entry IN EXCLUSIVE MODE"))
        yield connection


def shown(place: str) -> str:
    """A ledger's path or URL as it may be printed: without a password."""
    return make_url(place).render_as_string(hide_password=True) if "://" in place else place


CHECKPOINT = "PRAGMA wal_checkpoint(TRUNCATE)"
"""Brings what stands in SQLite's log into the file and empties the log; what comes back first is 1 where it could not."""


def scrub(engine: Engine) -> None:
    """Write the database's files anew without what was deleted from it; raises LedgerError where that cannot be done now."""
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM" if engine.dialect.name == "sqlite" else "VACUUM FULL")
            if engine.dialect.name == "sqlite" and connection.exec_driver_sql(CHECKPOINT).scalar():
                raise LedgerError("another process is reading it")
    except (LedgerError, sqlite3.OperationalError) as problem:
        raise LedgerError(
            f"what was taken out may still be in the ledger's files ({problem}): give the command again later"
        ) from None


def words_of(problem: Exception) -> str:
    """A database's complaint in one line."""
    return str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Commit what is done inside, or take it back; on SQLite nobody else writes meanwhile."""
    if connection.dialect.name != "sqlite":
        if connection.in_transaction():
            connection.rollback()
        with connection.begin():
            yield
        return
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        connection.connection.rollback()  # nothing where SQLite has taken it back already, as on a full disk
        raise


def _up_to_date(connection: Connection, place: str) -> bool:
    """Whether a database has the present schema; raises LedgerError for one that is not ours or newer than we are."""
    tables = set(inspect(connection).get_table_names())
    kept = table("alembic_version", column("version_num"))
    current = connection.execute(select(kept.c.version_num)).scalar() if kept.name in tables else None
    if current is None and tables - {kept.name}:
        raise LedgerError(f"{place} is a database, but no ledger of warledger: name another file")
    if current is not None and current > SCHEMA:
        raise LedgerError(f"the ledger {place} was made by a newer version of warledger: update it to read this ledger")
    return current == SCHEMA


PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_S * 1000}",
    "cache_size=-65536",
)
"""How SQLite is to work: what was said to be posted is on the disk; the cache is in kilobytes."""


def _pragmas(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by hand, so that writers queue and do not collide
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
