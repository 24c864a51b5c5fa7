"""Control of places: one line of the table a construction of English."""

from collections.abc import Callable

import pytest

from warledger.record.statement import Statement

Read = Callable[..., list[Statement]]

CASES = [
    ("active", "Government forces captured Khasham on Monday.", [("gained", "Khasham", "asserted")]),
    ("passive", "Dabiq was recaptured by Turkish-backed rebels.", [("gained", "Dabiq", "asserted")]),
    ("from", "The army seized Izium from Russian forces.", [("gained", "Izium", "asserted")]),
    (
        "list",
        "ISIS has lost Tikrit, Baiji and Sinjar.",
        [("lost", "Tikrit", "asserted"), ("lost", "Baiji", "asserted"), ("lost", "Sinjar", "asserted")],
    ),
    ("light verb", "Rebels took control of Goma.", [("gained", "Goma", "asserted")]),
    ("drive out", "The army drove the militants out of Marawi.", [("gained", "Marawi", "asserted")]),
    ("fall", "Ramadi fell to ISIS in May 2015.", [("gained", "Ramadi", "asserted")]),
    ("noun", "The fall of Mosul to ISIL shocked the region.", [("gained", "Mosul", "asserted")]),
    ("compound", "Shells hit the rebel-held town of Azaz.", [("held", "Azaz", "asserted")]),
    ("said beside it", "The town of Avdiivka, still Russian-held, was shelled.", [("held", "Avdiivka", "asserted")]),
    ("said of it", "The Syrian town of Azaz is still rebel-held.", [("held", "Azaz", "asserted")]),
    ("held", "Al-Shabaab still controls Jilib.", [("held", "Jilib", "asserted")]),
    (
        "with",
        "Soldiers and rebels fought for weeks. The town of Nyala in Sudan remains with the army.",
        [("held", "Nyala", "asserted")],
    ),
    (
        "left to",
        "Soldiers and rebels fought for weeks. In the end Raqqa was left to the Islamic State.",
        [("held", "Raqqa", "asserted")],
    ),
    (
        "handed to",
        "Soldiers fought for weeks. Rabia in Iraq was handed to federal forces.",
        [("lost", "Rabia", "asserted")],
    ),
    ("passed to", "The town of Hawija passed to the Islamic State.", [("gained", "Hawija", "asserted")]),
    ("came into", "Columns of M23 fighters came into Goma.", [("gained", "Goma", "asserted")]),
    ("left by car", "The Taliban left Kabul in lorries.", [("lost", "Kabul", "asserted")]),
    ("gave up", "The garrison of Palmyra in Syria surrendered.", [("lost", "Palmyra", "asserted")]),
    ("siege", "Syrian troops have besieged Madaya since July.", [("besieged", "Madaya", "asserted")]),
    ("failed", "Rebels failed to capture Menagh.", [("gained", "Menagh", "negated")]),
    ("negated", "The army has not retaken Kidal.", [("gained", "Kidal", "negated")]),
    (
        "neither",
        "Neither Goma nor Bukavu was taken by the rebels.",
        [("gained", "Goma", "negated"), ("gained", "Bukavu", "negated")],
    ),
    (
        "none",
        "The rebels took neither Goma nor Bukavu.",
        [("gained", "Goma", "negated"), ("gained", "Bukavu", "negated")],
    ),
    ("first attempt", "A first attempt to recover Tikrit was made by the army.", [("gained", "Tikrit", "planned")]),
    ("planned", "Iraqi forces plan to retake Mosul.", [("gained", "Mosul", "planned")]),
    ("possible", "Kunduz could fall to the Taliban.", [("gained", "Kunduz", "possible")]),
    ("on the verge", "Kunduz was on the verge of falling to the Taliban.", [("gained", "Kunduz", "possible")]),
    ("nearly", "The rebels nearly captured Goma.", [("gained", "Goma", "possible")]),
]


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_constructions(read: Read, text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(s.control.change, s.place.text, s.modality) for s in read(text) if s.control and s.place]
    assert found == expected


