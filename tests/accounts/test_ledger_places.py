"""Which places of statements are one place of the ledger."""

import pytest

from building import place as placed
from warledger.accounts.ledger_places import Key, LedgerPlace, LedgerPlaces, base_and_kind, key_of, place_called
from warledger.record.place import Place


def place(name: str, geonameid: int | None, lat: float | None = None, lon: float | None = None) -> Place:
    return placed(name, geonameid=geonameid, lat=lat, lon=lon)


def ledger_place(of: Place) -> LedgerPlace:
    return place_called(key_of(of), [of])


@pytest.mark.parametrize(
    ("name", "base", "kind"),
    [
        ("Tabqa", "tabqa", ""),
        ("Tabqa Dam", "tabqa", "dam"),
        ("Tabqa air base", "tabqa", "base"),
        ("Tabqa military airport", "tabqa", "base"),
        ("Idlib Governorate", "idlib", "region"),
        ("Idlib city", "idlib", ""),
        ("eastern Aleppo", "aleppo", ""),
        ("Base 46", "base 46", ""),
        ("airport of Tal Afar", "tal afar", "base"),
        ("the province of Idlib", "idlib", "region"),
        ("city of Homs", "homs", ""),
    ],
)
def test_the_kind_of_a_place_is_told_by_its_name(name: str, base: str, kind: str) -> None:
    assert base_and_kind(name) == (base, kind)


def test_dam_base_and_town_at_one_spot_are_three_places() -> None:
    keys = {key_of(place(n, 172374)) for n in ("Tabqa", "Tabqa Dam", "Tabqa air base", "al-Tabqah")}
    assert len(keys) == 3


def test_spellings_of_a_place_of_the_own_list_are_one_place_and_its_camp_another() -> None:
    town = [placed(n, listed="Baghuz", lat=34.455, lon=40.965) for n in ("Baghouz", "al-Baghuz Fawqani")]
    assert {key_of(p) for p in town} == {Key("baghuz", "")}
    assert key_of(placed("Baghouz tent camp", listed="Baghuz camp", lat=34.444, lon=40.972)) == Key("baghuz", "camp")
    found = place_called(Key("baghuz", ""), town)
    assert found.name == "Baghuz" and LedgerPlaces([found]).matching("Baghuz", 34.45, 40.97) == [found.key]


def test_a_place_goes_by_what_most_statements_say_whatever_their_order() -> None:
    said = [place("Tabqa", 5, 35.8, 38.5), place("Tabqah", 5, 35.8, 38.5), place("Tabqah", 5, 35.9, 38.6)]
    for order in (said, said[::-1]):
        found = place_called(Key("5", ""), order)
        assert (found.name, found.lat, found.lon, found.words) == ("Tabqah", 35.8, 38.5, 3)
        assert found.names == {"tabqa", "tabqah"}


def test_a_name_finds_its_place_near_by_and_not_far_away() -> None:
    near, far = (ledger_place(p) for p in (place("Safira", 1, 36.07, 37.37), place("Safira", 2, 33.0, 36.0)))
    assert LedgerPlaces([near, far]).matching("al-Safira", 36.08, 37.38) == [near.key]


def test_another_name_finds_only_what_is_very_near() -> None:
    one = ledger_place(place("Tadmur", 163808, 34.560, 38.267))
    places = LedgerPlaces([one])
    assert places.matching("Palmyra", 34.555, 38.270) == [one.key]
    assert places.matching("Palmyra", 34.60, 38.40) == []
