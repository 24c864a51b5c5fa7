"""What becomes of the places of a party that ceases to be, and from when on a party can hold any."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from warledger.accounts.drift import Chances
from warledger.accounts.evidence import MOST, Evidence
from warledger.accounts.lifetimes import Lifetimes
from warledger.accounts.method import Method


@dataclass(frozen=True, slots=True)
class Passed:
    """That what a party held passed to another on a day, as the party ceased to be."""

    day: int
    party: str
    heir: str
    inherits: bool
    """Whether the party became part of its heir; else the heir is the state, which most likely has what it leaves."""


def passed_of(told: Sequence[Evidence], named: set[str], lifetime: Lifetimes, sovereign: str | None) -> list[Passed]:
    """What passes as parties cease to be of which nothing is told later."""
    found = []
    for party in sorted(named):
        life = lifetime(party)
        heir = life.heir or sovereign
        if life.ended is None or heir is None or heir == party:
            continue
        if all(e.day < life.ended for e in told if party in (e.holder, *e.sides)):
            found.append(Passed(life.ended, party, heir, life.heir is not None))
    return found


def passing(passed: Passed, column: dict[str, int], method: Method) -> Chances:
    """The chances of passing from one holder to another as a party ceases to be."""
    move = np.eye(len(column))
    weight = MOST if passed.inherits else method.ended
    move[column[passed.party], column[passed.party]] -= weight
    move[column[passed.party], column[passed.heir]] += weight
    return move


def founded_of(holder: str, told: Sequence[Evidence], lifetime: Lifetimes) -> int:
    """The day before which a holder holds nothing: that of its foundation, where nothing is told of it before."""
    day = lifetime(holder).founded
    if day is None or any(e.day < day for e in told if holder in (e.holder, *e.sides)):
        return 0
    return day
