"""Who holds a place on every day of a range, worked out at once, and cut into spans in which the map shows the same."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from warledger.accounts.account import Account
from warledger.accounts.deciding import NOTHING, Numbers, decided_on_days
from warledger.accounts.method import Method
from warledger.accounts.spans import CONTESTED

STEPS = 20
"""Into how many steps probabilities are rounded for the map (one is 5%)."""

COARSE = 8
"""Chances drift slowly where nothing is told: they are looked at so many days apart, and daily where they have changed."""


Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Span:
    """From a day (an ordinal) on: the holder's number in the account or NOTHING or UNCLEAR, its probability in STEPS, and
    whether the place is contested."""

    day: int
    holder: int
    step: int
    contested: bool


def spans_between(account: Account, method: Method, first: int, last: int) -> list[Span]:
    """What the map shows of an account from a first to a last day (ordinals), cut where that changes."""
    contested = _contested(account)
    days = _looked_at(np.asarray(account.days), first, last)
    shown = _shown(account, days, method, contested)
    changes = np.flatnonzero((np.diff(shown, axis=0) != 0).any(axis=1))
    if len(fine := _between(days[changes], days[changes + 1])):
        days, shown = np.concatenate([days, fine]), np.concatenate([shown, _shown(account, fine, method, contested)])
        order = days.argsort()
        days, shown = days[order], shown[order]
        changes = np.flatnonzero((np.diff(shown, axis=0) != 0).any(axis=1))
    starts = np.concatenate([[0], changes + 1])
    of_span = zip(days[starts].tolist(), shown[starts].tolist(), strict=True)
    return [Span(day, holder, step, bool(disputed)) for day, (holder, step, disputed) in of_span]


def spans_within(spans: Sequence[Span], first: int, last: int) -> list[Span]:
    """Of spans from an earlier day on, those from a first to a last day."""
    begun = [s for s in spans if s.day <= first]
    return [replace(begun[-1], day=first), *(s for s in spans if first < s.day <= last)]


def whole_years(first: int, last: int) -> tuple[int, int]:
    """The first day of the year of a day, and the last of that of another."""
    begins, ends = dt.date.fromordinal(first), dt.date.fromordinal(last)
    return begins.replace(month=1, day=1).toordinal(), ends.replace(month=12, day=31).toordinal()


def _looked_at(told: Numbers, first: int, last: int) -> Numbers:
    """The days that are looked at before any other: some days apart, and those around what is told."""
    looked = np.zeros(last + 1 - first, dtype=bool)
    looked[::COARSE] = looked[-1] = True
    around = np.concatenate([told - 1, told, told + 1]) - first
    looked[around[(around >= 0) & (around < len(looked))]] = True
    return np.flatnonzero(looked) + first


def _between(starts: Numbers, ends: Numbers) -> Numbers:
    """All days after one and before the other of each pair."""
    many = ends - starts - 1
    before = np.cumsum(many) - many
    return np.repeat(starts + 1 - before, many) + np.arange(many.sum())


def _shown(account: Account, days: Numbers, method: Method, contested: Flags) -> Numbers:
    """The holder, the step and whether it is contested (columns) on each of the days."""
    named = decided_on_days(account, days, method)
    told = named.holder != NOTHING
    step = np.where(told, np.rint(named.probability * STEPS), 0)
    disputed = contested[np.searchsorted(account.seen, days, side="right")] & told
    return np.stack([named.holder, step.astype(np.int64), disputed.astype(np.int64)], axis=1)


def _contested(account: Account) -> Flags:
    """Whether a second holder was likely too, before any evidence (never) and on each day with evidence; that holds until
    the next."""
    if len(account.holders) < 3:
        return np.zeros(len(account.seen) + 1, dtype=bool)
    named = np.sort(account.on_days(np.asarray(account.seen))[:, :-1], axis=1)
    return np.concatenate([[False], named[:, -2] >= CONTESTED])


def all_seen(accounts: Iterator[Account]) -> Numbers:
    """The days with evidence of all accounts together, in order."""
    found = [np.asarray(a.seen) for a in accounts]
    return np.sort(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def range_of(seen: Numbers, rare: float = 0.005) -> tuple[int, int]:
    """The first and last day that the slider goes through: up to the last evidence, from where it is not rare any more (a
    word on a war long ago would make the slider useless for the present one). Raises ValueError for no days."""
    if not len(seen):
        raise ValueError("there is no day with evidence")
    return int(seen[int(len(seen) * rare)]), int(seen[-1])


def telling_day(seen: Numbers, around: int = 45, share: float = 0.7) -> int:
    """A day to begin with: the latest one around which about as much is told as around any other."""
    days = np.unique(seen)
    told = np.searchsorted(seen, days + around, side="right") - np.searchsorted(seen, days - around)
    return int(days[np.flatnonzero(told >= share * told.max())[-1]])
