"""Who publishes what the ledger holds, how reliable they are, and how often the accounts bear them out."""

from collections.abc import Iterator

from warledger.accounts.records import Record
from warledger.accounts.sources_heard import records_of_sources, stories_of_sources
from warledger.web import shown
from warledger.web.answers.common import Answer
from warledger.web.desk import Desk
from warledger.web.formats import with_query
from warledger.web.ledger_access import Shelf
from warledger.web.problems import Near, UnknownError


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
    records = records_of_sources(book)
    for publisher, stories in sorted(stories_of_sources(book).items(), key=lambda n: (-n[1].count, n[0])):
        source, record = book.weigher.sources.of(publisher), records.get(publisher, Record())
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
            days_to_tell=record.days_to_tell,
        )
