"""Territory: what share of the populated places, of their people and of the land around them a party holds on a day.

For each size there is a best figure with a low and a high one. ``best`` counts the places whose named holder the party is;
``low`` only those where that is at least SURE likely; ``high`` adds those where it is at least POSSIBLE likely, though
another or nobody is named. These are the 10th, 50th and 90th percentiles if all holders are right or wrong together:
reports of one war share their errors, so they do not cancel each other out as independent ones would.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from warledger.accounts.account import OTHER, Account
from warledger.accounts.deciding import decided, decided_on_days
from warledger.accounts.drift import Chances
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.accounts.method import Method
from warledger.accounts.settlements import Settlement

SURE, POSSIBLE = 0.9, 0.1
"""How likely a party must be the holder of a place that the low figure counts, and of one that the high figure counts."""

SIZES = 3
"""How many sizes are counted: places, people, land."""

Change = Literal["gained", "lost", "first known", "no longer known"]
"""What happened to a party's hold on a place; the last two where no other holder is named before or after."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a settlement on a day: the named holder (null where none can be named), and the chances (0 to 1) of all who
    may hold it."""

    named: str | None
    chances: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Hold:
    """A party's hold on a settlement on each of some days: whether it is the named holder, how likely (0 to 1) it holds the
    place, and whether nobody is named."""

    named: NDArray[np.bool_]
    chance: Chances
    nobody: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Size:
    """How many places, how many people in those whose population is known, and how much land (square kilometres)."""

    places: int
    people: int
    km2: float


@dataclass(frozen=True, slots=True)
class Extent:
    """What a party holds on a day (an ordinal), what nobody is named to hold, and all that is counted."""

    day: int
    low: Size
    best: Size
    high: Size
    unknown: Size
    total: Size


@dataclass(frozen=True, slots=True)
class Passing:
    """A settlement that a party gained or lost between two days; ``other`` is who held it before or holds it after."""

    change: Change
    settlement: Settlement
    other: str | None


class Holders:
    """The accounts of settlements with what is asked of them on many days; ``method`` says when a holder is named."""

    def __init__(self, settlements: Sequence[Settlement], accounts: Mapping[Key, Account], method: Method) -> None:
        self.settlements = tuple(settlements)
        self.method = method
        self._accounts = [accounts[s.key] for s in settlements]

    def on(self, day: int) -> tuple[Holding, ...]:
        """Who holds each settlement on a day (an ordinal), in their order."""
        return tuple(self._holding(account, day) for account in self._accounts)

    def holds(self, party: str, days: Sequence[int]) -> Iterator[Hold]:
        """A party's hold on each settlement, in their order, on each of the days (ordinals)."""
        wanted = np.asarray(days, dtype=np.int64)
        for account in self._accounts:
            on_days = decided_on_days(account, wanted, self.method)
            column = account.holders.index(party) if party in account.holders else None
            yield Hold(
                named=on_days.holder == column if column is not None else np.zeros(len(wanted), dtype=bool),
                chance=on_days.chances[:, column] if column is not None else np.zeros(len(wanted)),
                nobody=on_days.holder < 0,
            )

    def days_of(self, party: str) -> tuple[int, int]:
        """The first day with evidence on which a party is the likeliest holder of a settlement (any evidence, where there is
        none), and the last day with evidence of any; raises ValueError where there is no settlement."""
        mine = [
            day
            for a in self._accounts
            for day, likeliest in zip(a.days, a.likeliest, strict=True)
            if a.holders[likeliest] == party and day in a.seen
        ]
        return min(mine or [a.seen[0] for a in self._accounts]), max(a.seen[-1] for a in self._accounts)

    def _holding(self, account: Account, day: int) -> Holding:
        chances = account.at(day)
        named, _, _ = decided(account.answer(day, chances), self.method)
        likely = {h: float(c) for h, c in zip(account.holders, chances, strict=True) if h != OTHER}
        return Holding(named, likely)


def holders_in(
    accounts: Iterable[tuple[LedgerPlace, Account]], settlements: Sequence[Settlement], method: Method
) -> Holders:
    """The holders of settlements; those without an account are left out."""
    known = {place.key: account for place, account in accounts}
    return Holders([s for s in settlements if s.key in known], known, method)


def extent_of(party: str, settlements: Sequence[Settlement], holdings: Sequence[Holding], day: int) -> Extent:
    """What a party holds on a day, from who holds each of the settlements then."""
    holds = (
        Hold(np.array([h.named == party]), np.array([h.chances.get(party, 0.0)]), np.array([h.named is None]))
        for h in holdings
    )
    return _extents(settlements, holds, [day])[0]


def extents(party: str, holders: Holders, days: Sequence[int]) -> list[Extent]:
    """What a party holds on each of the days (ordinals)."""
    return _extents(holders.settlements, holders.holds(party, days), days)


def _extents(settlements: Sequence[Settlement], holds: Iterable[Hold], days: Sequence[int]) -> list[Extent]:
    low, best, high, unknown = (np.zeros((len(days), SIZES)) for _ in range(4))
    for settlement, hold in zip(settlements, holds, strict=True):
        size = np.array([1.0, settlement.people or 0, settlement.km2])
        for counted, sums in (
            (hold.named & (hold.chance >= SURE), low),
            (hold.named, best),
            (hold.named | (hold.chance >= POSSIBLE), high),
            (hold.nobody, unknown),
        ):
            sums[counted] += size
    total = size_of(settlements)
    return [
        Extent(day, _size(low[i]), _size(best[i]), _size(high[i]), _size(unknown[i]), total)
        for i, day in enumerate(days)
    ]


def size_of(settlements: Sequence[Settlement]) -> Size:
    """The settlements' number, the people of those whose population is known, and their land."""
    return Size(len(settlements), sum(s.people or 0 for s in settlements), sum(s.km2 for s in settlements))


def _size(sums: Chances) -> Size:
    places, people, km2 = sums.tolist()
    return Size(int(places), int(people), km2)


def passings(
    party: str, settlements: Sequence[Settlement], before: Sequence[Holding], after: Sequence[Holding]
) -> list[Passing]:
    """What a party gained and lost between two days, from who held each settlement on them: the largest first."""
    found = []
    for settlement, was, now in zip(settlements, before, after, strict=True):
        if was.named == now.named or party not in (was.named, now.named):
            continue
        if now.named == party:
            found.append(Passing("gained" if was.named else "first known", settlement, was.named))
        else:
            found.append(Passing("lost" if now.named else "no longer known", settlement, now.named))
    order: list[Change] = ["gained", "lost", "first known", "no longer known"]
    return sorted(found, key=lambda p: (order.index(p.change), -(p.settlement.people or 0), p.settlement.name))


def only(extent: Extent, part: Literal["places", "people", "km2"]) -> tuple[float, float, float, float, float]:
    """Low, best and high of one size of an extent, then what is unknown and the total of it."""
    low, best, high, unknown, total = (
        float(getattr(size, part)) for size in (extent.low, extent.best, extent.high, extent.unknown, extent.total)
    )
    return low, best, high, unknown, total
