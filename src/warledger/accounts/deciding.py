"""Which holder an answer names, or why it names none."""

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from warledger.accounts.account import OTHER, Account, Answer
from warledger.accounts.drift import Chances
from warledger.accounts.method import Method

NOTHING, UNCLEAR = -2, -1
"""In place of a holder's number: nothing is reported of who holds the place, and it is unclear."""

Numbers = NDArray[np.int64]

P = TypeVar("P", float, Chances)


def decided(answer: Answer, method: Method) -> tuple[str | None, str | None, Answer]:
    """The party that an answer names, or the reason why it names none (``unclear``, ``no_report``), with the answer, of which
    the probability is then what proved (``_proved``)."""
    if answer.holder == OTHER or answer.probability < method.threshold:
        return None, "unclear", answer
    if answer.support < method.least_support:
        return None, "no_report", answer
    return answer.holder, None, replace(answer, probability=_proved(answer.probability, method))


def _proved(probability: P, method: Method) -> P:
    """What the probability of a holder that is named turned out to be on open sets (``doubt``): the smoothing doubts such
    holders more than it need."""
    return 1.0 - method.doubt * (1.0 - probability)


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named as the holder of a place on each of many days: the holder's number in the account, NOTHING or UNCLEAR, its
    probability, and the chances of all holders (columns)."""

    holder: Numbers
    probability: Chances
    chances: Chances


def decided_on_days(account: Account, days: Numbers, method: Method) -> Named:
    """The party that the account names on each of many days (ordinals), as ``decided`` has it."""
    chances = account.on_days(days)
    best = chances.argmax(axis=1)
    probability = chances[np.arange(len(best)), best]
    other = np.array([h == OTHER for h in account.holders])
    supported = account.support[np.searchsorted(account.days, days, side="right"), best] >= method.least_support
    unclear = other[best] | (probability < method.threshold)
    holder = np.where(unclear, UNCLEAR, np.where(supported, best, NOTHING))
    return Named(holder, np.where(holder >= 0, _proved(probability, method), probability), chances)
