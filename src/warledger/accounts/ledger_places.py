"""Which places of statements are one place of the ledger, and which of them a question asks for.

A place is known by its gazetteer id, or by its folded name where it has none, and by its kind: Tabqa, Tabqa dam and
Tabqa air base lie at one spot and are three places; a province is none of its capital.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from warledger.gazetteer.names import fold
from warledger.gazetteer.resolve import km
from warledger.record.place import Place

KINDS: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "region": "province governorate oblast region county state countryside canton plain plains valley front pocket "
        "area district subdistrict enclave suburbs outskirts desert",
        "base": "base airbase airport airfield airstrip barracks brigade regiment division battalion academy headquarters",
        "dam": "dam barrage reservoir lake",
        "road": "road highway route motorway junction crossroads roundabout bridge checkpoint",
        "crossing": "crossing",
        "camp": "camp",
        "field": "field fields refinery plant facility depot silos mill mine mines quarry factory",
        "height": "mountain mountains hill hills ridge mount heights",
        "building": "hospital prison university college school mosque church citadel castle museum hotel hall palace "
        "market square stadium tower monastery",
        "quarter": "quarter neighborhood neighbourhood suburb",
    }.items()
    for word in words.split()
}
"""Last words of a name, and the kind of place they make of it."""

DROPPED = frozenset(
    "city town village military air international the eastern western northern southern central old".split()
)
"""Words of a name that make no place of its own of it."""

SAME_NAME_KM, NEAREST_KM = 15.0, 2.0
"""How near a place of the same name, and one of another name, must be to be the place asked for (CONTRACT: points)."""


@dataclass(frozen=True, slots=True)
class Key:
    """A place of the ledger: its gazetteer id or folded name, and its kind ("" for a settlement)."""

    base: str
    kind: str


def base_and_kind(name: str) -> tuple[str, str]:
    """The folded name without words of kind, and the kind that its last word makes of it."""
    words = fold(name).split()
    kind = ""
    while len(words) > 1 and (words[-1] in KINDS or words[-1] in DROPPED):
        kind = kind or KINDS.get(words[-1], "")
        words.pop()
    while len(words) > 1 and words[0] in DROPPED:
        words.pop(0)
    return " ".join(words), kind


def key_of(place: Place) -> Key:
    """The ledger's place that a place of a statement is."""
    base, kind = base_and_kind(place.name)
    return Key(str(place.geonameid) if place.geonameid is not None else base, kind)


@dataclass(slots=True)
class LedgerPlace:
    """A place of the ledger with the folded names it was called by, and where it lies if that is known."""

    key: Key
    names: set[str]
    lat: float | None = None
    lon: float | None = None
    country: str | None = None


class LedgerPlaces:
    """All places that statements speak of."""

    def __init__(self) -> None:
        self.by_key: dict[Key, LedgerPlace] = {}

    def add(self, place: Place) -> Key:
        """Take a statement's place over; the key it has in the ledger."""
        key = key_of(place)
        known = self.by_key.setdefault(key, LedgerPlace(key, set(), country=place.country))
        known.names.add(base_and_kind(place.name)[0])
        if known.lat is None and place.relative is None:
            known.lat, known.lon = place.lat, place.lon
        return key

    def matching(self, name: str, lat: float | None, lon: float | None, aliases: Iterable[str] = ()) -> list[Key]:
        """The ledger's places that a name at a position means: of that name within 15 km or without a position, else
        the nearest of the same kind within 2 km."""
        base, kind = base_and_kind(name)
        called = {base, *(base_and_kind(a)[0] for a in aliases)}
        same, near = [], []
        for place in self.by_key.values():
            if place.key.kind != kind:
                continue
            distance = _distance(place, lat, lon)
            if place.names & called and (distance is None or distance <= SAME_NAME_KM):
                same.append(place.key)
            elif distance is not None and distance <= NEAREST_KM:
                near.append((distance, place.key.base, place.key))
        return same or [key for _, _, key in sorted(near)[:1]]


def _distance(place: LedgerPlace, lat: float | None, lon: float | None) -> float | None:
    """Kilometres from a place to a position; null where either is not known."""
    if lat is None or lon is None or place.lat is None or place.lon is None:
        return None
    return km(place.lat, place.lon, lat, lon)
