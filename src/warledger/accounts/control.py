"""Control of a place over time: forward-backward smoothing over its holders, from dated and disagreeing evidence.

The states are the holders that the evidence names, and "someone else". Between days with evidence a place may change
hands unreported, rarely (``days_between_changes``). A statement is either right, with the chance that is its weight,
or says nothing: "X holds it" leaves a state other than X only the rest; "it passes to X" moves every state to X.
"""

import bisect
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from warledger.accounts.evidence import CHANGE_WEIGHT, Evidence, one_voice
from warledger.accounts.method import Method

OTHER = ""
"""The state in which none of the named holders holds the place."""

Chances = NDArray[np.float64]

Columns = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Answer:
    """Who most likely holds a place on a day, how likely, since when, and the day of the last evidence before it."""

    holder: str
    probability: float
    since: int | None
    last_evidence: int | None
    entries: int
    support: float
    """The weight of the evidence that names the holder as the one who has the place then."""


@dataclass(frozen=True)
class Account:
    """Who may hold a place over time.

    For each of ``days``, ``forward`` has the probabilities of the holders (columns) from all evidence up to and with that
    day, ``backward`` how likely each holder makes all evidence from that day on, changes on it included; ``likeliest`` is
    the column of the most likely holder then. ``seen`` are the days with evidence, ``entries`` count by holder the
    statements that name it; ``support`` (a row before the first of the days, then one from each of them on) weighs those
    that say of a day, or of one with no change between, that the holder had the place.
    """

    holders: tuple[str, ...]
    days: tuple[int, ...]
    start: Chances
    forward: Chances
    backward: Chances
    likeliest: Columns
    seen: tuple[int, ...]
    entries: tuple[int, ...]
    support: Chances
    changing: float
    """The mean number of days between two changes that nobody reports."""

    def at(self, day: int) -> Chances:
        """The probabilities of the holders on a day, from all evidence before and after it."""
        i = bisect.bisect_right(self.days, day) - 1
        chances = self.start if i < 0 else after(self.forward[i], day - self.days[i], self.changing, self.start)
        if i + 1 < len(self.days):
            chances = chances * before(self.backward[i + 1], self.days[i + 1] - day, self.changing, self.start)
        return np.asarray(chances / chances.sum())

    def on_days(self, days: NDArray[np.int64]) -> Chances:
        """The probabilities of the holders (columns) on each of many days, as ``at`` has them."""
        told = np.asarray(self.days)
        last = np.searchsorted(told, days, side="right") - 1
        stays = np.exp(np.where(last < 0, 0, told[np.maximum(last, 0)] - days) / self.changing)[:, None]
        chances = np.concatenate([self.start[None], self.forward])[last + 1]
        chances = stays * chances + (1.0 - stays) * chances.sum(axis=1, keepdims=True) * self.start
        there = last + 1 < len(told)
        following = np.minimum(last + 1, len(told) - 1)
        stays = np.exp(np.where(there, days - told[following], 0) / self.changing)[:, None]
        later = self.backward[following]
        later = stays * later + (1.0 - stays) * (later @ self.start)[:, None]
        chances = np.where(there[:, None], chances * later, chances)
        return np.asarray(chances / chances.sum(axis=1, keepdims=True))

    def on_its_days(self) -> Chances:
        """The probabilities of the holders (columns) on each of its days, as ``at`` has them."""
        chances = self.forward.copy()
        later = self.backward[1:]
        stays = np.array([math.exp((one - other) / self.changing) for one, other in pairwise(self.days)])[:, None]
        chances[:-1] *= stays * later + (1.0 - stays) * (later @ self.start)[:, None]
        return np.asarray(chances / chances.sum(axis=1, keepdims=True))

    def answer(self, day: int, chances: Chances | None = None) -> Answer:
        """The most likely holder on a day, of which the probabilities are worked out if they are not given."""
        if chances is None:
            chances = self.at(day)
        best = int(chances.argmax())
        seen = bisect.bisect_right(self.seen, day)
        return Answer(
            holder=self.holders[best],
            probability=float(chances[best]),
            since=self._since(best, day),
            last_evidence=self.seen[seen - 1] if seen else None,
            entries=self.entries[best],
            support=self.supported(best, day),
        )

    def supported(self, column: int, day: int) -> float:
        """The weight of the evidence that names a holder (by its column) as the one who has the place on a day."""
        return float(self.support[bisect.bisect_right(self.days, day), column])

    def _since(self, state: int, day: int) -> int | None:
        """The first of the days with evidence, back from a day, on which a state was the likeliest."""
        until = bisect.bisect_right(self.days, day)
        others = np.flatnonzero(self.likeliest[:until] != state)
        first = int(others[-1]) + 1 if len(others) else 0
        return self.days[first] if first < until else None

    def as_bytes(self) -> bytes:
        """The account in a compact form, from which ``account_from`` makes it again."""
        head = [self.holders, self.entries, self.changing, len(self.days)]
        line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        chances = np.concatenate([self.start, self.forward.ravel(), self.backward.ravel(), self.support.ravel()])
        counts = np.concatenate([self.days, self.likeliest, self.seen]).astype(_COUNTS)
        return b"\n".join((line, chances.astype(_CHANCES).tobytes() + counts.tobytes()))


