"""What the journal tells: the statements of the revision of each story that stood at a moment, as decided by editors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.sql.selectable import Subquery

from warledger.journal.decisions import Decided, Decision, decide_on, decisions_in, standing_of
from warledger.journal.tables import decisions, entries, readings, revisions, statements
from warledger.record.statement import Statement

STORIES_AT_ONCE = 400
"""How many stories are asked for in one query; databases limit the values of one."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moments (UTC) that a question is asked of; null is now.

    ``known_on`` counts revisions public by then; ``posted_by`` what this ledger held by then. Editors' decisions count
    from when they were made, of both the earlier, unless ``with_decisions`` asks for all.
    """

    known_on: str | None = None
    posted_by: str | None = None
    with_decisions: bool = False

    @property
    def now(self) -> bool:
        """Whether it is the present."""
        return self.known_on is None and self.posted_by is None


NOW = AsOf()


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with what the journal knows of its report; ``said`` is what the reader said where an editor decided
    otherwise, ``by`` the decision on it if there is one."""

    statement: Statement
    publisher: str | None
    published: str | None
    public_at: str
    url: str | None
    voice: str
    said: Statement | None = None
    by: Decided | None = None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the journal: its number, what it is and what it names."""

    seq: int
    kind: str
    ref: str
    posted_at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The revision of a story that stood at a moment."""

    story: str
    revision: str
    title: str | None
    publisher: str | None
    public_at: str


def standing(as_of: AsOf, stories: Sequence[str] | None = None) -> Subquery:
    """The key of the revision of each story that stood at a moment: the last public one, of equals the last posted."""
    order = func.row_number().over(
        partition_by=revisions.c.story, order_by=(revisions.c.public_at.desc(), revisions.c.number.desc())
    )
    query = select(revisions.c.key, order.label("place"))
    if as_of.known_on is not None:
        query = query.where(revisions.c.public_at <= as_of.known_on)
    if as_of.posted_by is not None:
        query = query.where(revisions.c.posted_at <= as_of.posted_by)
    if stories is not None:
        query = query.where(revisions.c.story.in_(stories))
    ranked = query.subquery()
    return select(ranked.c.key).where(ranked.c.place == 1).subquery()


def standing_in(connection: Connection, as_of: AsOf, stories: Sequence[str]) -> list[Standing]:
    """The revisions of stories that stood at a moment; none of a story that was not public by then."""
    stood, r = standing(as_of, stories), revisions.c
    query = select(r.story, r.key, r.title, r.publisher, r.public_at).join(stood, stood.c.key == r.key)
    return [Standing(*row) for row in connection.execute(query)]


def last_readings(as_of: AsOf = NOW, stories: Sequence[str] | None = None) -> Subquery:
    """The number of the last reading of each revision, of all stories or of some, that was read again."""
    query = select(readings.c.revision, func.max(readings.c.number).label("number"))
    if as_of.posted_by is not None:
        query = query.where(readings.c.posted_at <= as_of.posted_by)
    if stories is not None:
        of_stories = select(revisions.c.key).where(revisions.c.story.in_(stories))
        query = query.where(readings.c.revision.in_(of_stories))
    return query.group_by(readings.c.revision).subquery()


def decisions_at(connection: Connection, as_of: AsOf = NOW) -> list[Decided]:
    """The decisions that stood at a moment, in the order in which they were made."""
    return standing_of(all_decisions(connection, as_of))


def all_decisions(connection: Connection, as_of: AsOf = NOW) -> list[Decided]:
    """All decisions made by a moment and not redacted, in order, with what undid them by then."""
    query = select(decisions.c.seq, decisions.c.body).join(entries, entries.c.seq == decisions.c.seq)
    moments = [] if as_of.with_decisions else [m for m in (as_of.known_on, as_of.posted_by) if m is not None]
    if moments:
        query = query.where(entries.c.posted_at <= min(moments))
    kept = connection.execute(query.where(decisions.c.body.is_not(None)).order_by(decisions.c.seq))
    return decisions_in((row.seq, row.body) for row in kept)


def told(
    connection: Connection, kind: str | None = None, as_of: AsOf = NOW, stories: Iterable[str] | None = None
) -> Iterator[Told]:
    """The statements that stood at a moment, of all stories or of some, those of a report one after another."""
    decided: dict[str, list[Decided]] = {}
    for d in decisions_at(connection, as_of):
        if d.decision.target is not None:
            decided.setdefault(d.decision.target.story, []).append(d)
    if stories is None:
        yield from _decided(_rows(connection, _query(as_of, None, kind, decided)), decided, kind)
        return
    wanted = sorted(set(stories))
    for at in range(0, len(wanted), STORIES_AT_ONCE):
        query = _query(as_of, wanted[at : at + STORIES_AT_ONCE], kind, decided)
        yield from _decided(_rows(connection, query), decided, kind)


def _rows(connection: Connection, query: Select[Any]) -> Iterable[Row[Any]]:
    return connection.execute(query, execution_options={"yield_per": 1000})


def _query(
    as_of: AsOf, stories: Sequence[str] | None, kind: str | None, decided: dict[str, list[Decided]]
) -> Select[Any]:
    stood, again = standing(as_of, stories), last_readings(as_of, stories)
    query = (
        select(
            statements.c.body,
            revisions.c.key,
            revisions.c.story,
            revisions.c.publisher,
            revisions.c.published,
            revisions.c.public_at,
            revisions.c.url,
            revisions.c.voice,
        )
        .join(stood, statements.c.revision == stood.c.key)
        .join(revisions, revisions.c.key == stood.c.key)
        .outerjoin(again, again.c.revision == stood.c.key)
        .where(statements.c.body.is_not(None), statements.c.reading == func.coalesce(again.c.number, 1))
        .order_by(revisions.c.public_at, revisions.c.key, statements.c.id)
    )
    if kind is not None and not decided:  # an anchor is looked for among statements of all kinds
        query = query.where(statements.c.kind == kind)
    return query


def _decided(rows: Iterable[Row[Any]], decided: dict[str, list[Decided]], kind: str | None) -> Iterator[Told]:
    for _, group in groupby(rows, lambda row: row.key):
        of_report = list(group)
        said = [Statement.model_validate_json(row.body) for row in of_report]
        for row, ruled in zip(of_report, decide_on(said, decided.get(of_report[0].story, ())), strict=True):
            if ruled.stands is not None and kind in (None, ruled.stands.kind):
                yield Told(
                    ruled.stands,
                    row.publisher,
                    row.published,
                    row.public_at,
                    row.url,
                    row.voice,
                    ruled.said if ruled.stands is not ruled.said else None,
                    ruled.by,
                )


def decision_at(connection: Connection, seq: int) -> Decision | None:
    """The decision of an entry; null where it was redacted."""
    line = connection.execute(select(decisions.c.body).where(decisions.c.seq == seq)).scalar()
    return Decision.model_validate_json(line) if line is not None else None


def stories_in(connection: Connection) -> list[str]:
    """The keys of all stories."""
    return list(connection.execute(select(revisions.c.story).distinct().order_by(revisions.c.story)).scalars())


def entries_after(connection: Connection, seq: int) -> list[EntryRow]:
    """The entries posted after one, in order."""
    query = select(entries.c.seq, entries.c.kind, entries.c.ref, entries.c.posted_at)
    return [EntryRow(*row) for row in connection.execute(query.where(entries.c.seq > seq).order_by(entries.c.seq))]


def last_seq(connection: Connection) -> int:
    """The number of the last entry; 0 in an empty journal."""
    return connection.execute(select(func.max(entries.c.seq))).scalar() or 0
