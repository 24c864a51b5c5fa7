"""The rows of the journal: how reports are posted, entries, revisions and statements written and read, inside a transaction."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select

from warledger.journal.chain import GENESIS, chained, sha256
from warledger.journal.changes import changes_between
from warledger.journal.checking import revision_digest
from warledger.journal.copies import Copies
from warledger.journal.known_time import public_at
from warledger.journal.tables import entries, readings, revisions, statements
from warledger.journal.telling import NOW, standing
from warledger.record.report import Report
from warledger.record.statement import Statement

Outcome = Literal["new", "same", "revised"]


@dataclass(frozen=True, slots=True)
class Posting:
    """A report that was read, to be posted: its statements, the reader that made them, and where the report came from."""

    report: Report
    statements: tuple[Statement, ...]
    reader: str
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a report: new, the same as before, or a new revision with what it changed."""

    outcome: Outcome
    revision: str
    changes: tuple[dict[str, Any], ...] = ()


OF_REPORT = ("id", "title", "url", "publisher", "author", "published", "retrieved", "language", "dates")
"""The fields of a report that a revision's row has under the same name, its text and story left aside."""


def report_of(row: Any) -> Report | None:
    """The report of a revision's row; null where it was redacted."""
    if row.text is None:
        return None
    return Report(text=row.text, story=row.story, **{name: getattr(row, name) for name in OF_REPORT})


def statements_of(connection: Connection, revision: str) -> list[Statement]:
    """The statements of a revision's last reading, as the reader said them."""
    number = connection.execute(select(func.max(readings.c.number)).where(readings.c.revision == revision)).scalar()
    bodies = connection.execute(
        select(statements.c.body)
        .where(statements.c.revision == revision, statements.c.reading == (number or 1))
        .order_by(statements.c.id)
    ).scalars()
    return [Statement.model_validate_json(body) for body in bodies if body is not None]


def post(connection: Connection, posting: Posting, copies: Copies, now: str) -> Posted:
    """Post one report; the same revision again changes nothing."""
    report, found = posting.report, posting.statements
    if connection.execute(select(revisions.c.key).where(revisions.c.key == report.revision)).first() is not None:
        return Posted("same", report.revision)
    count = connection.execute(select(func.count()).where(revisions.c.story == report.story)).scalar() or 0
    changed: list[dict[str, Any]] = []
    if count:
        stood = connection.execute(select(standing(NOW, [report.story]).c.key)).scalar_one()
        changed = changes_between(statements_of(connection, stood), found)
    more = {
        "number": count + 1,
        "reader": posting.reader,
        "origin": posting.origin,
        "posted_at": now,
        "changes": json.dumps(changed, ensure_ascii=False, sort_keys=True),
    }
    _add_revision(connection, report, found, more, copies)
    return Posted("revised" if count else "new", report.revision, tuple(changed))


def _add_revision(
    connection: Connection, report: Report, found: Iterable[Statement], more: dict[str, Any], copies: Copies
) -> None:
    """Add a revision with its statements and its entry; ``more`` has the values of its row that are not the report's."""
    public = public_at(report, more["posted_at"])
    row = {
        "key": report.revision,
        "story": report.story,
        "text": report.text,
        "text_sha256": sha256(report.text),
        **{name: getattr(report, name) for name in OF_REPORT},
        "public_at": public.at,
        "public_from": public.source,
        "voice": copies.voice(report, public.at),
        **more,
    }
    connection.execute(insert(revisions), row)
    copies.add(report, public.at)
    digest = revision_digest(row, add_statements(connection, report.revision, found, 1))
    append(connection, "revision", report.revision, digest, more["posted_at"])


def add_statements(connection: Connection, revision: str, found: Iterable[Statement], reading: int) -> list[str]:
    """Add the statements of a reading; what of each goes into the digest of its entry."""
    rows = {}
    for s in found:
        body = json.dumps(s.as_json(), ensure_ascii=False, sort_keys=True)
        rows[s.id] = {
            "id": s.id,
            "revision": revision,
            "kind": s.kind,
            "body": body,
            "body_sha256": sha256(body),
            "reading": reading,
        }
    if rows:
        connection.execute(insert(statements), list(rows.values()))
    return [f"{row['id']}:{row['body_sha256']}" for row in rows.values()]


def head_of(connection: Connection) -> tuple[int, str]:
    """The number and the chain hash of the last entry."""
    last = connection.execute(select(entries.c.seq, entries.c.chain).order_by(entries.c.seq.desc()).limit(1)).first()
    return (last.seq, last.chain) if last is not None else (0, GENESIS)


def append(connection: Connection, kind: str, ref: str, digest: str, posted_at: str) -> int:
    """Add an entry to the chain; its number."""
    seq, before = head_of(connection)
    chain = chained(before, seq + 1, kind, ref, digest, posted_at)
    row = {"seq": seq + 1, "kind": kind, "ref": ref, "digest": digest, "chain": chain, "posted_at": posted_at}
    connection.execute(insert(entries), row)
    return seq + 1
