"""Who holds which place on a day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from warledger.accounts.book import Book
from warledger.accounts.control import Account
from warledger.accounts.deciding import decided, decided_on_days
from warledger.accounts.dossier import Dossier
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.accounts.spans import CONTESTED
from warledger.parties.registry import Registry
from warledger.publish.control_rows import STALE_DAYS
from warledger.web.answers.common import Answer, PlaceRef, day_or_none, place_ref
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
    days = np.array(sorted(months), dtype=np.int64)
    found: dict[int, Counter[str]] = {int(day): Counter() for day in days}
    for _, account in shelf.accounts():
        holder, _ = decided_on_days(account, account.on_days(days), shelf.book.method)
        for at in np.flatnonzero(holder >= 0).tolist():
            found[int(days[at])][account.holders[holder[at]]] += 1
    return found


def control_of(dossier: Dossier, day: int, registry: Registry) -> ControlRow | None:
    """Who holds one place on a day; null where nothing tells."""
    if dossier.account is None:
        return None
    besieged = {s.place: s.besieger or "" for s in dossier.sieges if s.lasts(day)}
    return _row(dossier.book, (dossier.place, dossier.account), day, registry, besieged)


def _rows(shelf: Shelf, day: int, registry: Registry) -> Iterator[ControlRow]:
    book = shelf.book
    besieged = {s.place: s.besieger or "" for s in book.sieges() if s.lasts(day)}
    found = [_row(book, known, day, registry, besieged) for known in shelf.accounts()]
    yield from sorted(found, key=lambda r: (r.place.country or "~", r.place.name.casefold(), r.place.id))


def _row(
    book: Book, known: tuple[LedgerPlace, Account], day: int, registry: Registry, besieged: dict[Key, str]
) -> ControlRow:
    place, account = known
    chances = account.at(day)
    party, reason, answer = decided(account.answer(day, chances), book.method)
    named = sorted(chances[:-1].tolist(), reverse=True)
    return ControlRow(
        place=place_ref(book, place),
        party=party,
        party_name=registry.name_of(party),
        reason=reason,
        probability=round(answer.probability, 6),
        since=day_or_none(answer.since),
        last_evidence=day_or_none(answer.last_evidence),
        age_days=day - answer.last_evidence if answer.last_evidence is not None else None,
        contested=len(named) > 1 and named[1] >= CONTESTED,
        besieged_by=besieged.get(place.key),
        statements=answer.entries,
    )
