"""Outlines of countries: Natural Earth's, 1:50m (public domain), thinned; made by ``python -m bench.outlines``."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude in degrees, the last point being the first again."""

Polygon = tuple[Ring, ...]
"""An outer ring, then its holes."""


def data_path() -> Path:
    """The data file, a TopoJSON file whose countries have their ISO 3166-1 alpha-2 code as id."""
    return Path(str(files("warledger.gazetteer") / "data" / "outlines.json"))


@cache
def outlines() -> Mapping[str, tuple[Polygon, ...]]:
    """The polygons of each country by ISO 3166-1 alpha-2 code; what is meant is the land, not whose it ought to be."""
    content = json.loads(data_path().read_text(encoding="utf-8"))
    return read_outlines(content)


def read_outlines(content: Mapping[str, Any]) -> dict[str, tuple[Polygon, ...]]:
    """The polygons of a TopoJSON object ``countries``, by id; rings of fewer than four points are left out."""
    lines = [_line(arc, content["transform"]["scale"]) for arc in content["arcs"]]
    found = {}
    for shape in content["objects"]["countries"]["geometries"]:
        polygons = [[_ring(arcs, lines) for arcs in polygon] for polygon in shape["arcs"]]
        found[shape["id"]] = tuple(tuple(r for r in p if len(r) > 3) for p in polygons if len(p[0]) > 3)
    return found


def _line(arc: Sequence[Sequence[int]], scale: Sequence[float]) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0], y * scale[1]))
    return points


def _ring(arcs: Sequence[int], lines: Sequence[list[tuple[float, float]]]) -> Ring:
    """The arcs joined; a negative index is an arc read backwards."""
    points: list[tuple[float, float]] = []
    for i in arcs:
        line = lines[i] if i >= 0 else lines[~i][::-1]
        points += line[1:] if points else line
    return tuple(points)
