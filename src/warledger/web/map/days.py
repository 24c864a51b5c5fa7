"""Who holds a place on every day of a range, worked out at once, and cut into spans in which the map shows the same."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from warledger.accounts.control import Account
from warledger.accounts.deciding import NOTHING, Numbers, decided_on_days
from warledger.accounts.method import Method
from warledger.accounts.spans import CONTESTED

STEPS = 20
"""Into how many steps probabilities are rounded for the map (one is 5%)."""

COARSE = 8
"""Chances drift slowly where nothing is told: they are looked at so many days apart, and daily where they have changed."""


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
    told = np.asarray(account.days)
    days = np.unique(np.concatenate([np.arange(first, last + 1, COARSE), [last], told - 1, told, told + 1]))
    days = days[(days >= first) & (days <= last)]
    shown = _shown(account, days, method)
    changes = np.flatnonzero((np.diff(shown, axis=0) != 0).any(axis=1))
    between = [np.arange(days[i] + 1, days[i + 1]) for i in changes]
    if between:
        fine = np.concatenate(between)
        days, shown = np.concatenate([days, fine]), np.concatenate([shown, _shown(account, fine, method)])
        order = days.argsort()
        days, shown = days[order], shown[order]
        changes = np.flatnonzero((np.diff(shown, axis=0) != 0).any(axis=1))
    starts = (0, *(changes + 1).tolist())
    return [Span(int(days[i]), int(shown[i, 0]), int(shown[i, 1]), bool(shown[i, 2])) for i in starts]


def _shown(account: Account, days: Numbers, method: Method) -> Numbers:
    """The holder, the step and whether it is contested (columns) on each of the days."""
    holder, probability = decided_on_days(account, account.on_days(days), method)
    step = np.rint(probability * STEPS).astype(np.int64)
    contested = _contested(account, days) & (holder != NOTHING)
    return np.stack([holder, np.where(holder == NOTHING, 0, step), contested.astype(np.int64)], axis=1)


def _contested(account: Account, days: Numbers) -> NDArray[np.bool_]:
    """Whether, on the last day with evidence up to each of the days, a second holder was likely too."""
    if len(account.holders) < 3:
        return np.zeros(len(days), dtype=bool)
    seen = np.asarray(account.seen)
    named = np.sort(account.on_days(seen)[:, :-1], axis=1)
    second = np.concatenate([[False], named[:, -2] >= CONTESTED])
    return np.asarray(second[np.searchsorted(seen, days, side="right")])


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
