"""The ledger's store: opened by path or URL, migrated, posted to in one transaction a report, and verified.

SQLite (write-ahead log) by default; PostgreSQL by URL.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Row, create_engine, event, func, insert, inspect, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError

from warledger.journal.chain import GENESIS, chained, digest_of, sha256
from warledger.journal.changes import changes_between
from warledger.journal.known_time import days_around, public_at, utc_now
from warledger.journal.tables import entries, revisions, statements
from warledger.journal.voices import COPY_DAYS, is_copy, shingles_of
from warledger.record.report import Report
from warledger.record.statement import Statement

BUSY_S = 60
"""How many seconds a process waits for another that writes."""


class LedgerError(OSError):
    """A ledger that cannot be opened or written; the message says which, why and what to do."""


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
class Told:
    """A statement with what the journal knows of its report."""

    statement: Statement
    publisher: str | None
    published: str | None
    public_at: str
    url: str | None
    voice: str


@dataclass(frozen=True, slots=True)
class Version:
    """A revision of a story as the journal keeps it; ``text`` is null where it was redacted, ``changes`` is what it changed
    in the statements of the revision before."""

    revision: str
    title: str | None
    publisher: str | None
    published: str | None
    public_at: str
    public_from: str
    posted_at: str
    sha256: str
    voice: str
    text: str | None
    changes: tuple[dict[str, Any], ...]
    statements: tuple[Statement, ...]


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

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction in which nobody else writes; all of it is kept or nothing.

        Raises LedgerError where the ledger cannot be written.
        """
        try:
            with self.engine.connect() as connection:
                if self.engine.dialect.name == "sqlite":
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                with connection.begin() if self.engine.dialect.name != "sqlite" else _sqlite(connection):
                    if self.engine.dialect.name != "sqlite":
                        connection.execute(text("LOCK TABLE entry IN EXCLUSIVE MODE"))
                    yield connection
        except (OperationalError, sqlite3.OperationalError) as problem:
            raise LedgerError(f"the ledger {self.name} cannot be written: {_words(problem)}") from None

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
        with self.writing() as connection:
            known = connection.execute(select(revisions.c.key).where(revisions.c.key == report.revision)).first()
            if known is not None:
                return Posted("same", report.revision)
            last = connection.execute(
                select(revisions.c.key, revisions.c.number)
                .where(revisions.c.story == report.story)
                .order_by(revisions.c.number.desc())
                .limit(1)
            ).first()
            before = [] if last is None else _statements(connection, last.key)
            changed = changes_between(before, found) if last is not None else []
            _add_revision(
                connection,
                report,
                found,
                {
                    "number": 1 if last is None else last.number + 1,
                    "reader": reader,
                    "origin": origin,
                    "posted_at": now or utc_now(),
                    "changes": json.dumps(changed, ensure_ascii=False, sort_keys=True),
                },
            )
            return Posted("new" if last is None else "revised", report.revision, tuple(changed))

    def told(self, kind: str | None = None, known_on: str | None = None) -> Iterator[Told]:
        """The statements of the last revision of each story, as known at a moment (UTC; null: now), in a fixed order."""
        latest = select(revisions.c.story, func.max(revisions.c.number).label("number"))
        if known_on is not None:
            latest = latest.where(revisions.c.public_at <= known_on)
        last = latest.group_by(revisions.c.story).subquery()
        query = (
            select(
                statements.c.body,
                revisions.c.publisher,
                revisions.c.published,
                revisions.c.public_at,
                revisions.c.url,
                revisions.c.voice,
            )
            .join(revisions, statements.c.revision == revisions.c.key)
            .join(last, (revisions.c.story == last.c.story) & (revisions.c.number == last.c.number))
            .where(statements.c.body.is_not(None))
            .order_by(revisions.c.public_at, revisions.c.key, statements.c.id)
        )
        if kind is not None:
            query = query.where(statements.c.kind == kind)
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                statement = Statement.model_validate_json(row.body)
                yield Told(statement, row.publisher, row.published, row.public_at, row.url, row.voice)

    def redact(self, revision: str, reason: str, now: str | None = None) -> None:
        """Take a revision's text and statements out, leaving their hashes and the reason; raises KeyError if unknown."""
        with self.writing() as connection:
            if connection.execute(select(revisions.c.key).where(revisions.c.key == revision)).first() is None:
                raise KeyError(revision)
            connection.execute(update(revisions).where(revisions.c.key == revision).values(text=None))
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
            rows = connection.execute(
                select(revisions).where(revisions.c.story == story).order_by(revisions.c.number)
            ).all()
            return [
                Version(
                    revision=r.key,
                    title=r.title,
                    publisher=r.publisher,
                    published=r.published,
                    public_at=r.public_at,
                    public_from=r.public_from,
                    posted_at=r.posted_at,
                    sha256=r.text_sha256,
                    voice=r.voice,
                    text=r.text,
                    changes=tuple(json.loads(r.changes)),
                    statements=tuple(_statements(connection, r.key)),
                )
                for r in rows
            ]

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
        wrong: list[str] = []
        heads: dict[int, str] = {0: GENESIS}
        seen: set[str] = set()
        with self.engine.connect() as connection:
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


