"""What lies under the marks of every drawn map: the land with its borders, countries' names where there is room, a scale."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from warledger.gazetteer.outlines import Polygon
from warledger.publish.frame import Frame, countries_in, name_spot
from warledger.publish.labels import Box

SCALES_KM, SCALE_WIDTH = (1000, 500, 200, 100, 50, 20, 10, 5), 90.0
"""The lengths that the scale may have, and the most pixels that it takes."""


def land(
    frame: Frame,
    outlines: Mapping[str, Sequence[Polygon]],
    country_name: Callable[[str], str],
    size: float,
    taken: Sequence[Box],
) -> str:
    """The countries of a frame, with their names in type of a size where these cover none of the boxes ``taken``."""
    found = countries_in(frame, outlines)
    shapes = "".join(f'<path d="{c.path}"/>' for c in found)
    titles = []
    for country in found:
        name = country_name(country.code).upper()
        spot = name_spot(country, len(name) * size * 0.95, size, taken)
        if spot is not None:
            titles.append(f'<text x="{spot[0]:.1f}" y="{spot[1]:.1f}" text-anchor="middle">{escape(name)}</text>')
    return f'<g class="land">{shapes}</g><g class="countries">{"".join(titles)}</g>'


def scale_box(frame: Frame) -> Box:
    """Where the scale lies, so that nothing else is put there."""
    return Box(0, frame.height - 34, SCALE_WIDTH + 70, frame.height)


def scale_bar(frame: Frame) -> str:
    """A bar of a round number of kilometres."""
    km = next((k for k in SCALES_KM if k * frame.scale <= 110), SCALES_KM[-1])
    y = frame.height - 14
    return (
        f'<g class="scale"><path d="M14 {y - 5:.1f}v5h{km * frame.scale:.1f}v-5"/>'
        f'<text x="{18 + km * frame.scale:.1f}" y="{y:.1f}">{km} km</text></g>'
    )
