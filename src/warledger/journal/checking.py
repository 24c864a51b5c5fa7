"""Whether a journal is as it was posted: every row follows from the one before and its content has the hash it names."""

from typing import Any

from sqlalchemy import Connection, Row, select

from warledger.journal.chain import GENESIS, chained, digest_of, sha256
from warledger.journal.tables import entries, readings, revisions, statements


def problems_in(connection: Connection, since: str | None = None) -> list[str]:
    """What is wrong with a journal, a sentence for each row altered, removed, added or moved; empty if nothing is.

    ``since`` is a head printed before: a journal cut off or rewritten since then does not have it.
    """
    wrong: list[str] = []
    heads: dict[int, str] = {0: GENESIS}
    seen: set[str] = set()
    before, number = GENESIS, 0
    for row in connection.execute(select(entries).order_by(entries.c.seq)).all():
        number += 1
        if row.seq != number:
            wrong.append(f"entry {number} is missing: entry {row.seq} stands in its place")
            number = row.seq
        if row.chain != chained(before, row.seq, row.kind, row.ref, row.digest, row.posted_at):
            wrong.append(f"entry {row.seq} ({row.kind}) does not follow from the entry before it")
        wrong += _content_problems(connection, row)
        if row.kind == "revision":
            seen.add(row.ref)
        before = row.chain
        heads[row.seq] = row.chain
    extra = [key for (key,) in connection.execute(select(revisions.c.key)) if key not in seen]
    wrong += [f"the revision {key} is in no entry" for key in extra]
    if since is not None:
        at, _, chain = since.partition(":")
        if not at.isdigit() or heads.get(int(at)) != chain:
            wrong.append(f"the head {since} is not in this ledger: it was cut off or rewritten since")
    return wrong


def revision_digest(row: dict[str, Any], parts: list[str]) -> str:
    """The digest of a revision's row and of its statements' hashes; the text counts by its own hash."""
    return digest_of({k: v for k, v in row.items() if k != "text"}, parts)


def reading_digest(ref: str, reader: str, parts: list[str]) -> str:
    """The digest of a reading: which revision and number, by which reader, with which statements."""
    return digest_of({"ref": ref, "reader": reader}, parts)


def reading_ref(revision: str, number: int) -> str:
    """How an entry names a reading."""
    return f"{number} {revision}"


def _content_problems(connection: Connection, row: Row[Any]) -> list[str]:
    """What is wrong with the content that an entry names."""
    if row.kind not in {"revision", "reading"}:
        return [] if sha256(row.ref) == row.digest else [f"entry {row.seq} ({row.kind}) was altered"]
    number, key = row.ref.split(" ", 1) if row.kind == "reading" else ("1", row.ref)
    found = connection.execute(select(revisions).where(revisions.c.key == key)).first()
    if found is None:
        return [f"entry {row.seq}: the revision {key} was removed"]
    parts, wrong = [], []
    of_reading = (statements.c.revision == key) & (statements.c.reading == int(number))
    for s in connection.execute(select(statements).where(of_reading)).all():
        parts.append(f"{s.id}:{s.body_sha256}")
        if s.body is not None and sha256(s.body) != s.body_sha256:
            wrong.append(f"entry {row.seq}: the statement {s.id} of {key} was altered")
    content = dict(found._mapping)
    if row.kind == "reading":
        reader = connection.execute(
            select(readings.c.reader).where((readings.c.revision == key) & (readings.c.number == int(number)))
        ).scalar()
        if reader is None or reading_digest(row.ref, reader, parts) != row.digest:
            wrong.append(f"entry {row.seq}: reading {number} of {key} was altered or removed")
        return wrong
    if content["text"] is not None and sha256(content["text"]) != content["text_sha256"]:
        wrong.append(f"entry {row.seq}: the text of {key} was altered")
    if revision_digest(content, parts) != row.digest:
        wrong.append(f"entry {row.seq}: the revision {key} or the list of its statements was altered")
    return wrong
