"""Control of a place over time: forward-backward smoothing over its holders, from dated and disagreeing evidence.

The states are the holders that the evidence names, and "someone else". Between days with evidence a place may change
hands unreported, rarely (``days_between_changes``). A statement is either right, with the chance that is its weight,
or says nothing: "X holds it" leaves a state other than X only the rest; "it passes to X" moves every state to X.
"""

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from warledger.accounts.evidence import Evidence, one_voice
from warledger.accounts.method import Method

OTHER = ""
"""The state in which none of the named holders holds the place."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Who most likely holds a place on a day, how likely, since when, and the day of the last evidence before it."""

    holder: str
    probability: float
    since: int | None
    last_evidence: int | None
    entries: int
    support: float
    """The weight of all evidence that names the holder as one who holds or takes the place."""


@dataclass(frozen=True)
class Account:
    """Who may hold a place over time, and what that rests on.

    For each day with evidence, ``forward`` has the probabilities of the holders (columns) from all evidence up to and
    with that day, ``backward`` how likely each holder makes all evidence from that day on, changes on it included.
    """

    holders: tuple[str, ...]
    days: tuple[int, ...]
    start: NDArray[np.float64]
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    evidence: tuple[Evidence, ...]
    method: Method

    def at(self, day: int) -> NDArray[np.float64]:
        """The probabilities of the holders on a day, from all evidence before and after it."""
        i = bisect.bisect_right(self.days, day) - 1
        before = self.start if i < 0 else self.forward[i] @ self._unreported(day - self.days[i])
        chances = before
        if i + 1 < len(self.days):
            chances = before * (self._unreported(self.days[i + 1] - day) @ self.backward[i + 1])
        return np.asarray(chances / chances.sum())

    def _unreported(self, days: int) -> NDArray[np.float64]:
        return unreported(days, len(self.holders), self.method)

    def answer(self, day: int) -> Answer:
        """The most likely holder on a day."""
        chances = self.at(day)
        best = int(chances.argmax())
        seen = [e.day for e in self.evidence if e.day <= day]
        return Answer(
            holder=self.holders[best],
            probability=float(chances[best]),
            since=self._since(best, day),
            last_evidence=max(seen) if seen else None,
            entries=len({e.statement for e in self.evidence if e.holder == self.holders[best]}),
            support=sum(
                e.weight for e in self.evidence if e.holder == self.holders[best] and e.says in {"holds", "passes"}
            ),
        )

    def _since(self, state: int, day: int) -> int | None:
        """The first of the days with evidence, back from a day, on which a state was the likeliest."""
        since = None
        for i in range(bisect.bisect_right(self.days, day) - 1, -1, -1):
            if int(self.at(self.days[i]).argmax()) != state:
                break
            since = self.days[i]
        return since


def unreported(days: int, size: int, method: Method) -> NDArray[np.float64]:
    """The chances of passing from one holder to another in so many days without a report."""
    stays = math.exp(-days / method.days_between_changes)
    step = np.full((size, size), (1.0 - stays) / size)
    step[np.diag_indices(size)] += stays
    return step


def account_of(evidence: Sequence[Evidence], method: Method, sovereign: str | None = None) -> Account | None:
    """The account of a place from all evidence on it; null where there is none."""
    told = one_voice(evidence, method)
    if not told:
        return None
    named = sorted({e.holder for e in told} | ({sovereign} if sovereign else set()))
    holders = (*named, OTHER)
    column = {h: i for i, h in enumerate(holders)}
    days = sorted({e.day for e in told} | {e.day - 1 for e in told if e.says in {"passes", "leaves"}})
    by_day: dict[int, list[Evidence]] = {}
    for e in told:
        by_day.setdefault(e.day, []).append(e)
    size = len(holders)
    start = np.full(size, 1.0 / size)
    if sovereign:
        rest = (1.0 - method.sovereign_prior) / (size - 1)
        start = np.full(size, rest)
        start[column[sovereign]] = method.sovereign_prior
    forward = np.empty((len(days), size))
    moves = [_moves(by_day.get(day, ()), column) for day in days]
    seen = [_seen(by_day.get(day, ()), column) for day in days]
    state = start
    for i, day in enumerate(days):
        if i:
            state = state @ unreported(day - days[i - 1], size, method)
        state = (state @ moves[i]) * seen[i]
        state = state / state.sum()
        forward[i] = state
    backward = np.empty_like(forward)
    later = np.ones(size)
    for i in range(len(days) - 1, -1, -1):
        told_from = moves[i] @ (seen[i] * later)
        backward[i] = told_from / told_from.sum()
        if i:
            later = unreported(days[i] - days[i - 1], size, method) @ backward[i]
    return Account(holders, tuple(days), start, forward, backward, tuple(told), method)


def _moves(told: Sequence[Evidence], column: dict[str, int]) -> NDArray[np.float64]:
    """The chances of passing from one holder to another by the changes told of a day."""
    size = len(column)
    moved = np.eye(size)
    for e in told:
        to = column[e.holder]
        move = np.eye(size)
        if e.says == "passes":
            move *= 1.0 - e.weight
            move[:, to] += e.weight
        elif e.says == "leaves":
            move[to] *= 1.0 - e.weight
            move[to, [i for i in range(size) if i != to]] += e.weight / max(1, size - 1)
        else:
            continue
        moved = moved @ move
    return moved


def _seen(told: Sequence[Evidence], column: dict[str, int]) -> NDArray[np.float64]:
    """How likely each state makes what is told of a day."""
    size = len(column)
    chances = np.ones(size)
    for e in told:
        at = column[e.holder]
        if e.says == "holds_not" or e.says == "leaves":
            likely = np.full(size, 1.0)
            likely[at] = 1.0 - e.weight
        else:
            likely = np.full(size, (1.0 - e.weight) / size)
            likely[at] += e.weight
        chances = chances * likely
    return chances
