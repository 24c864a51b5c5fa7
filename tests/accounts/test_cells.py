"""Cells around places: areas that are known beforehand."""

import math

import pytest

from warledger.accounts.cells import RADIUS_KM, Site, cell_areas
from warledger.accounts.equal_area import AUTHALIC_KM, EqualArea, centred
from warledger.gazetteer.outlines import outlines, read_outlines

CIRCLE = math.pi * RADIUS_KM**2
DEGREE = math.radians(1) * AUTHALIC_KM
"""Kilometres of a degree of latitude."""


def square(side: float) -> dict[str, tuple[tuple[tuple[tuple[float, float], ...], ...], ...]]:
    """A country of so many degrees of each side around 0, 0."""
    h = side / 2
    return {"AA": ((((-h, -h), (h, -h), (h, h), (-h, h), (-h, -h)),),)}


def test_a_lone_place_without_an_outline_has_a_whole_circle() -> None:
    assert cell_areas([Site(35.0, 40.0, None)], {}) == pytest.approx((CIRCLE,), rel=1e-3)


def test_two_places_share_the_land_between_them_evenly() -> None:
    apart = 20.0
    one, two = cell_areas([Site(0.0, 0.0, None), Site(0.0, apart / DEGREE, None)], {})
    lens = 2 * RADIUS_KM**2 * math.acos(apart / 2 / RADIUS_KM) - apart / 2 * math.sqrt(4 * RADIUS_KM**2 - apart**2)
    assert (one, two) == pytest.approx((CIRCLE - lens / 2,) * 2, rel=2e-3)


def test_places_at_one_spot_share_its_cell() -> None:
    areas = cell_areas([Site(35.0, 40.0, None), Site(35.0, 40.0, None), Site(37.0, 40.0, None)], {})
    assert areas == pytest.approx((CIRCLE / 2, CIRCLE / 2, CIRCLE), rel=1e-3)


def test_a_cell_ends_at_the_border_of_its_country() -> None:
    side = 0.2
    (inside,) = cell_areas([Site(0.0, 0.0, "AA")], square(side))
    assert inside == pytest.approx((side * DEGREE) ** 2, rel=1e-3)
    (corner,) = cell_areas([Site(1.0, 1.0, "AA")], square(2.0))
    assert corner == pytest.approx(CIRCLE / 4, rel=1e-2)


def test_places_of_two_countries_do_not_take_land_from_each_other() -> None:
    near = [Site(0.0, 0.0, "AA"), Site(0.0, 0.001, None)]
    assert cell_areas(near, {})[0] == pytest.approx(CIRCLE, rel=1e-3)


def test_a_hole_in_a_country_is_not_its_land() -> None:
    outer = square(0.4)["AA"][0][0]
    hole, other = square(0.1)["AA"][0][0], ((0.12, 0.12), (0.14, 0.12), (0.14, 0.14), (0.12, 0.12))
    (area,) = cell_areas([Site(0.0, 0.0, "AA")], {"AA": ((outer, hole, other),)}, radius_km=1000)
    assert area == pytest.approx((0.4**2 - 0.1**2 - 0.02**2 / 2) * DEGREE**2, rel=1e-3)


def test_areas_do_not_depend_on_where_the_projection_is_centred() -> None:
    (north,) = cell_areas([Site(60.0, 179.99, None)], {})
    assert north == pytest.approx(CIRCLE, rel=1e-3)
    middle = centred([(10.0, 179.0), (10.0, -179.0)])
    assert abs(abs(middle.lon) - 180.0) < 1e-9
    assert EqualArea(0.0, 0.0).of([1.0], [0.0])[0].tolist() == pytest.approx([0.0, DEGREE], rel=1e-4)


@pytest.mark.parametrize(("code", "km2"), [("SY", 185_180), ("IQ", 438_317), ("UA", 603_550), ("GB", 243_610)])
def test_outlines_have_the_areas_of_their_countries(code: str, km2: float) -> None:
    points = [Site(polygon[0][0][1], polygon[0][0][0], code) for polygon in outlines()[code]]
    assert sum(cell_areas(points, outlines(), radius_km=5000)) == pytest.approx(km2, rel=0.025)


def test_an_arc_with_a_negative_number_is_read_backwards() -> None:
    arcs = [[[0, 0], [10, 0], [0, 10]], [[0, 0], [0, 10], [10, 0]]]
    shape = {"id": "AA", "arcs": [[[0, -2]]]}
    topology = {"transform": {"scale": [0.1, 0.1]}, "arcs": arcs, "objects": {"countries": {"geometries": [shape]}}}
    assert read_outlines(topology) == {"AA": ((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)),),)}
