"""The book: what the journal adds up to, at present or as known at a moment, and the questions it answers.

The present book is kept in the ledger and brought up to date before it is asked. The book of another moment is made in
memory from what stood then.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Engine, Select, create_engine, func, select
from sqlalchemy.pool import StaticPool

from warledger.accounts.account import Account, Answer, account_from
from warledger.accounts.batches import streamed
from warledger.accounts.book_rows import siege_from
from warledger.accounts.book_tables import incidents, places, sieges, tellings, words
from warledger.accounts.book_upkeep import bring_up_to_date
from warledger.accounts.book_writing import making, words_on, write_anew
from warledger.accounts.control import account_of
from warledger.accounts.controllers import Controllers
from warledger.accounts.decided import positions_in
from warledger.accounts.deciding import decided
from warledger.accounts.evidence import Evidence, one_voice
from warledger.accounts.incidents import Incident
from warledger.accounts.kept_places import OF_PLACE, KeptPlaces, place_of
from warledger.accounts.ledger_places import Key, LedgerPlace, base_and_kind
from warledger.accounts.method import default_method
from warledger.accounts.place_accounts import evidence_on
from warledger.accounts.publication import Position, Publication, publication_of
from warledger.accounts.sieges import Siege
from warledger.accounts.spellings import aliases_at, spelled_otherwise
from warledger.accounts.summaries import Summary, summary_from
from warledger.accounts.tellings import telling_from
from warledger.accounts.words import Weigher, Word, region_key, word_from
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.names import fold
from warledger.journal.opening import LedgerError
from warledger.journal.sources import sources_of
from warledger.journal.store import Ledger
from warledger.journal.telling import NOW, AsOf
from warledger.parties.registry import default_registry


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a place on a day; ``party`` is null with the reason ``no_report`` or ``unclear``."""

    place: LedgerPlace
    party: str | None
    reason: str | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents are asked for: days as ordinals, words of a place's name, ids and ACLED types; null is any."""

    first: int | None = None
    last: int | None = None
    place: str | None = None
    country: str | None = None
    party: str | None = None
    types: frozenset[str] | None = None


