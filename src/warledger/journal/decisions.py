"""Editors' decisions: what a named person accepted, corrected, rejected or joined, kept beside what the reader said.

A decision names a statement by its id and by an anchor (its revision, kind and words), so that it holds for the statement
that another version of the reader makes of the same words, or that a later revision of the report repeats.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from warledger.journal.chain import sha256
from warledger.journal.changes import subject_of
from warledger.record.base import Record
from warledger.record.statement import Statement

DecisionKind = Literal["accept", "correct", "reject", "same", "apart", "position", "withhold", "coarsen", "undo"]
"""What an editor can decide: of a statement ``accept``, ``correct``, ``reject``; of statements on events that they are
the ``same`` incident or ``apart``; of a place its ``position``, or to ``coarsen`` it in what is published; of a publisher
to ``withhold`` its name there; of an earlier decision to ``undo`` it."""

ON_STATEMENTS = frozenset({"accept", "correct", "reject"})
LINKS = frozenset({"same", "apart"})

CORRECTABLE = frozenset(
    "modality interest attribution time place parties control event toll access messaging claim quote".split()
)
"""The fields of a statement that an editor can correct."""


class DecisionError(ValueError):
    """A decision that cannot be taken; the message says why."""


class Anchor(Record):
    """A statement as a decision names it; ``subject`` and ``words`` are hashes of what it is about and of its quote."""

    statement: str
    revision: str
    kind: str
    start: int
    end: int
    subject: str
    words: str

    @property
    def story(self) -> str:
        """The key of its story."""
        return self.revision.rpartition("@")[0]


class Decision(Record):
    """What an editor decided, when and why."""

    kind: DecisionKind
    editor: str = Field(min_length=1)
    made_at: str
    reason: str = ""
    target: Anchor | None = None
    other: Anchor | None = None
    more: tuple[Anchor, ...] = ()
    """Further statements that are the ``same`` as the target, or ``apart`` from it."""
    fields: dict[str, Any] = Field(default_factory=dict)
    """By field of the statement, what it should be; by its parts where the field has parts."""
    becomes: str | None = None
    """The hash of what a corrected statement is about."""
    place: str | None = None
    """The ledger's key of a place, its base and kind with a bar between."""
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    km: float | None = Field(default=None, gt=0)
    publisher: str | None = None
    undoes: int | None = None
    """The number of the entry that an ``undo`` takes back."""

    @model_validator(mode="after")
    def _complete(self) -> "Decision":
        needs = {
            "accept": self.target,
            "correct": self.target and self.fields,
            "reject": self.target,
            "same": self.target and self.other,
            "apart": self.target and self.other,
            "position": self.place and self.lat is not None and self.lon is not None,
            "coarsen": self.place and self.km,
            "withhold": self.publisher,
            "undo": self.undoes,
        }
        if not needs[self.kind]:
            raise ValueError(f"a decision to {self.kind} lacks what it is on")
        if not self.editor.strip():
            raise ValueError("a decision needs the name of who made it")
        if unknown := sorted(set(self.fields) - CORRECTABLE):
            raise ValueError(f"{', '.join(unknown)} cannot be corrected; fields are {', '.join(sorted(CORRECTABLE))}")
        return self

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """All statements that it names, the target first."""
        return tuple(a for a in (self.target, self.other, *self.more) if a is not None)

    def as_line(self) -> str:
        """The decision as the journal keeps it."""
        return self.model_dump_json(by_alias=True, exclude_defaults=True)


class Decided(Record):
    """A decision with the number of its journal entry; ``undone_by`` is that of the one that took it back."""

    seq: int
    decision: Decision
    undone_by: int | None = None


def decisions_in(kept: Iterable[tuple[int, str]]) -> list[Decided]:
    """The decisions of journal entries, in order, with what undid them; an ``undo`` can be undone itself."""
    made = [Decided(seq=seq, decision=Decision.model_validate_json(line)) for seq, line in kept]
    undone: dict[int, int] = {}
    for d in reversed(made):
        if d.decision.undoes is not None and d.seq not in undone:
            undone.setdefault(d.decision.undoes, d.seq)
    return [d.model_copy(update={"undone_by": undone.get(d.seq)}) for d in made]


