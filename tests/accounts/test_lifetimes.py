"""When parties can hold ground."""

import datetime as dt

import pytest

from warledger.accounts.lifetimes import Lifetime, lifetimes_of
from warledger.parties.registry import Membership, Party, Registry, default_registry


def day(iso: str) -> int:
    return dt.date.fromisoformat(iso).toordinal()


def lifetime(party: str, *others: Party, active: tuple[str | None, str | None], part_of: str | None = None) -> Lifetime:
    memberships = (Membership(part_of),) if part_of else ()
    one = Party(party, party, "armed_group", active=active, part_of=memberships, controller=True)
    return lifetimes_of(Registry([one, *others]))(party)


@pytest.mark.parametrize(
    ("active", "founded", "ended"),
    [
        (("1976-05-05", "2009-05-18"), "1976-05-05", "2009-05-19"),
        (("1976", "2009"), "1976-01-01", "2010-01-01"),
        (("1976-05", "2009-02"), "1976-05-01", "2009-03-01"),
    ],
)
def test_years_and_months_last_to_their_ends(active: tuple[str, str], founded: str, ended: str) -> None:
    assert lifetime("tigers", active=active) == Lifetime(day(founded), day(ended))


def test_a_party_whose_foundation_is_not_known_may_always_have_held_ground() -> None:
    assert lifetime("tigers", active=(None, None)) == Lifetime()


def test_an_alliance_may_have_held_what_its_oldest_member_holds() -> None:
    member = Party("units", "Units", "militia", active=("2011-07", None), part_of=(Membership("alliance"),))
    assert lifetime("alliance", member, active=("2015-10-10", None)).founded == day("2011-07-01")


def test_what_a_party_became_part_of_is_its_heir() -> None:
    state = Party("state", "State", "government")
    assert lifetime("rebels", state, active=("1996", "1997-05-16"), part_of="state").heir == "state"


def test_a_state_has_no_lifetime() -> None:
    lifetimes = lifetimes_of(default_registry())
    assert all(lifetimes(p.id) == Lifetime() for p in default_registry().parties.values() if p.kind == "government")