class Book:
    """The accounts of a ledger at a moment; ``close`` it, or use it as a context."""

    def __init__(self, engine: Engine, weigher: Weigher, publication: Publication, *, own: bool) -> None:
        self.engine = engine
        self.weigher = weigher
        self.publication = publication
        self.method = weigher.method
        self.own = own

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up a book that was made in memory."""
        if self.own:
            self.engine.dispose()

    @cached_property
    def places(self) -> KeptPlaces:
        """All places, without their accounts."""
        return KeptPlaces(self.engine)

    def stories(self) -> int:
        """How many stories have statements that bear on places or tell of events."""
        both = select(words.c.story).union(select(tellings.c.story)).subquery()
        with self.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(both)).scalar() or 0

    def accounts(self, country: str | None = None) -> Iterator[tuple[LedgerPlace, Account]]:
        """The places that anybody told the holder of, of a country or of all, with their accounts, by name."""
        return ((place, account_from(kept)) for place, kept in self.kept_accounts(country))

    def kept_accounts(self, country: str | None = None) -> Iterator[tuple[LedgerPlace, bytes]]:
        """The same with the accounts as they are kept."""
        query = select(*OF_PLACE, places.c.account).where(places.c.account.is_not(None))
        if country is not None:
            query = query.where(places.c.country == country)
        with self.engine.connect() as connection:
            for row in connection.execute(query.order_by(places.c.name, places.c.base, places.c.kind)):
                yield place_of(row), row.account

    def held(self, day: int, country: str | None = None) -> Iterator[Held]:
        """Who holds each place on a day, of those that anybody told the holder of."""
        for place, account in self.accounts(country):
            yield Held(place, *decided(account.answer(day), self.method))

    def account(self, key: Key) -> Account | None:
        """The account of a place; null where nothing tells who holds it."""
        query = select(places.c.account).where(places.c.base == key.base, places.c.kind == key.kind)
        with self.engine.connect() as connection:
            kept = connection.execute(query).scalar()
        return account_from(kept) if kept is not None else None

    def words(self, keys: Iterable[Key]) -> list[Word]:
        """The statements that bear on places."""
        with self.engine.connect() as connection:
            return [word for key in keys for word in words_on(connection, key)]

    def evidence(self, keys: list[Key], side: str | None = None) -> list[Evidence]:
        """The evidence on several places that one question means, or on one side of them, by day."""
        with self.engine.connect() as connection:
            own = [word for key in keys for word in words_on(connection, key)]
            around = [word for region in self.regions(keys) for word in words_on(connection, region)]
        return evidence_on(own, around, side, self.method)

    def regions(self, keys: Iterable[Key]) -> set[Key]:
        """The provinces that places lie in."""
        lie_in = (self.places.by_key[key] for key in keys)
        return {region for p in lie_in if (region := region_key(p.country, p.admin1)) is not None}

    def sides(self) -> list[tuple[Key, str]]:
        """The sides of towns ("east") that anything is told of apart from the whole."""
        query = select(words.c.body).where(words.c.body.contains('"side":"', autoescape=True))
        with self.engine.connect() as connection:
            told = [word_from(line) for line in connection.execute(query).scalars()]
        found = {(word.key, e.side) for word in told for e in word.evidence if e.side is not None}
        return sorted(found, key=lambda f: (f[0].base, f[0].kind, f[1]))

    def told(self, keys: list[Key], side: str | None = None) -> list[Evidence]:
        """The evidence on places that counts: what one voice says twice, and steps on a way, left out."""
        return one_voice(self.evidence(keys, side), self.method)

    def joint_account(self, keys: list[Key], side: str | None = None) -> Account | None:
        """The account of several ledger places that one question means, or of one side of them."""
        if len(keys) == 1 and side is None:
            return self.account(keys[0])
        country = next((c for key in keys if (c := self.places.by_key[key].country)), None)
        return account_of(
            self.evidence(keys, side),
            self.method,
            self.weigher.controllers.sovereign(country),
            self.weigher.controllers.lifetime,
        )

    def find(self, name: str, gazetteer: Gazetteer, lat: float | None = None, lon: float | None = None) -> list[Key]:
        """The ledger's places that a name means, in the order of how much is reported on them; with a position, those near
        it, also by the other names that the gazetteer knows there; without one, those that the gazetteer has as one place
        with that name. A name that no place of the ledger has is looked for where the gazetteer knows it."""
        plain = name.split("(")[0].strip()
        aliases, ids = aliases_at(plain, gazetteer, lat, lon)
        kind = base_and_kind(plain)[1]
        found = {
            *self.places.matching(plain, lat, lon, aliases),
            *self.places.there(Key(base, kind) for base in ids),
        }
        if lat is None:
            found |= set(spelled_otherwise(self.places, plain, gazetteer))
        if lat is None and not found:
            known = [e for e in gazetteer.find(plain) if e.lat is not None and e.lon is not None]
            found = {key for e in known for key in self.find(plain, gazetteer, e.lat, e.lon)}
        return sorted(found, key=lambda k: (-self.places.by_key[k].words, k.base))

    def sieges(self, country: str | None = None, keys: Iterable[Key] | None = None) -> list[Siege]:
        """The sieges of a country, of some places, or all, by start."""
        query = select(sieges.c.body)
        if country is not None:
            query = query.where(sieges.c.country == country)
        wanted = [query]
        if keys is not None:
            wanted = [query.where(sieges.c.base == key.base, sieges.c.kind == key.kind) for key in keys]
        with self.engine.connect() as connection:
            found = [siege_from(line) for one in wanted for line in connection.execute(one).scalars()]
        return sorted(found, key=lambda s: (s.start or s.last_told, s.place.base, s.place.kind))

    def siege_words(self, siege: Siege) -> list[Word]:
        """The statements on a siege, and on access meanwhile."""
        of = {*siege.statements, *siege.access}
        return [w for w in self.words([siege.place]) if w.statement in of]

    def incidents(self, wanted: Wanted = Wanted()) -> list[Summary]:
        """The incidents asked for, by day."""
        return list(self.each_incident(wanted))

    def each_incident(self, wanted: Wanted = Wanted()) -> Iterator[Summary]:
        """The same one after another: all of a large ledger are many."""
        with self.engine.connect() as connection:
            for line in streamed(connection, _incidents(wanted)):
                yield self._published(summary_from(line))

    def incidents_part(self, wanted: Wanted, skipped: int, most: int) -> tuple[int, list[Summary]]:
        """How many incidents are asked for, and so many of them after those skipped."""
        query = _incidents(wanted)
        with self.engine.connect() as connection:
            total = connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar() or 0
            lines = connection.execute(query.offset(skipped).limit(most)).scalars()
            return total, [self._published(summary_from(line)) for line in lines]

    def incidents_with(self, statements: Collection[str]) -> list[Summary]:
        """The incidents that any of some statements are on, by day."""
        cluster = select(tellings.c.cluster).where(tellings.c.statement.in_(statements))
        query = select(incidents.c.body).where(incidents.c.cluster.in_(cluster))
        with self.engine.connect() as connection:
            found = [self._published(summary_from(line)) for line in connection.execute(query).scalars()]
        wanted = set(statements)
        return sorted((s for s in found if wanted & set(s.statements)), key=lambda s: (s.first, s.last, s.told))

    def _published(self, summary: Summary) -> Summary:
        """An incident in short, where it is shown."""
        at = self.publication.position(summary.key, summary.lat, summary.lon, moved=summary.moved)
        if at == (summary.lat, summary.lon):
            return summary
        return replace(summary, lat=at[0] if at else None, lon=at[1] if at else None)

    def published_position(self, key: Key) -> Position:
        """Where a place is shown on maps and in exports (see publication.py); null where that is not known."""
        place = self.places.by_key[key]
        return self.publication.position(key, place.lat, place.lon)

    def incident(self, wanted: str) -> Incident | None:
        """The incident with an id, or with the beginning of one that no other shares."""
        with self.engine.connect() as connection:
            like = select(incidents.c.body).where(incidents.c.id.startswith(wanted, autoescape=True)).limit(2)
            lines = connection.execute(like).scalars().all()
            if len(lines) != 1:
                return None
            ids = summary_from(lines[0]).statements
            bodies = connection.execute(select(tellings.c.body).where(tellings.c.statement.in_(ids))).scalars()
            told = {t.statement: t for t in map(telling_from, bodies)}
        return Incident([told[i] for i in ids])


def _incidents(wanted: Wanted) -> Select[Any]:
    """The bodies of the incidents asked for, by day."""
    query = select(incidents.c.body).order_by(incidents.c.first, incidents.c.last, incidents.c.told, incidents.c.id)
    if wanted.first is not None:
        query = query.where(incidents.c.last >= wanted.first)
    if wanted.last is not None:
        query = query.where(incidents.c.first <= wanted.last)
    if wanted.country is not None:
        query = query.where(incidents.c.country == wanted.country)
    if wanted.place is not None:
        query = query.where(incidents.c.place.contains(fold(wanted.place), autoescape=True))
    if wanted.party is not None:
        query = query.where(incidents.c.parties.contains(f" {wanted.party} ", autoescape=True))
    if wanted.types is not None:
        query = query.where(incidents.c.type.in_(wanted.types) | incidents.c.sub_type.in_(wanted.types))
    return query


def open_book(ledger: Ledger, as_of: AsOf = NOW) -> Book:
    """The book of a ledger at a moment, brought up to date; in memory where it is not the present or where the ledger cannot
    be written."""
    weigher = weigher_of(ledger)
    positions = None if as_of.now else positions_in(ledger.decisions(as_of))
    publication = publication_of(ledger.decisions(), weigher.sources, positions)
    if as_of.now:
        with suppress(LedgerError):
            bring_up_to_date(ledger, weigher)
            return Book(ledger.engine, weigher, publication, own=False)
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    with ledger.engine.connect() as journal, engine.begin() as book:
        write_anew(making(book, journal, as_of, weigher))
    return Book(engine, weigher, publication, own=True)


def weigher_of(ledger: Ledger) -> Weigher:
    """What the statements of a ledger are weighed by: the project's method and parties, and the sources that it knows."""
    return _weigher(tuple(ledger.posted_files("sources")))


@lru_cache(maxsize=8)
def _weigher(posted: tuple[tuple[str, str], ...]) -> Weigher:
    method = default_method()
    return Weigher(Controllers(default_registry(), method.invaded, method.helps), method, sources_of(posted))
