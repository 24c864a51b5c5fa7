"""What new entries of the journal touch, which the book works out again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from warledger.accounts.decided import key_in
from warledger.accounts.ledger_places import Key
from warledger.journal.decisions import Decision
from warledger.journal.telling import EntryRow, decision_at


@dataclass
class Touched:
    """What entries of the journal touch: stories to be taken over again, and places to be worked out again."""

    stories: set[str] = field(default_factory=set)
    places: set[Key] = field(default_factory=set)


def touched_by(journal: Connection, after: Iterable[EntryRow]) -> Touched | None:
    """What entries of the journal touch; null where it is everything (a file of knowledge)."""
    touched = Touched()
    for entry in after:
        if entry.kind == "revision":
            touched.stories.add(_story(entry.ref))
        elif entry.kind == "reading":
            touched.stories.add(_story(entry.ref.split(" ", 1)[1]))
        elif entry.kind == "redaction":
            touched.stories.add(_story(entry.ref.partition("\n")[0]))
        elif entry.kind == "decision":
            decision = decision_at(journal, entry.seq)  # null where redacted since: the redaction touches its story
            while decision is not None:
                _touch_decided(decision, touched)
                decision = decision_at(journal, decision.undoes) if decision.undoes is not None else None
        else:
            return None
    return touched


def _touch_decided(decision: Decision, touched: Touched) -> None:
    touched.stories.update(anchor.story for anchor in decision.anchors)
    if decision.place is not None:
        touched.places.add(key_in(decision.place))


def _story(revision: str) -> str:
    return revision.rpartition("@")[0]
