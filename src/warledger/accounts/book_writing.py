"""Bringing the book up to date with the journal: only what new entries touch is worked out again.

What is written is a pure function of the statements that stand and of the method: after any entries the book equals one
made anew from the whole journal.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, delete, insert, or_, select, update

from warledger.accounts.book_rows import incident_row, place_row, telling_row, word_row
from warledger.accounts.book_tables import incidents, metadata, places, tellings, words
from warledger.accounts.book_touched import Touched
from warledger.accounts.clusters import REACH, clusters_of
from warledger.accounts.decided import Positions, links_in, positions_in
from warledger.accounts.incidents import alike, incidents_in
from warledger.accounts.ledger_places import Key, place_called
from warledger.accounts.links import Links
from warledger.accounts.place_accounts import place_account
from warledger.accounts.tellings import Telling, telling_from, tellings_of
from warledger.accounts.words import REGION, Weigher, Word, region_key, word_from, words_of
from warledger.journal.decisions import LINKS, Decided
from warledger.journal.telling import AsOf, decisions_at, stories_in, told

T = TypeVar("T")

AT_ONCE = 500
"""How many rows are asked for or written in one query."""


@dataclass(frozen=True, slots=True)
class Making:
    """What a book is made with: the database that it is written to, the journal that it is made of and at which moment, and
    how statements are weighed."""

    book: Connection
    journal: Connection
    as_of: AsOf
    weigher: Weigher
    positions: Positions
    links: tuple[Decided, ...]


def making(book: Connection, journal: Connection, as_of: AsOf, weigher: Weigher) -> Making:
    """What a book at a moment is made with."""
    decided = decisions_at(journal, as_of)
    return Making(
        book,
        journal,
        as_of,
        weigher,
        positions_in(decided),
        tuple(d for d in decided if d.decision.kind in LINKS),
    )


def write_anew(made: Making) -> None:
    """Write the whole book."""
    metadata.create_all(made.book)
    for table in (words, places, tellings, incidents):
        made.book.execute(delete(table))
    _take_over(made, stories_in(made.journal))
    _write_places(made, _all_words(made.book))
    by_day = select(tellings.c.body).order_by(tellings.c.first, tellings.c.statement)
    links = _links(made)
    _name_clusters(made.book, clusters_of(map(telling_from, _stream(made.book, by_day)), links))
    in_order = select(tellings.c.cluster, tellings.c.body).order_by(tellings.c.cluster, tellings.c.statement)
    rows = made.book.execute(in_order, execution_options={"yield_per": AT_ONCE})
    _insert(
        made.book, incidents, _incident_rows(((r.cluster, telling_from(r.body)) for r in rows), links, made.weigher)
    )


def write_changes(made: Making, touched: Touched) -> None:
    """Work out again what entries touch."""
    stories = sorted(touched.stories)
    keys = set(touched.places)
    clusters: set[str] = set()
    for part in _parts(stories):
        old = made.book.execute(select(tellings.c.cluster).where(tellings.c.story.in_(part)))
        clusters.update(old.scalars())
        keys |= places_of(made.book, part)
        for table in (words, tellings):
            made.book.execute(delete(table).where(table.c.story.in_(part)))
    _take_over(made, stories)
    for part in _parts(stories):
        keys |= places_of(made.book, part)
    _write_places(made, _words_of_places(made.book, with_regions(made.book, keys)))
    _join_again(made, clusters, stories)


def places_of(book: Connection, stories: Sequence[str]) -> set[Key]:
    """The places and provinces that stories bear on."""
    query = select(words.c.base, words.c.kind).where(words.c.story.in_(stories))
    return {Key(*row) for row in book.execute(query)}


def _take_over(made: Making, stories: Iterable[str]) -> None:
    """Write the words and tellings of stories."""
    for part in _parts(list(stories)):
        entries = told(made.journal, None, made.as_of, part)
        reports = [list(group) for _, group in groupby(entries, lambda e: e.statement.revision)]
        found = [w for report in reports for w in words_of(report, made.weigher)]
        _insert(made.book, words, (word_row(w) for w in found))
        _insert(made.book, tellings, (telling_row(t) for report in reports for t in tellings_of(report)))


def _write_places(made: Making, told_of: Iterable[tuple[Key, list[Word]]]) -> None:
    """Write the rows of places from the words on them; a place without words has none."""
    regions = _regions(made.book)
    method, controllers = made.weigher.method, made.weigher.controllers

    def rows() -> Iterator[dict[str, Any]]:
        for key, on in told_of:
            if on and key.kind != REGION:
                where = region_key(*_most(on))
                found = place_account(key, on, regions.get(where, ()) if where else (), controllers, method)
                yield place_row(found, made.positions)

    _insert(made.book, places, rows())


def _most(on: Sequence[Word]) -> tuple[str | None, str | None]:
    """The country and province that words put a place in."""
    place = place_called(on[0].key, on)
    return place.country, place.admin1


def _regions(book: Connection) -> dict[Key, list[Word]]:
    """The words on whole provinces."""
    found: dict[Key, list[Word]] = {}
    for line in book.execute(select(words.c.body).where(words.c.kind == REGION)).scalars():
        word = word_from(line)
        found.setdefault(word.key, []).append(word)
    return found


def _all_words(book: Connection) -> Iterator[tuple[Key, list[Word]]]:
    """The words by place."""
    lines = _stream(book, select(words.c.body).order_by(words.c.base, words.c.kind))
    for key, group in groupby(map(word_from, lines), lambda w: w.key):
        yield key, list(group)


def _words_of_places(book: Connection, keys: Iterable[Key]) -> Iterator[tuple[Key, list[Word]]]:
    """The words on some places, whose old rows are taken out."""
    for key in sorted(keys, key=lambda k: (k.base, k.kind)):
        book.execute(delete(places).where(places.c.base == key.base, places.c.kind == key.kind))
        yield key, words_on(book, key)


def words_on(book: Connection, key: Key) -> list[Word]:
    """The words on one place or province."""
    query = select(words.c.body).where(words.c.base == key.base, words.c.kind == key.kind)
    return [word_from(line) for line in book.execute(query).scalars()]


def with_regions(book: Connection, keys: Iterable[Key]) -> set[Key]:
    """Some places, with all places of those of them that are provinces."""
    found = set(keys)
    for key in [k for k in found if k.kind == REGION]:
        country, _, admin1 = key.base.partition("/")
        inside = select(places.c.base, places.c.kind).where(places.c.country == country, places.c.admin1 == admin1)
        found.update(Key(*row) for row in book.execute(inside))
    return found


def _join_again(made: Making, clusters: set[str], stories: Sequence[str]) -> None:
    """Work out the clusters of the statements of stories, and the incidents of all clusters that this touches."""
    links = _links(made)
    affected = _tellings(made.book, tellings.c.story, stories) | _tellings(made.book, tellings.c.cluster, clusters)
    new = [t for t in affected.values() if t.story in set(stories)]
    found = set(clusters)
    for telling in new:
        for cluster, other in _beside(made.book, telling, links):
            if alike(telling, other, links):
                found.add(cluster)
    affected |= _tellings(made.book, tellings.c.cluster, found - {""})
    again = clusters_of(sorted(affected.values(), key=lambda t: (t.first, t.statement)), links)
    _name_clusters(made.book, again)
    for part in _parts(sorted(found | set(again.values()))):
        made.book.execute(delete(incidents).where(incidents.c.cluster.in_(part)))
    by_cluster = sorted(((again[i], t) for i, t in affected.items()), key=lambda x: (x[0], x[1].statement))
    _insert(made.book, incidents, _incident_rows(by_cluster, links, made.weigher))


def _tellings(book: Connection, column: Any, values: Collection[str]) -> dict[str, Telling]:
    """The statements that have one of some values in a column, by their id."""
    found = {}
    for part in _parts(sorted(values)):
        for line in book.execute(select(tellings.c.body).where(column.in_(part))).scalars():
            telling = telling_from(line)
            found[telling.statement] = telling
    return found


def _beside(book: Connection, telling: Telling, links: Links) -> Iterator[tuple[str, Telling]]:
    """The statements that one is to be compared with, and their clusters."""
    near = tellings.c.first.between(telling.first - REACH, telling.last + 1) & (tellings.c.last >= telling.first - 1)
    if telling.country is not None:
        near &= or_(tellings.c.country == telling.country, tellings.c.country.is_(None))
    linked = {i for pair in links.same if telling.statement in pair for i in pair} - {telling.statement}
    for row in book.execute(
        select(tellings.c.cluster, tellings.c.body).where(or_(near, tellings.c.statement.in_(linked)))
    ):
        yield row.cluster, telling_from(row.body)


def _links(made: Making) -> Links:
    """The editors' decisions on pairs of statements that are in the book."""
    stories = {anchor.story for d in made.links for anchor in d.decision.anchors}
    there = _tellings(made.book, tellings.c.story, stories)
    return links_in((d.decision for d in made.links), there.values())


def _name_clusters(book: Connection, clusters: Mapping[str, str]) -> None:
    rows = [{"of": statement, "named": cluster} for statement, cluster in clusters.items()]
    query = update(tellings).where(tellings.c.statement == bindparam("of")).values(cluster=bindparam("named"))
    for part in _parts(rows):
        book.execute(query, part)


def _incident_rows(
    by_cluster: Iterable[tuple[str, Telling]], links: Links, weigher: Weigher
) -> Iterator[dict[str, Any]]:
    for cluster, group in groupby(by_cluster, lambda x: x[0]):
        for incident in incidents_in((t for _, t in group), links):
            yield incident_row(cluster, incident, weigher)


def _insert(book: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    for part in _batched(rows, AT_ONCE):
        book.execute(insert(table), part)


def _stream(book: Connection, query: Select[Any]) -> Iterator[Any]:
    yield from book.execute(query, execution_options={"yield_per": AT_ONCE}).scalars()


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), AT_ONCE):
        yield values[at : at + AT_ONCE]


def _batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(rows)
    while part := list(islice(source, size)):
        yield part
