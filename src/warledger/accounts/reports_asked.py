"""The reports of a book, asked for part by part."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from warledger.accounts.book import Book
from warledger.accounts.book_tables import reports


@dataclass(frozen=True, slots=True)
class WantedReports:
    """Which reports are asked for: of a publisher, with words in their title or id; null is any."""

    publisher: str | None = None
    words: str | None = None


def reports_part(book: Book, wanted: WantedReports, skipped: int, most: int) -> tuple[int, list[str]]:
    """How many reports are asked for, and the keys of the revisions that stand of so many of them after those skipped: the
    latest first. A withheld name is found by nobody who looks for it."""
    of = _conditions(wanted)
    order = reports.c.public_at.desc(), reports.c.revision
    with book.engine.connect() as connection:
        if book.publication.names and wanted.words:
            query = select(reports.c.revision, reports.c.title, reports.c.story).where(*of).order_by(*order)
            found = [row.revision for row in connection.execute(query) if _shown((row.title, row.story), wanted, book)]
            return len(found), found[skipped : skipped + most]
        total = connection.execute(select(func.count()).select_from(reports).where(*of)).scalar() or 0
        part = select(reports.c.revision).where(*of).order_by(*order).offset(skipped).limit(most)
        return total, list(connection.execute(part).scalars())


def _shown(said: Iterable[str | None], wanted: WantedReports, book: Book) -> bool:
    """Whether what is looked for stands in what is shown."""
    words = (wanted.words or "").casefold()
    return any(words in book.publication.words(text or "").casefold() for text in said)


def _conditions(wanted: WantedReports) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.publisher is not None:
        found.append(reports.c.publisher == wanted.publisher)
    if wanted.words is not None:
        found.append(reports.c.words.contains(wanted.words.casefold(), autoescape=True))
    return found


def last_report(book: Book, today: dt.date) -> dt.date | None:
    """The day of the last report that was public by the end of a day; null where there is none."""
    query = select(func.max(reports.c.public_at)).where(reports.c.public_at <= f"{today.isoformat()}T23:59:59Z")
    with book.engine.connect() as connection:
        last = connection.execute(query).scalar()
    return dt.date.fromisoformat(last[:10]) if last else None


def publishers_of(book: Book) -> Mapping[str, str]:
    """The publisher of each story that names one."""
    query = select(reports.c.story, reports.c.publisher).where(reports.c.publisher != "")
    with book.engine.connect() as connection:
        return {row.story: row.publisher for row in connection.execute(query)}
