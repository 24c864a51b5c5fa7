"""Where and when a toll was that its own sentence gives neither place nor day: stories of other wars."""

from collections.abc import Callable

import pytest

from warledger.reading.reader import Reader
from warledger.record.report import Report
from warledger.record.statement import Statement

Read = Callable[..., list[Statement]]

PLACES = [
    (
        "the place that was taken, not the one named last",
        "The army retook Popasna on Monday. The road from Bakhmut is open. Forty rebels were killed, a spokesman said.",
        40,
        "Popasna",
    ),
    (
        "not the town that it lies around",
        "Rebels seized Bria in the Haute-Kotto region on Friday. Nine gendarmes were killed.",
        9,
        "Bria",
    ),
    (
        "not the seat of a government",
        "Shells hit Nyala on Friday. Khartoum blamed the rebels. Twelve people were killed.",
        12,
        "Nyala",
    ),
    (
        "not where they fled to",
        "Rebels attacked Kidal at dawn. Hundreds of families fled towards Gao. Fourteen soldiers were killed.",
        14,
        "Kidal",
    ),
    (
        "not a date line",
        "NAIROBI, 3 May 2022 (Wire) - Gunmen raided a camp in Baidoa on Monday. At least 17 people were killed.",
        17,
        "Baidoa",
    ),
    (
        "not what they could not hold",
        "A bomb hit Marib on Monday. The rebels could not hold Taiz, and 19 of their men were killed.",
        19,
        "Marib",
    ),
    (
        "a town and not its country",
        "At least 30 people were killed in the worst raid in Mali this year, on the village of Ogossagou.",
        30,
        "Ogossagou",
    ),
    (
        "two towns in one sentence",
        "Militants killed 14 soldiers in Goma on Tuesday and nine more in Bunia, the army said.",
        9,
        "Bunia",
    ),
    (
        "an item of a bulletin",
        "Attacks of the week in Mali. Gao: a bomb, 8 dead. Kidal: mortars, 3 dead.",
        3,
        "Kidal",
    ),
    (
        "a village that is said to be one",
        "Shells fell on Kupiansk on Monday. A missile struck a queue at Hroza, a village 30 km west of Kupiansk. It killed 59.",
        59,
        "Hroza",
    ),
    (
        "not where boats are from",
        "Goma was besieged. Boats from Bukavu landed guns and flour. A jet struck the market and 19 people died.",
        19,
        "Goma",
    ),
    (
        "none of those they could not hold",
        "A bomb hit Marib on Monday. The rebels could not hold Taiz, Mocha or Zinjibar, so they killed 19 shoppers.",
        19,
        "Marib",
    ),
    (
        "the suburb named before",
        "A man blew himself up in the Dar Saad suburb of Aden. Shells fell on Taiz. Then a car bomb hit the suburb and killed 19.",
        19,
        "Dar Saad",
    ),
    (
        "an item before a semicolon",
        "Monday: Kirkuk city (clashes south of it, 19 dead); Jalawla, Diyala (no fighting).",
        19,
        "Kirkuk",
    ),
    (
        "not the name of a weapon",
        "On Monday a Grad salvo struck a bus near Volnovakha; 12 passengers were killed.",
        12,
        "Volnovakha",
    ),
]


@pytest.mark.parametrize(("text", "dead", "place"), [p[1:] for p in PLACES], ids=[p[0] for p in PLACES])
def test_a_toll_is_at_the_place_that_the_narrative_is_at(read: Read, text: str, dead: int, place: str) -> None:
    (told,) = [s for s in read(text) if s.toll and any(f.low == dead for f in s.toll.killed)]
    assert told.place is not None and told.place.name == place


def test_a_lead_that_names_no_town_is_of_that_of_its_title(read: Read) -> None:
    text = (
        "An air strike has wiped out the largest workshop of the rebels in Iraq, killing 40. Trucks burned at Hawija."
    )
    titled = read(text, title="Bomb factory destroyed at Hawija")
    assert [s.place.name for s in titled if s.toll and s.place] == ["Hawija"]
    assert [s.place.name for s in read(text) if s.toll and s.place] == ["Iraq"]


def test_a_namesake_in_another_country_is_a_quarter_of_the_town_after_it(read: Read) -> None:
    text = "Khartoum is besieged. On 8 July an air strike on Dar es Salaam, Omdurman, killed 22 people."
    (told,) = [s for s in read(text) if s.toll]
    assert told.place is not None and told.place.country == "SD"


