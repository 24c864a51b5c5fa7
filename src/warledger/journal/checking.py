"""Whether a journal is as it was posted: every row follows from the one before and its content has the hash it names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from warledger.journal.chain import GENESIS, chained, digest_of, sha256
from warledger.journal.tables import decisions, entries, readings, revisions, statements


def problems_in(connection: Connection, since: str | None = None) -> list[str]:
    """What is wrong with a journal, a sentence for each row altered, removed, added or moved; empty if nothing is.

    ``since`` is a head printed before: a journal cut off or rewritten since then does not have it.
    """
    wrong: list[str] = []
    heads: dict[int, str] = {0: GENESIS}
    seen: dict[str, set[str]] = {"revision": set(), "reading": set(), "decision": set()}
    left = _left(connection)
    before, number = GENESIS, 0
    for row in connection.execute(select(entries).order_by(entries.c.seq)).all():
        number += 1
        if row.seq != number:
            wrong.append(f"entry {number} is missing: entry {row.seq} stands in its place")
            number = row.seq
        if row.chain != chained(before, row.seq, row.kind, row.ref, row.digest, row.posted_at):
            wrong.append(f"entry {row.seq} ({row.kind}) does not follow from the entry before it")
        wrong += _content_problems(connection, row, left)
        if row.kind in seen:
            seen[row.kind].add(str(row.seq) if row.kind == "decision" else row.ref)
        before = row.chain
        heads[row.seq] = row.chain
    wrong += _in_no_entry(connection, seen)
    if since is not None:
        at, _, chain = since.partition(":")
        if not at.isdigit() or heads.get(int(at)) != chain:
            wrong.append(f"the head {since} is not in this ledger: it was cut off or rewritten since")
    return wrong


def revision_digest(row: Mapping[str, Any], parts: list[str]) -> str:
    """The digest of a revision's row and of its statements' hashes; the text counts by its own hash."""
    return digest_of({k: v for k, v in row.items() if k != "text"}, parts)


def reading_digest(ref: str, reader: str, parts: list[str]) -> str:
    """The digest of a reading: which revision and number, by which reader, with which statements."""
    return digest_of({"ref": ref, "reader": reader}, parts)


def reading_ref(revision: str, number: int) -> str:
    """How an entry names a reading."""
    return f"{number} {revision}"


def decision_ref(kind: str, revision: str) -> str:
    """How an entry names a decision: what was decided, and on a statement of which revision ("" for none)."""
    return f"{kind} {revision}"


def redaction_ref(revision: str, editor: str, reason: str, left: Mapping[str, str]) -> str:
    """How an entry names a redaction: the revision, who took it out and why, and the digests of the rows as it left them."""
    said = (" ".join(words.split()) for words in (editor, reason))
    return "\n".join((revision, *said, *(f"{digest} {key}" for key, digest in left.items())))


@dataclass(frozen=True, slots=True)
class _Left:
    """What redactions took out, and the digests of the revisions that they changed."""

    redacted: frozenset[str]
    digests: Mapping[str, str]


def _left(connection: Connection) -> _Left:
    redacted: set[str] = set()
    digests: dict[str, str] = {}
    refs = select(entries.c.ref).where(entries.c.kind == "redaction").order_by(entries.c.seq)
    for ref in connection.execute(refs).scalars():
        revision, _, _, *rows = ref.split("\n")
        redacted.add(revision)
        for row in rows:
            digest, _, key = row.partition(" ")
            digests[key] = digest
    return _Left(frozenset(redacted), digests)


def _in_no_entry(connection: Connection, seen: Mapping[str, set[str]]) -> Iterator[str]:
    """Rows that no entry names."""
    for key in connection.execute(select(revisions.c.key)).scalars():
        if key not in seen["revision"]:
            yield f"the revision {key} is in no entry"
    for row in connection.execute(select(readings.c.revision, readings.c.number)):
        if reading_ref(row.revision, row.number) not in seen["reading"]:
            yield f"reading {row.number} of {row.revision} is in no entry"
    for seq in connection.execute(select(decisions.c.seq)).scalars():
        if str(seq) not in seen["decision"]:
            yield f"the decision {seq} is in no entry"


def _content_problems(connection: Connection, row: Row[Any], left: _Left) -> Iterator[str]:
    """What is wrong with the content that an entry names."""
    if row.kind == "revision":
        yield from _of_revision(connection, row, left)
    elif row.kind == "reading":
        yield from _of_reading(connection, row, left)
    elif row.kind == "decision":
        yield from _of_decision(connection, row, left)
    elif sha256(row.ref) != row.digest:
        yield f"entry {row.seq} ({row.kind}) was altered"


def _of_revision(connection: Connection, row: Row[Any], left: _Left) -> Iterator[str]:
    found = connection.execute(select(revisions).where(revisions.c.key == row.ref)).first()
    if found is None:
        yield f"entry {row.seq}: the revision {row.ref} was removed"
        return
    parts, wrong = _statements(connection, row, row.ref, 1, left)
    yield from wrong
    content = dict(found._mapping)
    if content["text"] is None and row.ref not in left.redacted:
        yield f"entry {row.seq}: the text of {row.ref} was taken out without a redaction"
    if content["text"] is not None and sha256(content["text"]) != content["text_sha256"]:
        yield f"entry {row.seq}: the text of {row.ref} was altered"
    if revision_digest(content, parts) != left.digests.get(row.ref, row.digest):
        yield f"entry {row.seq}: the revision {row.ref} or the list of its statements was altered"


def _of_reading(connection: Connection, row: Row[Any], left: _Left) -> Iterator[str]:
    number, key = row.ref.split(" ", 1)
    parts, wrong = _statements(connection, row, key, int(number), left)
    yield from wrong
    kept = connection.execute(
        select(readings).where((readings.c.revision == key) & (readings.c.number == int(number)))
    ).first()
    if kept is None or kept.posted_at != row.posted_at or reading_digest(row.ref, kept.reader, parts) != row.digest:
        yield f"entry {row.seq}: reading {number} of {key} was altered or removed"


def _of_decision(connection: Connection, row: Row[Any], left: _Left) -> Iterator[str]:
    kind, revision = row.ref.split(" ", 1)
    kept = connection.execute(select(decisions).where(decisions.c.seq == row.seq)).first()
    if kept is None or (kept.body is None and revision not in left.redacted):
        yield f"entry {row.seq}: the decision to {kind} was removed"
    elif kept.body is not None and sha256(kept.body) != row.digest:
        yield f"entry {row.seq}: the decision to {kind} was altered"


def _statements(
    connection: Connection, row: Row[Any], revision: str, reading: int, left: _Left
) -> tuple[list[str], list[str]]:
    """What of each statement of a reading is in the digest of its entry, and what is wrong with it."""
    parts, wrong = [], []
    of_reading = (statements.c.revision == revision) & (statements.c.reading == reading)
    for s in connection.execute(select(statements).where(of_reading)):
        parts.append(f"{s.id}:{s.body_sha256}")
        if s.body is None:
            if revision not in left.redacted:
                wrong.append(f"entry {row.seq}: the statement {s.id} of {revision} was taken out without a redaction")
        elif sha256(s.body) != s.body_sha256 or f'"kind": "{s.kind}"' not in s.body:
            wrong.append(f"entry {row.seq}: the statement {s.id} of {revision} was altered")
    return parts, wrong
