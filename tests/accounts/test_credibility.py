"""How credible a statement on a place is beside the others."""

import datetime as dt

import pytest

from warledger.accounts.control import account_of
from warledger.accounts.credibility import credibility_of
from warledger.accounts.evidence import Evidence, Says
from warledger.accounts.ledger_places import Key
from warledger.accounts.method import default_method
from warledger.accounts.sieges import Siege
from warledger.accounts.spans import spans_of

METHOD = default_method()


def told(iso: str, says: Says, holder: str, voice: str, weight: float = 0.9) -> Evidence:
    return Evidence(dt.date.fromisoformat(iso).toordinal(), says, holder, weight, f"{iso}-{voice}", voice)


ONE = told("2016-03-01", "passes", "rebels", "a")
SAME = [told("2016-03-02", "holds", "rebels", v) for v in "bcd"]
OTHER = [told("2016-03-02", "holds", "state", v) for v in "efghijk"]


@pytest.mark.parametrize(
    ("beside", "grade"),
    [
        (SAME[:2], 1),
        (SAME[:1], 2),
        ([SAME[0], *OTHER[:2]], 3),
        (OTHER[:2], 4),
        ([], 6),
        ([told("2016-09-01", "holds", "rebels", "b")], 6),
    ],
    ids=["confirmed by two", "by one", "outnumbered but likely", "doubtful", "alone", "too far away"],
)
def test_a_grade_comes_from_other_voices(beside: list[Evidence], grade: int) -> None:
    account = account_of([ONE, *beside], METHOD, "state")
    assert account is not None
    assert credibility_of(ONE, [ONE, *beside], account).grade == grade


def test_a_lone_unsure_word_against_many_is_improbable() -> None:
    one = told("2016-03-01", "holds", "rebels", "a", 0.4)
    account = account_of([one, *OTHER], METHOD, "state")
    assert account is not None and credibility_of(one, [one, *OTHER], account).grade == 5


def test_spans_name_holders_in_turn_with_what_speaks_for_and_against() -> None:
    evidence = [ONE, *SAME, told("2016-05-01", "passes", "state", "x"), told("2016-05-02", "holds", "rebels", "y", 0.5)]
    account = account_of(evidence, METHOD, "state")
    assert account is not None
    start = ONE.day + 10
    siege = Siege(Key("k", ""), "K", "state", "rebels", start, start + 5, "lifted", start + 5, (), ())
    first, second = spans_of(account, evidence, [siege], METHOD)[-2:]
    assert (first.holder, second.holder) == ("rebels", "state")
    assert first.end == second.start == dt.date(2016, 5, 1).toordinal() and second.end is None
    assert first.besieged and not second.besieged
    assert len(first.speaks_for) == 4 and second.against == ("2016-05-02-y",)
