"""A small map: a mark and a link for each place, the distance bar, what lies too far away."""

import re

from warledger.gazetteer.outlines import outlines
from warledger.publish.small_map import Ground, Pin, SmallMap, small_map

HOSTILE = "</svg><script>alert(1)</script>\"'&"

GROUND = Ground(outlines(), lambda code: {"SY": "Syria", "IQ": HOSTILE}.get(code, code))


def pin(name: str, lat: float, lon: float, **more: str) -> Pin:
    return Pin(lat, lon, name, style="event", shape="diamond", href="#s1", told=f"{name}: an attack")  # type: ignore[arg-type]


def drawn(*pins: Pin, spokes: bool = False) -> SmallMap:
    found = small_map(pins, GROUND, "Where", spokes=spokes)
    assert found is not None
    return found


def test_without_places_there_is_no_map() -> None:
    assert small_map([], GROUND, "Where") is None


def test_each_place_is_a_link_with_words_in_their_order_on_its_country() -> None:
    made = drawn(pin("Raqqa", 35.95, 39.01), pin("Palmyra", 34.55, 38.28)).drawing
    assert re.findall(r'<a href="#s1" aria-label="(\w+): an attack"><title>', made) == ["Raqqa", "Palmyra"]
    assert ">Raqqa</text>" in made and ">SYRIA</text>" in made and " km</text>" in made
    north = {name: float(y) for name, y in re.findall(r'aria-label="(\w+):[^>]*><title>.*?cy="([\d.]+)"', made)}
    assert north["Raqqa"] < north["Palmyra"]


def test_lines_lead_from_the_first_to_each_other_one() -> None:
    three = (pin("a", 36.2, 37.2), pin("b", 36.4, 37.2), pin("c", 36.2, 37.6))
    assert drawn(*three, spokes=True).drawing.count('class="spoke"') == 2
    assert drawn(*three).drawing.count('class="spoke"') == 0


def test_what_lies_far_from_all_others_is_named_and_not_drawn() -> None:
    near = [pin(f"n{i}", 35 + i / 10, 38 + i / 10) for i in range(5)]
    made = drawn(*near, pin("Washington", 38.9, -77.0))
    assert [p.name for p in made.left_out] == ["Washington"] and "Washington" not in made.drawing


def test_hostile_words_stay_words() -> None:
    made = drawn(pin(HOSTILE, 33.3, 44.4)).drawing
    assert "<script" not in made and made.count("</svg>") == 1
