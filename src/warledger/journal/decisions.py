"""Editors' decisions: what a named person accepted, corrected, rejected or joined, kept beside what the reader said.

A decision names a statement by its id and by an anchor (its revision, kind and words), so that it holds for the statement
that another version of the reader makes of the same words.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from warledger.journal.changes import subject_of
from warledger.record.base import Record
from warledger.record.statement import Statement

DecisionKind = Literal["accept", "correct", "reject", "same", "apart", "position", "withhold", "coarsen", "undo"]
"""What an editor can decide: of a statement ``accept``, ``correct``, ``reject``; of two statements on events that they are
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
    """A statement as a decision names it."""

    statement: str
    revision: str
    kind: str
    start: int
    end: int
    subject: str


class Decision(Record):
    """What an editor decided, when and why."""

    kind: DecisionKind
    editor: str = Field(min_length=1)
    made_at: str
    reason: str = ""
    target: Anchor | None = None
    other: Anchor | None = None
    fields: dict[str, Any] = Field(default_factory=dict)
    """By field of the statement, what it should be; by its parts where the field has parts."""
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
        if unknown := sorted(set(self.fields) - CORRECTABLE):
            raise ValueError(f"{', '.join(unknown)} cannot be corrected; fields are {', '.join(sorted(CORRECTABLE))}")
        return self

    def as_ref(self) -> str:
        """The decision as the journal keeps it."""
        plain = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps(plain, ensure_ascii=False, sort_keys=True)


class Decided(Record):
    """A decision with the number of its journal entry."""

    seq: int
    decision: Decision


def decisions_in(refs: Iterable[tuple[int, str]]) -> list[Decided]:
    """The decisions of journal entries that stand: those undone are left out, with what undid them."""
    made = [Decided(seq=seq, decision=Decision.model_validate_json(ref)) for seq, ref in refs]
    undone: set[int] = set()
    for d in reversed(made):
        if d.decision.undoes is not None and d.seq not in undone:
            undone.add(d.decision.undoes)
    return [d for d in made if d.seq not in undone and d.decision.kind != "undo"]


def anchor_of(statement: Statement) -> Anchor:
    """How a decision names a statement."""
    return Anchor(
        statement=statement.id,
        revision=statement.revision,
        kind=statement.kind,
        start=statement.quote.start,
        end=statement.quote.end,
        subject=subject_of(statement),
    )


def meant(anchor: Anchor, statements: Iterable[Statement]) -> Statement | None:
    """Which of a revision's statements an anchor means: that of its id, else the one that says the same of the same in
    words that overlap, else the only one of its kind whose words do."""
    there = [s for s in statements if s.revision == anchor.revision]
    for s in there:
        if s.id == anchor.statement:
            return s
    over = [s for s in there if s.kind == anchor.kind and s.quote.start < anchor.end and anchor.start < s.quote.end]
    same = [s for s in over if subject_of(s) == anchor.subject]
    if same:
        return max(same, key=lambda s: (min(s.quote.end, anchor.end) - max(s.quote.start, anchor.start), s.id))
    return over[0] if len(over) == 1 else None


def decide_on(statements: Iterable[Statement], decided: Iterable[Decided]) -> list[tuple[Statement, Statement | None]]:
    """Each statement of a revision as the reader said it, and as it stands after the decisions: null where it is rejected.

    A later decision on a statement replaces an earlier one.
    """
    said = list(statements)
    last: dict[str, Decision] = {}
    for d in decided:
        target = d.decision.target
        if d.decision.kind in ON_STATEMENTS and target is not None:
            statement = meant(target, said)
            if statement is not None:
                last[statement.id] = d.decision
    return [(s, _stands(s, last.get(s.id))) for s in said]


ACCEPTED = 0.99
"""The confidence of a statement that an editor has accepted or corrected."""


def _stands(statement: Statement, decision: Decision | None) -> Statement | None:
    if decision is None:
        return statement
    if decision.kind == "reject":
        return None
    return corrected(statement, decision.fields)


def corrected(statement: Statement, fields: Mapping[str, Any]) -> Statement:
    """A statement with other values in some fields, as sure as an editor makes it; raises DecisionError where a value is
    none that the field can have."""
    plain = statement.as_json()
    try:
        return Statement.model_validate({**_merged(plain, fields), "confidence": ACCEPTED})
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DecisionError(f"{where}: {first['msg']}") from None


def _merged(value: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A value with others in some fields, part by part; a null takes a field out."""
    merged = dict(value)
    for name, new in fields.items():
        old = merged.get(name)
        merged[name] = _merged(old, new) if isinstance(old, dict) and isinstance(new, dict) else new
    return merged
