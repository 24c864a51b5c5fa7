"""Who publishes what the ledger holds, how reliable they are, and how often the accounts bear them out."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from sqlalchemy import func, select

from warledger.accounts.book import Book
from warledger.accounts.control import Account
from warledger.accounts.credibility import chance_of
from warledger.accounts.evidence import Evidence
from warledger.accounts.words import REGION, Word
from warledger.journal.tables import revisions
from warledger.journal.telling import standing
from warledger.web import shown
from warledger.web.answers.common import Answer
from warledger.web.desk import Desk
from warledger.web.formats import with_query
from warledger.web.ledger_access import Shelf
from warledger.web.problems import Near, UnknownError

LIKELY = 0.5
"""A word on control agrees with the account where that makes what it says at least so likely."""

LOOKS_BACK = 60
"""A change told so many days later is looked back at: its day says nothing of how fast a source is."""


class SourceRow(Answer):
    """A publisher (empty where none is named or it is withheld; ``name`` says which): ``reliability`` is the Admiralty code's
    letter (F: nothing is known), ``told`` counts what its reports say of who holds places, ``agreed`` how much of it the
    accounts bear out, ``days_to_tell`` is the median time from a change of control to the day on which it told of it."""

    publisher: str
    name: str
    kind: str | None
    country: str | None
    side: str | None
    side_name: str
    reliability: str
    stories: int
    first: str | None
    last: str | None
    told: int
    agreed: int
    days_to_tell: float | None

    @property
    def share(self) -> float | None:
        """How much of what it says of who holds places the accounts bear out (0 to 1)."""
        return self.agreed / self.told if self.told else None


@dataclass
class _Record:
    told: int = 0
    agreed: int = 0
    delays: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Stories:
    count: int
    first: str
    last: str


def sources_of(shelf: Shelf, desk: Desk) -> list[SourceRow]:
    """All publishers, those with most stories first; reports that name none are of publisher ""."""
    return shelf.kept("sources", lambda: list(_rows(shelf, desk)))


def source_called(shelf: Shelf, desk: Desk, name: str) -> SourceRow:
    """The publisher of a name, letters' case left aside."""
    rows = sources_of(shelf, desk)
    found = next((r for r in rows if r.publisher and r.publisher.casefold() == name.casefold()), None)
    if found is None:
        near = [Near(r.publisher, with_query("/source", {"name": r.publisher})) for r in rows[:5] if r.publisher]
        raise UnknownError(f"The ledger has no report that {name!r} published", near, "/sources")
    return found


def _rows(shelf: Shelf, desk: Desk) -> Iterator[SourceRow]:
    book = shelf.book
    records = _records(book)
    for publisher, stories in sorted(_stories(shelf).items(), key=lambda n: (-n[1].count, n[0])):
        source, record = book.weigher.sources.of(publisher), records.get(publisher, _Record())
        hidden = book.publication.hides(publisher)
        yield SourceRow(
            publisher=shown.publisher(book, publisher) or "",
            name=shown.source(book, publisher, "none named"),
            kind=source.kind if not hidden else None,
            country=source.country if not hidden else None,
            side=source.side if not hidden else None,
            side_name=desk.registry.name_of(source.side) if not hidden else "",
            reliability=source.reliability,
            stories=stories.count,
            first=stories.first[:10] or None,
            last=stories.last[:10] or None,
            told=record.told,
            agreed=record.agreed,
            days_to_tell=median(record.delays) if record.delays else None,
        )


def _stories(shelf: Shelf) -> dict[str, _Stories]:
    stood = standing(shelf.moment)
    at = revisions.c.public_at
    query = (
        select(revisions.c.publisher, func.count(), func.min(at), func.max(at))
        .join(stood, stood.c.key == revisions.c.key)
        .group_by(revisions.c.publisher)
    )
    with shelf.ledger.engine.connect() as connection:
        return {publisher or "": _Stories(n, a, b) for publisher, n, a, b in connection.execute(query)}


def _records(book: Book) -> dict[str, _Record]:
    found: dict[str, _Record] = {}
    for place, account in book.accounts():
        for word in book.words([place.key]):
            _count(found.setdefault(word.publisher or "", _Record()), word, account)
    return found


def _count(record: _Record, word: Word, account: Account) -> None:
    for e in word.evidence:
        if e.implied or e.says == "changes" or e.side is not None or word.key.kind == REGION:
            continue
        record.told += 1
        record.agreed += chance_of(e, account) >= LIKELY
        delay = _delay(e, word)
        if delay is not None:
            record.delays.append(delay)


def _delay(evidence: Evidence, word: Word) -> int | None:
    """Days from a change that is told to the day on which it was; null for what is no change or looks back far."""
    if evidence.says not in {"passes", "leaves"} or not word.published:
        return None
    days = dt.date.fromisoformat(word.published[:10]).toordinal() - evidence.day
    return days if 0 <= days <= LOOKS_BACK else None
