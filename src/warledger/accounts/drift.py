"""How control passes where nobody reports it: rarely from the state of a country, more often from others, and most often
back to the state.

From one moment to the next a place may pass to any holder, the likelier the likelier it was to hold the place before
anything was told (``start``); what differs is for how long a holder keeps it. States keep what they hold: on open sets a
place last reported in their hands was still so in 94 of 100 later months, one last reported in others' hands in 71.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float64]

Days = NDArray[np.float64] | float
"""A number of days, or many, one for each row of chances."""


@dataclass(frozen=True)
class Drift:
    """``start`` are the chances of the holders (columns) before anything is told, ``home`` the column of the state, null
    where the place has none; ``kept`` and ``kept_by_state`` are mean numbers of days between two changes nobody reports.

    The chances are those of a Markov chain in continuous time: from each holder to all, itself included, in the
    proportions of ``start``. With only two rates it has a closed form: the state against all others, and among the others
    those that have not changed against those that have.
    """

    start: Chances
    home: int | None
    kept: float
    kept_by_state: float

    @cached_property
    def _others(self) -> Chances:
        """Among those that are not the state, the shares of what passes to them."""
        shares = self.start.copy()
        if self.home is not None:
            shares[self.home] = 0.0
        return np.asarray(shares / shares.sum())

    @cached_property
    def _to_state(self) -> tuple[float, float]:
        """The share of time in the long run in which the state has a place, and how fast chances near it, by day."""
        if self.home is None:
            return 0.0, 1.0
        share = float(self.start[self.home])
        gains, loses = share / self.kept, (1.0 - share) / self.kept_by_state
        return gains / (gains + loses), gains + loses

    def after(self, chances: Chances, days: Days) -> Chances:
        """Chances of the holders so many days later, of those now (the last axis is that of holders)."""
        keeps, fades = self._fading(days)
        kept = _column(keeps) * chances
        all_of = chances.sum(axis=-1)
        if self.home is None:
            return np.asarray(kept + _column(all_of - kept.sum(axis=-1)) * self._others)
        settled = self._to_state[0] * all_of
        states = settled + fades * (chances[..., self.home] - settled)
        kept[..., self.home] = 0.0
        kept += _column(all_of - states - kept.sum(axis=-1)) * self._others
        kept[..., self.home] = states
        return np.asarray(kept)

    def before(self, likely: Chances, days: Days) -> Chances:
        """How likely each holder makes what is told so many days later, of how likely each one then makes it."""
        keeps, fades = self._fading(days)
        settled = self._to_state[0]
        elsewhere = likely @ self._others
        if self.home is None:
            return np.asarray(_column(keeps) * likely + _column((1.0 - keeps) * elsewhere))
        state = likely[..., self.home]
        passes = settled * (1.0 - fades)
        earlier = _column(keeps) * likely
        earlier += _column(passes * state + (1.0 - passes - keeps) * elsewhere)
        still = settled + (1.0 - settled) * fades
        earlier[..., self.home] = still * state + (1.0 - still) * elsewhere
        return np.asarray(earlier)

    def _fading(self, days: Days) -> tuple[Days, Days]:
        """The chance that a holder other than the state keeps a place for so many days, and what is left by then of the
        difference between what is known of the state and the long run."""
        if isinstance(days, np.ndarray):
            return np.exp(-days / self.kept), np.exp(-days * self._to_state[1])
        return math.exp(-days / self.kept), math.exp(-days * self._to_state[1])


def _column(values: Days) -> Days:
    """A number as it is, many as a column."""
    return values[:, None] if isinstance(values, np.ndarray) and values.ndim else values
