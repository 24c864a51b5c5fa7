"""Who told of each place and of each incident of a book: the stories of its statements, and the parties named."""

from collections.abc import Mapping
from itertools import groupby

from sqlalchemy import select

from warledger.accounts.book import Book
from warledger.accounts.book_tables import incidents, tellings, words
from warledger.accounts.ledger_places import Key


def stories_of_places(book: Book) -> Mapping[Key, frozenset[str]]:
    """The stories whose statements bear on each place."""
    query = select(words.c.base, words.c.kind, words.c.story).order_by(words.c.base, words.c.kind)
    with book.engine.connect() as connection:
        by_place = groupby(connection.execute(query), lambda row: (row.base, row.kind))
        return {Key(*key): frozenset(row.story for row in rows) for key, rows in by_place}


def stories_of_statements(book: Book) -> Mapping[str, str]:
    """The story of each statement that an incident may be made of."""
    with book.engine.connect() as connection:
        return {row.statement: row.story for row in connection.execute(select(tellings.c.statement, tellings.c.story))}


def parties_of_incidents(book: Book) -> Mapping[str, tuple[str, ...]]:
    """The ids of the parties that each incident names, by its id."""
    with book.engine.connect() as connection:
        rows = connection.execute(select(incidents.c.id, incidents.c.parties))
        return {row.id: tuple(row.parties.split()) for row in rows}
