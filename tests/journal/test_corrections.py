"""What an editor writes to correct a statement, as values of its fields."""

from typing import Any

import pytest

from building import control, on, party, place, span, strike
from warledger.gazetteer.entry import Entry
from warledger.journal.corrections import Corrections
from warledger.journal.decisions import DecisionError, corrected
from warledger.parties.registry import Party, Registry
from warledger.record.statement import Statement

TEXT = "The army took Homs from the rebels. Twelve men died in Hama."


def words(of: str) -> Any:
    return span(of, TEXT.index(of))


HELD = control(
    "s",
    "Homs",
    "2016-03-27",
    "gained",
    party("gainer", "army").model_copy(update=words("army").model_dump()),
    place=place("Homs", geonameid=1).model_copy(update=words("Homs").model_dump()),
    quote=words("The army took Homs"),
)
BARE = control("s", "Homs", None, "gained", place=None, quote=words("took"))
STRUCK = strike("s", "Homs", "2016-03-27", 4)

ENTRIES = [
    Entry(1, 1, "Homs", "PPL", "SY", "Homs", 34.7, 36.7, 775_000, "GeoNames"),
    Entry(2, 2, "Hama", "PPL", "SY", "Hama", 35.1, 36.8, 460_000, "GeoNames"),
    Entry(3, 3, "Hama", "PPL", "IQ", "Anbar", 33.0, 41.0, 900_000, "GeoNames"),
    Entry(4, 4, "Baath", "PPL", "SY", "Hama", 35.0, 37.0, 2_000, "GeoNames"),
    Entry(5, 5, "Baath", "PPL", "SY", "Idlib", 36.0, 36.6, 1_000, "GeoNames"),
    Entry(6, 6, "Hama", "ADM2", "SY", "Hama", 35.2, 36.9, 0, "GeoNames"),
    Entry(7, 7, "Idlib", "ADM1", "SY", "Idlib", 35.8, 36.7, 0, "GeoNames"),
]


class Known:
    """A gazetteer of a few entries."""

    def find(self, name: str) -> tuple[Entry, ...]:
        return tuple(e for e in ENTRIES if e.name.casefold() == name.casefold())

    def find_loosely(self, name: str) -> tuple[Entry, ...]:
        return tuple(e for e in ENTRIES if e.name[:3] == name[:3])

    def numbered(self, geonameid: int) -> Entry | None:
        return next((e for e in ENTRIES if e.geonameid == geonameid), None)


PARTIES = Registry(
    [
        Party("army", "Syrian Army", "state_forces", aliases=("the army",)),
        Party("rebels", "Free Army", "armed_group", aliases=("rebels",)),
    ]
)


def fields(of: Statement, *settings: str) -> dict[str, Any]:
    return Corrections(of, TEXT, Known(), PARTIES).fields(settings)


def value(of: Statement, path: str, *settings: str) -> Any:
    found: Any = corrected(of, fields(of, *settings)).as_json()
    for step in path.split("."):
        found = found[int(step)] if step.isdigit() else found[step]
    return found