def open_ledger(place: str, *, create: bool = True) -> Ledger:
    """The ledger at a path or database URL, made if it is not there, its schema brought up to date.

    Raises LedgerError for a file that is no ledger, one of a newer version, or one that cannot be reached.
    """
    url = place if "://" in place else f"sqlite:///{Path(place).expanduser().resolve()}"
    path = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
    if path is not None and not path.exists():
        if not create:
            raise LedgerError(f"there is no ledger at {place}: post reports to it with `warledger add`")
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                with _sqlite(connection):
                    _migrate(connection, place)
            else:
                with connection.begin():
                    _migrate(connection, place)
    except (OperationalError, DatabaseError) as problem:
        engine.dispose()
        raise LedgerError(f"{place} is no ledger that can be opened: {_words(problem)}") from None
    return Ledger(engine, place)


def _migrate(connection: Connection, place: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(files("warledger.journal") / "migrations"))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        return
    if current is None and inspect(connection).get_table_names():
        raise LedgerError(f"{place} is a database, but no ledger of warledger: name another file")
    if current is not None and current not in {r.revision for r in script.walk_revisions()}:
        raise LedgerError(f"the ledger {place} was made by a newer version of warledger: update it to read this ledger")
    command.upgrade(config, "head")


def _pragmas(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by hand, so that writers queue and do not collide
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_S * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _sqlite(connection: Connection) -> Iterator[None]:
    """Commit what was done since "BEGIN IMMEDIATE", or take it back."""
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


def _files(connection: Connection, kind: FileKind) -> list[tuple[str, str]]:
    kept: dict[str, str] = {}
    for ref in connection.execute(
        select(entries.c.ref).where(entries.c.kind == kind).order_by(entries.c.seq)
    ).scalars():
        name, _, content = ref.partition("\n")
        kept[name] = content
    return list(kept.items())


def _statements(connection: Connection, revision: str) -> list[Statement]:
    bodies = connection.execute(select(statements.c.body).where(statements.c.revision == revision)).scalars()
    return [Statement.model_validate_json(body) for body in bodies if body is not None]


def _add_revision(connection: Connection, report: Report, found: Iterable[Statement], more: dict[str, Any]) -> None:
    public = public_at(report, more["posted_at"])
    more["voice"] = _voice_of(connection, report, public.at)
    row = {
        "key": report.revision,
        "story": report.story,
        "text": report.text,
        "text_sha256": sha256(report.text),
        **{k: getattr(report, k) for k in ("id", "title", "url", "publisher", "author", "published", "retrieved")},
        "language": report.language,
        "dates": report.dates,
        "public_at": public.at,
        "public_from": public.source,
        **more,
    }
    bodies = {s.id: json.dumps(s.as_json(), ensure_ascii=False, sort_keys=True) for s in found}
    kinds = {s.id: s.kind for s in found}
    connection.execute(insert(revisions), row)
    if bodies:
        connection.execute(
            insert(statements),
            [
                {"id": i, "revision": report.revision, "kind": kinds[i], "body": b, "body_sha256": sha256(b)}
                for i, b in bodies.items()
            ],
        )
    digest = _revision_digest(row, (f"{i}:{sha256(b)}" for i, b in bodies.items()))
    _append(connection, "revision", report.revision, digest, more["posted_at"])


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


def _revision_digest(row: dict[str, Any], parts: Iterable[str]) -> str:
    return digest_of({k: v for k, v in row.items() if k != "text"}, parts)


def _head(connection: Connection) -> tuple[int, str]:
    last = connection.execute(select(entries.c.seq, entries.c.chain).order_by(entries.c.seq.desc()).limit(1)).first()
    return (last.seq, last.chain) if last is not None else (0, GENESIS)


def _append(connection: Connection, kind: str, ref: str, digest: str, posted_at: str) -> None:
    seq, before = _head(connection)
    chain = chained(before, seq + 1, kind, ref, digest, posted_at)
    row = {"seq": seq + 1, "kind": kind, "ref": ref, "digest": digest, "chain": chain, "posted_at": posted_at}
    connection.execute(insert(entries), row)


def _content_problems(connection: Connection, row: Row[Any]) -> list[str]:
    """What is wrong with the content that an entry names."""
    if row.kind != "revision":
        return [] if sha256(row.ref) == row.digest else [f"entry {row.seq} ({row.kind}) was altered"]
    found = connection.execute(select(revisions).where(revisions.c.key == row.ref)).first()
    if found is None:
        return [f"entry {row.seq}: the revision {row.ref} was removed"]
    parts, wrong = [], []
    for s in connection.execute(select(statements).where(statements.c.revision == row.ref)).all():
        parts.append(f"{s.id}:{s.body_sha256}")
        if s.body is not None and sha256(s.body) != s.body_sha256:
            wrong.append(f"entry {row.seq}: the statement {s.id} of {row.ref} was altered")
    content = dict(found._mapping)
    if content["text"] is not None and sha256(content["text"]) != content["text_sha256"]:
        wrong.append(f"entry {row.seq}: the text of {row.ref} was altered")
    if _revision_digest(content, parts) != row.digest:
        wrong.append(f"entry {row.seq}: the revision {row.ref} or the list of its statements was altered")
    return wrong


def _words(problem: Exception) -> str:
    """A database's complaint in one line."""
    return str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
