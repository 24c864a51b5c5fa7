"""A small map as one SVG drawing: a few marks on the land, each a link, with as many of their names as find room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from warledger.gazetteer.outlines import Polygon
from warledger.publish.colours import Shape
from warledger.publish.frame import frame_of
from warledger.publish.ground import land, scale_bar, scale_box
from warledger.publish.labels import Box, Spot, apart, box_of, placed
from warledger.publish.map_svg import symbol

WIDTH, HEIGHTS, TYPE, MOST_NAMES = 480.0, (260.0, 360.0), 15.0, 24
"""The drawing's size and type in pixels (it is shown from three quarters of that on), and the most names."""

AROUND_KM = 120.0
"""How much land there is around the marks, so that borders tell where they lie."""

RADIUS, REACH = 6.0, 13.0
"""A mark's radius, and that of what a finger or a mouse may hit of it."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A mark: where it lies (degrees), the name beside it, its class and shape, where it leads, and what is said of it."""

    lat: float
    lon: float
    name: str
    style: str
    shape: Shape
    href: str
    told: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a map is drawn on: the outlines of countries, and their names by code."""

    outlines: Mapping[str, Sequence[Polygon]]
    country_name: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SmallMap:
    """A drawing, and the marks that lie too far from the others to be on it."""

    drawing: str
    left_out: tuple[Pin, ...]


def small_map(pins: Sequence[Pin], ground: Ground, title: str, *, spokes: bool = False) -> SmallMap | None:
    """The map of marks, which keys go through in their order; where names lack room the first ones have it; null where there
    are none. With ``spokes`` a line leads from the first to each other one."""
    if not pins:
        return None
    frame = frame_of([(p.lat, p.lon) for p in pins], WIDTH, HEIGHTS, AROUND_KM)
    at = frame.at([p.lat for p in pins], [p.lon for p in pins])
    seen = [(p, xy) for p, xy in zip(pins, at, strict=True) if 0 < xy[0] < WIDTH and 0 < xy[1] < frame.height]
    spots = apart([Spot(x, y, RADIUS, p.name) for p, (x, y) in seen])
    whole, scale = Box(4, 4, WIDTH - 4, frame.height - 4), scale_box(frame)
    labels = placed(spots, TYPE, whole, MOST_NAMES, [scale])
    taken = [box_of(n, TYPE) for n in labels]
    taken += [scale, *(Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots)]
    lines = [(spots[0], other) for other in spots[1:]] if spokes else []
    drawn = [
        land(frame, ground.outlines, ground.country_name, TYPE * 0.85, taken),
        *(f'<path class="spoke" d="M{a.x:.1f} {a.y:.1f}L{b.x:.1f} {b.y:.1f}"/>' for a, b in lines),
        *(_mark(pin, spot) for (pin, _), spot in zip(seen, spots, strict=True)),
        '<g class="names">',
        *(f'<text x="{n.x:.1f}" y="{n.y:.1f}" text-anchor="{n.anchor}">{escape(n.name)}</text>' for n in labels),
        "</g>",
        scale_bar(frame),
    ]
    box = f'viewBox="0 0 {WIDTH:g} {frame.height:.0f}"'
    told = f'<svg class="small-map" {box} role="group" aria-label="{escape(title)}">{"".join(drawn)}</svg>'
    return SmallMap(told, tuple(p for p in pins if all(p is not s for s, _ in seen)))


def _mark(pin: Pin, spot: Spot) -> str:
    told = escape(pin.told)
    reach = f'<circle class="reach" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{REACH:g}"/>'
    drawn = symbol(pin.shape, spot.x, spot.y, RADIUS, f'class="{pin.style}"')
    return f'<a href="{escape(pin.href)}" aria-label="{told}"><title>{told}</title>{reach}{drawn}</a>'
