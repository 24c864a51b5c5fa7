"""Who may hold a place over time, and what that answers for any day."""

import bisect
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from warledger.accounts.drift import Chances, Drift

OTHER = ""
"""The state in which none of the named holders holds the place."""

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
    that say of a day, or of one with no change between, that the holder had the place. No holder has it before the day
    on which it was ``founded``.
    """

    holders: tuple[str, ...]
    days: tuple[int, ...]
    drift: Drift
    founded: Columns
    forward: Chances
    backward: Chances
    likeliest: Columns
    seen: tuple[int, ...]
    entries: tuple[int, ...]
    support: Chances

    def at(self, day: int) -> Chances:
        """The probabilities of the holders on a day, from all evidence before and after it."""
        i = bisect.bisect_right(self.days, day) - 1
        chances = self.drift.start if i < 0 else self.drift.after(self.forward[i], day - self.days[i])
        if i + 1 < len(self.days):
            chances = chances * self.drift.before(self.backward[i + 1], self.days[i + 1] - day)
        chances = np.where(day < self.founded, 0.0, chances)
        return np.asarray(chances / chances.sum())

    def on_days(self, days: NDArray[np.int64]) -> Chances:
        """The probabilities of the holders (columns) on each of many days, as ``at`` has them."""
        told = np.asarray(self.days)
        last = np.searchsorted(told, days, side="right") - 1
        gone = np.where(last < 0, 0, days - told[np.maximum(last, 0)])
        chances = self.drift.after(np.concatenate([self.drift.start[None], self.forward])[last + 1], gone)
        there = last + 1 < len(told)
        following = np.minimum(last + 1, len(told) - 1)
        to_come = np.where(there, told[following] - days, 0)
        later = self.drift.before(self.backward[following], to_come)
        chances = np.where(there[:, None], chances * later, chances)
        chances = np.where(days[:, None] < self.founded, 0.0, chances)
        return np.asarray(chances / chances.sum(axis=1, keepdims=True))

    def on_its_days(self) -> Chances:
        """The probabilities of the holders (columns) on each of its days, as ``at`` has them."""
        return smoothed(self.days, self.forward, self.backward, self.drift, self.founded)

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
        drift = self.drift
        head = [self.holders, self.entries, len(self.days), drift.home, drift.kept, drift.kept_by_state]
        line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        chances = np.concatenate([drift.start, self.forward.ravel(), self.backward.ravel(), self.support.ravel()])
        counts = np.concatenate([self.founded, self.days, self.likeliest, self.seen]).astype(_COUNTS)
        return b"\n".join((line, chances.astype(_CHANCES).tobytes() + counts.tobytes()))


_CHANCES, _COUNTS = "<f8", "<i4"
"""How numbers are kept."""


def account_from(kept: bytes) -> Account:
    """The account that ``as_bytes`` wrote."""
    line, _, numbers = kept.partition(b"\n")
    holders, entries, days, home, kept_days, kept_by_state = json.loads(line)
    size = len(holders)
    chances = np.frombuffer(numbers, _CHANCES, count=size + (3 * days + 1) * size)
    counts = np.frombuffer(numbers, _COUNTS, offset=chances.nbytes)
    rows = chances.reshape(-1, size)
    return Account(
        holders=tuple(holders),
        days=tuple(counts[size : size + days].tolist()),
        drift=Drift(rows[0], home, kept_days, kept_by_state),
        founded=counts[:size],
        forward=rows[1 : days + 1],
        backward=rows[days + 1 : 2 * days + 1],
        likeliest=counts[size + days : size + 2 * days],
        seen=tuple(counts[size + 2 * days :].tolist()),
        entries=tuple(entries),
        support=rows[2 * days + 1 :],
    )


def smoothed(days: Sequence[int], forward: Chances, backward: Chances, drift: Drift, founded: Columns) -> Chances:
    """The probabilities of the holders on each of the days, from all evidence."""
    chances = np.where(np.asarray(days)[:, None] < founded, 0.0, forward)
    chances[:-1] *= drift.before(backward[1:], np.diff(np.asarray(days, dtype=float)))
    return np.asarray(chances / chances.sum(axis=1, keepdims=True))
