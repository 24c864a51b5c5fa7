"""Taking out what must not stay: the words of a report, what was read from them and what editors wrote of them.

Hashes and the reason stay. An entry of the redaction has the digests of the rows as it leaves them, so that they are
checked as any other from then on.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from warledger.journal.chain import sha256
from warledger.journal.checking import redaction_ref, revision_digest
from warledger.journal.decisions import ON_STATEMENTS, Decision, DecisionError
from warledger.journal.posting import append
from warledger.journal.tables import decisions, entries, revisions, shingles, statements


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redaction as the journal keeps it: the number of its entry, which revision, who took it out, why and when."""

    seq: int
    revision: str
    editor: str
    reason: str
    made_at: str


def redactions_in(connection: Connection) -> list[Redacted]:
    """All redactions, in order."""
    kept = connection.execute(select(entries).where(entries.c.kind == "redaction").order_by(entries.c.seq))
    found = []
    for row in kept:
        revision, editor, reason, *_ = row.ref.split("\n")
        found.append(Redacted(row.seq, revision, editor, reason, row.posted_at))
    return found


def redact(connection: Connection, revision: str, editor: str, reason: str, at: str) -> None:
    """Take a revision's words out; raises DecisionError for one that is not in the journal, and without a name or a reason."""
    if not reason.strip() or not editor.strip():
        raise DecisionError("a redaction needs who made it and why: that stays in the journal in place of the words")
    story = connection.execute(select(revisions.c.story).where(revisions.c.key == revision)).scalar()
    if story is None:
        raise DecisionError(f"the ledger has no revision {revision}")
    row = update(revisions).where(revisions.c.key == revision)
    connection.execute(row.values(text=None, title=None, author=None))
    connection.execute(
        delete(shingles).where(shingles.c.revision == revision)
    )  # they tell of guessed words if they were there
    of_revision = statements.c.revision == revision
    connection.execute(update(statements).where(of_revision).values(body=None))
    _redact_decisions(connection, revision)
    ids = set(connection.execute(select(statements.c.id).where(of_revision)).scalars())
    changed = {revision, *_redact_changes(connection, story, ids)}
    left = {key: _digest_of(connection, key) for key in sorted(changed)}
    ref = redaction_ref(revision, editor, reason, left)
    append(connection, "redaction", ref, sha256(ref), at)


def _redact_changes(connection: Connection, story: str, ids: set[str]) -> Iterator[str]:
    """Take what revisions of a story changed in some statements out of their rows; the keys of these revisions."""
    rows = connection.execute(select(revisions.c.key, revisions.c.changes).where(revisions.c.story == story)).all()
    for row in rows:
        told = json.loads(row.changes)
        kept = [c for c in told if not ids & {c["statement"], c.get("before")}]
        if len(kept) < len(told):
            plain = json.dumps(kept, ensure_ascii=False, sort_keys=True)
            connection.execute(update(revisions).where(revisions.c.key == row.key).values(changes=plain))
            yield row.key


def _redact_decisions(connection: Connection, revision: str) -> None:
    """Take out what editors decided on the statements of a revision: it repeats their words."""
    rows = connection.execute(select(decisions).where(decisions.c.body.is_not(None))).all()
    for row in rows:
        decision = Decision.model_validate_json(row.body)
        if decision.kind in ON_STATEMENTS and decision.target is not None and decision.target.revision == revision:
            connection.execute(update(decisions).where(decisions.c.seq == row.seq).values(body=None))


def _digest_of(connection: Connection, key: str) -> str:
    """The digest of a revision's row as it is now."""
    row = connection.execute(select(revisions).where(revisions.c.key == key)).one()
    first = select(statements.c.id, statements.c.body_sha256).where(
        statements.c.revision == key, statements.c.reading == 1
    )
    return revision_digest(dict(row._mapping), [f"{s.id}:{s.body_sha256}" for s in connection.execute(first)])
