"""Which places of statements are one place of the ledger, and which of them a question asks for.

A place is known by its GeoNames id, by the folded name of the project's own list or else of the text, and by its kind: Tabqa, Tabqa dam and
Tabqa air base lie at one spot and are three places; a province is none of its capital.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from warledger.gazetteer.names import fold
from warledger.gazetteer.resolve import km
from warledger.record.place import Place

KINDS: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "region": "province governorate oblast region county state countryside canton plain plains valley front pocket "
        "area district districts subdistrict enclave suburbs outskirts desert",
        "base": "base airbase airport airfield airstrip barracks brigade regiment division battalion academy headquarters",
        "dam": "dam barrage reservoir lake",
        "road": "road highway route motorway junction crossroads roundabout bridge checkpoint",
        "crossing": "crossing",
        "camp": "camp",
        "field": "field fields refinery plant facility depot silos mill mine mines quarry factory",
        "height": "mountain mountains hill hills ridge mount heights",
        "building": "hospital prison university college school mosque church citadel castle museum hotel hall palace "
        "market square stadium tower monastery",
        "quarter": "quarter quarters neighborhood neighborhoods neighbourhood neighbourhoods suburb",
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


SAME_SPOT_KM = 0.05
"""Places no further apart are at one spot."""


@dataclass(frozen=True, slots=True)
class Key:
    """A place of the ledger: its gazetteer id or folded name, and its kind ("" for a settlement)."""

    base: str
    kind: str


class Called(Protocol):
    """What a statement calls a place, and where it puts it."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def listed(self) -> str | None:
        """The name that the project's own list of places has for it, where it has no GeoNames id."""

    @property
    def country(self) -> str | None:
        """The country (ISO code)."""

    @property
    def admin1(self) -> str | None:
        """The province."""

    @property
    def lat(self) -> float | None:
        """Degrees north."""

    @property
    def lon(self) -> float | None:
        """Degrees east."""


def base_and_kind(name: str) -> tuple[str, str]:
    """The folded name without words of kind, and the kind that its last word, or the one before "of", makes of it."""
    words = fold(name).split()
    kind = ""
    of = words.index("of") if "of" in words[1:4] else 0
    if of and len(words) > of + 1 and {*words[:of]} <= KINDS.keys() | DROPPED | {"air"}:  # "the airport of X"
        kind, words = KINDS.get(words[of - 1], ""), words[of + 1 :]
    while len(words) > 1 and (words[-1] in KINDS or words[-1] in DROPPED):
        kind = kind or KINDS.get(words[-1], "")
        words.pop()
    while len(words) > 1 and words[0] in DROPPED:
        words.pop(0)
    return " ".join(words), kind


def key_of(place: Place) -> Key:
    """The ledger's place that a place of a statement is: one that GeoNames lacks is known by the name that the project's own
    list has for it, so that its spellings are one place."""
    base, kind = base_and_kind(place.name)
    if place.geonameid is not None:
        return Key(str(place.geonameid), kind)
    if place.listed is None:
        return Key(base, kind)
    listed, of_kind = base_and_kind(place.listed)
    return Key(listed, kind or of_kind)


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """A place of the ledger: the name most used of it, the folded names it was called by, and where it lies if that is
    known. ``words`` counts the statements that bear on it."""

    key: Key
    name: str
    names: frozenset[str]
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    words: int = 0


def place_called(key: Key, called: Sequence[Called]) -> LedgerPlace:
    """The place that statements call so: of each of its values the one most told, of equals the first in order."""

    def most(values: Iterable[Any]) -> Any:
        counts = Counter(v for v in values if v is not None)
        return min(counts, key=lambda v: (-counts[v], v), default=None)

    at = most((c.lat, c.lon) for c in called if c.lat is not None and c.lon is not None)
    return LedgerPlace(
        key=key,
        name=most(c.listed for c in called if c.listed and base_and_kind(c.listed) == (key.base, key.kind))
        or most(c.name for c in called),
        names=frozenset(base_and_kind(n)[0] for c in called for n in (c.name, c.listed) if n),
        country=most(c.country for c in called),
        admin1=most(c.admin1 for c in called),
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        words=len(called),
    )


class LedgerPlaces:
    """All places that statements speak of."""

    def __init__(self, places: Iterable[LedgerPlace] = ()) -> None:
        self.by_key: Mapping[Key, LedgerPlace] = {place.key: place for place in places}

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

    def at(self, lat: float, lon: float, kind: str) -> list[LedgerPlace]:
        """The places of a kind at one spot."""
        there = (p for p in self.by_key.values() if p.key.kind == kind)
        return [p for p in there if (apart := _distance(p, lat, lon)) is not None and apart <= SAME_SPOT_KM]


def _distance(place: LedgerPlace, lat: float | None, lon: float | None) -> float | None:
    """Kilometres from a place to a position; null where either is not known."""
    if lat is None or lon is None or place.lat is None or place.lon is None:
        return None
    return km(place.lat, place.lon, lat, lon)
