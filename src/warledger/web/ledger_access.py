"""The ledger behind the pages: opened when it is first asked for, its books kept by the journal's head and the moment.

Requests are answered by several threads. The present book is read by all of them at once; a book of a past moment lies in
memory behind one connection, so it is read by one after another. What is worked out from a book is kept beside it and goes
with it when the journal grows.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock, RLock
from typing import Any, TypeVar, cast

from warledger.accounts.account import Account
from warledger.accounts.book import Book, open_book
from warledger.accounts.ledger_places import LedgerPlace
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.telling import NOW, AsOf
from warledger.web.known_accounts import KnownAccounts

T = TypeVar("T")

PAST_BOOKS = 4
"""How many books of past moments are kept in memory."""

KEPT, LARGE_KEPT = 200, 8
"""How many results are kept beside one book, and how many of those that grow with the ledger."""


class Kept:
    """Results that are worked out once, the most recently asked for; for several threads, of which one works out a result that
    several ask for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result under a key, made if it is not there."""
        with self._lock:
            if key in self._found:
                return cast(T, self._again(key))
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._found:
                    return cast(T, self._again(key))
            try:
                made = make()
                with self._lock:
                    self._found[key] = made
                    while len(self._found) > self._most:
                        self._found.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _again(self, key: Hashable) -> Any:
        """A result that is there, which then counts as asked for last."""
        self._found.move_to_end(key)
        return self._found[key]


class Shelf:
    """A book with the ledger that it is of, the journal's head that it was made at, and what was worked out from it."""

    def __init__(
        self, book: Book, ledger: Ledger, head: str, moment: AsOf, before: KnownAccounts | None = None
    ) -> None:
        self.book = book
        self.ledger = ledger
        self.head = head
        self.moment = moment
        self._before, self._known = before, cast(KnownAccounts | None, None)
        self._knowing = Lock()
        self._kept, self._large = Kept(KEPT), Kept(LARGE_KEPT)
        self._turn: AbstractContextManager[Any] = RLock() if book.own else nullcontext()
        len(book.places.by_key)  # all read now, so that threads find them complete

    def turn(self) -> AbstractContextManager[Any]:
        """To be held while a book is asked that only one may ask at a time."""
        return self._turn

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """A result that holds as long as the book does."""
        return self._kept.get(key, make)

    def kept_large(self, key: Hashable, make: Callable[[], T]) -> T:
        """The same of results that grow with the ledger: only the last few are kept."""
        return self._large.get(key, make)

    def accounts(self) -> list[tuple[LedgerPlace, Account]]:
        """The places that anybody told the holder of, with their accounts, by name."""
        return self.known().all

    def known(self) -> KnownAccounts:
        """These accounts with what is worked out of each, also before the journal grew."""
        with self._knowing:
            if self._known is None:
                self._known, self._before = KnownAccounts(self.book, self._before), None
            return self._known

    def last_known(self) -> KnownAccounts | None:
        """The accounts as they were last read, to be taken over by the next book; null where they never were."""
        return self._known or self._before


class LedgerAccess:
    """Gives books of one ledger; raises LedgerError where it is missing, newer than the program or cannot be read."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._ledger: Ledger | None = None
        self._file: tuple[int, int] | None = None
        self._size: tuple[str, int] | None = None
        self._opening = Lock()
        self._making = {True: Lock(), False: Lock()}
        self._shelves: OrderedDict[tuple[str, AsOf], Shelf] = OrderedDict()

    def close(self) -> None:
        """Give the ledger back."""
        with self._opening:
            self._shelves.clear()
            if self._ledger is not None:
                self._ledger.close()
                self._ledger = None

    def ledger(self, *, create: bool = False) -> Ledger:
        """The ledger, opened anew where another file lies at its place now."""
        with self._opening:
            file = self._at_its_place()
            if self._ledger is not None and file != self._file:
                self._ledger.close()
                self._ledger = None
                self._shelves.clear()
            if self._ledger is None:
                self._ledger = open_ledger(self.place, create=create)
                self._file = self._at_its_place()
            return self._ledger

    def size(self) -> int:
        """How many statements the ledger has, those of former revisions and readings included."""
        ledger = self.ledger()
        head = ledger.head()
        if self._size is None or self._size[0] != head:
            self._size = head, ledger.size()
        return self._size[1]

    @contextmanager
    def shelf(self, moment: AsOf = NOW) -> Iterator[Shelf]:
        """The book of a moment, for as long as one request asks it."""
        ledger = self.ledger()
        shelf = self._shelf(ledger, ledger.head(), moment)
        with shelf.turn():
            yield shelf

    def _shelf(self, ledger: Ledger, head: str, moment: AsOf) -> Shelf:
        found = self._shelves.get((head, moment))
        if found is not None:
            return found
        with self._making[moment.now]:
            found = self._shelves.get((head, moment))
            if found is None:
                before = next((s.last_known() for s in list(self._shelves.values()) if s.moment == moment), None)
                found = Shelf(open_book(ledger, moment), ledger, head, moment, before)
                self._keep(found)
            return found

    def _keep(self, shelf: Shelf) -> None:
        """Keep a new shelf; one that must go is left to those who still read it."""
        with self._opening:
            for key, other in list(self._shelves.items()):
                if other.head != shelf.head:
                    del self._shelves[key]
            self._shelves[shelf.head, shelf.moment] = shelf
            past = [key for key in self._shelves if not key[1].now]
            for key in past[: max(0, len(past) - PAST_BOOKS)]:
                del self._shelves[key]

    def _at_its_place(self) -> tuple[int, int] | None:
        """Which file lies at the ledger's place; null for a database server or where there is none."""
        if "://" in self.place and not self.place.startswith("sqlite:///"):
            return None
        try:
            found = os.stat(Path(self.place.removeprefix("sqlite:///")).expanduser())
        except OSError:
            return None
        return found.st_dev, found.st_ino
