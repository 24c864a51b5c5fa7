"""Control of a place over time: forward-backward smoothing over its holders, from dated and disagreeing evidence.

The states are the holders that the evidence names, and "someone else". Between days with evidence a place may change
hands unreported, rarely (``drift``). A statement is either right, with the chance that is its weight, or says nothing:
"X holds it" leaves a state other than X only the rest; "it passes to X" moves every state to X.
"""

import bisect
from collections.abc import Iterable, Sequence

import numpy as np

from warledger.accounts.account import OTHER, Account, smoothed
from warledger.accounts.drift import Chances, Drift
from warledger.accounts.evidence import Evidence, one_voice
from warledger.accounts.lifetimes import Lifetimes, always
from warledger.accounts.method import Method
from warledger.accounts.succession import founded_of, passed_of, passing
from warledger.accounts.support import support_of


def account_of(
    evidence: Iterable[Evidence], method: Method, sovereign: str | None = None, lifetime: Lifetimes = always
) -> Account | None:
    """The account of a place from all evidence on it; null where there is none."""
    told = one_voice(evidence, method)
    if not told:
        return None
    named = {h for e in told for h in (*e.sides, e.holder)} - {OTHER}
    passed = passed_of(told, named, lifetime, sovereign)
    holders = (*sorted(named | {p.heir for p in passed} | ({sovereign} if sovereign else set())), OTHER)
    column = {h: i for i, h in enumerate(holders)}
    by_day: dict[int, list[Evidence]] = {}
    for e in told:
        by_day.setdefault(e.day, []).append(e)
    changes = {e.day - 1 for e in told if e.says in {"passes", "leaves", "changes"}}
    days = sorted(by_day.keys() | changes | {p.day for p in passed})
    start = np.full(len(holders), 1.0 / len(holders))
    home = column[sovereign] if sovereign else None
    if home is not None:
        start[:] = (1.0 - method.sovereign_prior) / (len(holders) - 1)
        start[home] = method.sovereign_prior
    drift = Drift(start, home, method.kept, method.kept_by_state)
    moves = [_moves(by_day.get(day, ()), column) for day in days]
    for p in passed:
        at = bisect.bisect_left(days, p.day)
        moves[at] = passing(p, column, method) @ moves[at]
    seen = [_seen(by_day.get(day, ()), column) for day in days]
    forward, backward = _both_ways(days, moves, seen, drift)
    founded = np.array([founded_of(h, told, lifetime) for h in holders], dtype=np.int32)
    names = {h: {e.statement for e in told if h == e.holder or h in e.sides} for h in holders}
    return Account(
        holders=holders,
        days=tuple(days),
        drift=drift,
        founded=founded,
        forward=forward,
        backward=backward,
        likeliest=smoothed(days, forward, backward, drift, founded).argmax(axis=1).astype(np.int32),
        seen=tuple(sorted(by_day)),
        entries=tuple(len(names[h]) for h in holders),
        support=support_of(days, by_day, column, sovereign, passed, method.least_support),
    )


def _both_ways(
    days: Sequence[int], moves: Sequence[Chances], seen: Sequence[Chances], drift: Drift
) -> tuple[Chances, Chances]:
    """The chances of the holders by day from what was told up to it, and how likely they make what is told from it on."""
    forward, backward = np.empty((len(days), len(drift.start))), np.empty((len(days), len(drift.start)))
    state = drift.start
    for i, day in enumerate(days):
        if i:
            state = drift.after(state, day - days[i - 1])
        state = (state @ moves[i]) * seen[i]
        state = state / state.sum()
        forward[i] = state
    later = np.ones(len(drift.start))
    for i in range(len(days) - 1, -1, -1):
        told_from = moves[i] @ (seen[i] * later)
        backward[i] = told_from / told_from.sum()
        if i:
            later = drift.before(backward[i], days[i] - days[i - 1])
    return forward, backward


def _moves(told: Iterable[Evidence], column: dict[str, int]) -> Chances:
    """The chances of passing from one holder to another by the changes told of a day."""
    size = len(column)
    moved = np.eye(size)
    for e in told:
        if e.says == "changes":
            moved = moved @ _between(e, column)
        if e.says not in {"passes", "leaves"}:
            continue
        move, to = np.eye(size), column[e.holder]
        if e.says == "passes":
            move *= 1.0 - e.weight
            move[:, to] += e.weight
        else:
            others = [column[s] for s in e.sides] or [i for i in range(size) if i != to]
            move[to] *= 1.0 - e.weight
            move[to, others] += e.weight / max(1, len(others))
        moved = moved @ move
    return moved


def _between(change: Evidence, column: dict[str, int]) -> Chances:
    """The chances of passing by a change that does not say to whom: from a side to the others, from elsewhere to any; with no
    sides from any to the others."""
    size = len(column)
    move = np.eye(size)
    sides = [column[s] for s in change.sides] or range(size)
    if size == 1:  # nobody is named at all
        return move
    for state in range(size):
        others = [s for s in sides if s != state]
        move[state] *= 1.0 - change.weight
        move[state, others] += change.weight / len(others)
    return move


def _seen(told: Iterable[Evidence], column: dict[str, int]) -> Chances:
    """How likely each state makes what is told of a day."""
    size = len(column)
    chances = np.ones(size)
    for e in told:
        if e.says == "changes":
            continue
        at = column[e.holder]
        if e.says == "holds_not" or e.says == "leaves":
            likely = np.full(size, 1.0)
            likely[at] = 1.0 - e.weight
        else:
            likely = np.full(size, (1.0 - e.weight) / size)
            likely[at] += e.weight
        chances = chances * likely
    return chances