def standing_of(decided: Iterable[Decided]) -> list[Decided]:
    """The decisions that stand: those undone are left out, with what undid them."""
    return [d for d in decided if d.undone_by is None and d.decision.kind != "undo"]


def anchor_of(statement: Statement) -> Anchor:
    """How a decision names a statement, as the reader said it."""
    return Anchor(
        statement=statement.id,
        revision=statement.revision,
        kind=statement.kind,
        start=statement.quote.start,
        end=statement.quote.end,
        subject=hash_of(subject_of(statement)),
        words=hash_of(statement.quote.text),
    )


def hash_of(text: str) -> str:
    """A short hash, by which an anchor recognises words without keeping them."""
    return sha256(text)[:16]


def meant(anchor: Anchor, there: Iterable[Anchor], becomes: str | None = None) -> Anchor | None:
    """Which of a story's statements an anchor means: that of its id, else of its revision the one that says the same of
    the same in words that overlap, else of another revision the one that does so in the very same words.

    ``becomes`` is what a correction made of it: the reader may have learned it since. A statement that says something
    else in the same place is never meant: a decision holds for what the editor saw.
    """
    of_story = [a for a in there if a.story == anchor.story]
    for a in of_story:
        if a.statement == anchor.statement:
            return a
    same = [a for a in of_story if a.kind == anchor.kind and a.subject in {anchor.subject, becomes}]
    over = [(_shared(a, anchor), a.statement, a) for a in same if a.revision == anchor.revision]
    best = max(over, key=lambda found: found[:2], default=None)
    if best is not None and best[0] > 0:
        return best[2]
    again = [a for a in same if a.revision != anchor.revision and a.words == anchor.words]
    return min(again, key=lambda a: (abs(a.start - anchor.start), a.statement), default=None)


def _shared(one: Anchor, other: Anchor) -> int:
    """How many characters two anchors of one text share."""
    return min(one.end, other.end) - max(one.start, other.start)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A statement as the reader said it, as it stands (null where it is rejected), and the decision on it if there is one."""

    said: Statement
    stands: Statement | None
    by: Decided | None = None


def decide_on(statements: Iterable[Statement], decided: Iterable[Decided]) -> list[Ruled]:
    """Each statement of a report after the decisions on it; a later decision on a statement replaces an earlier one."""
    said, made = list(statements), list(decided)
    if not made:
        return [Ruled(s, s) for s in said]
    there = [anchor_of(s) for s in said]
    last: dict[str, Decided] = {}
    for d in made:
        found = meant_by(d, there)
        if found is not None:
            last[found.statement] = d
    return [_ruled(s, last.get(s.id)) for s in said]


def meant_by(decided: Decided, there: Iterable[Anchor]) -> Anchor | None:
    """Which statement a decision to accept, correct or reject is on; null where it is on none of these."""
    decision = decided.decision
    if decision.kind not in ON_STATEMENTS or decision.target is None:
        return None
    return meant(decision.target, there, decision.becomes)


ACCEPTED = 0.99
"""The confidence of a statement that an editor has accepted or corrected."""


def _ruled(statement: Statement, by: Decided | None) -> Ruled:
    if by is None:
        return Ruled(statement, statement)
    if by.decision.kind == "reject":
        return Ruled(statement, None, by)
    return Ruled(statement, corrected(statement, by.decision.fields), by)


def corrected(statement: Statement, fields: Mapping[str, Any]) -> Statement:
    """A statement with other values in some fields, as sure as an editor makes it; raises DecisionError where a value is
    none that the field can have."""
    plain = statement.as_json()
    try:
        return Statement.model_validate({**merged(plain, fields), "confidence": ACCEPTED})
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DecisionError(f"{where}: {first['msg']}") from None


def merged(value: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A value with others in some fields, part by part; a null takes a field out."""
    found = dict(value)
    for name, new in fields.items():
        old = found.get(name)
        found[name] = merged(old, new) if isinstance(old, dict) and isinstance(new, dict) else new
    return found
