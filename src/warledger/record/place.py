"""A place as a statement carries it: the words, the gazetteer's answer, and how precise it is."""

from warledger.record.base import Confidence, CountryCode, Record, Span
from warledger.record.codes import PlacePrecision


class Relative(Span):
    """Words that move a place: "20 miles south" of Baghdad. Distance in kilometres, bearing as a compass point."""

    distance_km: float | None = None
    bearing: str | None = None
    of: str


class Place(Span):
    """Where. Latitude and longitude are WGS 84 degrees, already moved by ``relative``; null if it cannot be placed.
    ``listed`` is the name that the project's own list of places has for one without a GeoNames id, however it is spelt."""

    name: str
    geonameid: int | None = None
    listed: str | None = None
    country: CountryCode | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "exact"
    relative: Relative | None = None
    confidence: Confidence = 0.0


class Toponym(Record):
    """A place name found by the geoparser; coordinates are null for a name that cannot be placed (see ``reason``)."""

    start: int
    end: int
    phrase: str
    name: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    fcode: str | None = None
    confidence: Confidence = 0.0
    reason: str | None = None
