"""All that the map in the browser needs of a book, as plain values: one answer, so that no later step asks the server."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from warledger.accounts.account import Account
from warledger.accounts.book import Book
from warledger.accounts.evidence import iso_day
from warledger.accounts.heard import parties_of_incidents, stories_of_places, stories_of_statements
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.accounts.settlements import Settlement
from warledger.accounts.sieges import Siege
from warledger.accounts.summaries import Summary
from warledger.gazetteer.country_names import country_names
from warledger.gazetteer.outlines import Polygon
from warledger.parties.registry import Registry
from warledger.publish.colours import Palette
from warledger.publish.control_rows import STALE_DAYS
from warledger.web.map.columns import Table
from warledger.web.map.control_columns import GRAIN, WIDTH, About, control_columns
from warledger.web.map.days import STEPS, Span, all_seen, range_of, telling_day
from warledger.web.map.incident_columns import incident_columns

FORMAT = 1
"""The version of the form in which the data is written."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the data is made with beside the book."""

    registry: Registry
    outlines: Mapping[str, Sequence[Polygon]]
    palette: Palette
    publishers: Mapping[str, str]
    """Who published each story."""
    accounts: Sequence[tuple[LedgerPlace, Account]]
    """The places that anybody told the holder of, with their accounts."""
    settlements: Sequence[Settlement]
    """Those of them that people live in."""
    spans_of: Callable[[Account, int, int], Sequence[Span]]
    """What the map shows of an account from a first to a last day (see ``spans_between``)."""


def map_data(book: Book, known: Known) -> dict[str, Any]:
    """The map's data; ``first`` is null where nobody told who holds any place."""
    accounts = [
        (replace(place, lat=at[0], lon=at[1]), account)
        for place, account in known.accounts
        if (at := book.published_position(place.key)) is not None
    ]
    seen = all_seen(account for _, account in accounts)
    if not len(seen):
        return {"format": FORMAT, "first": None}
    first, last = range_of(seen)
    parties: Table[str] = Table()
    sources: Table[str] = Table()
    told_by = _tellers(book, known, sources)
    about = About(
        sieges=_by_place(book.sieges()),
        settlements={s.key: s for s in known.settlements},
        sources={key: told_by(stories) for key, stories in stories_of_places(book).items()},
    )
    places = control_columns(accounts, about, known.spans_of, (first, last), parties)
    incidents = incident_columns(
        book.each_incident(), first, _parties_of(book, known.registry, parties), _sources_of(book, told_by)
    )
    return {
        "format": FORMAT,
        "first": iso_day(first),
        "last": iso_day(last),
        "day": iso_day(max(first, telling_day(seen))),
        "grain": GRAIN,
        "steps": STEPS,
        "width": WIDTH,
        "stale": STALE_DAYS,
        "reports": book.stories(),
        "parties": _looks(parties.values, known),
        "countries": _countries({*places["country"], *known.outlines}),
        "sources": sources.values,
        "places": places,
        "incidents": incidents,
    }


def _by_place(sieges: Iterable[Siege]) -> Mapping[Key, list[Siege]]:
    found: dict[Key, list[Siege]] = {}
    for siege in sieges:
        found.setdefault(siege.place, []).append(siege)
    return found


def _tellers(book: Book, known: Known, sources: Table[str]) -> Callable[[Iterable[str]], tuple[int, ...]]:
    """What gives the numbers of those who published stories."""
    source = book.publication.source
    named = cache(lambda publisher: sources.number(source(publisher)))

    @cache
    def number(story: str) -> int:
        publisher = known.publishers.get(story)
        return named(publisher) if publisher else sources.number(source(None, story))

    return lambda stories: tuple(sorted({number(story) for story in stories}))


def _sources_of(
    book: Book, told_by: Callable[[Iterable[str]], tuple[int, ...]]
) -> Callable[[Summary], tuple[int, ...]]:
    story_of = stories_of_statements(book)
    return lambda i: told_by([story_of[s] for s in i.statements if s in story_of])


def _parties_of(book: Book, registry: Registry, parties: Table[str]) -> Callable[[Summary], tuple[int, ...]]:
    """What gives the parties of an incident by number: of each the nearest ancestor that holds places, else
    itself; one that the registry does not know has no colour and no filter."""
    named = parties_of_incidents(book)

    @cache
    def number(party: str, month: str) -> int:
        lines = (registry[party], *registry.ancestors(party, f"{month}-15"))
        return parties.number(next((p.id for p in lines if p.controller), party))

    def numbers(incident: Summary) -> tuple[int, ...]:
        month = dt.date.fromordinal(incident.first).isoformat()[:7]
        return tuple(sorted({number(p, month) for p in named.get(incident.id, ()) if p in registry.parties}))

    return numbers


def _looks(parties: Sequence[str], known: Known) -> list[dict[str, str]]:
    looks = known.palette.looks(parties)
    return [
        {
            "id": party,
            "name": known.registry[party].name,
            "light": looks[party].light,
            "dark": looks[party].dark,
            "edge": looks[party].dark_edge,
            "shape": looks[party].shape,
        }
        for party in parties
    ]


def _countries(codes: Iterable[str]) -> dict[str, str]:
    """The names of countries by their codes."""
    return {code: country_names().get(code, code) for code in sorted({*codes} - {""})}