GAPPED = [
    (
        "party last",
        "War broke out in Yemen. Hodeidah and Hazm are held by the Houthis; Harib, Bayhan and Hays by the government.",
        {"houthis": ["Hodeidah", "Hazm"], "yemen-government": ["Harib", "Bayhan", "Hays"]},
    ),
    (
        "left to",
        "War broke out in Libya. The truce left Sirte to the LNA, and Misrata and Gharyan to the Government of National Accord.",
        {"libyan-national-army": ["Sirte"], "government-of-national-accord": ["Misrata", "Gharyan"]},
    ),
    (
        "party first",
        "War broke out in Syria. The YPG took Kobani, and the Syrian army Homs and Hama.",
        {"ypg": ["Kobani"], "syrian-arab-army": ["Homs", "Hama"]},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [g[1:] for g in GAPPED], ids=[g[0] for g in GAPPED])
def test_a_clause_that_leaves_out_its_verb_has_its_own_party(
    read: Read, text: str, expected: dict[str, list[str]]
) -> None:
    found: dict[str, list[str]] = {}
    for s in read(text):
        if s.control and s.place:
            (party,) = s.parties
            found.setdefault(party.id or party.text, []).append(s.place.name)
    assert found == expected


TAKEN_BY = [
    (
        "they",
        "The Taliban took Musa Qala; the Afghan army sent reinforcements. Sangin was captured by them.",
        "taliban",
    ),
    ("its men", "The MNLA fought on in Mali. It said that its men had taken the city of Kidal.", "mnla"),
]


@pytest.mark.parametrize(("text", "taker"), [t[1:] for t in TAKEN_BY], ids=[t[0] for t in TAKEN_BY])
def test_who_is_meant_by_a_pronoun_is_who_took_places_before(read: Read, text: str, taker: str) -> None:
    found = [s for s in read(text) if s.control]
    assert [p.id for p in found[-1].parties] == [taker]


WAR = "Soldiers and rebels fought for weeks in Congo. "


@pytest.mark.parametrize(
    ("text", "place", "change"),
    [
        ("On 26 May the M23 retook Goma by surprise.", "Goma", "gained"),
        ("On 15 May the M23 entered Goma and President Tshisekedi flew to Kinshasa.", "Goma", "gained"),
        ("On 7 May Masisi and Sake, in North Kivu, were captured.", "Masisi", "gained"),
        ("On 7 May M23 took Goma, burning the courthouse, and the same afternoon took Sake.", "Sake", "gained"),
        ("The garrison of Masisi held out until 7 May.", "Masisi", "lost"),
    ],
)
def test_what_the_parser_takes_for_something_else(read: Read, text: str, place: str, change: str) -> None:
    found = {s.place.name: s for s in read(WAR + text) if s.control and s.place and s.control.change != "contested"}
    assert found[place].control and found[place].control.change == change
    assert found[place].time and found[place].time.start == found[place].time.end


@pytest.mark.parametrize(
    "text",
    [
        "Which towns M23 captured, nobody knows.",
        "Goma recovered quickly after the fighting.",
        "M23 will not take Goma until May 2027.",
        "Maps of Goma\n\nCaptured soldiers were shown on television.",
        "Goma was besieged by M23 in May. The last soldier broke out in tears.",
    ],
)
def test_what_tells_of_no_capture(read: Read, text: str) -> None:
    found = read(WAR + text, dates="retrospective")
    assert [s for s in found if s.control and s.control.change in {"gained", "lost"} and s.modality == "asserted"] == []


def test_who_holds_places_of_several_regions(read: Read) -> None:
    found = read(WAR + "By May M23 was in control of Goma and Sake in North Kivu, and of Bukavu in South Kivu.")
    assert {"Goma", "Sake", "Bukavu"} <= {s.place.name for s in found if s.control and s.place}


def test_the_militants_may_be_named_only_after(read: Read) -> None:
    [held, *_] = [
        s
        for s in read("Kidal remains in the militants' hands. Soldiers retook Gao in Mali from Boko Haram on Monday.")
        if s.control and s.control.change == "held"
    ]
    assert [p.id for p in held.parties] == ["boko-haram"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("On 7 May M23 advanced on a checkpoint on the road to Goma, capturing it.", set()),
        ("On 7 May M23 attacked Masisi and captured it.", {"Masisi"}),
        ("M23 shelled the city of Goma. The army retook a hill. The next day M23 took the village.", set()),
    ],
)
def test_what_it_and_the_village_stand_for(read: Read, text: str, places: set[str]) -> None:
    whole = [s for s in read(WAR + text) if s.control and s.control.change == "gained" and s.control.extent == "whole"]
    assert {s.place.name for s in whole if s.place and s.place.name != "Congo"} == places


