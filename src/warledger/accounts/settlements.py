"""The populated places that territory is counted in, each with its people and the land around it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from warledger.accounts.cells import Site, cell_areas
from warledger.accounts.control import OTHER, Account
from warledger.accounts.control_accounts import ControlAccounts, decided
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.gazetteer.entry import Entry
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.outlines import Polygon
from warledger.gazetteer.resolve import km

POPULATED = frozenset({"PPL", "PPLC"})
"""Feature codes of places that people live in; quarters (PPLX) are left out, their people are those of their town."""

SAME_SPOT_KM = 5.0
"""How near the gazetteer's entry of a place's name must lie to be that place."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A populated place that the ledger can name a holder of on some day.

    ``people`` is the gazetteer's population (recent, not that of the day asked for), null where it has none; ``km2`` the
    land nearer to it than to another, within a radius.
    """

    key: Key
    name: str
    country: str | None
    lat: float
    lon: float
    people: int | None
    km2: float = 0.0


def settlements_of(
    accounts: ControlAccounts,
    gazetteer: Gazetteer,
    outlines: Mapping[str, Sequence[Polygon]],
    country: str | None = None,
) -> tuple[Settlement, ...]:
    """The populated places with a position whose accounts name a holder on some day, of one country if it is given."""
    found = []
    for key in accounts.evidence:
        place = accounts.places.by_key[key]
        if key.kind or place.lat is None or place.lon is None or country not in (None, place.country):
            continue
        account = accounts.account(key)
        if account is None or not ever_held(account):
            continue
        entries = entries_of(place, gazetteer)
        if entries and not any(e.fcode in POPULATED for e in entries):
            continue
        name, people = name_of(accounts, key), people_in(entries)
        found.append(Settlement(key, name, place.country, place.lat, place.lon, people))
    return with_land(found, outlines)


def with_land(settlements: Sequence[Settlement], outlines: Mapping[str, Sequence[Polygon]]) -> tuple[Settlement, ...]:
    """The settlements with the area of their cells."""
    areas = cell_areas([Site(s.lat, s.lon, s.country) for s in settlements], outlines)
    return tuple(replace(s, km2=area) for s, area in zip(settlements, areas, strict=True))


def ever_held(account: Account) -> bool:
    """Whether a holder is named on some day with evidence."""
    return any(decided(account.answer(day), account.method)[0] is not None for day in account.days)


def entries_of(place: LedgerPlace, gazetteer: Gazetteer) -> list[Entry]:
    """The gazetteer's entries of a ledger place: those of one of its names that lie where it does."""

    def there(entries: Iterable[Entry]) -> list[Entry]:
        return [e for e in entries if _apart(e, place) <= SAME_SPOT_KM]

    exact = [e for name in sorted(place.names) for e in there(gazetteer.find(name))]
    if people_in(exact) is not None:
        return exact
    return exact + [e for name in sorted(place.names) for e in there(gazetteer.find_loosely(name))]


def people_in(entries: Iterable[Entry]) -> int | None:
    """The population of the populated place among entries of one place; null where none is given."""
    return max((e.population for e in entries if e.fcode in POPULATED), default=0) or None


def name_of(accounts: ControlAccounts, key: Key) -> str:
    """A ledger place as most statements on it write it."""
    places = (accounts.entries[e.statement].statement.place for e in accounts.evidence.get(key, ()))
    names = Counter(place.name for place in places if place is not None)
    return max(names, key=lambda n: (names[n], n), default=key.base)


def _apart(entry: Entry, place: LedgerPlace) -> float:
    if None in (entry.lat, entry.lon, place.lat, place.lon):
        return float("inf")
    return km(entry.lat, entry.lon, place.lat, place.lon)  # type: ignore[arg-type]


def holder_supports(account: Account) -> dict[str, float]:
    """The weight of all evidence that names each holder as one who holds or takes the place."""
    supports = dict.fromkeys(account.holders, 0.0)
    for e in account.evidence:
        if e.says in {"holds", "passes"} and e.holder != OTHER:
            supports[e.holder] += e.weight
    return supports
