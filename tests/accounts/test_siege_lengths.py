"""The length of a siege by the words on it."""

import pytest

from warledger.accounts.siege_lengths import Length, length_before, length_of


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("captured the town after an 18-month siege", Length(548, 15, over=True)),
        ("lifted a siege of more than five months", Length(152, 15, over=True)),
        ("ended a two and a half year blockade", Length(913, 91, over=True)),
        ("after eighty-seven days of siege", Length(87, 0, over=True)),
        ("after a month's siege", Length(30, 15, over=True)),
        ("They had besieged the hilltop town for three weeks", Length(21, 3, over=False)),
        ("kept by its tribe through eighteen months of encirclement", Length(548, 15, over=False)),
        ("the siege had lasted eighty-seven days", Length(87, 0, over=True)),
        ("after a siege of more than five hundred days", Length(500, 0, over=True)),
        ("in the third week of the siege", None),
        ("a 10-month siege goes on", None),
    ],
)
def test_the_length_of_a_siege(words: str, length: Length | None) -> None:
    assert length_before(words, ended=False) == length


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("broke a three-year rebel siege of the towns", 1096),
        ("The siege of the city lasted for almost 3 years and 2 months", 1157),
        ("breaking a siege that rebels had laid to it for more than two and a half years", 913),
    ],
)
def test_the_length_of_a_siege_that_is_told_to_be_over(words: str, days: int) -> None:
    found = length_before(words, ended=True)
    assert found is not None and found.days == days


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("The siege lasted 87 days", 87),
        ("For fourteen months the town remained under siege", 426),
        ("For fourteen months the town had been under siege", None),
    ],
)
def test_how_long_a_siege_lasted_from_its_beginning(words: str, days: int | None) -> None:
    found = length_of(words)
    assert (found.days if found else None) == days
