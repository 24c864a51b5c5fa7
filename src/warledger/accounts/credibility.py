"""How credible what a statement says of a place is, by the Admiralty code's second part (1 to 6), and why.

Worked out from other statements of independent voices on the same days and from the account of the place; the reliability
of the source is the code's first part and stands in the registry of sources.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from warledger.accounts.account import Account
from warledger.accounts.drift import Chances
from warledger.accounts.evidence import Evidence

NEAR_DAYS = 60
"""Statements whose days lie so near are on the same state of a place."""

LIKELY, UNLIKELY = 0.5, 0.2
"""Probabilities of what is told above and below which it is probably so, or improbable."""


@dataclass(frozen=True, slots=True)
class Credibility:
    """1 confirmed by others, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged; with the reason
    in words."""

    grade: int
    reason: str


def credibility_of(one: Evidence, told: Sequence[Evidence], account: Account) -> Credibility:
    """How credible one piece of evidence is beside all that is told of its place."""
    if one.says == "changes":
        return Credibility(6, "it does not say who holds the place")
    near = [e for e in told if not e.implied and e.voice != one.voice and abs(e.day - one.day) <= NEAR_DAYS]
    agree = {e.voice for e in near if _says_same(one, e)}
    differ = {e.voice for e in near if _contradicts(one, e)}
    chance = chance_of(one, account)
    words = f"{_voices(len(agree), 'agree')}, {_voices(len(differ), 'contradict')} within {NEAR_DAYS} days; {min(chance, 0.99):.0%} likely"
    if not agree and not differ:
        return Credibility(6, f"nobody else speaks of these days; {min(chance, 0.99):.0%} likely")
    if len(agree) >= 2 and len(agree) > len(differ) and chance >= LIKELY:
        return Credibility(1, words)
    if agree and len(agree) >= len(differ) and chance >= LIKELY:
        return Credibility(2, words)
    if chance >= LIKELY:
        return Credibility(3, words)
    return Credibility(5 if chance < UNLIKELY and differ else 4, words)


def _says_same(one: Evidence, other: Evidence) -> bool:
    """Whether another says that the same party holds the place, or that it does not."""
    if one.holder != other.holder:
        return False
    return (one.says in {"holds", "passes"}) == (other.says in {"holds", "passes"})


def _contradicts(one: Evidence, other: Evidence) -> bool:
    """Whether not both can be so: other holders on the days after both, or a party that holds and does not."""
    if {one.says, other.says} & {"leaves", "holds_not"}:
        return one.holder == other.holder and one.says != other.says and not _in_turn(one, other)
    return one.holder != other.holder and not _in_turn(one, other)


def _in_turn(one: Evidence, other: Evidence) -> bool:
    """Whether the later of two tells a change, so that both can be so."""
    first, second = sorted((one, other), key=lambda e: e.day)
    return first.day < second.day and second.says in {"passes", "leaves"}


def chance_of(one: Evidence, account: Account) -> float:
    """How likely the account makes what is told, on its day."""
    held = dict(zip(account.holders, account.at(one.day), strict=True)).get(one.holder, 0.0)
    return float(held if one.says in {"holds", "passes"} else 1.0 - held)


def chances_of(told: Sequence[Evidence], account: Account) -> Chances:
    """The same of each piece of evidence on one place."""
    column = {holder: i for i, holder in enumerate(account.holders)}
    chances = account.on_days(np.array([e.day for e in told]))
    named = [column.get(e.holder) for e in told]
    held = np.array([chances[row, at] if at is not None else 0.0 for row, at in enumerate(named)])
    holds = np.array([e.says in {"holds", "passes"} for e in told])
    return np.where(holds, held, 1.0 - held)


def _voices(count: int, do: str) -> str:
    return f"1 other voice {do}s" if count == 1 else f"{count or 'no'} other voices {do}"
