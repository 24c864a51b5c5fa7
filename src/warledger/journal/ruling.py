"""Taking an editor's decision: it is held against what the journal has before it enters it, never after."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from warledger.journal.chain import sha256
from warledger.journal.changes import subject_of
from warledger.journal.checking import decision_ref
from warledger.journal.decisions import (
    CORRECTABLE,
    LINKS,
    ON_STATEMENTS,
    Anchor,
    Decided,
    Decision,
    DecisionError,
    anchor_of,
    corrected,
    decide_on,
    hash_of,
    meant,
    meant_by,
)
from warledger.journal.posting import append, statements_of
from warledger.journal.tables import decisions, revisions, statements
from warledger.journal.telling import all_decisions, decisions_at
from warledger.journal.validity import impossible_in
from warledger.parties.registry import default_registry
from warledger.record.statement import Statement


def decide(connection: Connection, decision: Decision, seen: int | None) -> int:
    """Keep a decision, completed with what the editor saw; the number of its entry. See ``Ledger.decide``."""
    made = decisions_at(connection)
    if decision.kind in ON_STATEMENTS and decision.target is not None:
        statement = _of_anchor(connection, decision.target)
        _check_seen(decision, statement, made, seen)
        decision = _completed(connection, decision, statement, made)
    elif decision.kind in LINKS:
        decision = _linked(connection, decision)
    elif decision.undoes is not None and decision.undoes not in _not_undone(connection):
        raise DecisionError(
            f"entry {decision.undoes} is no decision that stands; `warledger decisions` lists their numbers"
        )
    line = decision.as_line()
    on = decision.target.revision if decision.target is not None else ""
    seq = append(connection, "decision", decision_ref(decision.kind, on), sha256(line), decision.made_at)
    connection.execute(insert(decisions), {"seq": seq, "body": line})
    return seq


def _not_undone(connection: Connection) -> set[int]:
    """The numbers of the decisions that nothing took back, of those that undo others too."""
    return {d.seq for d in all_decisions(connection) if d.undone_by is None}


def _of_anchor(connection: Connection, anchor: Anchor) -> Statement:
    """The statement of a revision's last reading that an anchor means."""
    found = _found(connection, anchor)
    if found is None:
        known = select(statements.c.body).where(statements.c.id == anchor.statement)
        rows = connection.execute(known).all()
        if not rows:
            raise DecisionError(f"the ledger has no statement {anchor.statement}")
        if rows[0].body is None:
            raise DecisionError(f"the statement {anchor.statement} was redacted")
        raise DecisionError(
            f"the statement {anchor.statement} is of an older reading, and the last one does not repeat it: "
            "look at its report again"
        )
    return found


def _found(connection: Connection, anchor: Anchor) -> Statement | None:
    there = {s.id: s for s in statements_of(connection, anchor.revision)}
    found = meant(anchor, (anchor_of(s) for s in there.values()))
    return there[found.statement] if found is not None else None


def _check_seen(decision: Decision, statement: Statement, made: Sequence[Decided], seen: int | None) -> None:
    """Raises DecisionError where another decided on the statement after the last decision that the editor saw."""
    here = [anchor_of(statement)]
    last = next((d for d in reversed(made) if meant_by(d, here) is not None), None)
    if seen is not None and last is not None and last.seq > seen:
        raise DecisionError(
            f"{last.decision.editor} decided on this meanwhile ({last.decision.kind}, number {last.seq}): look at it again"
        )


def _completed(connection: Connection, decision: Decision, statement: Statement, made: Sequence[Decided]) -> Decision:
    """A decision on the statement as it stands now, with whole fields, so that it holds whatever a later reader says."""
    target = anchor_of(statement)
    if decision.kind == "reject":
        return decision.model_copy(update={"target": target})
    said, stands = statement.as_json(), decide_on([statement], made)[0].stands or statement
    if decision.kind == "accept":
        fields = {name: value for name, value in stands.as_json().items() if name in CORRECTABLE}
        return decision.model_copy(update={"target": target, "fields": fields, "becomes": hash_of(subject_of(stands))})
    becomes = corrected(stands, decision.fields)
    text = connection.execute(select(revisions.c.text).where(revisions.c.key == statement.revision)).scalar_one()
    parties = default_registry().parties
    before = set(impossible_in(statement, text, parties))
    if wrong := [problem for problem in impossible_in(becomes, text, parties) if problem not in before]:
        raise DecisionError(wrong[0])
    fields = {name: value for name, value in becomes.as_json().items() if name in CORRECTABLE and value != said[name]}
    if not fields:
        raise DecisionError(
            f"the reader says so of {statement.id}: confirm it with `accept`, or `undo` the decision that changed it"
        )
    return decision.model_copy(update={"target": target, "fields": fields, "becomes": hash_of(subject_of(becomes))})


def _linked(connection: Connection, decision: Decision) -> Decision:
    """A decision on incidents, its statements named as they are now."""
    named = [_of_anchor(connection, anchor) for anchor in decision.anchors]
    for statement in named:
        if statement.event is None:
            raise DecisionError(f"the statement {statement.id} is not on an event; only those make incidents")
    target, other, *more = (anchor_of(s) for s in named)
    if target.statement in {a.statement for a in (other, *more)}:
        raise DecisionError(f"the statement {target.statement} is named on both sides")
    return decision.model_copy(update={"target": target, "other": other, "more": tuple(more)})
