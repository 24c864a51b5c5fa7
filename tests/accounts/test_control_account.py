"""Control of a place from dated and disagreeing evidence."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warledger.accounts.account import OTHER, Account, account_from
from warledger.accounts.control import account_of
from warledger.accounts.deciding import decided
from warledger.accounts.evidence import Evidence, Says, one_voice
from warledger.accounts.lifetimes import Lifetime
from warledger.accounts.method import default_method

METHOD = default_method()


def day(iso: str) -> int:
    return dt.date.fromisoformat(iso).toordinal()


def told(iso: str, says: Says, holder: str, weight: float = 0.9, report: str = "r") -> Evidence:
    return Evidence(day(iso), says, holder, weight, f"{iso}-{says}-{holder}-{report}", report)


def account(*evidence: Evidence, sovereign: str | None = "state") -> Account:
    found = account_of(evidence, METHOD, sovereign)
    assert found is not None
    return found


def test_a_place_without_evidence_has_no_account() -> None:
    assert account_of([], METHOD, "state") is None


def test_the_day_of_a_change_belongs_to_the_gainer() -> None:
    found = account(told("2015-05-16", "holds", "state"), told("2015-05-17", "passes", "rebels"))
    assert found.answer(day("2015-05-16")).holder == "state"
    assert found.answer(day("2015-05-17")).holder == "rebels"
    assert found.answer(day("2015-05-17")).since == day("2015-05-17")


def test_certainty_fades_with_the_age_of_the_evidence_but_lasts_two_years() -> None:
    found = account(told("2015-05-17", "passes", "rebels"))
    ages = [found.answer(day("2015-05-17") + days).probability for days in (0, 100, 365, 730)]
    assert ages == sorted(ages, reverse=True) and ages[-1] >= METHOD.threshold


def test_a_later_report_outweighs_an_unsure_earlier_one_on_the_same_days() -> None:
    found = account(
        told("2016-03-01", "holds", "rebels", 0.3),
        told("2016-03-02", "holds", "state", 0.9, "s"),
        told("2016-03-05", "holds", "state", 0.9, "t"),
    )
    assert found.answer(day("2016-03-01")).holder == "state"


def test_what_is_only_inferred_has_no_support() -> None:
    found = account(told("2014-06-10", "passes", "rebels"), told("2014-06-09", "holds_not", "rebels"))
    before = found.answer(day("2014-01-15"))
    assert before.holder == "state" and before.support == 0.0


def test_a_holder_has_the_support_of_what_is_told_between_two_changes() -> None:
    found = account(
        told("2012-07-01", "leaves", "state"),
        told("2012-07-01", "passes", "militia", 0.4),
        told("2018-02-20", "passes", "state"),
        told("2018-06-01", "holds", "rebels"),
    )
    between, column = day("2015-01-15"), found.holders.index
    assert found.supported(column("state"), between) == 0.0, "that it came back supports it only from then on"
    assert found.supported(column("militia"), between) == 0.4
    assert found.supported(column("state"), day("2018-02-20")) == 0.9
    assert found.supported(column("rebels"), day("2018-03-01")) == 0.9, (
        "what is held was held before, if nothing changed"
    )
    assert found.supported(column("rebels"), between) == 0.0


def test_a_state_that_lost_a_place_first_held_it() -> None:
    found = account(told("2014-06-10", "passes", "rebels"), told("2016-06-10", "passes", "state"))
    state = found.holders.index("state")
    assert found.supported(state, day("2014-01-15")) == 0.9 and found.supported(state, day("2015-01-15")) == 0.0


def test_a_state_that_is_told_to_take_a_place_did_not_have_it_before() -> None:
    found = account(
        told("2016-06-10", "passes", "state", METHOD.least_support), told("2016-06-09", "holds_not", "state", 0.3)
    )
    assert found.supported(found.holders.index("state"), day("2015-01-15")) == 0.0


def test_a_change_told_again_is_one_change() -> None:
    first, again = told("2016-03-27", "passes", "state"), told("2016-03-31", "passes", "state", report="s")
    kept = one_voice([first, again, told("2016-03-30", "holds_not", "state", 0.7, "s")], METHOD)
    assert [(e.says, e.day) for e in kept] == [("passes", first.day), ("holds", again.day)]


def test_one_report_is_one_voice() -> None:
    weak, strong = told("2016-03-27", "holds", "state", 0.4), told("2016-03-27", "holds", "state", 0.8)
    assert one_voice([weak, strong], METHOD) == [strong]


def test_steps_on_the_way_give_way_to_the_capture_that_the_same_report_tells() -> None:
    step, fall = told("2017-03-23", "passes", "rebels", 0.3), told("2017-10-17", "passes", "rebels", 0.9)
    assert one_voice([step, fall], METHOD) == [fall]
    lost = told("2017-06-01", "leaves", "rebels", 0.9)
    assert [e.day for e in one_voice([step, lost, fall], METHOD)] == [step.day, lost.day, fall.day]
    assert step in one_voice([step, told("2017-10-17", "passes", "rebels", 0.9, "other")], METHOD)


def test_many_words_of_hardly_any_weight_do_not_add_up() -> None:
    near = [told(f"2017-0{m}-15", "passes", "rebels", 0.1, f"r{m}") for m in range(2, 10)]
    found = account(told("2017-01-01", "holds", "state"), *near)
    assert found.answer(day("2017-10-01")).holder == "state"


EVIDENCE = st.builds(
    Evidence,
    day=st.integers(735000, 737000),
    says=st.sampled_from(["holds", "holds_not", "passes", "leaves"]),
    holder=st.sampled_from(["state", "rebels", "third"]),
    weight=st.floats(0.0, 0.97),
    statement=st.uuids().map(str),
    voice=st.sampled_from("abc"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EVIDENCE, min_size=1, max_size=12), st.integers(734000, 738000))
def test_probabilities_are_probabilities_and_order_does_not_matter(evidence: list[Evidence], when: int) -> None:
    one = account_of(evidence, METHOD, "state")
    other = account_of(list(reversed(evidence)), METHOD, "state")
    if one is None or other is None:
        assert one is other and all(e.weight < METHOD.least_weight for e in evidence)
        return
    chances = one.at(when)
    assert abs(chances.sum() - 1.0) < 1e-9 and (chances >= 0).all() and one.holders[-1] == OTHER
    assert one.answer(when) == other.answer(when)


@settings(max_examples=60, deadline=None)
@given(st.lists(EVIDENCE, min_size=1, max_size=12), st.integers(734000, 738000))
def test_an_account_that_is_kept_answers_as_before_and_on_its_days_at_once(evidence: list[Evidence], when: int) -> None:
    made = account_of(evidence, METHOD, "state")
    if made is None:
        return
    kept = account_from(made.as_bytes())
    assert kept.answer(when) == made.answer(when) and kept.days == made.days
    for one, chances in zip(kept.days, kept.on_its_days(), strict=True):
        assert np.allclose(chances, made.at(one), rtol=0, atol=1e-12)
        assert kept.answer(one, chances).since == walked_back(made, one)


def walked_back(account: Account, when: int) -> int | None:
    """The first of the days, back from one, on which its likeliest holder was so, found day by day."""
    best, since = int(account.at(when).argmax()), None
    for day_before, likeliest in reversed(list(zip(account.days, account.likeliest, strict=True))):
        if day_before <= when:
            if likeliest != best:
                break
            since = day_before
    return since


LIVES = {
    "rebels": Lifetime(day("2011-02-27"), day("2011-10-23"), "state"),
    "tigers": Lifetime(day("1976-05-05"), day("2009-05-19")),
}


def lived(*evidence: Evidence) -> Account:
    found = account_of(evidence, METHOD, "state", lambda party: LIVES.get(party, Lifetime()))
    assert found is not None
    return found


def test_what_a_party_held_is_its_heirs_once_it_has_become_part_of_it() -> None:
    found = lived(told("2011-08-20", "passes", "rebels"), told("2011-08-21", "holds", "rebels"))
    assert decided(found.answer(day("2011-10-22")), METHOD)[0] == "rebels"
    assert decided(found.answer(day("2011-10-23")), METHOD)[0] == "state"
    assert found.answer(day("2011-12-01")).since == day("2011-10-23")


def test_the_state_most_likely_has_what_a_party_leaves_that_is_no_more() -> None:
    found = lived(told("2006-01-05", "holds", "tigers"), told("2009-01-10", "holds", "tigers"))
    assert decided(found.answer(day("2009-05-18")), METHOD)[0] == "tigers"
    answer = found.answer(day("2009-06-01"))
    assert answer.holder == "state" and answer.probability < 0.95


def test_nothing_passes_from_a_party_that_is_still_told_of_after_its_end() -> None:
    found = lived(told("2009-01-10", "holds", "tigers"), told("2011-01-10", "holds", "tigers"))
    assert found.answer(day("2010-01-01")).holder == "tigers"


def test_nobody_held_a_place_before_it_was_founded() -> None:
    found = lived(told("2011-03-01", "holds", "rebels"))
    assert found.answer(day("2011-02-27")).holder == "rebels"
    assert found.answer(day("2011-02-26")).holder == "state"
    days = np.array([day("2011-02-26"), day("2011-02-27")])
    assert found.on_days(days) == pytest.approx(np.array([found.at(int(d)) for d in days]))


def test_a_change_that_names_nobody_where_nobody_is_named_moves_nothing() -> None:
    fell = Evidence(day("1988-03-19"), "changes", OTHER, 0.7, "fell", "r")
    assert account(fell, sovereign=None).answer(day("1988-03-20")).holder == OTHER


def test_a_change_that_names_nobody_takes_a_place_from_whoever_had_it() -> None:
    fell = Evidence(day("1991-11-18"), "changes", OTHER, 0.7, "fell", "r")
    found = account(told("1991-08-25", "holds", "state"), fell)
    assert decided(found.answer(day("1991-11-17")), METHOD)[0] == "state"
    assert decided(found.answer(day("1991-11-19")), METHOD)[0] is None
