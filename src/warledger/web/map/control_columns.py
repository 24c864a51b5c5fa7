"""Who holds each place over time as columns of numbers, and the way back for tests and for the page without JavaScript."""

import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warledger.accounts.account import Account
from warledger.accounts.deciding import NOTHING, UNCLEAR
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.accounts.settlements import Settlement
from warledger.accounts.siege_falls import SILENCE_DAYS
from warledger.accounts.sieges import Siege
from warledger.web.map.columns import Table, steps, unstepped
from warledger.web.map.days import STEPS, Span
from warledger.web.names import id_of

WIDTH = 2 * (STEPS + 1)
"""How many states a holder has: each step of probability, contested or not."""

GRAIN = 10_000
"""Degrees are whole numbers of so many to one (about 11 m)."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of places beside their accounts: their sieges, what is counted of them, and who told of them."""

    sieges: Mapping[Key, Sequence[Siege]]
    settlements: Mapping[Key, Settlement]
    sources: Mapping[Key, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the map shows of a place on a day: ``party`` is null where the holder is unclear; ``step`` its probability in
    STEPS; ``age`` the days since the last evidence, null where all is later."""

    party: str | None
    step: int
    contested: bool
    age: int | None


def control_columns(
    accounts: Sequence[tuple[LedgerPlace, Account]],
    about: About,
    spans_of: Callable[[Account, int, int], Sequence[Span]],
    days: tuple[int, int],
    parties: Table[str],
) -> dict[str, Any]:
    """The columns of all places with a position (a region has none of its own) by name; days count from the first of
    ``days``.

    ``spans`` and ``states`` of all places follow one another, as many as ``spanCount`` says for each; so do ``seen`` (the
    days with evidence). A state is 0 where nothing is reported, else 1 + contested + 2 x step + WIDTH x (1 + the holder's
    number in ``parties``, or 0 where it is unclear).
    """
    first, last = days
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for place, account in accounts:
        if place.lat is None or place.lon is None or place.key.kind == "region":
            continue
        spans = spans_of(account, first, last)
        numbers = {i: parties.number(account.holders[i]) for i in {s.holder for s in spans if s.holder >= 0}}
        numbers[UNCLEAR] = -1
        settlement = about.settlements.get(place.key)
        columns["key"].append(id_of(place.key))
        columns["name"].append(place.name)
        columns["country"].append(place.country or "")
        columns["lat"].append(round(place.lat * GRAIN))
        columns["lon"].append(round(place.lon * GRAIN))
        columns["people"].append((settlement.people or 0) if settlement else -1)
        columns["km2"].append(round(settlement.km2) if settlement else 0)
        columns["sources"].append(list(about.sources.get(place.key, ())))
        columns["spanCount"].append(len(spans))
        columns["spans"] += steps([s.day - first for s in spans])
        columns["states"] += [
            0 if s.holder == NOTHING else 1 + s.contested + 2 * s.step + WIDTH * (1 + numbers[s.holder]) for s in spans
        ]
        seen = [day - first for day in account.seen]
        columns["seenCount"].append(len(seen))
        columns["seen"] += steps(seen)
        columns["sieges"].append([_siege(s, first, parties) for s in about.sieges.get(place.key, ())])
    return dict(columns)


_COLUMNS = "key name country lat lon people km2 sources spanCount spans states seenCount seen sieges".split()


def _siege(siege: Siege, first: int, parties: Table[str]) -> list[int]:
    """From which day to the day before which a siege lasts, and the besieger's number, or -1 where it is not told."""
    start = siege.start if siege.start is not None else siege.last_told
    end = siege.end if siege.end is not None else siege.last_told + SILENCE_DAYS
    return [start - first, end - first, parties.number(siege.besieger) if siege.besieger else -1]


class ControlReader:
    """Reads the columns again."""

    def __init__(self, columns: Mapping[str, Any], parties: Sequence[str], first: int) -> None:
        self.columns = columns
        self._parties = parties
        self._first = first
        self._spans = _cut(columns["spanCount"], columns["spans"])
        self._seen = _cut(columns["seenCount"], columns["seen"])
        ends = unstepped(columns["spanCount"])
        self._states = [columns["states"][end - n : end] for end, n in zip(ends, columns["spanCount"], strict=True)]

    def on(self, number: int, day: int) -> Shown | None:
        """What is shown of the place with a number on a day (an ordinal); null where nothing is."""
        at = day - self._first
        state = self._states[number][max(0, bisect.bisect_right(self._spans[number], at) - 1)]
        if state == 0:
            return None
        holder, rest = divmod(state - 1, WIDTH)
        seen = bisect.bisect_right(self._seen[number], at)
        return Shown(
            party=self._parties[holder - 1] if holder else None,
            step=rest // 2,
            contested=bool(rest % 2),
            age=at - self._seen[number][seen - 1] if seen else None,
        )

    def besieged(self, number: int, day: int) -> bool:
        """Whether the place is besieged on a day."""
        at = day - self._first
        return any(start <= at < end for start, end, _ in self.columns["sieges"][number])


def _cut(counts: Sequence[int], differences: Sequence[int]) -> list[list[int]]:
    ends = unstepped(counts)
    return [unstepped(differences[end - n : end]) for end, n in zip(ends, counts, strict=True)]
