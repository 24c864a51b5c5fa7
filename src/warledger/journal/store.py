"""The ledger's store: posted to in one transaction a report, asked what it tells, and verified."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from warledger.journal.chain import GENESIS, chained, sha256
from warledger.journal.changes import changes_between
from warledger.journal.checking import problems_in, reading_digest, reading_ref, revision_digest
from warledger.journal.copies import Copies
from warledger.journal.decisions import Decided, Decision, DecisionError
from warledger.journal.known_time import public_at, utc_now
from warledger.journal.opening import open_engine, writing
from warledger.journal.tables import entries, readings, revisions, shingles, statements
from warledger.journal.telling import NOW, AsOf, Told, decisions_at, last_readings, standing, told
from warledger.journal.voices import NEW_STORY, shared, shingles_of
from warledger.record.report import Report
from warledger.record.statement import Statement

Outcome = Literal["new", "same", "revised"]


FileKind = Literal["sources"]
"""Kinds of files of knowledge that the journal keeps."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a report: new, the same as before, or a new revision with what it changed."""

    outcome: Outcome
    revision: str
    changes: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Posting:
    """A report that was read, to be posted: its statements, the reader that made them, and where the report came from."""

    report: Report
    statements: tuple[Statement, ...]
    reader: str
    origin: str | None = None


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
            return [_post(connection, posting, copies, now or utc_now()) for posting in postings]

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
        whose own is in the journal already changes nothing."""
        with self.writing() as connection:
            first = connection.execute(select(revisions.c.reader).where(revisions.c.key == revision)).scalar()
            rows = connection.execute(select(readings).where(readings.c.revision == revision)).all()
            if first is None or reader in {first, *(r.reader for r in rows)}:
                return []
            changed = changes_between(_statements(connection, revision), found)
            number, at = 2 + len(rows), now or utc_now()
            connection.execute(
                insert(readings), {"revision": revision, "number": number, "reader": reader, "posted_at": at}
            )
            parts = _add_statements(connection, revision, found, number)
            ref = reading_ref(revision, number)
            _append(connection, "reading", ref, reading_digest(ref, reader, parts), at)
            return changed

    def told(self, kind: str | None = None, as_of: AsOf = NOW, stories: Iterable[str] | None = None) -> Iterator[Told]:
        """The statements that stood at a moment, as editors decided, of all stories or of some, report by report."""
        with self.engine.connect() as connection:
            yield from told(connection, kind, as_of, stories)

    def decide(self, decision: Decision, seen: int | None = None) -> int:
        """Keep an editor's decision; the number of its entry.

        ``seen`` is the number of the last decision on the same statement that the editor saw (0: none). Raises
        DecisionError where another was made since, or where there is nothing that the decision is on.
        """
        with self.writing() as connection:
            made = decisions_at(connection)
            _check(connection, decision, made)
            if seen is not None and (last := _last_on(decision, made)) is not None and last.seq > seen:
                raise DecisionError(
                    f"{last.decision.editor} decided on this meanwhile ({last.decision.kind}): look at it again"
                )
            return _append(connection, "decision", decision.as_ref(), sha256(decision.as_ref()), decision.made_at)

    def decisions(self, as_of: AsOf = NOW) -> list[Decided]:
        """The editors' decisions that stand."""
        with self.engine.connect() as connection:
            return decisions_at(connection, as_of)

    def redact(self, revision: str, reason: str, now: str | None = None) -> None:
        """Take a revision's text and statements out, leaving their hashes and the reason; raises KeyError if unknown."""
        with self.writing() as connection:
            if connection.execute(select(revisions.c.key).where(revisions.c.key == revision)).first() is None:
                raise KeyError(revision)
            connection.execute(update(revisions).where(revisions.c.key == revision).values(text=None))
            connection.execute(delete(shingles).where(shingles.c.revision == revision))
            connection.execute(update(statements).where(statements.c.revision == revision).values(body=None))
            _append(connection, "redaction", f"{revision}\n{reason}", sha256(f"{revision}\n{reason}"), now or utc_now())

    def post_file(self, kind: FileKind, name: str, content: str, now: str | None = None) -> None:
        """Keep a file of knowledge in the journal as a version of its name; the same content again changes nothing."""
        with self.writing() as connection:
            if dict(_files(connection, kind)).get(name) != content:
                ref = f"{name}\n{content}"
                _append(connection, kind, ref, sha256(ref), now or utc_now())

    def posted_files(self, kind: FileKind) -> list[tuple[str, str]]:
        """The last version of each file of a kind, as name and content, in the order in which they were first posted."""
        with self.engine.connect() as connection:
            return _files(connection, kind)

    def versions(self, story: str) -> list[Version]:
        """The revisions of a story, the first posted first; empty for one that is not in the ledger."""
        with self.engine.connect() as connection:
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
                    report=_report(r),
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
                    statements=tuple(_statements(connection, r.key)),
                )
                for r in rows
            ]

    def statement(self, wanted: str) -> Statement | None:
        """A statement by its id, as the reader said it; null where there is none or it was redacted."""
        with self.engine.connect() as connection:
            body = connection.execute(select(statements.c.body).where(statements.c.id == wanted)).scalar()
        return Statement.model_validate_json(body) if body is not None else None

    def voices(self) -> list[tuple[str, str]]:
        """Each revision's story and the story whose voice it counts as."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(revisions.c.story, revisions.c.voice).order_by(revisions.c.key)).all()
        return [(story, voice.rpartition("@")[0]) for story, voice in rows]

    def publishers(self) -> dict[str, int]:
        """How many stories each publisher has in the ledger; those that name none are under ""."""
        query = select(revisions.c.publisher, func.count(revisions.c.story.distinct())).group_by(revisions.c.publisher)
        with self.engine.connect() as connection:
            return {publisher or "": count for publisher, count in connection.execute(query)}

    def head(self) -> str:
        """The number of the last entry and its chain hash, to be kept elsewhere ("0:..." for an empty ledger)."""
        with self.engine.connect() as connection:
            seq, chain = _head(connection)
        return f"{seq}:{chain}"

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


def _statements(connection: Connection, revision: str) -> list[Statement]:
    """The statements of a revision's last reading, as the reader said them."""
    number = connection.execute(select(func.max(readings.c.number)).where(readings.c.revision == revision)).scalar()
    bodies = connection.execute(
        select(statements.c.body)
        .where(statements.c.revision == revision, statements.c.reading == (number or 1))
        .order_by(statements.c.id)
    ).scalars()
    return [Statement.model_validate_json(body) for body in bodies if body is not None]


