"""Events, tolls, access, messaging and claims: one line of each table a construction."""

from collections.abc import Callable

import pytest

from warledger.reading.reader import Reader
from warledger.record.report import Report
from warledger.record.statement import Statement

Read = Callable[..., list[Statement]]

EVENTS = [
    ("verb", "Militants attacked a village near Djibo on Monday, killing 14 civilians.", "Attack", "Djibo"),
    (
        "noun with means",
        "A car bomb attack in Azaz killed at least 43 people.",
        "Remote explosive/landmine/IED",
        "Azaz",
    ),
    ("suicide", "A suicide bomber blew himself up at a mosque in Kunduz.", "Suicide bomb", "Kunduz"),
    ("air strike", "Russian warplanes carried out air strikes on Idlib.", "Air/drone strike", "Idlib"),
    (
        "missile",
        "A missile strike hit Kramatorsk on Tuesday, wounding 12.",
        "Shelling/artillery/missile attack",
        "Kramatorsk",
    ),
    ("clash", "Government troops clashed with rebels in Goma.", "Armed clash", "Goma"),
    ("abduction", "Gunmen kidnapped 20 students from a school in Kaduna.", "Abduction/forced disappearance", "Kaduna"),
]


@pytest.mark.parametrize(("text", "sub_type", "place"), [e[1:] for e in EVENTS], ids=[e[0] for e in EVENTS])
def test_one_event_each(read: Read, text: str, sub_type: str, place: str) -> None:
    (event,) = [s for s in read(text) if s.event]
    assert event.event and event.event.sub_type == sub_type
    assert event.place and event.place.text == place


TOLLS = [
    ("exact", "Rebels killed 14 soldiers in Goma.", {("killed", 14, 14)}),
    ("at least", "At least 15 soldiers were killed by rebels in Goma.", {("killed", 15, None)}),
    ("more than", "More than 200 civilians were killed in shelling of Goma.", {("killed", 201, None)}),
    ("dozens", "Dozens of civilians were injured in the shelling of Goma by rebels.", {("injured", 24, 99)}),
    ("spelled", "Twenty-three troops died in an ambush near Kidal.", {("killed", 23, 23)}),
    ("both", "The rebel attack on Goma left 12 people dead and 30 wounded.", {("killed", 12, 12), ("injured", 30, 30)}),
    (
        "shared verb",
        "ISIS killed 14 people in Baghdad and 15 more in a car bombing in Taji.",
        {("killed", 14, 14), ("killed", 15, 15)},
    ),
    ("none", "An airstrike hit the rebel base in Idlib, causing no casualties.", {("killed", 0, 0), ("injured", 0, 0)}),
    ("lumped", "Sixty soldiers were killed or wounded in the rebel attack on Goma.", set()),
    ("no toll", "The army sent 14 officers to Goma, 20 km from the rebel base, in 2016.", set()),
    ("age", "A 12-year-old boy was killed by militants in Goma.", {("killed", 1, 1)}),
]


@pytest.mark.parametrize(("text", "expected"), [t[1:] for t in TOLLS], ids=[t[0] for t in TOLLS])
def test_figures(read: Read, text: str, expected: set[tuple[str, int, int | None]]) -> None:
    found = {
        (harm, figure.low, figure.high)
        for s in read(text)
        if s.toll
        for harm in ("killed", "injured", "abducted", "displaced")
        for figure in getattr(s.toll, harm)
    }
    assert found == expected


def test_a_distance_moves_the_deed_it_stands_with_and_no_other(read: Read) -> None:
    found = {
        s.toll.killed[0].low: s.place
        for s in read("ISIS killed 14 people at a gas plant in Baghdad and 15 more in a car bombing 20 miles south.")
        if s.toll
    }
    there, moved = found[14], found[15]
    assert there and moved and there.relative is None and moved.relative
    assert there.lat and moved.lat and moved.lat == pytest.approx(there.lat - 32.2 / 111.195, abs=0.01)


SPOKEN = [
    (
        "aid",
        "A UN convoy delivered food to besieged Madaya on Monday, where rebels hold out.",
        "access",
        "aid_delivered",
    ),
    ("blocked", "Government forces blocked an aid convoy from reaching Darayya, rebels said.", "access", "aid_blocked"),
    ("truce", "A ceasefire between the army and the rebels collapsed in Aleppo.", "access", "ceasefire"),
    ("propaganda", "Islamic State released a video of the attack on its channel.", "messaging", "propaganda"),
    ("recruitment", "Boko Haram has been recruiting children in Borno.", "messaging", "recruitment"),
    ("trend", "The militants are losing ground across Iraq, a coalition spokesman said.", "claim", "trend"),
    ("blame", "The ministry accused the rebels of shelling Donetsk.", "claim", "blame"),
    ("prediction", "The army will retake Mosul by the end of the year, the general said.", "claim", "prediction"),
]


