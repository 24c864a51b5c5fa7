"""A gazetteer entry, the record every layer is turned into."""

from dataclasses import dataclass

FCODE_OF_KIND = {
    "town": "PPL",
    "village": "PPL",
    "district": "PPLX",
    "base": "MILB",
    "airport": "AIRP",
    "dam": "DAM",
    "bridge": "BDG",
    "crossing": "PSTB",
    "oil_field": "OILF",
    "refinery": "OILR",
    "power_plant": "PS",
    "hospital": "HSP",
    "prison": "PRN",
    "camp": "CMP",
    "mountain": "MT",
    "river": "STM",
    "lake": "LK",
    "sea": "SEA",
    "strait": "STRT",
    "island": "ISL",
    "region": "RGN",
    "province": "ADM1",
    "building": "BLDG",
    "road": "RD",
    "valley": "VAL",
    "desert": "DSRT",
    "forest": "FRST",
}
"""GeoNames feature codes (https://www.geonames.org/export/codes.html) of the kinds in the file of extra places."""

FAMOUS = 300_000
"""Inhabitants from which a town tells of its country and is hardly taken for a namesake."""

AREAS = frozenset({"PCLI", "ADM1", "ADM2", "CONT", "RGN", "SEA", "OCN", "STM", "MT", "DSRT", "VAL", "FRST", "LK"})
"""Feature codes of places that are no point: nearness to them says little."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the index.

    ``fcode`` is GeoNames' feature code; ``admin1`` the English name of the first-level region;
    ``primary`` tells whether the looked-up name is the entry's own name rather than an alias.
    """

    id: int
    geonameid: int | None
    name: str
    fcode: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    population: int
    source: str
    primary: bool = True

    @property
    def is_area(self) -> bool:
        """Whether the place is a region rather than a point."""
        return self.fcode in AREAS
