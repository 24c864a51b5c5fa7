"""What is shown of sources and places to others. All pages and answers come here for a publisher's name and a position, so
that what is withheld or coarsened is so everywhere."""

from typing import Protocol, TypedDict

from warledger.accounts.book import Book
from warledger.accounts.ledger_places import Key
from warledger.accounts.publication import Position


def source(book: Book, publisher: str | None, story: str) -> str:
    """Who says something, as far as that is shown: its publisher, else the story."""
    return book.publication.source(publisher, story)


def publisher(book: Book, name: str | None) -> str | None:
    """A publisher's name for a link to its page; null where there is none that may be shown."""
    return name if name and not book.publication.hides(name) else None


def words(book: Book, text: str) -> str:
    """A text's words as they are shown."""
    return book.publication.words(text)


class Telling(Protocol):
    """What a report tells, with its words."""

    @property
    def quote(self) -> str:
        """The words."""

    @property
    def publisher(self) -> str | None:
        """Who published the report."""

    @property
    def published(self) -> str | None:
        """When (ISO date)."""

    @property
    def story(self) -> str:
        """The story that the report is of."""


class Quoted(TypedDict):
    """Words of a report and whose they are, as far as that is shown."""

    words: str
    source: str
    publisher: str | None
    published: str | None
    story: str


def quoted(book: Book, told: Telling) -> Quoted:
    """The words of a report and whose they are, as rows have them."""
    return Quoted(
        words=words(book, told.quote),
        source=source(book, told.publisher, told.story),
        publisher=publisher(book, told.publisher),
        published=told.published,
        story=told.story,
    )


def position(book: Book, key: Key) -> Position:
    """Where a place is shown; null where that is not known."""
    return book.published_position(key)
