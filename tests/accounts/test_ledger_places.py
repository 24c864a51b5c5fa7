"""Which places of statements are one place of the ledger."""

import pytest

from warledger.accounts.ledger_places import LedgerPlaces, base_and_kind
from warledger.record.place import Place


def place(name: str, geonameid: int | None, lat: float | None, lon: float | None) -> Place:
    return Place(
        text=name,
        start=0,
        end=len(name),
        name=name,
        geonameid=geonameid,
        country="SY",
        lat=lat,
        lon=lon,
        confidence=0.9,
    )


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
    ],
)
def test_the_kind_of_a_place_is_told_by_its_name(name: str, base: str, kind: str) -> None:
    assert base_and_kind(name) == (base, kind)


def test_dam_base_and_town_at_one_spot_are_three_places() -> None:
    places = LedgerPlaces()
    keys = {places.add(place(n, 172374, 35.8, 38.5)) for n in ("Tabqa", "Tabqa Dam", "Tabqa air base", "al-Tabqah")}
    assert len(keys) == 3


def test_a_name_finds_its_place_near_by_and_not_far_away() -> None:
    places = LedgerPlaces()
    near, far = places.add(place("Safira", 1, 36.07, 37.37)), places.add(place("Safira", 2, 33.0, 36.0))
    assert places.matching("al-Safira", 36.08, 37.38) == [near] and far != near


def test_another_name_finds_only_what_is_very_near() -> None:
    places = LedgerPlaces()
    key = places.add(place("Tadmur", 163808, 34.560, 38.267))
    assert places.matching("Palmyra", 34.555, 38.270) == [key]
    assert places.matching("Palmyra", 34.60, 38.40) == []
