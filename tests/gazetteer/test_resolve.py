"""Choosing between places of one name by what the story tells around them."""

import pytest

from warledger.gazetteer.geoparse import place_spans
from warledger.gazetteer.index import Index
from warledger.gazetteer.layers import english_region
from warledger.record.place import Toponym


def placed(index: Index, text: str, home: str | None = None, *names: str) -> list[Toponym]:
    return place_spans(text, [(text.index(n), text.index(n) + len(n)) for n in names], index, home)


REGIONS = [
    ("Georgia", "Estado de Georgia|Keokia|State of Georgia", "Georgia"),
    ("Ḩalab", "Aleppo|Aleppo Governorate|حلب", "Aleppo"),
    ("Donetska oblast", "Donetsk|Donetsk Oblast|Донецька область", "Donetsk"),
    ("Kandahār", "Qandahor viloyati", "Kandahar"),
    ("England", "Lloegr|Sasainn", "England"),
    ("Āz̄ārbāyjān-e Shārqī", "3rd Province|East Azerbaijan Province", "East Azerbaijan"),
]


@pytest.mark.parametrize(("own", "aliases", "english"), REGIONS, ids=[r[2] for r in REGIONS])
def test_a_region_has_its_english_name(own: str, aliases: str, english: str) -> None:
    assert english_region([own, "", "", "", "", aliases]) == english


def test_the_region_named_after_a_comma_decides(index: Index) -> None:
    (found, _) = placed(index, "The firm moved to Atlanta, Georgia, last year.", None, "Atlanta", "Georgia")
    assert found.admin1 == "Georgia" and found.country == "US"


def test_a_small_publisher_means_the_town_at_home(index: Index) -> None:
    text = "Police closed the bridge in Hamilton on Friday."
    assert placed(index, text, "BM", "Hamilton")[0].country == "BM"
    assert placed(index, text, "NZ", "Hamilton")[0].country == "NZ"


def test_a_dateline_names_a_town(index: Index) -> None:
    (found,) = placed(index, "WASHINGTON Lawmakers met behind closed doors on Monday.", None, "WASHINGTON")
    assert (found.fcode or "").startswith("PPL")


def test_what_is_not_sure_enough_is_left_open_with_the_reason(index: Index) -> None:
    (found,) = placed(index, "They met in Springfield.", None, "Springfield")
    assert found.lat is None and found.reason and "several places" in found.reason


def test_a_large_region_outshines_a_small_town_of_its_name(index: Index) -> None:
    text = "Firms registered in Delaware bought a mill in Toledo and two shops in Nashville."
    found = placed(index, text, None, "Delaware", "Toledo", "Nashville")
    assert found[0].fcode == "ADM1"


def test_a_name_that_is_called_a_town_is_no_country(index: Index) -> None:
    (found,) = placed(index, "The fire brigade of the city of Lebanon, Tennessee, sent two engines.", None, "Lebanon")
    assert found.country == "US" and (found.fcode or "").startswith("PPL")


def test_the_state_after_in_decides(index: Index) -> None:
    found = placed(
        index, "A farmer was found dead in Monroe County in southern Michigan.", None, "Monroe County", "Michigan"
    )
    assert found[0].admin1 == "Michigan"


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Shells fell on the Damascus suburb of Douma on Friday.", "Douma", "Damascus"),
        ("Shells fell on Douma, a besieged suburb of Damascus, on Friday.", "Douma", "Damascus"),
        ("A bomb went off in Cairo's Abbasiya district on Sunday.", "Abbasiya", "Cairo"),
        ("They crossed at Qayyarah, south of the river and near Mosul.", "Qayyarah", "Mosul"),
    ],
)
def test_a_part_lies_at_its_whole(index: Index, text: str, part: str, whole: str) -> None:
    near, of = placed(index, text, None, part, whole)
    assert near.lat is not None and of.lat is not None
    assert abs(near.lat - of.lat) < 1 and abs((near.lon or 0) - (of.lon or 0)) < 1.5


def test_a_namesake_far_from_where_the_text_puts_it_is_not_chosen(index: Index) -> None:
    found = placed(index, "The clinic in Springfield, a suburb of Kampala, was closed.", None, "Springfield", "Kampala")
    assert found[0].lat is None and found[0].reason and "near the place" in found[0].reason


def test_a_large_city_is_meant_although_the_road_to_it_is_elsewhere(index: Index) -> None:
    found = placed(index, "They cut the road to Damascus near Aleppo.", None, "Damascus", "Aleppo")
    assert found[0].country == "SY" and found[0].lat is not None


def test_a_name_spelt_much_alike_is_meant_only_near_the_other_places(index: Index) -> None:
    text = "In Syria the Kurds of Kobani took the quarter of al-Tharura."
    (_, _, far) = placed(index, text, None, "Syria", "Kobani", "al-Tharura")
    assert far.lat is None and far.reason and "far from the other places" in far.reason
    (_, _, near) = placed(index, text.replace("Kobani", "Raqqa"), None, "Syria", "Raqqa", "al-Tharura")
    assert near.lat is not None
