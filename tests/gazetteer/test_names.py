import pytest

from warledger.gazetteer.names import fold, loose


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ar Raqqah", "raqqah"),
        ("Deir ez-Zor", "Deir ez Zor"),
        ("Tall ‘Afar", "Tall Afar"),
        ("Saint-Denis", "St. Denis"),
        ("Šibenik", "Sibenik"),
        ("The Hague", "Hague"),
        ("Mazar-i-Sharif", "Mazār-e Sharīf"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("muadamiyah", "moadamiyeh"), ("izium", "izyum"), ("qamishli", "kamishly")])
def test_transliterations_meet_loosely(one: str, other: str) -> None:
    assert loose(one) == loose(other)


def test_a_name_without_letters_has_no_key() -> None:
    assert fold("—…") == ""
