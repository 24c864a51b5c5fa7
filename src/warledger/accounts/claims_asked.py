"""The claims of a book, asked for part by part."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from warledger.accounts.book import Book
from warledger.accounts.book_tables import claims
from warledger.accounts.claims import Claimed, claimed_from


@dataclass(frozen=True, slots=True)
class WantedClaims:
    """Which claims are asked for: words of the speakers' names and of the subject, the party that is the subject, the kind,
    and days as ordinals; null is any."""

    speaker: str | None = None
    subject: str | None = None
    party: str | None = None
    about: str | None = None
    first: int | None = None
    last: int | None = None


def claims_part(book: Book, wanted: WantedClaims, skipped: int, most: int) -> tuple[int, list[Claimed]]:
    """How many claims are asked for, and so many of them after those skipped: the latest first, those of no day last.
    A withheld name is found by nobody who looks for it."""
    of = _conditions(wanted)
    order = claims.c.day.desc().nulls_last(), claims.c.statement.desc()
    query = select(claims.c.body).where(*of).order_by(*order)
    with book.engine.connect() as connection:
        if book.publication.names and (wanted.speaker or wanted.subject):
            found = [c for line in connection.execute(query).scalars() if _shown(c := claimed_from(line), wanted, book)]
            return len(found), found[skipped : skipped + most]
        total = connection.execute(select(func.count()).select_from(claims).where(*of)).scalar() or 0
        return total, [claimed_from(line) for line in connection.execute(query.offset(skipped).limit(most)).scalars()]


def _shown(claim: Claimed, wanted: WantedClaims, book: Book) -> bool:
    """Whether what is looked for stands in what is shown."""
    said = ((wanted.speaker, claim.speakers), (wanted.subject, claim.subject))
    return all((words or "").casefold() in book.publication.words(text).casefold() for words, text in said)


def _conditions(wanted: WantedClaims) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.speaker is not None:
        found.append(claims.c.speaker.contains(wanted.speaker.casefold(), autoescape=True))
    if wanted.subject is not None:
        found.append(claims.c.subject.contains(wanted.subject.casefold(), autoescape=True))
    if wanted.party is not None:
        found.append(claims.c.party == wanted.party)
    if wanted.about is not None:
        found.append(claims.c.about == wanted.about)
    if wanted.first is not None:
        found.append(claims.c.day >= wanted.first)
    if wanted.last is not None:
        found.append(claims.c.day <= wanted.last)
    return found


def days_of_claims(book: Book) -> list[int]:
    """The days that claims are of, as ordinals."""
    with book.engine.connect() as connection:
        return list(connection.execute(select(claims.c.day).where(claims.c.day.is_not(None)).distinct()).scalars())
