"""What is worked out of an account for many days at once is what it says of each of them."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.accounts.control import account_of
from warledger.accounts.credibility import chance_of, chances_of
from warledger.accounts.deciding import NOTHING, UNCLEAR, decided, decided_on_days
from warledger.accounts.evidence import Evidence
from warledger.accounts.ledger_places import Key
from warledger.accounts.method import default_method
from warledger.accounts.settlements import Settlement
from warledger.accounts.territory import Holders, extent_of, extents

METHOD = default_method()
FIRST = dt.date(2015, 1, 1).toordinal()

EVIDENCE = st.builds(
    lambda day, says, who, weight, n: Evidence(FIRST + day, says, who, weight, f"{n}", f"{n}"),
    st.integers(0, 400),
    st.sampled_from(["holds", "holds_not", "passes", "leaves"]),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from([0.2, 0.4, 0.6, 0.9]),
    st.integers(0, 99),
)
DAYS = [FIRST + day for day in range(-900, 4000, 37)]


@given(st.lists(EVIDENCE, min_size=1, max_size=8), st.sampled_from([None, "a"]))
def test_who_is_named_and_how_likely_what_is_told_was(told: list[Evidence], sovereign: str | None) -> None:
    account = account_of(told, METHOD, sovereign)
    assert account is not None
    named = decided_on_days(account, np.array(DAYS), METHOD)
    for day, holder, probability in zip(DAYS, named.holder.tolist(), named.probability.tolist(), strict=True):
        party, reason, answer = decided(account.answer(day), METHOD)
        number = {"unclear": UNCLEAR, "no_report": NOTHING}[reason] if reason else account.holders.index(party or "")
        assert (holder, probability) == (number, pytest.approx(answer.probability))
    assert chances_of(told, account).tolist() == pytest.approx([chance_of(e, account) for e in told])


@given(st.lists(st.lists(EVIDENCE, min_size=1, max_size=5), min_size=1, max_size=4), st.sampled_from("abz"))
def test_territory_over_time_is_that_of_each_day(places: list[list[Evidence]], party: str) -> None:
    accounts = {Key(str(n), ""): account_of(told, METHOD) for n, told in enumerate(places)}
    settlements = [Settlement(key, key.base, "SY", 35.0, 38.0, 10 * n or None, 1.5) for n, key in enumerate(accounts)]
    holders = Holders(settlements, {key: a for key, a in accounts.items() if a is not None}, METHOD)
    daily = [extent_of(party, settlements, holders.on(day), day) for day in DAYS]
    assert extents(party, holders, DAYS) == daily
