import pytest

from warledger.gazetteer.around import Name
from warledger.gazetteer.index import Index
from warledger.gazetteer.resolve import Resolved, Unknown, km, resolve_names

TOWNS = [
    ("Baiji", "IQ", 34.93, 43.49),
    ("Sinjar", "IQ", 36.32, 41.88),
    ("Tal Afar", "IQ", 36.38, 42.45),
    ("Raqqa", "SY", 35.95, 39.01),
    ("Deir ez-Zor", "SY", 35.34, 40.14),
    ("Kobani", "SY", 36.89, 38.35),
    ("Sievierodonetsk", "UA", 48.95, 38.49),
    ("Izium", "UA", 49.21, 37.26),
    ("Bakhmut", "UA", 48.60, 38.00),
    ("Sirte", "LY", 31.21, 16.59),
    ("Marawi", "PH", 8.00, 124.29),
]


@pytest.mark.parametrize(("name", "country", "lat", "lon"), TOWNS, ids=[t[0] for t in TOWNS])
def test_press_spellings_find_their_town(index: Index, name: str, country: str, lat: float, lon: float) -> None:
    found = [e for e in (index.find(name) or index.find_loosely(name)) if e.country == country and e.lat is not None]
    assert any(e.lon is not None and e.lat is not None and km(e.lat, e.lon, lat, lon) < 15 for e in found)


def answer(index: Index, text: str, *names: str) -> list[object]:
    spans = [Name(n, text.index(n), text.index(n) + len(n), after=text[text.index(n) + len(n) :][:40]) for n in names]
    return list(resolve_names(spans, index))


def test_the_country_named_decides(index: Index) -> None:
    found = answer(index, "Shelling went on in Tripoli, Lebanon.", "Tripoli", "Lebanon")[0]
    assert isinstance(found, Resolved) and found.entry.country == "LB"


def test_a_name_that_cannot_be_placed_leaves_the_others(index: Index) -> None:
    unknown, known = answer(index, "From Qwxzzvbn to Baghdad.", "Qwxzzvbn", "Baghdad")
    assert isinstance(unknown, Unknown) and unknown.reason
    assert isinstance(known, Resolved) and known.entry.country == "IQ"
