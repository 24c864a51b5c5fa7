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


ABOUT = "The siege began in May. A hospital in Kyiv took in the wounded. On 18 May rebels captured the city."


@pytest.mark.parametrize(("title", "where"), [("Battle of Debaltseve", "Debaltseve"), (None, "Kyiv")])
def test_the_city_is_the_one_that_the_text_is_about(read: Read, title: str | None, where: str) -> None:
    told = "The town of Debaltseve was held by the Ukrainian army. " + ABOUT
    taken = [s for s in read(told, title=title) if s.control and s.control.change == "gained" and s.place]
    assert [s.place.name for s in taken if s.place] == [where]


def test_a_leader_named_in_full_before_stands_for_his_side_by_his_last_name(read: Read) -> None:
    found = read("Jonas Savimbi fled. Savimbi's men took Huambo. A man called Peter Savimbi took Kuito.")
    assert [p.id for s in found if s.control for p in s.parties if p.id] == ["unita"]


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