def test_a_unit_of_troops_is_no_place(read: Read) -> None:
    (found,) = [s for s in read("The RSF besieged the 22nd Division in Babanusa, Sudan.") if s.control and s.place]
    assert found.place is not None and found.place.name == "Babanusa"


def test_a_facility_told_of_with_another_is_where_that_is(read: Read) -> None:
    told = "Rebels took Konna in Mali. French forces seized the airport and the bridge at Gao."
    assert [s.place.name for s in read(told) if s.control and s.place][1] == "Gao"


def test_a_section_is_about_the_town_that_its_heading_names_and_not_the_title(read: Read) -> None:
    told = (
        "The siege of Fallujah lasted from 4 May to 26 June 2016.\n\nFall of Ramadi\n\n"
        "On 14 May 2015 the Islamic State attacked Ramadi. On 17 May the army left the city."
    )
    found = [s for s in read(told, published="2020-01-01", title="Siege of Fallujah (2016)") if s.control and s.place]
    assert [s.place.name for s in found if s.control and s.control.change == "lost" and s.place] == ["Ramadi"]


def test_what_is_occupied_with_that_is_not_with_anybody(read: Read) -> None:
    assert not [s for s in read("The army left Lysychansk. With that, the whole of it was occupied.") if s.parties[1:]]


ABOUT = "The siege began in May. A hospital in Kyiv took in the wounded. On 18 May rebels captured the city."


@pytest.mark.parametrize(("title", "where"), [("Battle of Debaltseve", "Debaltseve"), (None, "Kyiv")])
def test_the_city_is_the_one_that_the_text_is_about(read: Read, title: str | None, where: str) -> None:
    told = "The town of Debaltseve was held by the Ukrainian army. " + ABOUT
    taken = [s for s in read(told, title=title) if s.control and s.control.change == "gained" and s.place]
    assert [s.place.name for s in taken if s.place] == [where]


def test_a_leader_named_in_full_before_stands_for_his_side_by_his_last_name(read: Read) -> None:
    found = read("Jonas Savimbi fled. Savimbi's men took Huambo. A man called Peter Savimbi took Kuito.")
    assert [p.id for s in found if s.control for p in s.parties if p.id] == ["unita"]


DAYS = [
    (
        "of an apposition",
        "War broke out in Syria. Homs, a ghost city since 2012, was recaptured by the army on 20 May 2014.",
        ["2014-05-20"],
    ),
    (
        "that opens an item",
        "AQAP fought in Yemen. On 2 December 2015 it seized Zinjibar and Jaar, on 25 January 2016 Houta.",
        ["2015-12-02", "2015-12-02", "2016-01-25"],
    ),
    (
        "beside what a town is",
        "War broke out in Syria. Rebels took Homs on 3 May 2015 and Hama, capital of the province, on 5 May.",
        ["2015-05-03", "2015-05-05"],
    ),
    (
        "since which it is the first",
        "On 3 October 2015 the Taliban took Kunduz. It was the first city to be lost since 2001.",
        ["2015-10-03", "2015-10-03"],
    ),
    (
        "since which it was held",
        "On 18 March 2020 war began. Watiya, which the LNA had held since 2014, was captured on 18 May.",
        ["2014-01-01", "2020-05-18"],
    ),
]


