"""Keeping the book of the present up to date with the journal."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from sqlalchemy import Connection, delete, insert, inspect, select

from warledger.accounts.book_tables import state
from warledger.accounts.book_touched import touched_by
from warledger.accounts.book_writing import making, write_anew, write_changes
from warledger.accounts.words import Weigher
from warledger.journal.store import Ledger
from warledger.journal.telling import NOW, entries_after, last_seq


def bring_up_to_date(ledger: Ledger, weigher: Weigher) -> None:
    """Work out again what new entries touch, or all where the book was made with something else; raises LedgerError where
    the ledger cannot be written."""
    made_with = fingerprint()
    with ledger.engine.connect() as connection:
        if _state(connection) == (made_with, last_seq(connection)):
            return
    with ledger.writing() as connection:
        known = _state(connection)
        last = last_seq(connection)
        made = making(connection, connection, NOW, weigher)
        touched = None
        if known is not None and known[0] == made_with:
            touched = touched_by(connection, entries_after(connection, known[1]))
        if touched is None:
            write_anew(made)
        else:
            write_changes(made, touched)
        connection.execute(delete(state))
        connection.execute(insert(state), {"id": 1, "fingerprint": made_with, "upto": last})


@cache
def fingerprint() -> str:
    """A hash of all that accounts are made with: the code and data of this room, of parties and of the journal."""
    digest = hashlib.sha256()
    for room in ("accounts", "parties", "journal", "record"):
        for path in sorted(_files(files(f"warledger.{room}")), key=str):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _files(path)
        elif path.name.endswith((".py", ".toml")):
            yield path


def _state(connection: Connection) -> tuple[str, int] | None:
    """What the kept book was made with, and up to which entry; null where there is none."""
    if not inspect(connection).has_table(state.name):
        return None
    row = connection.execute(select(state.c.fingerprint, state.c.upto)).first()
    return (row.fingerprint, row.upto) if row is not None else None
