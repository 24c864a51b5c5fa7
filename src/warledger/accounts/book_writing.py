"""Bringing the book up to date with the journal: only what new entries touch is worked out again.

What is written is a pure function of the statements that stand and of the method: after any entries the book equals one
made anew from the whole journal.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from warledger.accounts.batches import AT_ONCE, batched, insert_rows, parts_of, streamed
from warledger.accounts.book_rows import (
    claim_row,
    heard_rows,
    incident_row,
    name_rows,
    place_row,
    report_row,
    siege_rows,
    telling_row,
    word_row,
)
from warledger.accounts.book_tables import (
    ALL,
    OF_PLACES,
    OF_STORIES,
    claims,
    heard,
    incidents,
    metadata,
    names,
    places,
    reports,
    sieges,
    tellings,
    words,
)
from warledger.accounts.book_touched import Touched
from warledger.accounts.claims import claims_in
from warledger.accounts.clusters import REACH, clusters_of
from warledger.accounts.decided import Positions, links_in, positions_in
from warledger.accounts.incidents import alike, incidents_in
from warledger.accounts.ledger_places import Key, place_called
from warledger.accounts.links import Links
from warledger.accounts.place_accounts import place_account
from warledger.accounts.tellings import Telling, telling_from, tellings_of
from warledger.accounts.words import REGION, Weigher, Word, region_key, word_from, words_of
from warledger.journal.decisions import LINKS, Decided
from warledger.journal.telling import AsOf, decisions_at, standing_in, stories_in, told

PLACES_AT_ONCE = 50
"""How many places are worked out before they are written; the account of one may be large."""

REGIONS_KEPT = 200
"""The words on how many provinces are kept while places are worked out."""


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
    metadata.drop_all(made.book, tables=ALL)
    metadata.create_all(made.book)
    _take_over(made, stories_in(made.journal))
    _write_places(made, _all_words(made.book))
    by_day = select(tellings.c.body).order_by(tellings.c.first, tellings.c.statement)
    links = _links(made)
    _name_clusters(made.book, clusters_of(map(telling_from, streamed(made.book, by_day)), links))
    in_order = select(tellings.c.cluster, tellings.c.body).order_by(tellings.c.cluster, tellings.c.statement)
    rows = made.book.execute(in_order, execution_options={"yield_per": AT_ONCE})
    insert_rows(
        made.book, incidents, _incident_rows(((r.cluster, telling_from(r.body)) for r in rows), links, made.weigher)
    )


def write_changes(made: Making, touched: Touched) -> None:
    """Work out again what entries touch."""
    stories = sorted(touched.stories)
    keys = set(touched.places)
    clusters: set[str] = set()
    for part in parts_of(stories):
        old = made.book.execute(select(tellings.c.cluster).where(tellings.c.story.in_(part)))
        clusters.update(old.scalars())
        keys |= places_of(made.book, part)
        for table in OF_STORIES:
            made.book.execute(delete(table).where(table.c.story.in_(part)))
    _take_over(made, stories)
    for part in parts_of(stories):
        keys |= places_of(made.book, part)
    _write_places(made, _words_of_places(made.book, with_regions(made.book, keys)))
    _join_again(made, clusters, stories)


def places_of(book: Connection, stories: Sequence[str]) -> set[Key]:
    """The places and provinces that stories bear on."""
    query = select(words.c.base, words.c.kind).where(words.c.story.in_(stories))
    return {Key(*row) for row in book.execute(query)}


def _take_over(made: Making, stories: Sequence[str]) -> None:
    """Write what stands of stories, and their words, tellings and claims."""
    for some in parts_of(stories):
        insert_rows(made.book, reports, map(report_row, standing_in(made.journal, made.as_of, some)))
    entries = told(made.journal, None, made.as_of, stories)
    of_report = (list(group) for _, group in groupby(entries, lambda e: e.statement.revision))
    for part in batched(of_report, AT_ONCE):
        insert_rows(made.book, words, (word_row(w) for report in part for w in words_of(report, made.weigher)))
        insert_rows(made.book, tellings, (telling_row(t) for report in part for t in tellings_of(report)))
        insert_rows(made.book, claims, (claim_row(c) for report in part for c in claims_in(report)))


def _write_places(made: Making, told_of: Iterable[tuple[Key, list[Word]]]) -> None:
    """Write the rows of places from the words on them; a place without words has none."""
    regions = _Regions(made.book)
    method, controllers = made.weigher.method, made.weigher.controllers
    there = ((key, on) for key, on in told_of if on and key.kind != REGION)
    found = (place_account(key, on, regions.around(key, on), controllers, method) for key, on in there)
    for part in batched(found, PLACES_AT_ONCE):
        insert_rows(made.book, places, (place_row(f, made.positions) for f in part))
        insert_rows(made.book, names, (row for f in part for row in name_rows(f)))
        insert_rows(made.book, sieges, (row for f in part for row in siege_rows(f)))
        insert_rows(made.book, heard, (row for f in part for row in heard_rows(f)))


class _Regions:
    """The words on whole provinces, read when a place in one is worked out."""

    def __init__(self, book: Connection) -> None:
        self.words = lru_cache(maxsize=REGIONS_KEPT)(lambda region: words_on(book, region))

    def around(self, key: Key, on: Sequence[Word]) -> Sequence[Word]:
        """The words on the province that the words on a place put it in."""
        place = place_called(key, on)
        region = region_key(place.country, place.admin1)
        return self.words(region) if region is not None else ()


def _all_words(book: Connection) -> Iterator[tuple[Key, list[Word]]]:
    """The words by place."""
    lines = streamed(book, select(words.c.body).order_by(words.c.base, words.c.kind))
    for key, group in groupby(map(word_from, lines), lambda w: w.key):
        yield key, list(group)


def _words_of_places(book: Connection, keys: Iterable[Key]) -> Iterator[tuple[Key, list[Word]]]:
    """The words on some places, whose old rows are taken out."""
    for key in sorted(keys, key=lambda k: (k.base, k.kind)):
        for table in OF_PLACES:
            book.execute(delete(table).where(table.c.base == key.base, table.c.kind == key.kind))
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
    for part in parts_of(sorted(found | set(again.values()))):
        made.book.execute(delete(incidents).where(incidents.c.cluster.in_(part)))
    by_cluster = sorted(((again[i], t) for i, t in affected.items()), key=lambda x: (x[0], x[1].statement))
    insert_rows(made.book, incidents, _incident_rows(by_cluster, links, made.weigher))


def _tellings(book: Connection, column: Any, values: Collection[str]) -> dict[str, Telling]:
    """The statements that have one of some values in a column, by their id."""
    found = {}
    for part in parts_of(sorted(values)):
        for line in book.execute(select(tellings.c.body).where(column.in_(part))).scalars():
            telling = telling_from(line)
            found[telling.statement] = telling
    return found


def _beside(book: Connection, telling: Telling, links: Links) -> Iterator[tuple[str, Telling]]:
    """The statements that one is to be compared with, and their clusters."""
    query = select(tellings.c.cluster, tellings.c.body)
    near = query.where(
        tellings.c.first.between(telling.first - REACH, telling.last + 1), tellings.c.last >= telling.first - 1
    )
    wanted = [near]
    if telling.country is not None:
        wanted = [near.where(tellings.c.country == telling.country), near.where(tellings.c.country.is_(None))]
    linked = {i for pair in links.same if telling.statement in pair for i in pair} - {telling.statement}
    if linked:
        wanted.append(query.where(tellings.c.statement.in_(linked)))
    for one in wanted:
        for row in book.execute(one):
            yield row.cluster, telling_from(row.body)


def _links(made: Making) -> Links:
    """The editors' decisions on pairs of statements that are in the book."""
    stories = {anchor.story for d in made.links for anchor in d.decision.anchors}
    there = _tellings(made.book, tellings.c.story, stories)
    return links_in((d.decision for d in made.links), there.values())


def _name_clusters(book: Connection, clusters: Mapping[str, str]) -> None:
    rows = [{"of": statement, "named": cluster} for statement, cluster in clusters.items()]
    query = update(tellings).where(tellings.c.statement == bindparam("of")).values(cluster=bindparam("named"))
    for part in parts_of(rows):
        book.execute(query, part)


def _incident_rows(
    by_cluster: Iterable[tuple[str, Telling]], links: Links, weigher: Weigher
) -> Iterator[dict[str, Any]]:
    for cluster, group in groupby(by_cluster, lambda x: x[0]):
        for incident in incidents_in((t for _, t in group), links):
            yield incident_row(cluster, incident, weigher.sources)
