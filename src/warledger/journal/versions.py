"""The revisions of stories as the journal keeps them, what of them a reader has not read, and statements by their ids."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from warledger.journal.changes import subject_of
from warledger.journal.decisions import DecisionError, anchor_of, meant
from warledger.journal.posting import report_of, statements_of
from warledger.journal.tables import readings, revisions, statements
from warledger.journal.telling import NOW, last_readings, standing
from warledger.record.report import Report
from warledger.record.statement import Statement


@dataclass(frozen=True, slots=True)
class Version:
    """A revision of a story as the journal keeps it; ``text`` is null where it was redacted, ``changes`` is what it changed
    in the statements of the revision before, ``reader`` what made its last reading."""

    report: Report | None
    revision: str
    title: str | None
    publisher: str | None
    published: str | None
    public_at: str
    public_from: str
    posted_at: str
    sha256: str
    voice: str
    reader: str
    changes: tuple[dict[str, Any], ...]
    statements: tuple[Statement, ...]

    @property
    def text(self) -> str | None:
        """The report's text; null where it was redacted."""
        return self.report.text if self.report is not None else None


def versions_of(connection: Connection, story: str) -> list[Version]:
    """The revisions of a story, the first posted first; empty for one that is not in the journal."""
    again = last_readings(stories=[story])
    rows = connection.execute(
        select(revisions, readings.c.reader.label("last_reader"))
        .outerjoin(again, again.c.revision == revisions.c.key)
        .outerjoin(readings, (readings.c.revision == again.c.revision) & (readings.c.number == again.c.number))
        .where(revisions.c.story == story)
        .order_by(revisions.c.number)
    ).all()
    return [
        Version(
            report=report_of(r),
            revision=r.key,
            title=r.title,
            publisher=r.publisher,
            published=r.published,
            public_at=r.public_at,
            public_from=r.public_from,
            posted_at=r.posted_at,
            sha256=r.text_sha256,
            voice=r.voice,
            reader=r.last_reader or r.reader,
            changes=tuple(json.loads(r.changes)),
            statements=tuple(statements_of(connection, r.key)),
        )
        for r in rows
    ]


@dataclass(frozen=True, slots=True)
class Unread:
    """A revision that a reader has not read: its report, what the journal knows of it, whether it is the one of its story
    that stands, and what its last reading says."""

    report: Report
    public_at: str
    voice: str
    stands: bool
    statements: tuple[Statement, ...]


def unread_keys(connection: Connection, reader: str, stories: Iterable[str] | None = None) -> list[str]:
    """The revisions, of all stories or of some, that a reader has not read, in the order in which they were posted."""
    read = select(readings.c.revision).where(readings.c.reader == reader)
    query = (
        select(revisions.c.key)
        .where(revisions.c.text.is_not(None), revisions.c.reader != reader, revisions.c.key.not_in(read))
        .order_by(revisions.c.posted_at, revisions.c.key)
    )
    if stories is not None:
        query = query.where(revisions.c.story.in_(sorted(set(stories))))
    return list(connection.execute(query).scalars())


def unread_of(connection: Connection, keys: Sequence[str]) -> list[Unread]:
    """What the journal has of some revisions, of those that were not redacted, in the order of their keys."""
    rows: dict[str, Any] = {r.key: r for r in connection.execute(select(revisions).where(revisions.c.key.in_(keys)))}
    stories = sorted({r.story for r in rows.values()})
    standing_now = set(connection.execute(select(standing(NOW, stories).c.key)).scalars())
    return [
        Unread(report, rows[key].public_at, rows[key].voice, key in standing_now, tuple(statements_of(connection, key)))
        for key in keys
        if key in rows and (report := report_of(rows[key])) is not None
    ]


def statement_called(connection: Connection, wanted: str) -> Statement:
    """The statement of a last reading that an id, or the beginning of one, names; an id of an older reading names what the
    last one makes of the same words. Raises DecisionError where there is none, or several."""
    begin = statements.c.id.startswith(wanted, autoescape=True)
    rows = connection.execute(
        select(statements.c.id, statements.c.revision, statements.c.body)
        .where(begin)
        .order_by(statements.c.id)
        .limit(6)
    ).all()
    rows = [r for r in rows if r.id == wanted] or rows
    where = "`warledger report ID` and `history --evidence` show the ids"
    if not rows or not wanted:
        raise DecisionError(f"the ledger has no statement {wanted!r}; {where}")
    found: dict[str, Statement] = {}
    for row in rows:
        if row.body is None:
            continue
        there = {s.id: s for s in statements_of(connection, row.revision)}
        anchor = anchor_of(Statement.model_validate_json(row.body))
        now = meant(anchor, (anchor_of(s) for s in there.values()))
        if now is not None:
            found[now.statement] = there[now.statement]
    if len(found) > 1:
        raise DecisionError(f"{wanted!r} begins several statements: {', '.join(sorted(found))}")
    if not found:
        gone = (
            "was redacted" if all(r.body is None for r in rows) else "is no more: the last reading does not repeat it"
        )
        raise DecisionError(f"the statement {wanted!r} {gone}; {where}")
    return next(iter(found.values()))


def repeated(connection: Connection, statement: Statement) -> list[Statement]:
    """The statements of the same words that copies of a statement's report make."""
    voice = select(revisions.c.voice).where(revisions.c.key == statement.revision).scalar_subquery()
    others = select(revisions.c.key).where(revisions.c.voice == voice, revisions.c.story != statement.report)
    same = subject_of(statement), statement.quote.text
    return [
        s
        for key in connection.execute(others.order_by(revisions.c.key)).scalars()
        for s in statements_of(connection, key)
        if (subject_of(s), s.quote.text) == same
    ]