_CHANCES, _COUNTS = "<f8", "<i4"
"""How numbers are kept."""


def account_from(kept: bytes) -> Account:
    """The account that ``as_bytes`` wrote."""
    line, _, numbers = kept.partition(b"\n")
    holders, entries, changing, days = json.loads(line)
    size = len(holders)
    chances = np.frombuffer(numbers, _CHANCES, count=size + (3 * days + 1) * size)
    counts = np.frombuffer(numbers, _COUNTS, offset=chances.nbytes)
    rows = chances.reshape(-1, size)
    return Account(
        holders=tuple(holders),
        days=tuple(counts[:days].tolist()),
        start=rows[0],
        forward=rows[1 : days + 1],
        backward=rows[days + 1 : 2 * days + 1],
        likeliest=counts[days : 2 * days],
        seen=tuple(counts[2 * days :].tolist()),
        entries=tuple(entries),
        support=rows[2 * days + 1 :],
        changing=changing,
    )


def after(chances: Chances, days: int, changing: float, start: Chances) -> Chances:
    """Chances of holders after so many days without a report, in which a place may pass to any holder, the likelier the
    likelier it was to hold the place before anything was told (``start``)."""
    stays = math.exp(-days / changing)
    return np.asarray(stays * chances + (1.0 - stays) * chances.sum() * start)


def before(likely: Chances, days: int, changing: float, start: Chances) -> Chances:
    """How likely each holder makes what is told so many days later, of how likely each one then makes it."""
    stays = math.exp(-days / changing)
    return np.asarray(stays * likely + (1.0 - stays) * float(start @ likely))


def account_of(evidence: Iterable[Evidence], method: Method, sovereign: str | None = None) -> Account | None:
    """The account of a place from all evidence on it; null where there is none."""
    told = one_voice(evidence, method)
    if not told:
        return None
    named = {h for e in told for h in (*e.sides, e.holder)} - {OTHER}
    holders = (*sorted(named | ({sovereign} if sovereign else set())), OTHER)
    column = {h: i for i, h in enumerate(holders)}
    by_day: dict[int, list[Evidence]] = {}
    for e in told:
        by_day.setdefault(e.day, []).append(e)
    days = sorted(by_day.keys() | {e.day - 1 for e in told if e.says in {"passes", "leaves", "changes"}})
    start = np.full(len(holders), 1.0 / len(holders))
    if sovereign:
        start[:] = (1.0 - method.sovereign_prior) / (len(holders) - 1)
        start[column[sovereign]] = method.sovereign_prior
    moves = [_moves(by_day.get(day, ()), column) for day in days]
    seen = [_seen(by_day.get(day, ()), column) for day in days]
    forward, backward = _both_ways(days, start, moves, seen, method.days_between_changes)
    names = {h: {e.statement for e in told if h == e.holder or h in e.sides} for h in holders}
    return Account(
        holders=holders,
        days=tuple(days),
        start=start,
        forward=forward,
        backward=backward,
        likeliest=_likeliest(days, forward, backward, (start, method.days_between_changes)),
        seen=tuple(sorted(by_day)),
        entries=tuple(len(names[h]) for h in holders),
        support=_support(days, by_day, column, sovereign),
        changing=method.days_between_changes,
    )


