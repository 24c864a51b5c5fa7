"""The rows of the journal: how entries, revisions and statements are written and read, inside a transaction."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, insert, select

from warledger.journal.chain import GENESIS, chained, sha256
from warledger.journal.checking import revision_digest
from warledger.journal.known_time import days_around, public_at
from warledger.journal.tables import entries, readings, revisions, statements
from warledger.journal.voices import COPY_DAYS, is_copy, shingles_of
from warledger.record.report import Report
from warledger.record.statement import Statement

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


def add_revision(connection: Connection, report: Report, found: Iterable[Statement], more: dict[str, Any]) -> None:
    """Add a revision with its statements and its entry; ``more`` has the values of its row that are not the report's."""
    public = public_at(report, more["posted_at"])
    more["voice"] = _voice_of(connection, report, public.at)
    row = {
        "key": report.revision,
        "story": report.story,
        "text": report.text,
        "text_sha256": sha256(report.text),
        **{name: getattr(report, name) for name in OF_REPORT},
        "public_at": public.at,
        "public_from": public.source,
        **more,
    }
    connection.execute(insert(revisions), row)
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


def _voice_of(connection: Connection, report: Report, public: str) -> str:
    """The voice that a report speaks with: that of the first revision it is a copy of, else its own."""
    own = shingles_of(report.text)
    first, last = days_around(public, COPY_DAYS)
    near = connection.execute(
        select(revisions.c.text, revisions.c.voice)
        .where(revisions.c.public_at.between(first, last) & (revisions.c.story != report.story))
        .order_by(revisions.c.posted_at, revisions.c.key)
    )
    copied = (row.voice for row in near if row.text is not None and is_copy(own, shingles_of(row.text)))
    return next(copied, report.revision)


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
