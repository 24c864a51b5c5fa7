"""The ledger's store: posted to in one transaction a report, asked what it tells, and verified."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal

from sqlalchemy import Connection, Engine, func, insert, select

from warledger.journal.chain import sha256
from warledger.journal.changes import changes_between
from warledger.journal.checking import problems_in, reading_digest, reading_ref
from warledger.journal.copies import Copies
from warledger.journal.decisions import Decided, Decision, Ruled, decide_on
from warledger.journal.known_time import utc_now
from warledger.journal.opening import open_engine, scrub, writing
from warledger.journal.posting import Posted, Posting, add_statements, append, head_of, post, report_of, statements_of
from warledger.journal.redaction import Redacted, redact, redactions_in
from warledger.journal.ruling import decide
from warledger.journal.tables import entries, readings, revisions, statements
from warledger.journal.telling import NOW, AsOf, Told, all_decisions, decisions_at, standing, told
from warledger.journal.versions import Unread, Version, repeated, statement_called, unread_keys, unread_of, versions_of
from warledger.journal.voices import NEW_STORY, shared, shingles_of
from warledger.record.report import Report
from warledger.record.statement import Statement

UNREAD_AT_ONCE = 100
"""How many revisions that are to be read again are fetched together."""

FileKind = Literal["sources"]
"""Kinds of files of knowledge that the journal keeps."""


class Ledger:
    """A journal that is open; ``close`` it, or use it as a context."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self.engine.dispose()

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction in which nobody else writes; raises LedgerError where the ledger cannot be written."""
        return writing(self.engine)

    def post(
        self,
        report: Report,
        found: Sequence[Statement],
        *,
        reader: str,
        origin: str | None = None,
        now: str | None = None,
    ) -> Posted:
        """Post a report with its statements in one transaction; the same revision again changes nothing."""
        (posted,) = self.post_many([Posting(report, tuple(found), reader, origin)], now=now)
        return posted

    def post_many(self, postings: Iterable[Posting], now: str | None = None) -> list[Posted]:
        """Post reports one after another, all in one transaction: the rows are those of as many calls of ``post``."""
        with self.writing() as connection:
            copies = Copies(connection)
            return [post(connection, posting, copies, now or utc_now()) for posting in postings]

    def has(self, revision: str) -> bool:
        """Whether a revision is posted."""
        with self.engine.connect() as connection:
            return connection.execute(select(revisions.c.key).where(revisions.c.key == revision)).first() is not None

    def story_for(self, report: Report) -> str:
        """The story that a report without an id belongs to: that of its address, unless its text has so little in common
        with the last revision there that another story stands at the address now."""
        with self.engine.connect() as connection:
            number, story = 1, report.story
            while True:
                stood = standing(NOW, [story])
                text = connection.execute(select(revisions.c.text).join(stood, revisions.c.key == stood.c.key)).scalar()
                if text is None or shared(shingles_of(report.text), shingles_of(text)) >= NEW_STORY:
                    return story
                number += 1
                story = f"{report.story}#{number}"

    def post_reading(
        self, revision: str, found: Sequence[Statement], *, reader: str, now: str | None = None
    ) -> list[dict[str, Any]]:
        """Replace a revision's statements by those of another reading from now on; what that changes. A reading by a reader
        whose own is in the journal already changes nothing, nor does one of a revision that was redacted meanwhile."""
        with self.writing() as connection:
            of_revision = select(revisions.c.reader, revisions.c.text).where(revisions.c.key == revision)
            first = connection.execute(of_revision).first()
            rows = connection.execute(select(readings).where(readings.c.revision == revision)).all()
            if first is None or first.text is None or reader in {first.reader, *(r.reader for r in rows)}:
                return []
            changed = changes_between(statements_of(connection, revision), found)
            number, at = 2 + len(rows), now or utc_now()
            connection.execute(
                insert(readings), {"revision": revision, "number": number, "reader": reader, "posted_at": at}
            )
            parts = add_statements(connection, revision, found, number)
            ref = reading_ref(revision, number)
            append(connection, "reading", ref, reading_digest(ref, reader, parts), at)
            return changed

    def told(self, kind: str | None = None, as_of: AsOf = NOW, stories: Iterable[str] | None = None) -> Iterator[Told]:
        """The statements that stood at a moment, as editors decided, of all stories or of some, report by report."""
        with self.engine.connect() as connection:
            yield from told(connection, kind, as_of, stories)

    def decide(self, decision: Decision, seen: int | None = None) -> int:
        """Keep an editor's decision; the number of its entry.

        ``seen`` is the number of the last decision on the same statement that the editor saw (0: none). A correction is of
        the statement as it stands, and keeps what was corrected of it before. Raises DecisionError where another decision
        was made since, where there is nothing that the decision is on, or for a correction that no statement can have.
        """
        with self.writing() as connection:
            return decide(connection, decision, seen)

    def decisions(self, as_of: AsOf = NOW) -> list[Decided]:
        """The editors' decisions that stand."""
        with self.engine.connect() as connection:
            return decisions_at(connection, as_of)

    def all_decisions(self) -> list[Decided]:
        """All decisions that were made and not redacted, in order, with what undid them."""
        with self.engine.connect() as connection:
            return all_decisions(connection)

    def redact(self, revision: str, reason: str, *, editor: str, now: str | None = None) -> None:
        """Take a revision's text, title, author and statements out, and what editors decided on them; their hashes, who took
        them out and why stay. Raises DecisionError for an unknown one, and without a name or a reason. See ``scrub``."""
        with self.writing() as connection:
            redact(connection, revision, editor, reason, now or utc_now())

    def redactions(self) -> list[Redacted]:
        """All redactions, in order."""
        with self.engine.connect() as connection:
            return redactions_in(connection)

    def scrub(self) -> None:
        """Clear what was taken out from the database's files too; done after the accounts were brought up to date. Raises
        LedgerError where others keep it from being done."""
        scrub(self.engine)

    def post_file(self, kind: FileKind, name: str, content: str, now: str | None = None) -> None:
        """Keep a file of knowledge in the journal as a version of its name; the same content again changes nothing."""
        with self.writing() as connection:
            if dict(_files(connection, kind)).get(name) != content:
                ref = f"{name}\n{content}"
                append(connection, kind, ref, sha256(ref), now or utc_now())

    def posted_files(self, kind: FileKind) -> list[tuple[str, str]]:
        """The last version of each file of a kind, as name and content, in the order in which they were first posted."""
        with self.engine.connect() as connection:
            return _files(connection, kind)

    def versions(self, story: str) -> list[Version]:
        """The revisions of a story, the first posted first; empty for one that is not in the ledger."""
        with self.engine.connect() as connection:
            return versions_of(connection, story)

    def unread_by(self, reader: str, stories: Iterable[str] | None = None) -> Iterator[Unread]:
        """The revisions, of all stories or of some, that a reader has not read and that were not redacted, as posted."""
        with self.engine.connect() as connection:
            keys = unread_keys(connection, reader, stories)
        for at in range(0, len(keys), UNREAD_AT_ONCE):
            with self.engine.connect() as connection:
                found = unread_of(connection, keys[at : at + UNREAD_AT_ONCE])
            yield from found

    def statement(self, wanted: str) -> Statement:
        """A statement as the last reading of its report says it, by its id or the beginning of one that no other shares;
        also by one of an older reading. Raises DecisionError where there is none, or several."""
        with self.engine.connect() as connection:
            return statement_called(connection, wanted)

    def repeated(self, statement: Statement) -> list[Statement]:
        """The statements of the same words that copies of a statement's report make: each is decided on by itself."""
        with self.engine.connect() as connection:
            return repeated(connection, statement)

    def report(self, revision: str) -> Report | None:
        """The report of a revision; null where it is not in the ledger, or was redacted."""
        with self.engine.connect() as connection:
            row = connection.execute(select(revisions).where(revisions.c.key == revision)).first()
            return report_of(row) if row is not None else None

    def ruled(self, said: Iterable[Statement]) -> list[Ruled]:
        """The statements of one story as the reader said them, with what editors decided on them."""
        return decide_on(said, self.decisions())

    def voices(self) -> list[tuple[str, str]]:
        """Each revision's story and the story whose voice it counts as."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(revisions.c.story, revisions.c.voice).order_by(revisions.c.key)).all()
        return [(story, voice.rpartition("@")[0]) for story, voice in rows]

    def publishers_of(self, keys: Iterable[str]) -> list[tuple[str, str | None]]:
        """Who published some revisions."""
        query = select(revisions.c.key, revisions.c.publisher).where(revisions.c.key.in_(sorted(set(keys))))
        with self.engine.connect() as connection:
            return [(key, publisher) for key, publisher in connection.execute(query)]

    def copies(self) -> list[tuple[str, str]]:
        """The story of each revision that is a copy of another one, with the key of that one."""
        query = select(revisions.c.story, revisions.c.voice).where(revisions.c.voice != revisions.c.key)
        with self.engine.connect() as connection:
            return [(story, voice) for story, voice in connection.execute(query)]

    def publishers(self) -> dict[str, int]:
        """How many stories each publisher has in the ledger; those that name none are under ""."""
        query = select(revisions.c.publisher, func.count(revisions.c.story.distinct())).group_by(revisions.c.publisher)
        with self.engine.connect() as connection:
            return {publisher or "": count for publisher, count in connection.execute(query)}

    def head(self) -> str:
        """The number of the last entry and its chain hash, to be kept elsewhere ("0:..." for an empty ledger)."""
        with self.engine.connect() as connection:
            seq, chain = head_of(connection)
        return f"{seq}:{chain}"

    def size(self) -> int:
        """How many statements the journal has, those of former revisions and readings included."""
        with self.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(statements)).scalar() or 0

    def verify(self, since: str | None = None) -> list[str]:
        """What is wrong with the journal, a sentence for each row altered, removed, added or moved; empty if nothing is.

        ``since`` is a head printed before: a journal cut off or rewritten since then does not have it.
        """
        with self.engine.connect() as connection:
            return problems_in(connection, since)


def open_ledger(place: str, *, create: bool = True) -> Ledger:
    """The ledger at a path or database URL, made if it is not there, its schema brought up to date.

    Raises LedgerError for a file that is no ledger, one of a newer version, or one that cannot be reached.
    """
    return Ledger(open_engine(place, create=create), place)


def _files(connection: Connection, kind: FileKind) -> list[tuple[str, str]]:
    kept: dict[str, str] = {}
    for ref in connection.execute(
        select(entries.c.ref).where(entries.c.kind == kind).order_by(entries.c.seq)
    ).scalars():
        name, _, content = ref.partition("\n")
        kept[name] = content
    return list(kept.items())