def _both_ways(
    days: Sequence[int], start: Chances, moves: Sequence[Chances], seen: Sequence[Chances], changing: float
) -> tuple[Chances, Chances]:
    """The chances of the holders by day from what was told up to it, and how likely they make what is told from it on."""
    forward, backward = np.empty((len(days), len(start))), np.empty((len(days), len(start)))
    state = start
    for i, day in enumerate(days):
        if i:
            state = after(state, day - days[i - 1], changing, start)
        state = (state @ moves[i]) * seen[i]
        state = state / state.sum()
        forward[i] = state
    later = np.ones(len(start))
    for i in range(len(days) - 1, -1, -1):
        told_from = moves[i] @ (seen[i] * later)
        backward[i] = told_from / told_from.sum()
        if i:
            later = before(backward[i], days[i] - days[i - 1], changing, start)
    return forward, backward


def _support(
    days: Sequence[int], told: Mapping[int, Sequence[Evidence]], column: dict[str, int], sovereign: str | None
) -> Chances:
    """What the evidence on the place itself weighs that names a holder: before the first of the days, and from each on.

    A change of hands divides: what was told of a holder before others took the place from it does not support it after,
    and that it takes the place later does not support it before.
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
        for e in evidence:
            if e.weight >= CHANGE_WEIGHT and e.says in {"passes", "leaves"}:
                before_it[[c for h, c in column.items() if _takes_from(e, h)]] = 0.0
            before_it[[column[h] for h in _named_by(e)]] += e.weight
        support[i + 1] += before_it
    if sovereign is not None:
        lost = (i for i, evidence in enumerate(own) if any(_takes_from(e, sovereign) for e in evidence))
        until = next(lost, len(days))
        mine = sum(e.weight for evidence in own for e in evidence if sovereign in _named_by(e))
        support[: until + 1, column[sovereign]] = mine
    return support


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


def _likeliest(days: Sequence[int], forward: Chances, backward: Chances, model: tuple[Chances, float]) -> Columns:
    """The column of the most likely holder on each day, from all evidence."""
    (start, changing), chances = model, forward.copy()
    stays = np.exp(-np.diff(np.asarray(days, dtype=float)) / changing)[:, None]
    chances[:-1] *= stays * backward[1:] + (1.0 - stays) * (backward[1:] @ start)[:, None]
    return np.asarray(chances.argmax(axis=1), dtype=np.int32)


def _moves(told: Iterable[Evidence], column: dict[str, int]) -> Chances:
    """The chances of passing from one holder to another by the changes told of a day."""
    size = len(column)
    moved = np.eye(size)
    for e in told:
        move = np.eye(size)
        if e.says == "changes":
            moved = moved @ _between(e, column)
            continue
        to = column[e.holder]
        if e.says == "passes":
            move *= 1.0 - e.weight
            move[:, to] += e.weight
        elif e.says == "leaves":
            others = [column[s] for s in e.sides] or [i for i in range(size) if i != to]
            move[to] *= 1.0 - e.weight
            move[to, others] += e.weight / max(1, len(others))
        else:
            continue
        moved = moved @ move
    return moved


def _between(change: Evidence, column: dict[str, int]) -> Chances:
    """The chances of passing by a change that does not say to whom: from a side to the others, from elsewhere to any."""
    size = len(column)
    move = np.eye(size)
    sides = [column[s] for s in change.sides]
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
