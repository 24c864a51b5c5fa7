"""In whose name a party holds ground."""

import pytest

from warledger.accounts.controllers import Controllers
from warledger.parties.registry import default_registry
from warledger.record.statement import PartyRef

CONTROLLERS = Controllers(default_registry())


@pytest.mark.parametrize(
    ("party", "day", "controller"),
    [
        ("syrian-arab-army", "2016-03-27", "syrian-government"),
        ("ypg", "2014-10-01", "syrian-democratic-forces"),
        ("ahrar-al-sham", "2015-03-28", "syrian-opposition"),
        ("islamic-state", None, "islamic-state"),
    ],
)
def test_the_nearest_controller_answers_for_a_party(party: str, day: str | None, controller: str) -> None:
    assert CONTROLLERS.nearest(party, day) == controller


@pytest.mark.parametrize(
    ("words", "country", "controller"),
    [
        ("the rebels", "SY", "syrian-opposition"),
        ("government forces", "SY", "syrian-government"),
        ("government troops", "IQ", "iraqi-government"),
        ("two brothers", "SY", None),
        ("anti-government forces", "NG", None),
    ],
)
def test_descriptions_stand_for_a_country_s_controllers(words: str, country: str, controller: str | None) -> None:
    ref = PartyRef(text=words, start=0, end=len(words), role="gainer")
    assert CONTROLLERS.of(ref, country, "2015-06-01") == controller
