"""``control --map``: who held what on a day as one page with a map."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from warledger.accounts.book import Book
from warledger.cli.answers import day_of
from warledger.cli.output import errors, prepared_index, whole_file
from warledger.gazetteer.index import Index
from warledger.gazetteer.outlines import outlines
from warledger.parties.registry import default_registry
from warledger.publish.colours import default_palette
from warledger.publish.control_page import Page, control_page
from warledger.publish.control_rows import rows_of
from warledger.publish.control_table import day_words


@dataclass(frozen=True, slots=True)
class MapOf:
    """What a map is of: a day, and if given a country (ISO code), a party (id) and the day of what was known (YYYY-MM-DD)."""

    day: dt.date
    country: str | None = None
    party: str | None = None
    known_on: str | None = None


def write_map(path: Path, book: Book, asked: MapOf) -> None:
    """Write the page to a file."""
    registry, index = default_registry(), Index(prepared_index())
    day = asked.day.toordinal()
    found = rows_of(book, day, registry, index, asked.country)
    rows = [row for row in found if asked.party in (None, row.party)]
    reports = book.stories()
    known = f"on {day_words(day_of(asked.known_on, '--known-on').toordinal())}" if asked.known_on else "by now"
    noun = "report" if reports == 1 else "reports"
    land = outlines()
    page = Page(
        day=day,
        known=f"As known {known}, from {reports:,} {noun} with statements.",
        rows=rows,
        parties={row.party: registry[row.party].name for row in rows if row.party},
        country=lambda code: entry.name if (entry := index.country(code)) is not None else code,
    )
    with whole_file(path) as out:
        out.write(control_page(page, default_palette(), land))
    errors.print(f"the map: {path}")
