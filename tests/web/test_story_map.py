"""The places of a story that was only read: who is told to hold each, and what its mark stands for."""

import pytest

from building import control, party, place, strike
from warledger.record.place import Relative
from warledger.record.statement import Statement
from warledger.web.drawing.story_map import StoryPlace, pins_of, story_places
from warledger.web.looks import looks_of

AT = {"Ramadi": (33.42, 43.31), "Madaya": (33.69, 36.1), "Mosul": (36.34, 43.12)}


def told(where: str, change: str, role: str, who: str, day: str = "2016-05-10", **more: object) -> Statement:
    lat, lon = AT[where]
    at = place(where, lat=lat, lon=lon)
    return control("story", where, day, change, party(role, who), place=at, **more)  # type: ignore[arg-type]


def one(*statements: Statement) -> StoryPlace:
    (found,) = story_places(statements, None, "2016-05-15")
    return found


@pytest.mark.parametrize(
    ("change", "role", "words"),
    [
        ("gained", "gainer", "held by Islamic State"),
        ("held", "holder", "held by Islamic State"),
        ("lost", "loser", "lost by Islamic State"),
    ],
)
def test_the_party_told_to_hold_a_place_or_to_have_lost_it(change: str, role: str, words: str) -> None:
    assert one(told("Ramadi", change, role, "islamic-state")).control == words


def test_the_last_day_counts_and_all_statements_are_numbered() -> None:
    later = told("Ramadi", "gained", "gainer", "iraqi-government", "2016-05-12")
    row = one(later, told("Ramadi", "gained", "gainer", "islamic-state", "2016-05-01"))
    assert (row.party, row.lead, row.statements) == ("iraqi-government", 1, (1, 2))


def test_plans_name_no_holder() -> None:
    row = one(told("Ramadi", "gained", "gainer", "islamic-state", modality="planned"))
    assert (row.party, row.control, row.kind) == (None, "", "control")


def test_an_event_has_a_mark_of_its_kind_that_leads_to_its_statement() -> None:
    lat, lon = AT["Mosul"]
    attack = strike("story", "Mosul", "2016-05-10", 5, place=place("Mosul", "IQ", lat=lat, lon=lon))
    statements = [told("Madaya", "held", "holder", "syrian-opposition"), attack]
    rows = story_places(statements, None, None)
    held, struck = pins_of(rows, statements, looks_of(["syrian-opposition"]))
    assert (held.style, held.shape, held.href) == ("party-syrian-opposition", "circle", "#s1")
    assert (struck.style, struck.shape, struck.href) == ("event", "diamond", "#s2")
    assert "Air/drone strike" in struck.told and held.told == "Madaya: held by Syrian opposition"


def test_what_is_near_a_place_and_lies_on_it_is_one_mark_with_it() -> None:
    lat, lon = AT["Mosul"]
    south = Relative(text="20 miles south", start=0, end=14, bearing="S", of="Mosul")
    moved = strike("story", "Mosul", "2016-05-10", place=place("Mosul", "IQ", lat=lat - 0.3, lon=lon, relative=south))
    near = strike("story", "Mosul", "2016-05-11", place=place("Mosul", "IQ", lat=lat, lon=lon, relative=south))
    at = strike("story", "Mosul", "2016-05-12", place=place("Mosul", "IQ", lat=lat, lon=lon))
    rows = story_places([moved, near, at], None, None)
    assert [(r.name, r.statements) for r in rows] == [("Mosul (20 miles south)", (1,)), ("Mosul", (2, 3))]


def test_what_has_no_position_has_no_mark() -> None:
    assert story_places([control("story", "Ramadi", "2016-05-10", "held")], None, None) == []