def test_a_quarter_lies_at_the_town_that_it_is_said_to_be_of(read: Read) -> None:
    (told,) = [s for s in read("A missile hit the Zzyxa district of Kharkiv on Monday, killing 12 people.") if s.toll]
    assert told.place is not None and told.place.name == "Zzyxa district"
    assert told.place.country == "UA" and told.place.lat == pytest.approx(49.98, abs=0.1)


DAYS = [
    (
        "the day of the deed and not of the saying",
        "A bomb went off in Quetta on Sunday, police said on Tuesday. Eight people were killed.",
        8,
        "2021-06-13",
    ),
    (
        "whose day it was",
        "The dead from Sunday's bombing in Quetta now number at least 31, the ministry said on Tuesday.",
        31,
        "2021-06-13",
    ),
    (
        "after the deed",
        "Twelve dead and thirty wounded: that is what the militia brought to Arauca on Monday.",
        12,
        "2021-06-14",
    ),
    (
        "not a happening before",
        "Soldiers retook Bria on Monday, nine days after rebels had come. Twenty rebels were killed.",
        20,
        "2021-06-14",
    ),
    (
        "not a month in passing",
        "Rebels attacked Kidal on Monday. It was their biggest raid since the fall of Gao in May. Six soldiers were killed.",
        6,
        "2021-06-14",
    ),
    (
        "before the day of the saying",
        "The army said on Tuesday it would look into the raid on Bria in which nine people died a day earlier.",
        9,
        "2021-06-14",
    ),
    (
        "of the noun and not of the verb",
        "Troops went into Kidal on Tuesday after a bombing in Gao the day before that left 8 dead.",
        8,
        "2021-06-14",
    ),
    (
        "not that on which a toll grew",
        "The death toll from an air strike on a market in Goma rose to 40 on Tuesday. Sunday's attack was the worst this year.",
        40,
        "2021-06-13",
    ),
    (
        "nor that on which it was raised",
        "The defence ministry on Tuesday raised the toll of the attack in Goma to 89. Sunday's attack hit a barracks.",
        89,
        "2021-06-13",
    ),
    (
        "after its noun and not of the verb",
        "The army fired rockets at Gao on Tuesday in response to an air strike in Kidal on 11 June that killed 13 people.",
        13,
        "2021-06-11",
    ),
    (
        "narrowed down later",
        "Jets bombed a hall in Sanaa a week ago, the army said. Fourteen people were killed in the attack on 9 June.",
        14,
        "2021-06-09",
    ),
    (
        "of a clause that tells more of the weapon",
        "The army fought rebels near Goma on 9 June. A drone that hit a mosque in Bria on 11 June killed over seventy.",
        71,
        "2021-06-11",
    ),
    (
        "of the clause before it",
        "The army fought rebels on 9 June. When ministers flew in to Bria on 11 June, missiles struck the airport, killing 21.",
        21,
        "2021-06-11",
    ),
    (
        "not the day on which it was told that it had been",
        "GOMA - Rebels came on 12 June. A monitor said on Tuesday that the assault on Goma had cost 135 lives.",
        135,
        "2021-06-12",
    ),
    (
        "days after another deed",
        "Gunmen attacked a barracks in Kabul on Tuesday, killing 11 soldiers, two days after a bomb killed 80 people in the city.",
        11,
        "2021-06-15",
    ),
    (
        "not of what was done about it",
        "Aid agencies left Gao on Tuesday after a strike on a camp. Sunday's attack killed 56 people.",
        56,
        "2021-06-13",
    ),
    (
        "counted back from that of the verb",
        "Mourners buried victims on Tuesday of a suicide attack on a mosque in Kunduz a day earlier that killed 46 people.",
        46,
        "2021-06-14",
    ),
    (
        "not of what had been before",
        "Gao fell on Monday. Its bridge had been left by guards on Saturday, a day's march away. Rebels killed 12 soldiers.",
        12,
        "2021-06-14",
    ),
    (
        "not of a clause aside",
        "The army is back in Bria. The rebels, who came on Saturday, were hit from the air, and eleven were killed on Monday.",
        11,
        "2021-06-14",
    ),
    ("before dawn is on the day", "Gunmen raided Baidoa before dawn on Sunday, killing 7 people.", 7, "2021-06-13"),
]