@pytest.mark.parametrize(("text", "days"), [d[1:] for d in DAYS], ids=[d[0] for d in DAYS])
def test_days(read: Read, text: str, days: list[str]) -> None:
    found = [s for s in read(text, published="2023-01-01") if s.control]
    assert [s.time.start for s in found if s.time] == days


def test_who_walks_in_takes_the_place_told_of_last(read: Read) -> None:
    found = [s for s in read("Soldiers fled from Goma on Friday. M23 rebels walked in on Saturday.") if s.control]
    assert [(s.control.change, s.place.text) for s in found if s.control and s.place] == [
        ("lost", "Goma"),
        ("gained", "Goma"),
    ]


HOLDERS = [
    ("Shells hit the YPG-held town of Afrin in Syria.", "ypg"),
    ("Soldiers shelled Taliban-controlled Kunduz.", "taliban"),
    ("Soldiers bombed the Houthi-run city of Taiz in Yemen.", "houthis"),
    ("Rebels and soldiers fought in Rwanda. The town of Byumba was under Hutu control.", None),
]


@pytest.mark.parametrize(("text", "holder"), HOLDERS)
def test_who_holds_a_place_stands_before_it(read: Read, text: str, holder: str | None) -> None:
    (found,) = [s for s in read(text) if s.control and s.control.change == "held"]
    assert [p.id for p in found.parties if p.role == "holder"] == [holder]


@pytest.mark.parametrize(
    "text",
    [
        "The army left the town of Palmyra in ruins.",
        "The delegation stayed with the rebels in Aleppo.",
        "The army promises cash to rebels who come in from the hills around Palmyra.",
    ],
)
def test_other_senses_of_leaving_and_staying(read: Read, text: str) -> None:
    assert [s for s in read(text) if s.control] == []


@pytest.mark.parametrize(
    "text",
    [
        "Liverpool captured the title at Anfield on Saturday.",
        "The company lost Paris as a market and took control of a rival in Berlin's tech scene.",
        "She won London Fashion Week over.",
    ],
)
def test_metaphors_yield_nothing(read: Read, text: str) -> None:
    assert [s for s in read(text) if s.modality == "asserted"] == []


def test_who_says_it_travels_with_it(read: Read) -> None:
    (statement,) = read("Rebels seized Goma on Tuesday, a United Nations official said.")
    assert [a.speaker for a in statement.attribution] == ["a United Nations official"]
    assert statement.time and statement.time.start == "2016-05-10"


@pytest.mark.parametrize(
    ("text", "change", "extent", "modality"),
    [
        ("The Libyan National Army captured the last district of Derna on Friday.", "gained", "whole", "asserted"),
        ("Kherson became the first big city to come under Russian occupation.", "gained", "whole", "asserted"),
        ("Derna was at no point in government hands, Haftar's forces said.", "held", "whole", "negated"),
    ],
    ids=["the last part", "the first to", "at no point"],
)
def test_what_a_few_words_make_of_a_change(read: Read, text: str, change: str, extent: str, modality: str) -> None:
    (found,) = [s for s in read(text) if s.control is not None]
    assert found.control is not None
    assert (found.control.change, found.control.extent, found.modality) == (change, extent, modality)


def test_what_is_left_over_is_not_left(read: Read) -> None:
    found = read(
        "Gaddafi's forces took Zawiya from the rebels on Friday. That leaves Misrata as the rebels' last city."
    )
    assert all(s.control is None or s.control.change != "lost" or "Misrata" not in s.quote.text for s in found)


def test_a_capital_is_no_town(read: Read) -> None:
    text = "Moscow said its army had taken Klishchiivka on Monday. A day later the town was lost to Ukrainian troops."
    (lost,) = [s for s in read(text) if s.control is not None and s.control.change == "lost"]
    assert lost.place is not None and lost.place.name == "Klishchiivka"
