"""Sieges: who besieged which place from when to when, and who was let in or out meanwhile."""

from collections.abc import Iterable

from warledger.accounts.book import Book
from warledger.accounts.evidence import iso_day
from warledger.accounts.ledger_places import Key
from warledger.accounts.sieges import Siege
from warledger.accounts.words import Word
from warledger.parties.registry import Registry
from warledger.web import shown
from warledger.web.answers.common import Answer, PlaceRef, day_or_none, place_ref
from warledger.web.ledger_access import Shelf
from warledger.web.names import id_of, key_of_id
from warledger.web.problems import UnknownError

DAY_MARK = "@"
"""Stands between the place and the first day in a siege's id."""


class SiegeRow(Answer):
    """A siege; ``start`` and ``end`` are null where they are not told, ``days`` is how long it lasted, or lasts until the
    day asked about."""

    id: str
    place: PlaceRef
    name: str
    besieger: str | None
    besieger_name: str
    besieged: str | None
    besieged_name: str
    start: str | None
    end: str | None
    ending: str | None
    days: int | None
    last_told: str
    lasts: bool
    statements: int
    access: int


class SiegeWord(Answer):
    """What a statement says of a siege, or of access to the place meanwhile."""

    day: str
    says: str
    words: str
    source: str
    publisher: str | None
    published: str | None
    story: str
    statement: str


class SiegeDetail(Answer):
    """A siege with the words on it."""

    siege: SiegeRow
    told: list[SiegeWord]


def sieges_of(book: Book, registry: Registry, day: int, keys: Iterable[Key]) -> list[SiegeRow]:
    """The sieges of some places, by start; ``day`` is the day asked about."""
    return [_row(book, siege, registry, day) for siege in book.sieges(keys=keys)]


def sieges_listed(shelf: Shelf, registry: Registry, day: int, country: str | None) -> list[SiegeRow]:
    """The sieges of a country, or all, by start, made once for all pages of their list."""
    book, by_key = shelf.book, shelf.book.places.by_key

    def make() -> list[SiegeRow]:
        return [_row(book, s, registry, day) for s in all_sieges(shelf) if country in (None, by_key[s.place].country)]

    return shelf.kept_large(("sieges", day, country), make)


def all_sieges(shelf: Shelf) -> list[Siege]:
    """All sieges, by start."""
    return shelf.kept("all sieges", shelf.book.sieges)


def siege_told(book: Book, registry: Registry, wanted: str, day: int) -> SiegeDetail:
    """The siege with an id."""
    base, mark, first = wanted.rpartition(DAY_MARK)
    key = key_of_id(base)
    found = [s for s in book.sieges(keys=[key]) if iso_day(_first(s)) == first] if mark else []
    if not found:
        raise UnknownError(f"The ledger has no siege {wanted!r}", section="/sieges")
    siege = found[0]
    told = sorted(book.siege_words(siege), key=lambda w: (w.siege_day, w.statement))
    return SiegeDetail(siege=_row(book, siege, registry, day), told=[_word(book, w) for w in told])


def _first(siege: Siege) -> int:
    return siege.start if siege.start is not None else siege.last_told


def _row(book: Book, siege: Siege, registry: Registry, day: int) -> SiegeRow:
    return SiegeRow(
        id=f"{id_of(siege.place)}{DAY_MARK}{iso_day(_first(siege))}",
        place=place_ref(book, book.places.by_key[siege.place]),
        name=siege.name,
        besieger=siege.besieger,
        besieger_name=registry.name_of(siege.besieger),
        besieged=siege.besieged,
        besieged_name=registry.name_of(siege.besieged),
        start=day_or_none(siege.start),
        end=day_or_none(siege.end),
        ending=siege.ending,
        days=siege.days(day if siege.lasts(day) else siege.last_told),
        last_told=iso_day(siege.last_told),
        lasts=siege.lasts(day),
        statements=len(siege.statements),
        access=len(siege.access),
    )


def _word(book: Book, word: Word) -> SiegeWord:
    return SiegeWord(
        day=iso_day(word.siege_day),
        says=word.of_siege,
        **shown.quoted(book, word),
        statement=word.statement,
    )
