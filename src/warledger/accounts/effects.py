"""What a decision, or another reading, changes in the accounts: who holds a place, on which days."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from warledger.accounts.account import Account
from warledger.accounts.book import Book
from warledger.accounts.book_writing import places_of, with_regions, words_on
from warledger.accounts.deciding import decided
from warledger.accounts.ledger_places import Key, place_called
from warledger.accounts.method import Method
from warledger.accounts.place_accounts import place_account
from warledger.accounts.words import REGION, Entry, Weigher, Word, borne_on, region_key, words_of
from warledger.record.statement import Statement


@dataclass(frozen=True, slots=True)
class Differing:
    """That a place has another holder than before (null: nobody that can be named) from a day to another, both included;
    ``last`` is null up to now. Days are ordinals."""

    place: str
    first: int
    last: int | None
    before: str | None
    after: str | None


Holders = tuple[str | None, str | None]
"""Who holds a place by one account and by another."""


def differing(place: str, before: Account | None, after: Account | None, method: Method) -> list[Differing]:
    """The days up to today on which two accounts of a place name different holders, in order."""

    def on(day: int) -> Holders:
        return _holder(before, day, method), _holder(after, day, method)

    told = {day for account in (before, after) if account is not None for day in account.days}
    days = sorted({day for day in told if day < (now := dt.date.today().toordinal())} | {now}) if told else []
    found: list[Differing] = []
    for day, (one, two) in _turns(days, on):
        if found and found[-1].last is None:
            found[-1] = replace(found[-1], last=day - 1)
        if one != two:
            found.append(Differing(place, day, None, one, two))
    return found


def _turns(days: Sequence[int], on: Callable[[int], Holders]) -> Iterator[tuple[int, Holders]]:
    """The first of some days, and each day up to the last of them from which on the holders are others."""
    if not days:
        return
    at, now = days[0], on(days[0])
    yield at, now
    for day in days[1:]:
        then = on(day)
        while now != then:
            low, high = at, day
            while high - low > 1:  # certainty fades between days with evidence: the turn lies somewhere between
                middle = (low + high) // 2
                low, high = (middle, high) if on(middle) == now else (low, middle)
            at, now = high, on(high)
            yield at, now
        at = day


def _holder(account: Account | None, day: int, method: Method) -> str | None:
    return decided(account.answer(day), method)[0] if account is not None else None


class Before:
    """The accounts of places as they are now, to be held against those after something has changed."""

    def __init__(self, book: Book, keys: Iterable[Key]) -> None:
        self.accounts = {key: book.account(key) for key in keys}
        self.names = {key: place.name for key in self.accounts if (place := book.places.by_key.get(key)) is not None}

    def against(self, book: Book) -> list[Differing]:
        """What is different in a book brought up to date since."""
        found: list[Differing] = []
        for key, before in sorted(self.accounts.items(), key=lambda x: (x[0].base, x[0].kind)):
            now = book.places.by_key.get(key)
            name = now.name if now is not None else self.names.get(key, key.base)
            found += differing(name, before, book.account(key), book.method)
        return found


def keys_of(book: Book, stories: Iterable[str], statements: Iterable[Statement] = ()) -> set[Key]:
    """The places that stories bear on, or that statements would bear on; those in provinces that they bear on too."""
    own = {key for s in statements if (key := borne_on(s)) is not None}
    with book.engine.connect() as connection:
        found = with_regions(connection, places_of(connection, sorted(stories)) | own)
    return {key for key in found if key.kind != REGION}


def if_told(book: Book, stories: Mapping[str, Sequence[Entry]]) -> list[Differing]:
    """What would be different if stories told something else: the statements of each as they would stand."""
    instead = {story: words_of(told, book.weigher) if told else [] for story, told in stories.items()}
    with book.engine.connect() as connection:
        return _Instead(connection, instead).differing(book)


class _Instead:
    """The words on places with those of some stories replaced by others."""

    def __init__(self, book: Connection, instead: Mapping[str, Sequence[Word]]) -> None:
        self.book = book
        self.instead = instead
        self.new: dict[Key, list[Word]] = {}
        for words in instead.values():
            for word in words:
                self.new.setdefault(word.key, []).append(word)

    def differing(self, book: Book) -> list[Differing]:
        """The places whose holders differ."""
        keys = places_of(self.book, list(self.instead)) | self.new.keys()
        found: list[Differing] = []
        for key in sorted(with_regions(self.book, keys), key=lambda k: (k.base, k.kind)):
            if key.kind != REGION:
                name, after = self._account(key, book.weigher)
                known = book.places.by_key.get(key)
                found += differing(name or (known.name if known else key.base), book.account(key), after, book.method)
        return found

    def _account(self, key: Key, weigher: Weigher) -> tuple[str | None, Account | None]:
        """The name and the account of a place with the other words."""
        told = self._on(key)
        if not told:
            return None, None
        ordered: list[Word] = sorted(told, key=lambda w: w.statement)
        place = place_called(key, ordered)
        where = region_key(place.country, place.admin1)
        around = self._on(where) if where is not None else []
        return place.name, place_account(key, told, around, weigher.controllers, weigher.method).account

    def _on(self, key: Key) -> list[Word]:
        kept = [w for w in words_on(self.book, key) if w.story not in self.instead]
        return [*kept, *self.new.get(key, ())]
