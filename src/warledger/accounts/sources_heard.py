"""The sources of a book: how many stories each published, and how often the accounts bear it out."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from warledger.accounts.book import Book
from warledger.accounts.book_tables import heard, reports
from warledger.accounts.records import Heard, Record, records_of


@dataclass(frozen=True, slots=True)
class Stories:
    """How many stories a source published, and when the first and the last of them was public (ISO)."""

    count: int
    first: str
    last: str


def stories_of_sources(book: Book) -> Mapping[str, Stories]:
    """The stories of each source by publisher; of those that name none under the empty name."""
    at = reports.c.public_at
    query = select(reports.c.publisher, func.count(), func.min(at), func.max(at)).group_by(reports.c.publisher)
    with book.engine.connect() as connection:
        return {publisher: Stories(*row) for publisher, *row in connection.execute(query)}


def records_of_sources(book: Book) -> Mapping[str, Record]:
    """The record of each source that spoke of who holds places, by publisher."""
    told, agreed = func.sum(heard.c.told), func.sum(heard.c.agreed)
    query = select(heard.c.publisher, heard.c.delay, told, agreed).group_by(heard.c.publisher, heard.c.delay)
    with book.engine.connect() as connection:
        return records_of(Heard(*row) for row in connection.execute(query))
