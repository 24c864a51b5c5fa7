"""The piece of the earth that a map shows, and the countries in it, drawn in an equal-area projection."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from warledger.accounts.equal_area import EqualArea, centred
from warledger.gazetteer.outlines import Polygon
from warledger.publish.labels import Box

MARGIN, LEAST_KM = 0.07, 60.0
"""The space around the outermost places, as a share of the map and at least in kilometres."""

FAR, NEAR_KM = 4.0, 500.0
"""A place more than FAR times the median distance from the middle, and at least NEAR_KM from it, is left off the map."""

NEIGHBOUR_DEGREES, KM_A_DEGREE = 25.0, 111.0
"""No place lies farther than this from all corners of its country's outline: what is farther from a frame is not drawn."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A map of ``width`` by ``height`` pixels; ``left`` and ``top`` are the projection's kilometres at its upper left corner."""

    projection: EqualArea
    left: float
    top: float
    scale: float
    width: float
    height: float

    def at(self, lats: Sequence[float], lons: Sequence[float]) -> list[tuple[float, float]]:
        """Pixels of positions in degrees."""
        points = self.projection.of(lats, lons)
        return [((x - self.left) * self.scale, (self.top - y) * self.scale) for x, y in points.tolist()]


def frame_of(
    positions: Sequence[tuple[float, float]], width: float, heights: tuple[float, float], around_km: float = LEAST_KM
) -> Frame:
    """The frame around positions (latitude, longitude), outliers left aside, with so many kilometres around them at least;
    its height lies between two bounds. Raises ValueError where there are no positions."""
    if not positions:
        raise ValueError("there is no place to draw")
    projection = centred(positions)
    points = projection.of(*zip(*positions, strict=True))
    away = np.hypot(*(points - np.median(points, axis=0)).T)
    points = points[away <= max(NEAR_KM, FAR * float(np.median(away)))]
    low, high = points.min(axis=0), points.max(axis=0)
    low, high = low - (high - low) * MARGIN - around_km / 2, high + (high - low) * MARGIN + around_km / 2
    across, along = high - low
    height = min(max(width * along / across, heights[0]), heights[1])
    scale = min(width / across, height / along)
    middle = (low + high) / 2
    left, top = middle[0] - width / scale / 2, middle[1] + height / scale / 2
    return Frame(projection, float(left), float(top), float(scale), width, height)


@dataclass(frozen=True, slots=True)
class Country:
    """A country on a map: what is seen of it, in pixels, and its largest part."""

    code: str
    path: str
    largest: shapely.Polygon


def countries_in(frame: Frame, outlines: Mapping[str, Iterable[Polygon]]) -> list[Country]:
    """The countries that a frame shows any of, cut to it."""
    window = shapely.box(-2, -2, frame.width + 2, frame.height + 2)
    reach = NEIGHBOUR_DEGREES + float(np.hypot(frame.width, frame.height)) / frame.scale / 2 / KM_A_DEGREE
    found = []
    for code, polygons in sorted(outlines.items()):
        shapes = [shapely.Polygon(*_rings(p, frame)) for p in polygons if _near(p, frame.projection, reach)]
        seen = [shapely.intersection(shapely.make_valid(s), window) for s in shapes if s.intersects(window.envelope)]
        parts = [p for s in seen for p in shapely.get_parts(s) if p.geom_type == "Polygon" and p.area > 1]
        if parts:
            found.append(Country(code, " ".join(map(_path, parts)), max(parts, key=lambda p: float(p.area))))
    return found


GRID = 14
"""How many places across and along a country are tried for its name."""


def name_spot(country: Country, width: float, height: float, taken: Sequence[Box]) -> tuple[float, float] | None:
    """Where the middle of a name's base line may stand in a country: within it, over nothing else and near its middle."""
    left, top, right, bottom = country.largest.bounds
    middle = country.largest.centroid
    best: tuple[float, tuple[float, float]] | None = None
    for x in np.linspace(left, right, GRID):
        for y in np.linspace(top, bottom, GRID):
            box = Box(x - width / 2, y - height, x + width / 2, y + 4)
            away = float(np.hypot(x - middle.x, y - middle.y))
            if (best is not None and away >= best[0]) or any(box.meets(b) for b in taken):
                continue
            if country.largest.contains(shapely.box(box.left, box.top, box.right, box.bottom)):
                best = away, (float(x), float(y))
    return best[1] if best is not None else None


def _near(polygon: Polygon, projection: EqualArea, degrees: float) -> bool:
    lons, lats = np.asarray(polygon[0]).T
    across = np.abs((lons - projection.lon + 180) % 360 - 180)
    return bool(np.hypot(lats - projection.lat, across * np.cos(np.radians(lats))).min() < degrees)


def _rings(polygon: Polygon, frame: Frame) -> tuple[list[tuple[float, float]], list[list[tuple[float, float]]] | None]:
    outer, *holes = (frame.at([p[1] for p in ring], [p[0] for p in ring]) for ring in polygon)
    return outer, holes or None


def _path(polygon: shapely.Polygon) -> str:
    return "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]) + "Z"
        for ring in (polygon.exterior, *polygon.interiors)
    )
