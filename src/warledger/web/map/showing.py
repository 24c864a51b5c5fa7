"""How sources, words and positions are shown to others: a published view withholds some of them."""

from collections.abc import Callable
from dataclasses import dataclass

from warledger.accounts.book import Book
from warledger.accounts.ledger_places import Key

Position = tuple[float, float] | None
"""Degrees north and east; null where it is not shown."""


def _as_it_is(book: Book, key: Key) -> Position:
    place = book.places.by_key[key]
    return (place.lat, place.lon) if place.lat is not None and place.lon is not None else None


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown of a publisher (or, where none is named, of a story), of a statement's words, and of where a place is."""

    source: Callable[[Book, str | None, str], str] = lambda book, publisher, story: publisher or story
    words: Callable[[Book, str], str] = lambda book, text: text
    position: Callable[[Book, Key], Position] = _as_it_is


AS_IT_IS = Showing()
"""Nothing is withheld."""


def no_page(kind: str, key: str) -> str | None:
    """The address of a page on something, where there are no such pages."""
    return None


PageOf = Callable[[str, str], str | None]
"""The address of the page on a ``place``, ``incident`` or ``report`` with a key; null where there is none."""