SET: list[tuple[Statement, str, str, Any]] = [
    (HELD, "modality=claimed", "modality", "claimed"),
    (HELD, "control.change = lost", "control.change", "lost"),
    (HELD, "interest=null", "interest", None),
    (HELD, "time=2016-04-02", "time.end", "2016-04-02"),
    (HELD, "time=2016-04-01..2016-04-03", "time.precision", "part-of-month"),
    (HELD, "time=2016-04-01..", "time.end", None),
    (HELD, "time=", "time", None),
    (HELD, "time.start=2016-03-20", "time.start", "2016-03-20"),
    (BARE, "time.start=2016-03-20", "time.start", "2016-03-20"),
    (HELD, "place=Hama", "place.geonameid", 2),
    (HELD, "place=Hama", "place.text", "Hama"),
    (HELD, "place=Hama, IQ", "place.geonameid", 3),
    (HELD, "place=4", "place.name", "Baath"),
    (HELD, "place=4", "place.text", "Homs"),
    (HELD, "place=7", "place.precision", "admin1"),
    (BARE, "place=4", "place.text", ""),
    (HELD, "place=", "place", None),
    (HELD, "place.name=Hill 7", "place.geonameid", None),
    (HELD, "place.name=HOMS", "place.geonameid", 1),
    (BARE, "place.name=Hama", "place.start", TEXT.index("Hama")),
    (HELD, "place.lat=34.5", "place.lat", 34.5),
    (HELD, "gainer=rebels", "parties.0.id", "rebels"),
    (HELD, "loser=Free Army", "parties.1.role", "loser"),
    (HELD, "loser=Free Army", "parties.1.text", "rebels"),
    (HELD, "gainer=", "parties", []),
    (HELD, "parties.0=rebels", "parties.0.name", "Free Army"),
    (HELD, "parties.0.id=rebels", "parties.0.name", "Free Army"),
    (HELD, "parties.0.role=loser", "parties.0.role", "loser"),
    (HELD, "killed=12+", "toll.killed.0.high", None),
    (HELD, "killed=12-15", "toll.killed.0.high", 15),
    (STRUCK, "killed=0", "toll.killed.0.low", 0),
    (STRUCK, "killed=", "toll.killed", []),
    (STRUCK, "toll.killed.0.low=3", "toll.killed.0.low", 3),
    (STRUCK, "event.sub_type=armed clash", "event.type", "Battles"),
]


@pytest.mark.parametrize(("of", "setting", "path", "wanted"), SET, ids=[f"{s[1]}: {s[2]}" for s in SET])
def test_a_setting_gives_a_value(of: Statement, setting: str, path: str, wanted: Any) -> None:
    assert value(of, path, setting) == wanted


def test_several_settings_are_taken_together_and_nothing_else_is_changed() -> None:
    found = fields(HELD, "place=Hama", "place.lat=35.5", "modality=claimed", "interest=null")
    assert found.keys() == {"place", "modality"} and found["place"]["geonameid"] == 2
    assert fields(HELD, "time=2016-03-27") == {}


WRONG = [
    (HELD, "modality", "write FIELD=VALUE"),
    (HELD, "colour=red", "there is no field 'colour' to correct; fields are access"),
    (HELD, "id=x", "there is no field 'id'"),
    (HELD, "control.chance=lost", "control has no 'chance'; it has change, extent"),
    (HELD, "parties.3=rebels", "parties has 1 entries"),
    (HELD, "parties.3.role=loser", "parties has 1 entries"),
    (HELD, "toll.killed.0.low=3", "toll is empty; set toll whole"),
    (HELD, "modality.x=3", "modality has no parts"),
    (HELD, "gainer=rebel", "there is no party 'rebel'; near names are rebels"),
    (HELD, "place=Hams", "no place 'Hams'"),
    (HELD, "place=Hama, LB", "no place 'Hama' in LB; near names are Hama, SY"),
    (HELD, "place=99", "no place with the id 99"),
    (HELD, "place=Baath", "'Baath' may be Baath (Hama, SY; id 4); Baath (Idlib, SY; id 5)"),
    (HELD, "place.name=", "a place needs a name"),
    (HELD, "killed=many", "'many' is no figure; write 12, 12-15 or 12+"),
    (STRUCK, "event.sub_type=Bombing", "there is no event type 'Bombing'"),
    (HELD, "event.sub_type=Grenade", "the statement is not on an event"),
]


@pytest.mark.parametrize(("of", "setting", "why"), WRONG, ids=[w[1] for w in WRONG])
def test_a_setting_that_cannot_be_says_why(of: Statement, setting: str, why: str) -> None:
    with pytest.raises(DecisionError) as raised:
        fields(of, setting)
    assert why in str(raised.value) and setting in str(raised.value)


def test_a_date_that_is_none_is_left_to_be_refused_when_the_decision_is_taken() -> None:
    assert value(HELD, "time.start", "time=soon") == "soon"
    assert on("2016-03-27") == HELD.time
