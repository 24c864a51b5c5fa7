"""Who holds which place on a day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from warledger.accounts.account import Account
from warledger.accounts.deciding import NOTHING, UNCLEAR, decided, decided_on_days
from warledger.accounts.dossier import Dossier
from warledger.accounts.ledger_places import Key
from warledger.accounts.method import Method
from warledger.accounts.spans import CONTESTED
from warledger.parties.registry import Registry
from warledger.publish.control_rows import STALE_DAYS
from warledger.web.answers.common import Answer, PlaceRef, day_or_none, place_ref
from warledger.web.answers.sieges import all_sieges
from warledger.web.ledger_access import Shelf


class ControlRow(Answer):
    """Who holds a place on a day: ``party`` is null with a ``reason`` (``unclear``: nobody is likely enough; ``no_report``:
    nothing names a holder). ``probability`` is that of the likeliest holder, ``age_days`` how long before the day the last
    evidence was (null: all of it is later), ``besieged_by`` an id, empty where that is not told, null where no siege lasts."""

    place: PlaceRef
    party: str | None
    party_name: str
    reason: str | None
    probability: float
    since: str | None
    last_evidence: str | None
    age_days: int | None
    contested: bool
    besieged_by: str | None
    statements: int

    @property
    def stale(self) -> bool:
        """Whether the last evidence is old."""
        return self.age_days is None or self.age_days > STALE_DAYS


def control_on(shelf: Shelf, day: int, registry: Registry) -> list[ControlRow]:
    """Who holds each place that anybody told the holder of, by country and name."""
    return shelf.kept_large(("control", day), lambda: list(_rows(shelf, day, registry)))


def held_on(shelf: Shelf, day: int) -> Counter[str]:
    """How many places each party holds on a day."""

    def make() -> Counter[str]:
        found = (decided(account.answer(day), shelf.book.method)[0] for _, account in shelf.accounts())
        return Counter(party for party in found if party is not None)

    return shelf.kept(("held", day), make)


def held_by_month(shelf: Shelf, months: Iterable[int]) -> Mapping[int, Counter[str]]:
    """How many places each party holds on the first days of months (ordinals), all worked out at once."""
    wanted, known, method = tuple(sorted(months)), shelf.known(), shelf.book.method
    days = np.array(wanted, dtype=np.int64)
    found: dict[str, NDArray[np.int64]] = {}
    for _, account in known.all:

        def made(account: Account = account) -> NDArray[np.int16]:
            return decided_on_days(account, days, method).holder.astype(np.int16)

        holder = known.of(account, "holder by month", wanted, made)
        for number in set(holder.tolist()) - {UNCLEAR, NOTHING}:
            party = account.holders[number]
            found[party] = found.get(party, 0) + (holder == number)
    return {day: Counter({p: int(held[at]) for p, held in found.items() if held[at]}) for at, day in enumerate(wanted)}


def control_of(dossier: Dossier, day: int, registry: Registry) -> ControlRow | None:
    """Who holds one place on a day; null where nothing tells."""
    if dossier.account is None:
        return None
    besieged = {s.place: s.besieger or "" for s in dossier.sieges if s.lasts(day)}
    known = _Known(dossier.place.key, place_ref(dossier.book, dossier.place), dossier.account)
    return _row(known, day, dossier.book.method, registry, besieged)


class _Known(NamedTuple):
    """A place as answers name it, with its account."""

    key: Key
    ref: PlaceRef
    account: Account


def _known(shelf: Shelf) -> list[_Known]:
    """The places that anybody told the holder of, by country and name."""

    def make() -> list[_Known]:
        found = [_Known(p.key, place_ref(shelf.book, p), account) for p, account in shelf.accounts()]
        return sorted(found, key=lambda k: (k.ref.country or "~", k.ref.name.casefold(), k.ref.id))

    return shelf.kept("places in order", make)


def _rows(shelf: Shelf, day: int, registry: Registry) -> Iterator[ControlRow]:
    besieged = {s.place: s.besieger or "" for s in all_sieges(shelf) if s.lasts(day)}
    return (_row(known, day, shelf.book.method, registry, besieged) for known in _known(shelf))


def _row(known: _Known, day: int, method: Method, registry: Registry, besieged: Mapping[Key, str]) -> ControlRow:
    account = known.account
    chances = account.at(day)
    party, reason, answer = decided(account.answer(day, chances), method)
    named = sorted(chances[:-1].tolist(), reverse=True)
    return ControlRow(
        place=known.ref,
        party=party,
        party_name=registry.name_of(party),
        reason=reason,
        probability=round(answer.probability, 6),
        since=day_or_none(answer.since),
        last_evidence=day_or_none(answer.last_evidence),
        age_days=day - answer.last_evidence if answer.last_evidence is not None else None,
        contested=len(named) > 1 and named[1] >= CONTESTED,
        besieged_by=besieged.get(known.key),
        statements=answer.entries,
    )
