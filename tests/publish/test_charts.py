"""The chart of a party's territory."""

import xml.etree.ElementTree as ET

import pytest

from warledger.accounts.territory import Extent, Size
from warledger.publish.charts import territory_chart

SVG = "{http://www.w3.org/2000/svg}"


def extent(day: int, low: int, best: int, high: int) -> Extent:
    sizes = [Size(n, n * 1000, n * 10.0) for n in (low, best, high, 1, 20)]
    return Extent(day, *sizes)


EXTENTS = [extent(736000, 2, 5, 9), extent(736030, 1, 4, 12)]


def test_a_chart_has_title_source_bands_and_words_for_those_who_cannot_see_it() -> None:
    root = ET.fromstring(territory_chart("The Front", EXTENTS, "Source: here"))
    texts = [part for e in root.iter(f"{SVG}text") for part in e.itertext()]
    assert "Source: here" in texts and "What The Front held, 2016-02-06 to 2016-03-07" in texts
    assert "Populated places, as a share of 20" in texts and texts.count("share held") == 3
    areas = [e for e in root.iter(f"{SVG}g") if "mark-area" in e.get("class", "")]
    assert len(areas) == 3
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}desc") == ("The Front held 5 of 20 places on 2016-02-06 and 4 (1 to 12) on 2016-03-07.")


def test_a_band_is_drawn_where_low_and_high_are() -> None:
    root = ET.fromstring(territory_chart("The Front", EXTENTS, "Source"))
    area = next(e for e in root.iter(f"{SVG}g") if "mark-area" in e.get("class", ""))
    drawn = next(e.get("d", "") for e in area.iter(f"{SVG}path"))
    low, high = 130 * (1 - 2 / 20), 130 * (1 - 9 / 20)
    assert drawn.startswith(f"M0,{low:g}") or drawn.startswith(f"M0,{high:g}")
    assert f",{low:g}" in drawn and f",{high:g}" in drawn


def test_hostile_names_stay_text_and_nothing_is_fetched() -> None:
    drawn = territory_chart('<script>alert("1")</script>&', EXTENTS, "</text><script>")
    assert "<script" not in drawn
    for element in ET.fromstring(drawn).iter():
        assert not {k for k in element.attrib if k.endswith("href") or k.startswith("on")}


def test_one_day_is_no_chart() -> None:
    with pytest.raises(ValueError, match="two days"):
        territory_chart("The Front", EXTENTS[:1], "Source")
