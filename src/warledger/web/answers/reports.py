"""Reports: the list of them, and one with its revisions, what each changed, and what the last one says."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select

from warledger.accounts.book import Book
from warledger.accounts.reports_asked import WantedReports, reports_part
from warledger.journal.decisions import Ruled
from warledger.journal.tables import revisions, statements
from warledger.journal.telling import AsOf
from warledger.journal.versions import Version
from warledger.publish.marking import Piece, pieces_of
from warledger.publish.statement_words import day_text, parties_text, sentence, speakers, toll_texts
from warledger.reading.furniture import find_furniture
from warledger.record.statement import Statement
from warledger.web import shown
from warledger.web.answers.common import Answer, Listed
from warledger.web.asking import Paged
from warledger.web.formats import spoken
from warledger.web.ledger_access import Shelf
from warledger.web.problems import UnknownError


class ReportRow(Answer):
    """A report in the revision that stood at the moment asked of."""

    story: str
    title: str | None
    source: str
    publisher: str | None
    published: str | None
    public_at: str
    revisions: int
    statements: int


class Said(Answer):
    """A statement in a few words; ``decided`` is what an editor did with it, null where none did."""

    id: str
    kind: str
    headline: str
    day: str
    facts: list[str]
    modality: str
    speakers: list[str]
    confidence: float
    why: str
    words: str
    decided: str | None = None


class Change(Answer):
    """What a revision changed in one statement: added, dropped, or from what to what by field."""

    change: str
    words: str
    fields: dict[str, tuple[str, str]]


class Revision(Answer):
    """One revision of a report; ``copy_of`` is the story whose text it repeats, ``words`` null where it was redacted."""

    number: int
    title: str | None
    published: str | None
    public_at: str
    public_from: str
    posted_at: str
    copy_of: str | None
    words: int | None
    sha256: str
    reader: str
    changes: list[Change]


class ReportDetail(Answer):
    """A report: ``text`` is that of the last revision, null where it was redacted; quotes are offsets into it."""

    story: str
    title: str | None
    source: str
    publisher: str | None
    published: str | None
    url: str | None
    text: str | None
    revisions: list[Revision]
    statements: list[Said]


def reports_listed(shelf: Shelf, wanted: WantedReports, asked: Paged) -> Listed[ReportRow]:
    """A page of the reports that were public at a moment, the latest first; none of a withheld publisher asked for by name."""
    if shelf.book.publication.hides(wanted.publisher):
        return Listed(total=0, page=asked.page, size=asked.size, items=[])
    total, part = reports_part(shelf.book, wanted, asked.skipped, asked.size)
    columns = (
        getattr(revisions.c, n) for n in ("key", "story", "title", "publisher", "published", "public_at", "number")
    )
    with shelf.ledger.engine.connect() as connection:
        found = connection.execute(select(*columns).where(revisions.c.key.in_(part)))
        rows = sorted(found, key=lambda r: part.index(r.key))
        counted = {row.revision: row.many for row in connection.execute(_statements_in(part))}
    items = [
        ReportRow(
            story=r.story,
            title=shown.words(shelf.book, r.title) if r.title else None,
            source=shown.source(shelf.book, r.publisher, ""),
            publisher=shown.publisher(shelf.book, r.publisher),
            published=r.published,
            public_at=r.public_at,
            revisions=r.number,
            statements=counted.get(r.key, 0),
        )
        for r in rows
    ]
    return Listed(total=total, page=asked.page, size=asked.size, items=items)


def report_told(shelf: Shelf, story: str) -> tuple[ReportDetail, list[Piece], list[Statement]]:
    """A report, the pieces of its text for marking, and its statements in the order of their words."""
    versions = _public(shelf.ledger.versions(story), shelf.moment)
    if not versions:
        raise UnknownError(f"The ledger has no report {story!r}", section="/reports")
    last = versions[-1]
    ruled = sorted(shelf.ledger.ruled(last.statements), key=lambda r: (r.said.quote.start, r.said.quote.end, r.said.id))
    found = [r.stands or r.said for r in ruled]
    text = shown.words(shelf.book, last.text) if last.text is not None else None
    detail = ReportDetail(
        story=story,
        title=shown.words(shelf.book, last.title) if last.title else None,
        source=shown.source(shelf.book, last.publisher, ""),
        publisher=shown.publisher(shelf.book, last.publisher),
        published=last.published,
        url=_address(last, shelf.book),
        text=text,
        revisions=[_revision(n, v, versions[0], shelf.book) for n, v in enumerate(versions, start=1)],
        statements=[_ruled(r, shelf.book) for r in ruled],
    )
    pieces = pieces_of(last.text, found, list(find_furniture(last.text))) if last.text is not None else []
    return detail, [replace(p, text=shown.words(shelf.book, p.text)) for p in pieces], found


def said(s: Statement) -> Said:
    """A statement in a few words."""
    facts = [f"{role}: {', '.join(names)}" for role, names in parties_text(s).items()] + [
        spoken(t) for t in toll_texts(s)
    ]
    return Said(
        id=s.id,
        kind=s.kind,
        headline=sentence(s),
        day=spoken(day_text(s)),
        facts=facts,
        modality=s.modality,
        speakers=speakers(s),
        confidence=s.confidence,
        why=f"{s.why.frame}: {', '.join(s.why.links)}",
        words=s.quote.text,
    )


def _ruled(ruled: Ruled, book: Book) -> Said:
    """A statement as it stands, or as the reader said it where it was rejected."""
    row = said(ruled.stands or ruled.said)
    decided = DECIDED[ruled.by.decision.kind] if ruled.by is not None else None
    told = {
        "headline": shown.words(book, row.headline),
        "words": shown.words(book, row.words),
        "facts": [shown.words(book, fact) for fact in row.facts],
        "speakers": [shown.words(book, name) for name in row.speakers],
    }
    return row.model_copy(update={"decided": decided, **told})


DECIDED = {"accept": "accepted by an editor", "correct": "corrected by an editor", "reject": "rejected by an editor"}


def _address(version: Version, book: Book) -> str | None:
    """Where a report was published; null where its publisher is withheld."""
    if version.report is None or book.publication.hides(version.publisher):
        return None
    return version.report.url


def _statements_in(keys: list[str]) -> Select[Any]:
    """How many statements the last reading of each revision made."""
    again = func.max(statements.c.reading).over(partition_by=statements.c.revision)
    rows = select(statements.c.revision, statements.c.reading, again.label("last"))
    ranked = rows.where(statements.c.revision.in_(keys)).subquery()
    return (
        select(ranked.c.revision, func.count().label("many"))
        .where(ranked.c.reading == ranked.c.last)
        .group_by(ranked.c.revision)
    )


def _public(versions: list[Version], moment: AsOf) -> list[Version]:
    """The versions that stood by a moment, the one that stands last."""
    known = [
        v
        for v in versions
        if (moment.known_on is None or v.public_at <= moment.known_on)
        and (moment.posted_by is None or v.posted_at <= moment.posted_by)
    ]
    return sorted(known, key=lambda v: v.public_at)


def _revision(number: int, version: Version, first: Version, book: Book) -> Revision:
    copied = version.voice not in (version.revision, first.revision)
    return Revision(
        number=number,
        title=shown.words(book, version.title) if version.title else None,
        published=version.published,
        public_at=version.public_at,
        public_from=version.public_from,
        posted_at=version.posted_at,
        copy_of=shown.words(book, version.voice.rpartition("@")[0]) if copied else None,
        words=len(version.text.split()) if version.text is not None else None,
        sha256=version.sha256,
        reader=version.reader,
        changes=[_change(c, book) for c in version.changes],
    )


def _change(change: dict[str, Any], book: Book) -> Change:
    fields = {k: (_plain(v[0]), _plain(v[1])) for k, v in change.get("fields", {}).items()}
    told = {k: (shown.words(book, a), shown.words(book, b)) for k, (a, b) in fields.items()}
    return Change(change=change["change"], words=shown.words(book, change.get("quote", "")), fields=told)


def _plain(value: Any) -> str:
    if value is None:
        return "nothing"
    if not isinstance(value, list):
        return str(value)
    if len(value) == 2 and isinstance(value[0], int):  # the bounds of a figure
        low, high = value
        return f"{low:,} or more" if high is None else f"{low:,}" if high == low else f"{low:,} to {high:,}"
    return ", ".join(map(_plain, value))
