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
