"""The cells of land around places as rings of degrees, for the map's layer of land."""

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from shapely import Geometry

from warledger.accounts.cells import Site, cells_of
from warledger.accounts.equal_area import EqualArea
from warledger.gazetteer.outlines import Polygon
from warledger.web.map.columns import steps

CELL_GRAIN = 1000
"""Degrees of the cells are whole numbers of so many to one (about 110 m)."""

SMOOTH_KM = 0.4
"""By how much a cell's line may stray to have fewer points."""


def land_cells(places: Mapping[str, Any], grain: int, outlines: Mapping[str, Sequence[Polygon]]) -> dict[str, Any]:
    """The cell of each populated place of the map's columns: by place a list of rings, each the steps of its longitudes and
    of its latitudes; empty for places that are not counted as land."""
    counted = [i for i, people in enumerate(places["people"]) if people >= 0]
    sites = [Site(places["lat"][i] / grain, places["lon"][i] / grain, places["country"][i] or None) for i in counted]
    rings: list[list[Any]] = [[] for _ in places["key"]]
    for group in cells_of(sites, outlines):
        for site, cell in zip(group.sites, shapely.simplify(group.cells, SMOOTH_KM), strict=True):
            rings[counted[site]] = _rings(cell, group.projection)
    return {"grain": CELL_GRAIN, "rings": rings}


def _rings(cell: Geometry, projection: EqualArea) -> list[list[list[int]]]:
    found = []
    for part in shapely.get_parts(cell):
        if part.geom_type != "Polygon" or part.is_empty:
            continue
        for line in (part.exterior, *part.interiors):
            degrees = projection.degrees(shapely.get_coordinates(line))
            lat, lon = (degrees * CELL_GRAIN).round().astype(int).T.tolist()
            found.append([steps(lon), steps(lat)])
    return found