@pytest.mark.parametrize(("text", "kind", "what"), [s[1:] for s in SPOKEN], ids=[s[0] for s in SPOKEN])
def test_access_messaging_and_claims(read: Read, text: str, kind: str, what: str) -> None:
    labels = {
        (s.kind, s.claim.about if s.claim else s.access.what if s.access else s.messaging.what if s.messaging else "")
        for s in read(text)
    }
    assert (kind, what) in labels


def test_a_claim_carries_its_check(read: Read) -> None:
    found = read('"ISIS has not retaken any territory since May 2015," the envoy said.')
    (check,) = [s.claim.check for s in found if s.claim and s.claim.check]
    assert (check.predicate, check.party, check.negated, check.from_) == (
        "gained_territory",
        "islamic-state",
        True,
        "2015-05-01",
    )


QUIET = [
    "United laid siege to the Arsenal goal in the second half and finally broke through when their captain fired a shot from 20 yards.",
    "The supermarket chain lost control of its biggest market, Poland, after rivals launched a price war.",
    "The Liberals captured Toronto Centre from the Conservatives in Monday's by-election, while the New Democrats held Windsor.",
    "Storm Boris killed nine people in Austria and Poland on Sunday as rivers burst their banks near Wroclaw.",
    "Shares in the bank bombed on Tuesday after the regulator launched a raid on its Frankfurt headquarters.",
]


@pytest.mark.parametrize("text", QUIET)
def test_figures_of_speech_yield_nothing(read: Read, text: str) -> None:
    assert read(text) == []


def test_page_furniture_is_never_content(read: Read) -> None:
    text = (
        "Rebels seized Goma on Monday.\n\nPhoto: rebels attack Bukavu / file picture\n\n"
        "Sign up for our newsletter on the war in Kidal.\n"
    )
    assert {s.place.text for s in read(text) if s.place} == {"Goma"}


def test_a_date_line_dates_a_report_without_a_date(read: Read) -> None:
    (statement,) = read("GOMA, January 28, 2025 - Rebels seized the airport of Goma on Monday.", published=None)
    assert statement.time and statement.time.start == "2025-01-27"


def test_victims_are_told_of_however_unsure_the_deed(reader: Reader) -> None:
    strict = Reader(reader.model, reader.gazetteer, reader.finder, reader.frames)
    strict.least = {"event": 1.0}
    text = "Rebels attacked a patrol in Goma on Friday. On Saturday rebels shelled Sake, killing nine people."
    reading = strict.read(Report(text=text, story="t", published="2016-05-15", language="en"))
    assert [s.place and s.place.name for s in reading.statements] == ["Sake"]
    assert any("too unsure" in d.reason for d in reading.dropped)


@pytest.mark.parametrize(
    ("text", "harm", "low"),
    [
        ("Raqqa, 11 May, air raids by the Syrian army:\n- Dead: 63, of whom 36 civilians.", "killed", 63),
        ("Islamic State fighters entered Tal Tamr.\nSeized: at least 90 people from the town.", "abducted", 90),
        ("The death toll from Friday's bombing in Karrada has risen to 213, officials said.", "killed", 213),
        (
            "A bomb in the Karrada market of Baghdad, crowded in the last week of Ramadan, killed 83 people.",
            "killed",
            83,
        ),
    ],
    ids=["list", "list of captives", "update", "an aside on a period"],
)
def test_figures_of_lists_and_updates_are_of_the_incident(read: Read, text: str, harm: str, low: int) -> None:
    figures = [f for s in read(text) if s.toll is not None for f in getattr(s.toll, harm)]
    assert [(f.low, f.scope) for f in figures] == [(low, "incident")]


def test_a_vehicle_driven_into_a_place_is_no_capture(read: Read) -> None:
    found = read("A man drove a minibus full of explosives into a checkpoint in Hilla, killing 45 people, police said.")
    assert {s.kind for s in found} == {"event"} and any(s.event and s.event.sub_type == "Suicide bomb" for s in found)
