"""What the questions on a ledger share: the moment that is asked of, the book, and names that users write."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rapidfuzz import process

from warledger.accounts.apart import apart
from warledger.accounts.book import Book, open_book
from warledger.accounts.ledger_places import Key
from warledger.accounts.publication import Publication
from warledger.accounts.words import Word
from warledger.cli.answers import day_of
from warledger.cli.output import prepared_index
from warledger.gazetteer.index import Gazetteer, Index
from warledger.journal.corrections import party_called
from warledger.journal.decisions import DecisionError
from warledger.journal.known_time import end_of_day
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.telling import AsOf
from warledger.parties.registry import Registry

KnownOn = Annotated[
    str | None, typer.Option("--known-on", help="Answer from what was public by the end of this day (YYYY-MM-DD).")
]
PostedBy = Annotated[
    str | None, typer.Option("--posted-by", help="Answer from what this ledger held by the end of this day.")
]
WithDecisions = Annotated[
    bool, typer.Option("--with-decisions", help="Count all editors' decisions, also those made after that day.")
]
Country = Annotated[str | None, typer.Option(help="Only places of this country (ISO code such as SY).")]
Evidence = Annotated[bool, typer.Option("--evidence", help="Also print the words that say so, with source and date.")]


def as_of(known_on: str | None, posted_by: str | None = None, *, with_decisions: bool = False) -> AsOf:
    """The moment that options name."""
    return AsOf(
        end_of_day(day_of(known_on, "--known-on")) if known_on else None,
        end_of_day(day_of(posted_by, "--posted-by")) if posted_by else None,
        with_decisions,
    )


@contextmanager
def asked(ledger: str, moment: AsOf) -> Iterator[tuple[Book, Ledger]]:
    """The book of a ledger at a moment, and the ledger itself."""
    with open_ledger(ledger, create=False) as opened, open_book(opened, moment) as book:
        yield book, opened


def place_asked(name: str, book: Book, gazetteer: Gazetteer | None = None) -> list[Key]:
    """The ledger's places that a name means.

    Raises OSError with near names for an unknown one, and with the candidates for one that means several places apart;
    "NAME, CC" names the one of a country.
    """
    plain, _, country = (part.strip() for part in name.partition(","))
    found = book.find(plain, gazetteer or Index(prepared_index()))
    if country:
        found = [k for k in found if book.places.by_key[k].country == country.upper()]
    if not found:
        near = _near_names(plain, book)
        raise OSError(f"the ledger knows no place {name!r}" + (f"; near names are {', '.join(near)}" if near else ""))
    far = apart(found, book)
    if len(far) > 1:
        listed = "; ".join(described(k, book) for k in far)
        raise OSError(f"{name!r} may be {listed}: add the country's code, as in \"{plain}, SY\", or the place's id")
    return found


def described(key: Key, book: Book) -> str:
    """A place in words that tell it from others of its name."""
    place = book.places.by_key[key]
    where = ", ".join(part for part in (place.admin1, place.country) if part)
    return f"{place.name} ({where or 'not placed'}; id {key.base})"


def _near_names(name: str, book: Book) -> list[str]:
    known = {n: n for place in book.places.by_key.values() for n in place.names}
    return [match[0] for match in process.extract(name.lower(), known, limit=3, score_cutoff=70)]


def party_of(name: str, registry: Registry) -> str:
    """The id of a party by id, name or alias, letters' case left aside; raises OSError with near names."""
    try:
        return party_called(name, registry).id
    except DecisionError as problem:
        raise OSError(str(problem)) from None


def country_of(code: str | None) -> str | None:
    """A country's code as the ledger writes it; raises OSError for what is no code."""
    if code is None:
        return None
    if len(code) != 2 or not code.isalpha():
        raise OSError(f"--country {code!r} is no country; write its ISO code, such as SY")
    return code.upper()


def days_asked(first: str | None, last: str | None) -> tuple[int | None, int | None]:
    """The days of ``--from`` and ``--to`` as ordinals; raises OSError where the second is before the first."""
    days = tuple(day_of(v, o).toordinal() if v else None for v, o in ((first, "--from"), (last, "--to")))
    if None not in days and days[0] > days[1]:  # type: ignore[operator]
        raise OSError(f"--from {first} is after --to {last}")
    return days  # type: ignore[return-value]


def source_of(word: Word, publication: Publication) -> str:
    """Who says it, as far as that is shown, and when it was published."""
    who = publication.source(word.publisher, word.story)
    return f"{who}, {word.published[:10]}" if word.published else who


def age_of(last: int | None, day: int) -> str:
    """How old the last evidence is on a day, in words."""
    if last is None:
        return "only later"
    age = day - last
    return "that day" if age == 0 else f"{age} day{'s' if age != 1 else ''} ago"


def today() -> dt.date:
    """The present day."""
    return dt.date.today()