_OF_REPORT = ("id", "title", "url", "publisher", "author", "published", "retrieved", "language", "dates")
"""The fields of a report that a revision's row has under the same name, its text and story left aside."""


def _report(row: Any) -> Report | None:
    if row.text is None:
        return None
    return Report(text=row.text, story=row.story, **{name: getattr(row, name) for name in _OF_REPORT})


def _post(connection: Connection, posting: Posting, copies: Copies, now: str) -> Posted:
    """Post one report; the same revision again changes nothing."""
    report, found = posting.report, posting.statements
    if connection.execute(select(revisions.c.key).where(revisions.c.key == report.revision)).first() is not None:
        return Posted("same", report.revision)
    count = connection.execute(select(func.count()).where(revisions.c.story == report.story)).scalar() or 0
    changed: list[dict[str, Any]] = []
    if count:
        stood = connection.execute(select(standing(NOW, [report.story]).c.key)).scalar_one()
        changed = changes_between(_statements(connection, stood), found)
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
    public = public_at(report, more["posted_at"])
    row = {
        "key": report.revision,
        "story": report.story,
        "text": report.text,
        "text_sha256": sha256(report.text),
        **{name: getattr(report, name) for name in _OF_REPORT},
        "public_at": public.at,
        "public_from": public.source,
        "voice": copies.voice(report, public.at),
        **more,
    }
    connection.execute(insert(revisions), row)
    copies.add(report, public.at)
    digest = revision_digest(row, _add_statements(connection, report.revision, found, 1))
    _append(connection, "revision", report.revision, digest, more["posted_at"])


def _add_statements(connection: Connection, revision: str, found: Iterable[Statement], reading: int) -> list[str]:
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


def _head(connection: Connection) -> tuple[int, str]:
    last = connection.execute(select(entries.c.seq, entries.c.chain).order_by(entries.c.seq.desc()).limit(1)).first()
    return (last.seq, last.chain) if last is not None else (0, GENESIS)


def _append(connection: Connection, kind: str, ref: str, digest: str, posted_at: str) -> int:
    seq, before = _head(connection)
    chain = chained(before, seq + 1, kind, ref, digest, posted_at)
    row = {"seq": seq + 1, "kind": kind, "ref": ref, "digest": digest, "chain": chain, "posted_at": posted_at}
    connection.execute(insert(entries), row)
    return seq + 1


def _check(connection: Connection, decision: Decision, made: Sequence[Decided]) -> None:
    """Raises DecisionError where what a decision is on is not in the journal."""
    for anchor in (decision.target, decision.other):
        if (
            anchor is not None
            and not connection.execute(select(statements.c.id).where(statements.c.id == anchor.statement)).first()
        ):
            raise DecisionError(f"the ledger has no statement {anchor.statement}")
    if decision.undoes is not None and decision.undoes not in {d.seq for d in made}:
        raise DecisionError(f"entry {decision.undoes} is no decision that stands")


def _last_on(decision: Decision, made: Iterable[Decided]) -> Decided | None:
    """The last decision on the same statement."""
    target = decision.target.statement if decision.target is not None else None
    return next((d for d in reversed(list(made)) if d.decision.target and d.decision.target.statement == target), None)
