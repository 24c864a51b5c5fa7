"""How far the evidence on a place itself names a holder for a day: what is inferred from the others alone is not answered."""

from collections.abc import Mapping, Sequence

import numpy as np

from warledger.accounts.drift import Chances
from warledger.accounts.evidence import CHANGE_WEIGHT, Evidence
from warledger.accounts.succession import Passed


def support_of(
    days: Sequence[int],
    told: Mapping[int, Sequence[Evidence]],
    column: dict[str, int],
    sovereign: str | None,
    passed: Sequence[Passed],
    least: float,
) -> Chances:
    """What the evidence on the place itself weighs that names a holder: before the first of the days, and from each on.

    A change of hands divides: what was told of a holder before others took the place from it does not support it after,
    and that it takes the place later does not support it before. ``least`` is what a word weighs at least that the state takes
    a place, if it is not to be taken to have held it before.
    """
    size = len(column)
    support, later, before_it = np.zeros((len(days) + 1, size)), np.zeros(size), np.zeros(size)
    own = [sorted((e for e in told.get(day, ()) if not e.of_region), key=_changes_first) for day in days]
    for i in range(len(days) - 1, -1, -1):
        for e in reversed(own[i]):
            if e.says == "holds":
                later[column[e.holder]] += e.weight
            elif e.says != "holds_not" and e.weight >= CHANGE_WEIGHT:
                later[:] = 0.0
        support[i] += later
    for i, evidence in enumerate(own):
        for p in passed:
            if p.day == days[i]:
                before_it[column[p.heir]] += before_it[column[p.party]]
                before_it[column[p.party]] = 0.0
        for e in evidence:
            if e.says == "changes" and not e.sides:
                before_it[:] = 0.0
            elif e.weight >= CHANGE_WEIGHT and e.says in {"passes", "leaves"}:
                before_it[[c for h, c in column.items() if _takes_from(e, h)]] = 0.0
            before_it[[column[h] for h in _named_by(e)]] += e.weight
        support[i + 1] += before_it
    if sovereign is not None:
        until = _until_first_loss(own, sovereign, least)
        mine = sum(e.weight for evidence in own for e in evidence if sovereign in _named_by(e))
        support[: until + 1, column[sovereign]] = mine
    return support


def _until_first_loss(own: Sequence[Sequence[Evidence]], sovereign: str, least: float) -> int:
    """Up to which of the days the state is taken to have held a place from the beginning: that of the first change, if it
    takes the place from the state; none if it gives it to the state, which then did not have it."""
    for i, evidence in enumerate(own):
        if any(_takes_from(e, sovereign) for e in evidence):
            return i
        if any(e.says == "passes" and e.weight >= least and e.holder == sovereign for e in evidence):
            return -1
    return len(own)


def _named_by(evidence: Evidence) -> tuple[str, ...]:
    """The holders that evidence names as having or taking a place."""
    if evidence.says in {"holds", "passes"}:
        return (evidence.holder,)
    return () if evidence.says == "holds_not" else evidence.sides


def _takes_from(evidence: Evidence, holder: str) -> bool:
    """Whether a change takes a place from a holder."""
    if evidence.weight < CHANGE_WEIGHT or evidence.says not in {"passes", "leaves"}:
        return False
    return (evidence.says == "leaves") == (evidence.holder == holder)


def _changes_first(evidence: Evidence) -> bool:
    return evidence.says in {"holds", "holds_not"}
