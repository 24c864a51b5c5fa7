"""Places that words move: "20 miles south of Baghdad", "near Tabqa", "between Raqqa and Tabqa"."""

import math
import re
from dataclasses import dataclass

from warledger.reading.numbers import number_value
from warledger.reading.spots import PlaceRef
from warledger.reading.story import Story
from warledger.record.place import Relative

BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
POINTS = {
    "north": "N",
    "northeast": "NE",
    "east": "E",
    "southeast": "SE",
    "south": "S",
    "southwest": "SW",
    "west": "W",
    "northwest": "NW",
}
UNITS = {
    "km": 1.0,
    "kms": 1.0,
    "kilometer": 1.0,
    "kilometers": 1.0,
    "kilometre": 1.0,
    "kilometres": 1.0,
    "mile": 1.609344,
    "miles": 1.609344,
    "mi": 1.609344,
}
KM_PER_DEGREE = 111.195

_MOVED = re.compile(
    r"(?P<n>\d+(?:\.\d+)?|[a-z]+)[ -]?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b(?: \([^)]*\))?(?: to the)? (?P<b>north|south|east|west|north-?east|north-?west|south-?east|south-?west)\b(?: of(?: the (?:city|town|village|capital) of)?)?(?: (?:the )?)?$",
    re.IGNORECASE,
)
_DIRECTION = re.compile(
    r"\b(?P<b>north|south|east|west|north-?east|north-?west|south-?east|south-?west) of(?: the (?:city|town|village|capital) of)? $",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?P<w>near|outside|close to|around|on the outskirts of|not far from|just outside|a suburb of)(?: the (?:city|town|village|capital) of| the)? $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """The moving words, with distance in kilometres and bearing in degrees where they give them."""

    words: Relative
    km: float | None
    degrees: float | None

    def moved(self, lat: float | None, lon: float | None) -> float | None:
        """The latitude after the move."""
        if lat is None or self.km is None or self.degrees is None:
            return lat
        return round(lat + self.km * math.cos(math.radians(self.degrees)) / KM_PER_DEGREE, 5)

    def moved_lon(self, lat: float | None, lon: float | None) -> float | None:
        """The longitude after the move."""
        if lat is None or lon is None or self.km is None or self.degrees is None:
            return lon
        scale = KM_PER_DEGREE * max(0.05, math.cos(math.radians(lat)))
        return round(lon + self.km * math.sin(math.radians(self.degrees)) / scale, 5)


def relative_of(story: Story, ref: PlaceRef) -> Moved | None:
    """The moving words right before a place, if there are any."""
    at = ref.span.start_char
    before = story.text[max(0, at - 80) : at]
    offset = max(0, at - 80)
    own = _MOVED.search(ref.span.text) if ref.link.startswith("distance from") else None
    if own:
        before, offset = ref.span.text, at
    match = own or _MOVED.search(before)
    if match:
        number = float(match["n"]) if match["n"][0].isdigit() else number_value(match["n"])
        if number:
            km = round(number * UNITS[match["unit"].lower()], 1)
            bearing = match["b"].lower().replace("-", "")
            return _moved(story, ref, offset + match.start(), offset + match.end("b"), km, bearing)
    match = _DIRECTION.search(before)
    if match:
        return _moved(
            story, ref, offset + match.start("b"), offset + match.end("b"), None, match["b"].lower().replace("-", "")
        )
    match = _NEAR.search(before)
    if match:
        return _moved(story, ref, offset + match.start("w"), offset + match.end("w"), None, None)
    return None


def _moved(story: Story, ref: PlaceRef, start: int, end: int, km: float | None, bearing: str | None) -> Moved:
    words = Relative(
        text=story.text[start:end],
        start=start,
        end=end,
        distance_km=km,
        bearing=POINTS[bearing] if bearing else None,
        of=ref.name,
    )
    return Moved(words, km, float(BEARINGS[bearing]) if bearing else None)
