"""What editors look at, taken from a book and its journal: the statements due for review, and what one of them changes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from warledger.accounts.book import Book
from warledger.accounts.book_tables import incidents, tellings, words
from warledger.accounts.book_writing import words_on
from warledger.accounts.control import account_of
from warledger.accounts.deciding import decided
from warledger.accounts.ledger_places import Key
from warledger.accounts.place_accounts import evidence_on
from warledger.accounts.review import Due, due
from warledger.accounts.summaries import Summary, summary_from
from warledger.accounts.words import Word, word_from
from warledger.journal.decisions import ON_STATEMENTS
from warledger.journal.store import Ledger
from warledger.journal.tables import entries, revisions
from warledger.journal.telling import Told

NEWEST = 400
"""Statements of so many stories are ordered at a time, those posted last: of a large ledger the older ones wait until these
are decided on."""

AT_ONCE = 400
"""How many values one query names."""


@dataclass(frozen=True, slots=True)
class Change:
    """Who holds a place on a day with a statement and without it (null: nobody that can be named), and how likely."""

    place: str
    day: int
    before: tuple[str | None, float]
    after: tuple[str | None, float]

    @property
    def iso_day(self) -> str:
        """The day as an ISO date."""
        return dt.date.fromordinal(self.day).isoformat()


@dataclass(frozen=True, slots=True)
class Waiting:
    """The statements that wait for an editor, in the order in which they should be looked at, and how many older stories
    were not looked through for more."""

    due: list[Due]
    older: int


def due_in(book: Book, ledger: Ledger, newest: int = NEWEST) -> Waiting:
    """The statements that nobody decided on, of so many stories with any, the last posted first."""
    stories, looked = stories_by_posting(ledger), 0
    told: list[Told] = []
    for part in _parts(stories, newest):
        if len({t.statement.report for t in told}) >= newest:
            break
        told += [t for t in ledger.told(stories=part) if t.by is None]
        looked += len(part)
    keys: set[Key] = set()
    with book.engine.connect() as connection:
        for part in _parts(sorted({t.statement.report for t in told})):
            there = select(words.c.base, words.c.kind).where(words.c.story.in_(part)).distinct()
            keys |= {Key(*row) for row in connection.execute(there)}
        on_places = [word for key in keys for word in words_on(connection, key)]
    happened = incidents_of(book, [t.statement.id for t in told if t.statement.event is not None])
    return Waiting(due(told, on_places, happened), len(stories) - looked)


def stories_by_posting(ledger: Ledger) -> list[str]:
    """All stories, the last posted or revised first."""
    last = func.max(revisions.c.posted_at)
    query = select(revisions.c.story).group_by(revisions.c.story).order_by(last.desc(), revisions.c.story)
    with ledger.engine.connect() as connection:
        return list(connection.execute(query).scalars())


def last_report(ledger: Ledger) -> int:
    """The number of the last entry that is no decision: until there is another, the order of what is due stays."""
    query = select(func.max(entries.c.seq)).where(entries.c.kind != "decision")
    with ledger.engine.connect() as connection:
        return connection.execute(query).scalar() or 0


def decided_on(ledger: Ledger) -> set[str]:
    """The statements that editors decided on."""
    on = (d.decision.target for d in ledger.decisions() if d.decision.kind in ON_STATEMENTS)
    return {anchor.statement for anchor in on if anchor is not None}


def incidents_of(book: Book, statements: Sequence[str]) -> dict[str, Summary]:
    """The incident of each of some statements on events."""
    found: dict[str, Summary] = {}
    with book.engine.connect() as connection:
        for part in _parts(statements):
            of = select(tellings.c.cluster).where(tellings.c.statement.in_(part)).distinct()
            lines = connection.execute(select(incidents.c.body).where(incidents.c.cluster.in_(of))).scalars().all()
            for summary in map(summary_from, lines):
                found.update(dict.fromkeys(summary.statements, summary))
    return found


def change_by(book: Book, statement: str) -> Change | None:
    """What a statement changes in the account of its place on its own day; null where it says nothing of a holder."""
    with book.engine.connect() as connection:
        line = connection.execute(select(words.c.body).where(words.c.statement == statement)).scalar()
    own = word_from(line) if line is not None else None
    said = next((e for e in own.evidence if not e.implied), None) if own is not None else None
    if own is None or said is None or own.key not in book.places.by_key:
        return None
    on_place = book.words([own.key])
    around = book.words(book.regions([own.key]))
    without = [w for w in on_place if w.statement != statement]
    before, after = (_holder(book, told, around, own, said.day) for told in (without, on_place))
    return Change(own.name, said.day, before, after)


def _holder(book: Book, told: Sequence[Word], around: Sequence[Word], own: Word, day: int) -> tuple[str | None, float]:
    account = account_of(
        evidence_on(told, around, None, book.method),
        book.method,
        book.weigher.controllers.sovereign(own.country),
        book.weigher.controllers.lifetime,
    )
    if account is None:
        return None, 0.0
    party, _, answer = decided(account.answer(day), book.method)
    return party, answer.probability


def _parts(values: Iterable[str], size: int = AT_ONCE) -> list[list[str]]:
    whole = list(values)
    return [whole[at : at + size] for at in range(0, len(whole), size)]
