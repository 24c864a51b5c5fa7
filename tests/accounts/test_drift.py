"""How control passes where nobody reports it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.accounts.drift import Drift

SHARES = st.lists(st.floats(0.05, 1.0), min_size=2, max_size=5)
DAYS = st.integers(0, 4000)


def drift(shares: list[float], *, home: bool = True, kept: float = 900, kept_by_state: float = 3000) -> Drift:
    start = np.array(shares) / sum(shares)
    return Drift(start, 0 if home else None, kept, kept_by_state)


@given(SHARES, DAYS, DAYS, st.booleans())
def test_two_spans_of_time_are_as_one_of_both(shares: list[float], one: int, other: int, home: bool) -> None:
    d = drift(shares, home=home)
    for chances in np.eye(len(shares)):
        assert d.after(d.after(chances, one), other) == pytest.approx(d.after(chances, one + other))
        assert d.before(d.before(chances, one), other) == pytest.approx(d.before(chances, one + other))


@given(SHARES, DAYS, st.booleans())
def test_what_is_seen_later_is_as_likely_looked_at_from_either_side(shares: list[float], days: int, home: bool) -> None:
    d = drift(shares, home=home)
    for chances in np.eye(len(shares)):
        for likely in np.eye(len(shares)):
            assert d.after(chances, days) @ likely == pytest.approx(chances @ d.before(likely, days))
        assert d.after(chances, days).sum() == pytest.approx(1.0)


def test_many_rows_are_as_each_alone() -> None:
    d = drift([0.5, 0.3, 0.2])
    rows, days = np.eye(3), np.array([10.0, 400.0, 2000.0])
    for row, day, after, before in zip(rows, days, d.after(rows, days), d.before(rows, days), strict=True):
        assert after == pytest.approx(d.after(row, float(day)))
        assert before == pytest.approx(d.before(row, float(day)))


def test_the_state_keeps_a_place_longer_than_others_do_and_gets_more_back() -> None:
    d = drift([0.5, 0.25, 0.25])
    state, rebels = np.eye(3)[0], np.eye(3)[1]
    assert d.after(state, 900)[0] > d.after(rebels, 900)[1]
    assert d.after(rebels, 900)[0] > d.after(rebels, 900)[2]


def test_with_one_rate_for_all_chances_near_what_they_were_before_anything_was_told() -> None:
    d = drift([0.5, 0.25, 0.25], kept_by_state=900)
    assert d.after(np.eye(3)[1], 900) == pytest.approx(np.exp(-1) * np.eye(3)[1] + (1 - np.exp(-1)) * d.start)
