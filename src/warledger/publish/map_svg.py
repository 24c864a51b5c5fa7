"""The map of control as an SVG drawing: land, borders, a mark for each place, names beside them, a scale."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from warledger.gazetteer.outlines import Polygon
from warledger.publish.colours import Shape
from warledger.publish.control_rows import Row
from warledger.publish.frame import frame_of
from warledger.publish.ground import land, scale_bar, scale_box
from warledger.publish.labels import Box, Spot, apart, box_of, placed

BIG, MIDDLE = 200_000, 20_000
"""From how many people on a place's mark is large, and of middle size."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of a drawing: its width and the bounds of its height in pixels, the type, the marks' scale, the most names."""

    name: str
    width: float
    heights: tuple[float, float]
    type: float
    marks: float
    names: int


SHEETS = (
    Sheet("wide", 1180, (560, 820), 13, 1.0, 70),
    Sheet("middle", 740, (420, 720), 13, 0.9, 34),
    Sheet("small", 400, (300, 460), 12.5, 0.72, 16),
)
"""The same map for screens of three widths; the style sheet shows one of them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map: the row it stands for and that row's number, its class and its shape."""

    number: int
    row: Row
    style: str
    shape: Shape
    told: str


def on_map(row: Row) -> bool:
    """Whether a place has a mark: it has a position and is no region, which has no one position."""
    return row.lat is not None and row.lon is not None and row.kind != "region"


def draw(
    marks: Sequence[Mark],
    outlines: Mapping[str, Sequence[Polygon]],
    country_name: Callable[[str], str],
    sheet: Sheet,
) -> str:
    """The map; ``marks`` are of places that are ``on_map``, ``country_name`` names a country by its code."""
    positions = [(m.row.lat or 0.0, m.row.lon or 0.0) for m in marks]
    frame = frame_of(positions, sheet.width, sheet.heights)
    points = frame.at(*zip(*positions, strict=True))
    inside = [
        (m, Spot(x, y, _radius(m.row, sheet) + (3.0 if m.row.besieger is not None else 0.0), m.row.name))
        for m, (x, y) in zip(marks, points, strict=True)
        if 0 < x < sheet.width and 0 < y < frame.height
    ]
    inside.sort(key=lambda pair: -_radius(pair[0].row, sheet))
    spots = apart([spot for _, spot in inside])
    seen = [(m, spot.x, spot.y) for (m, _), spot in zip(inside, spots, strict=True)]
    order = sorted(range(len(seen)), key=lambda i: _importance(seen[i][0].row))
    whole = Box(4, 4, sheet.width - 4, frame.height - 4)
    scale = scale_box(frame)
    labels = placed([spots[i] for i in order], sheet.type, whole, sheet.names, [scale])
    taken = [box_of(n, sheet.type) for n in labels]
    taken += [scale, *(Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots)]
    drawn = [
        land(frame, outlines, country_name, sheet.type, taken),
        *(_mark(m, x, y, sheet) for m, x, y in seen),
        '<g class="names">',
        *(f'<text x="{n.x:.1f}" y="{n.y:.1f}" text-anchor="{n.anchor}">{escape(n.name)}</text>' for n in labels),
        "</g>",
        scale_bar(frame),
    ]
    size = f'viewBox="0 0 {sheet.width:g} {frame.height:.0f}"'
    return f'<svg class="map {sheet.name}" {size} role="group" aria-label="Map of {len(seen)} places">{"".join(drawn)}</svg>'


def _radius(row: Row, sheet: Sheet) -> float:
    if row.kind:
        return 3.4 * sheet.marks
    people = row.people or 0
    return (8.2 if people >= BIG else 6.2 if people >= MIDDLE else 4.8) * sheet.marks


def _importance(row: Row) -> tuple[float, str]:
    """Names of large and much reported places come first; those of bases, dams and the like last."""
    return -(row.reports * 20_000 + (row.people or 0)) * (0.1 if row.kind else 1.0), row.name


def _mark(mark: Mark, x: float, y: float, sheet: Sheet) -> str:
    radius = _radius(mark.row, sheet)
    ring = (
        f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{radius + 4.2:.1f}"/>'
        if mark.row.besieger is not None
        else ""
    )
    full = f'fill-opacity="{opacity(mark.row.probability):.2f}"'
    if mark.row.stale and mark.row.party is not None:
        drawn = stale(mark.shape, x, y, radius, f"{mark.style}", full)
    else:
        drawn = symbol(mark.shape, x, y, radius, f'class="{mark.style}" {full}')
    return f'<a href="#p{mark.number}" aria-label="{escape(mark.told)}"><title>{escape(mark.told)}</title>{ring}{drawn}</a>'


def stale(shape: Shape, x: float, y: float, radius: float, style: str, attributes: str = "") -> str:
    """A mark whose evidence is old: its edge stands off from it as a dashed ring."""
    inner = symbol(shape, x, y, radius * 0.74, f'class="{style} inner" {attributes}')
    return f'{inner}<circle class="{style} dashed" cx="{x:.1f}" cy="{y:.1f}" r="{radius + 1.3:.1f}"/>'


def opacity(probability: float) -> float:
    """How full a mark is: a quarter at an even chance or less, whole when certain."""
    return min(1.0, max(0.25, 0.25 + 1.5 * (probability - 0.5)))


def symbol(shape: Shape, x: float, y: float, radius: float, attributes: str) -> str:
    """A mark of about the same area in each shape."""
    if shape == "circle":
        return f'<circle {attributes} cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
    if shape == "square":
        half = radius * 0.9
        return f'<path {attributes} d="M{x - half:.1f} {y - half:.1f}h{2 * half:.1f}v{2 * half:.1f}h{-2 * half:.1f}z"/>'
    if shape == "diamond":
        r = radius * 1.25
        return f'<path {attributes} d="M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f} {-r:.1f} {r:.1f} {-r:.1f} {-r:.1f}z"/>'
    if shape == "cross":
        r = radius * 0.75
        return f'<path {attributes} d="M{x - r:.1f} {y - r:.1f}l{2 * r:.1f} {2 * r:.1f}m0 {-2 * r:.1f}l{-2 * r:.1f} {2 * r:.1f}"/>'
    r = radius * 1.3
    return f'<path {attributes} d="M{x:.1f} {y - r:.1f}l{r:.1f} {1.75 * r:.1f}h{-2 * r:.1f}z"/>'
