"""The reports of a book, asked for part by part."""

import datetime as dt
from collections.abc import Mapping
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
    latest first."""
    of = _conditions(wanted)
    part = (
        select(reports.c.revision)
        .where(*of)
        .order_by(reports.c.public_at.desc(), reports.c.revision)
        .offset(skipped)
        .limit(most)
    )
    with book.engine.connect() as connection:
        total = connection.execute(select(func.count()).select_from(reports).where(*of)).scalar() or 0
        return total, list(connection.execute(part).scalars())


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
