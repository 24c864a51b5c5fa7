"""Opening a ledger by path or database URL, bringing its schema up to date, and writing to it one at a time.

SQLite (write-ahead log) by default; PostgreSQL by URL. This is the one file that knows how the two differ.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

BUSY_S = 60
"""How many seconds a process waits for another that writes."""


class LedgerError(OSError):
    """A ledger that cannot be opened or written; the message says which, why and what to do."""


def open_engine(place: str, *, create: bool) -> Engine:
    """The database of the ledger at a path or URL, made if it is not there, its schema brought up to date.

    Raises LedgerError for a file that is no ledger, one of a newer version, or one that cannot be reached.
    """
    url = place if "://" in place else f"sqlite:///{Path(place).expanduser().resolve()}"
    path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
    if path is not None and not path.exists():
        if not create:
            raise LedgerError(f"there is no ledger at {place}: post reports to it with `warledger add`")
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas)
    try:
        with engine.connect() as connection:
            if not _up_to_date(connection, place):
                with _alone(connection):
                    if not _up_to_date(connection, place):
                        command.upgrade(_config(connection), "head")
    except (OperationalError, DatabaseError) as problem:
        engine.dispose()
        raise LedgerError(f"{place} is no ledger that can be opened: {words_of(problem)}") from None
    return engine


@contextmanager
def writing(engine: Engine, name: str) -> Iterator[Connection]:
    """One transaction in which nobody else writes; all of it is kept or nothing.

    Raises LedgerError where the ledger cannot be written.
    """
    try:
        with engine.connect() as connection, _alone(connection):
            if engine.dialect.name != "sqlite":
                connection.execute(text("LOCK TABLE entry IN EXCLUSIVE MODE"))
            yield connection
    except (OperationalError, sqlite3.OperationalError) as problem:
        raise LedgerError(f"the ledger {name} cannot be written: {words_of(problem)}") from None


def scrub(engine: Engine, name: str) -> None:
    """Write the database's files anew without what was deleted from it; raises LedgerError where that cannot be done now."""
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM" if engine.dialect.name == "sqlite" else "VACUUM FULL")
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    except (OperationalError, sqlite3.OperationalError) as problem:
        raise LedgerError(
            f"what was taken out of {name} may still be in its files ({words_of(problem)}): give the command again later"
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
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("warledger.journal") / "migrations"))
    config.attributes["connection"] = connection
    return config


def _up_to_date(connection: Connection, place: str) -> bool:
    """Whether a database has the present schema; raises LedgerError for one that is not ours or newer than we are."""
    script = ScriptDirectory.from_config(_config(connection))
    current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        return True
    if current is None and inspect(connection).get_table_names():
        raise LedgerError(f"{place} is a database, but no ledger of warledger: name another file")
    if current is not None and current not in {r.revision for r in script.walk_revisions()}:
        raise LedgerError(f"the ledger {place} was made by a newer version of warledger: update it to read this ledger")
    return False


def _pragmas(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by hand, so that writers queue and do not collide
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_S * 1000}"):
        connection.execute(f"PRAGMA {pragma}")
