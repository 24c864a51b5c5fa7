"""What the review pages ask of the ledger, and how an editor's decisions get there."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol

from warledger.accounts.book import Book
from warledger.accounts.review import Due
from warledger.accounts.reviewing import Change, Waiting, change_by, decided_on, due_in, last_report
from warledger.gazetteer.entry import Entry
from warledger.gazetteer.index import Gazetteer
from warledger.journal.corrections import Corrections
from warledger.journal.decisions import Decided, Decision, DecisionError, DecisionKind, anchor_of, meant_by
from warledger.journal.known_time import utc_now
from warledger.journal.store import Ledger
from warledger.parties.registry import Registry
from warledger.record.report import Report
from warledger.record.statement import Statement

AROUND = 400
"""Characters of a report that are shown before and after a statement's words."""

LONGEST_REASON = 500


class Places(Gazetteer, Protocol):
    """The gazetteer, with entries by their id."""

    def numbered(self, geonameid: int) -> Entry | None:
        """The entry of a GeoNames id."""


class Shelf(Protocol):
    """A book with the ledger that it is of."""

    @property
    def book(self) -> Book:
        """The book."""

    @property
    def ledger(self) -> Ledger:
        """The ledger."""


class Access(Protocol):
    """Gives the present book."""

    def shelf(self) -> AbstractContextManager[Shelf]:
        """The book, for as long as one request asks it."""


class Desk(Protocol):
    """What the application has at hand."""

    @property
    def access(self) -> Access:
        """The way to the ledger."""

    @property
    def gazetteer(self) -> Places:
        """The places that there are."""

    @property
    def registry(self) -> Registry:
        """The parties that there are."""

    def country(self, code: str | None) -> str:
        """A country's name by its code."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A statement as an editor sees it: as the reader said it and as it stands (null: rejected), the report it is of, the
    decisions on it, and the number of the last one that stands (0: none)."""

    said: Statement
    stands: Statement | None
    report: Report | None
    decisions: tuple[Decided, ...]
    last: int
    change: Change | None = None

    @property
    def context(self) -> tuple[str, str, str]:
        """The words around the statement's own, and these: before, own, after."""
        text, quote = self.report.text if self.report is not None else "", self.said.quote
        if not text:
            return "", quote.text, ""
        start, end = max(0, quote.start - AROUND), min(len(text), quote.end + AROUND)
        before, after = text[start : quote.start], text[quote.end : end]
        return ("…" if start else "") + before, quote.text, after + ("…" if end < len(text) else "")


@dataclass(frozen=True, slots=True)
class Deed:
    """What an editor asks for: the kind of decision, whose, why, and the last decision on the statement that was seen."""

    kind: DecisionKind
    editor: str
    reason: str = ""
    seen: int | None = None

    def on(self, **values: Any) -> Decision:
        """The decision on something, made now."""
        reason = " ".join(self.reason.split())[:LONGEST_REASON]
        return Decision(kind=self.kind, editor=self.editor, reason=reason, made_at=utc_now(), **values)


class Queue:
    """What is due, ordered anew when reports were posted, or when all of it was decided on and older stories wait; a decision
    only takes its statement out."""

    def __init__(self) -> None:
        self._made: tuple[int, Waiting] | None = None
        self._lock = Lock()

    def waiting(self, shelf: Shelf) -> Waiting:
        """What nobody decided on."""
        last, done = last_report(shelf.ledger), decided_on(shelf.ledger)
        with self._lock:
            left = _left(self._made[1], done) if self._made is not None and self._made[0] == last else None
            if left is None or (left.older and not left.due):
                self._made = last, due_in(shelf.book, shelf.ledger)
                left = _left(self._made[1], done)
        return left

    def due(self, shelf: Shelf) -> list[Due]:
        """The statements that nobody decided on, in the order in which they should be looked at."""
        return self.waiting(shelf).due


def _left(waiting: Waiting, done: set[str]) -> Waiting:
    return Waiting([d for d in waiting.due if d.statement.id not in done], waiting.older)


def seen_in(shelf: Shelf, wanted: str) -> Seen | None:
    """A statement as an editor sees it now; null where the ledger has none of that id, or it was redacted."""
    ledger = shelf.ledger
    try:
        said = ledger.statement(wanted)
    except DecisionError:
        return None
    (ruled,) = ledger.ruled([said])
    here = [anchor_of(said)]
    on_it = tuple(d for d in ledger.decisions() if meant_by(d, here) is not None)
    return Seen(
        said=said,
        stands=ruled.stands,
        report=ledger.report(said.revision),
        decisions=on_it,
        last=ruled.by.seq if ruled.by is not None else 0,
        change=change_by(shelf.book, said.id),
    )


def decide(shelf: Shelf, deed: Deed, seen: Seen, settings: Sequence[str], desk: Desk) -> int:
    """Post a decision on a statement; the number of its entry. Raises DecisionError where it cannot be taken."""
    fields: dict[str, Any] = {}
    if deed.kind == "correct":
        text = seen.report.text if seen.report is not None else ""
        fields = Corrections(seen.stands or seen.said, text, desk.gazetteer, desk.registry).fields(settings)
        if not fields:
            raise DecisionError("nothing was changed; accept the statement if it is right")
    return shelf.ledger.decide(deed.on(target=anchor_of(seen.said), fields=fields), deed.seen)


def link(shelf: Shelf, deed: Deed, one: str, others: Sequence[str]) -> int:
    """Join statements on events to one, or keep them apart from it; the number of the entry."""
    target, other, *more = (anchor_of(shelf.ledger.statement(i)) for i in (one, *others))
    return shelf.ledger.decide(deed.on(target=target, other=other, more=tuple(more)))


def undo(shelf: Shelf, deed: Deed, number: int) -> int:
    """Take a decision back; the number of the entry."""
    return shelf.ledger.decide(deed.on(undoes=number))
