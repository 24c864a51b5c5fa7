"""The land around places: of each the part of its country that is nearer to it than to any other, within a largest radius."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Geometry

from warledger.accounts.equal_area import EqualArea, Floats, centred
from warledger.gazetteer.outlines import Polygon

RADIUS_KM = 30.0
"""Land farther than this from every place of the ledger is counted as nobody's."""

CIRCLE = 32
"""Segments of a quarter of a circle; a cell that is a whole circle is 0.04% too small for it."""

FARTHEST_DEGREES = 10.0
"""Parts of a country's outline farther than this from every place are not looked at."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a place lies, in degrees, and its country (ISO 3166-1 alpha-2; null if unknown, then nothing clips its cell)."""

    lat: float
    lon: float
    country: str | None


def cell_areas(
    sites: Sequence[Site], outlines: Mapping[str, Sequence[Polygon]], radius_km: float = RADIUS_KM
) -> tuple[float, ...]:
    """The area of each site's cell in square kilometres; sites of one country at one spot share theirs evenly."""
    areas = [0.0] * len(sites)
    for group in cells_of(sites, outlines, radius_km):
        for i, area in zip(group.sites, shapely.area(group.cells), strict=True):
            areas[i] = float(area) / group.sharing[i]
    return tuple(areas)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one country: of each the numbers of its site and its polygon (kilometres in the projection);
    ``sharing`` says how many sites share that of a site."""

    sites: tuple[int, ...]
    cells: "np.ndarray[tuple[int], np.dtype[np.object_]]"
    sharing: Mapping[int, int]
    projection: EqualArea


def cells_of(
    sites: Sequence[Site], outlines: Mapping[str, Sequence[Polygon]], radius_km: float = RADIUS_KM
) -> Iterator[Cells]:
    """The cells of the sites, country by country; sites of one country at one spot have the same one."""
    for country in {s.country for s in sites}:
        mine = tuple(i for i, s in enumerate(sites) if s.country == country)
        spots = Counter((sites[i].lat, sites[i].lon) for i in mine)
        projection = centred(list(spots))
        cells = cells_at(projection.of(*zip(*spots, strict=True)), radius_km)
        land = _land(outlines.get(country or "", ()), list(spots), projection)
        if land is not None:
            cells = shapely.intersection(cells, land)
        at = {spot: n for n, spot in enumerate(spots)}
        of_site = [(sites[i].lat, sites[i].lon) for i in mine]
        sharing = {i: spots[spot] for i, spot in zip(mine, of_site, strict=True)}
        yield Cells(mine, np.asarray(cells, dtype=object)[[at[spot] for spot in of_site]], sharing, projection)


def cells_at(points: Floats, radius_km: float) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """The cells of different points (rows of x and y in kilometres), each a polygon within the radius, in their order."""
    circles = shapely.buffer(shapely.points(points), radius_km, quad_segs=CIRCLE)
    if len(points) == 1:
        return np.asarray(circles, dtype=object)
    around = shapely.box(*(points.min(axis=0) - 2 * radius_km), *(points.max(axis=0) + 2 * radius_km))
    diagram = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=around, ordered=True)
    return np.asarray(shapely.intersection(shapely.get_parts(diagram), circles), dtype=object)


def _land(polygons: Sequence[Polygon], spots: Sequence[tuple[float, float]], projection: EqualArea) -> Geometry | None:
    """The country's land in the projection, as far as it lies anywhere near the places; null where no outline is known."""
    if not polygons:
        return None
    lats, lons = np.asarray(spots).T
    parts = []
    for rings in polygons:
        x, y = np.asarray(rings[0]).T
        apart = max(y.min() - lats.max(), lats.min() - y.max()) > FARTHEST_DEGREES
        if not apart and (abs(x) < 179).all():
            apart = max(x.min() - lons.max(), lons.min() - x.max()) > FARTHEST_DEGREES
        if not apart:
            outer, *holes = (projection.of([p[1] for p in ring], [p[0] for p in ring]) for ring in rings)
            parts.append(shapely.make_valid(shapely.Polygon(outer, holes)))
    return shapely.union_all(parts)