@pytest.mark.parametrize(("text", "dead", "day"), [d[1:] for d in DAYS], ids=[d[0] for d in DAYS])
def test_a_toll_is_of_the_day_of_the_deed(reader: Reader, text: str, dead: int, day: str) -> None:
    report = Report(text=text, story="days", published="2021-06-16", language="en")
    (told,) = [s for s in reader.read(report).statements if s.toll and any(f.low == dead for f in s.toll.killed)]
    assert told.time is not None and told.time.start == day


def test_what_was_told_on_a_day_is_of_no_day(reader: Reader) -> None:
    text = (
        "Rebels killed 40 people in Bria, residents said on Sunday. Among the murdered were two nurses of the hospital."
    )
    report = Report(text=text, story="told", published="2021-06-16", language="en")
    times = [s.time for s in reader.read(report).statements if s.event]
    assert times and all(t is not None and (t.start, t.precision) == (None, "open") for t in times)


def test_a_date_line_dates_the_writing_alone(reader: Reader) -> None:
    text = "GOMA, June 15 - An air strike set off a fire that killed 45 people in a camp in Goma, officials said on Tuesday."
    report = Report(text=text, story="line", published="2021-06-16", language="en")
    (told,) = [s for s in reader.read(report).statements if s.toll]
    assert told.time is not None and (told.time.start, told.time.precision) == (None, "open")


def test_the_region_around_a_town_is_not_where_a_deed_was(read: Read) -> None:
    text = "Rockets hit a college that housed conscripts in Makiivka, in the occupied Donetsk region, on Friday."
    (told,) = [s for s in read(text) if s.event]
    assert told.place is not None and told.place.name == "Makiivka"


def test_the_city_of_a_region_is_the_city(read: Read) -> None:
    (told,) = [s for s in read("An Israeli air strike killed 45 people in a camp in the Gaza city of Rafah.") if s.toll]
    assert told.place is not None and told.place.name == "Rafah"


def test_a_capital_is_known_by_its_country(reader: Reader) -> None:
    text = "A car bomb was detonated beside a convoy in the Somali capital on Tuesday, killing eight people."
    (told,) = [s for s in reader.read(Report(text=text, story="capital", language="en")).statements if s.toll]
    assert told.place is not None and (told.place.name, told.place.country) == ("Mogadishu", "SO")


def test_a_relief_society_is_no_place(reader: Reader) -> None:
    text = (
        "An air strike hit Dahyan, in Yemen's Saada province. The Red Cross said its hospital had received 29 bodies."
    )
    report = Report(text=text, story="relief", language="en")
    assert {s.place.name for s in reader.read(report).statements if s.place} == {"Dahyan"}


def test_a_bulletin_without_days_is_of_the_day_of_its_title(reader: Reader) -> None:
    text = "Gao market: car bomb, 8 dead, 20 wounded. Kidal barracks: mortars, no casualties."
    report = Report(text=text, story="title", title="Mali: attacks of 11 June", published="2021-06-16", language="en")
    (told,) = [s for s in reader.read(report).statements if s.toll and any(f.low == 8 for f in s.toll.killed)]
    assert told.time is not None
    assert (told.time.start, told.time.end, told.time.anchor) == ("2021-06-11", "2021-06-11", "title")


SCOPES = [
    ("days since", "Thirty people were killed in the two days since gunmen entered Goma.", "period"),
    ("since a war began", "More than 9,000 people have been killed since the war in Goma began in 2012.", "cumulative"),
    ("since a weekday", "Fighting in Goma has killed dozens since Sunday.", "period"),
    ("in a day", "The army bombed Goma, and a hundred rebels were killed in a day.", "period"),
    (
        "a day before",
        "The army bombed Goma on Monday. Ten people, four of them children, were killed a day earlier in Bunia.",
        "incident",
    ),
    ("a day each", "The shelling of Goma kills ten people a day.", "rate"),
]


@pytest.mark.parametrize(("text", "scope"), [s[1:] for s in SCOPES], ids=[s[0] for s in SCOPES])
def test_a_count_of_days_is_told_from_one_of_a_war(reader: Reader, text: str, scope: str) -> None:
    report = Report(text=text, story="scope", published="2021-06-16", language="en")
    assert {f.scope for s in reader.read(report).statements if s.toll for f in s.toll.killed} == {scope}


def test_a_year_in_passing_still_dates_its_own_clause(reader: Reader) -> None:
    text = "The army took Bria on Monday from rebels who had held the town since 2012. It lies on a river."
    report = Report(text=text, story="since", published="2021-06-16", language="en")
    held = [s for s in reader.read(report).statements if s.control and s.control.change == "held"]
    assert [s.time.start for s in held if s.time] == ["2012-01-01"]
