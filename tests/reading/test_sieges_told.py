"""How sieges are told: their beginnings, ends and spans, and rings that close or open without a word for a siege."""

from collections.abc import Callable

import pytest

from warledger.record.statement import Statement

Read = Callable[..., list[Statement]]

Told = tuple[str, str, str | None, str | None]
"""A change, its place, and the days from and to which it was so."""


def sieges(statements: list[Statement]) -> set[Told]:
    return {
        (s.control.change, s.place.name, s.time.start if s.time else None, s.time.end if s.time else None)
        for s in statements
        if s.control and s.place and s.control.change in {"besieged", "siege_ended"}
    }


TOLD = [
    (
        "begins in a clause of its own",
        "Kurdish fighters entered Kobani on 27 January 2015 and ended a siege by the Islamic State that began on 15 September 2014.",
        ("besieged", "Kobani", "2014-09-15", "2014-09-15"),
    ),
    (
        "has lasted since",
        "Kurdish forces opened a way to Kobani, ending an encirclement by the Islamic State that had lasted since 21 October 2014.",
        ("besieged", "Kobani", "2014-10-21", None),
    ),
    (
        "imposed on a place that is under it",
        "Kidal has been under a blockade imposed by militants since 8 August 2015.",
        ("besieged", "Kidal", "2015-08-08", None),
    ),
    (
        "ends",
        "The siege of Gao, which began in May 2012, ended on 3 June 2013.",
        ("siege_ended", "Gao", "2013-06-03", "2013-06-03"),
    ),
    ("is over", "The siege of Gao is over, the army said.", ("siege_ended", "Gao", None, "2016-05-15")),
    (
        "lasts until",
        "The siege of Gao by rebels began on 6 January 2013 and lasted until 28 September 2013.",
        ("besieged", "Gao", None, "2013-09-28"),
    ),
    (
        "from a day to another",
        "Kobani was besieged by the Islamic State from 15 September 2014 to 27 January 2015.",
        ("besieged", "Kobani", "2014-09-15", "2015-01-27"),
    ),
    (
        "a span in brackets",
        "The siege of Gao (7 December 2012 – 29 April 2013) left 300 soldiers dead.",
        ("besieged", "Gao", "2012-12-07", "2013-04-29"),
    ),
    ("relieved", "Soldiers relieved Kidal on 8 April 2016.", ("siege_ended", "Kidal", "2016-04-08", "2016-04-08")),
    (
        "comes to an end",
        "The siege of Gao came to an end on 4 May 2013.",
        ("siege_ended", "Gao", "2013-05-04", "2013-05-04"),
    ),
    (
        "broken through to",
        "On 3 February 2016 the army broke through to Nubl, which rebels had ringed since 2012.",
        ("siege_ended", "Nubl", "2016-02-03", "2016-02-03"),
    ),
    (
        "a ring is drawn",
        "Rebels closed the ring around Goma on 10 February 2016.",
        ("besieged", "Goma", "2016-02-10", "2016-02-10"),
    ),
    (
        "the last road is cut",
        "On 8 April 2016 M23 rebels cut the last road to Goma.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
    (
        "cut off on all sides",
        "On 8 April 2016 M23 rebels cut Goma off on all sides.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
    (
        "its besieged are reached",
        "On 8 April 2016 the army reached the besieged garrison of Kidal.",
        ("siege_ended", "Kidal", "2016-04-08", "2016-04-08"),
    ),
    (
        "stays encircled",
        "Kidal and Gao stay encircled by rebels, the army said.",
        ("besieged", "Gao", None, "2016-05-15"),
    ),
    (
        "two places counted after their names",
        "Men burned buses from Fuah and Kafriya, two villages that rebels have encircled since March 2015.",
        ("besieged", "Kafriya", "2015-03-01", None),
    ),
    (
        "cut off for a time",
        "Rebels shelled Goma. The town of Sake was cut off from mid-June 2014.",
        ("besieged", "Sake", "2014-06-11", None),
    ),
    (
        "shut in",
        "Rebels shelled Goma. Government troops had hemmed Sake in by 5 March 2014.",
        ("besieged", "Sake", None, "2014-03-05"),
    ),
    (
        "troops cut off at a place",
        "Rebels shelled Goma. By 26 August 2014 the government troops at Sake were cut off.",
        ("besieged", "Sake", None, "2014-08-26"),
    ),
    (
        "beside the clause that it stands in",
        "Rebels shelled Goma. In the village of Sake, encircled since 3 August 2014, people ate grass.",
        ("besieged", "Sake", "2014-08-03", None),
    ),
    (
        "beside the verb of its sentence",
        "Rebels shelled Goma. The 22nd Division at Sake, encircled since January 2014 and fed by parachute, held out.",
        ("besieged", "Sake", "2014-01-01", None),
    ),
    (
        "the siege is that of the place besieged before",
        "Rebels besieged Sake from 5 May 2014. Shells fell on Goma on 9 May 2014. On 2 July 2014 the siege was lifted.",
        ("siege_ended", "Sake", "2014-07-02", "2014-07-02"),
    ),
    (
        "relieved in a clause beneath that of its day",
        "On 30 January 2025 the army took Sake, and on 23 February 2025 it reached Goma, which was thus relieved.",
        ("siege_ended", "Goma", "2025-02-23", "2025-02-23"),
    ),
    (
        "a relief column",
        "A relief force broke through to Goma on 23 February 2015.",
        ("siege_ended", "Goma", "2015-02-23", "2015-02-23"),
    ),
    (
        "linked up with its defenders",
        "On 8 May 2015 the army linked up with the defenders of Goma.",
        ("siege_ended", "Goma", "2015-05-08", "2015-05-08"),
    ),
    (
        "what the main clause tells of",
        "On 21 September 2014 M23 rebels overran Camp Rumangabo, north of Goma, after besieging it for a week.",
        ("besieged", "Camp Rumangabo", "2014-09-21", "2014-09-21"),
    ),
    (
        "from a season to another",
        "Rebels besieged Goma from autumn 2014 to spring 2016.",
        ("besieged", "Goma", "2014-09-01", "2016-05-31"),
    ),
    (
        "its besiegers go",
        "Rebels besieged Sake from 5 May 2014. On 2 July 2014 the besiegers withdrew.",
        ("siege_ended", "Sake", "2014-07-02", "2014-07-02"),
    ),
    (
        "given up",
        "On 8 May 2013 the rebels gave up the siege of Goma.",
        ("siege_ended", "Goma", "2013-05-08", "2013-05-08"),
    ),
    (
        "a garrison bottled up",
        "Rebels shelled Goma. Rebel troops had bottled up the garrison in Sake since October 2014.",
        ("besieged", "Sake", "2014-10-01", None),
    ),
    (
        "taken by the tagger for an adjective",
        "Huambo was encircled in January 1993 and fell on 7 March 1993 after 55 days of fighting.",
        ("besieged", "Huambo", "1993-01-01", "1993-01-31"),
    ),
    (
        "not at the date line",
        "BEIRUT, May 10 - Kurdish forces have opened a way to Kobani, ending an encirclement.",
        ("siege_ended", "Kobani", "2016-05-10", "2016-05-10"),
    ),
    (
        "after a part of a month, with no comma",
        "From the middle of November 2015 Laukkai was surrounded by the army.",
        ("besieged", "Laukkai", "2015-11-11", None),
    ),
    (
        "put an end to",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 a truce put an end to the siege.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "brought to its end",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 this brought the siege to its end.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "at an end",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 the siege was at an end.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "declared over",
        "Rebels besieged Sake on 5 May 2014. The siege was declared over on 5 July 2014.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "its ring bursts",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 the ring burst.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "not before a day",
        "Rebels besieged Sake on 5 May 2014. The siege was not lifted until 5 July 2014.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "not before a day, that first",
        "Rebels besieged Sake on 5 May 2014. It was not until 5 July 2014 that the siege was broken.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "ends when something else happens",
        "Rebels besieged Sake on 5 May 2014. The siege ended when government troops entered Sake on 5 July 2014.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "its road is opened",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 the government reopened the road to Sake.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "its road is open",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 the road to Sake was open again.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "broken through to, besieged before",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 an army column broke through to the town.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "its defenders are met",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 the army made contact with the defenders.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "its besiegers pull back",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 the rebels pulled back from Sake.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "its attackers withdraw",
        "Rebels besieged Sake on 5 May 2014. On 5 July 2014 the attackers withdrew.",
        ("siege_ended", "Sake", "2014-07-05", "2014-07-05"),
    ),
    (
        "all roads sealed",
        "On 8 April 2016 M23 rebels sealed all the approaches to Goma.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
    (
        "its own last road",
        "M23 rebels shelled Goma. On 8 April 2016 they cut the city's only road.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
    (
        "its last road lost",
        "M23 rebels were close. With the fall of Sake on 8 April 2016 the last road into Goma was lost.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
    (
        "a deed elsewhere cuts it off",
        "The capture of Sake by M23 rebels on 8 April 2016 cut off Goma.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
    (
        "left surrounded",
        "M23 rebels were close. The fall of Bunagana on 8 April 2016 left Goma surrounded.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
    (
        "finds itself surrounded",
        "On 8 April 2016 Goma found itself surrounded by M23 rebels.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
    (
        "cut off from the world",
        "M23 rebels shelled Goma. The town of Sake was cut off from the outside world on 8 April 2016.",
        ("besieged", "Sake", "2016-04-08", "2016-04-08"),
    ),
    ("invested", "On 8 April 2016 M23 rebels invested Goma.", ("besieged", "Goma", "2016-04-08", "2016-04-08")),
    (
        "its ring closes",
        "M23 rebels attacked. On 8 April 2016 the ring around Goma closed.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
    (
        "pincers",
        "On 8 April 2016 the pincers of the rebels closed around Goma.",
        ("besieged", "Goma", "2016-04-08", "2016-04-08"),
    ),
]


@pytest.mark.parametrize(("text", "told"), [t[1:] for t in TOLD], ids=[t[0] for t in TOLD])
def test_how_a_siege_is_told(read: Read, text: str, told: Told) -> None:
    assert told in sieges(read(text))


NONE = [
    ("a road between two places", "On 8 April 2016 M23 rebels cut the last road from Goma to Sake."),
    ("a road that is nearly cut", "M23 rebels were within a mile of cutting the last road to Goma."),
    ("a few soldiers reached", "The army broke through to five besieged soldiers at Goma."),
    ("a convoy that reaches the besieged", "A convoy with flour reached the besieged people of Goma."),
    ("sent to relieve it", "On 9 January 2016 the army sent columns to relieve Goma from M23 rebels."),
    ("cut off from something", "Rebels shelled Goma. The town of Sake was cut off from the lake in May 2014."),
    ("a road that is cut off", "Rebels shelled Goma. On 5 May 2014 M23 rebels cut off the supply lines of Sake."),
    ("over something else", "The siege of Gao was a quarrel over the port between the rebels and the army."),
    ("a road to what is not besieged", "On 5 July 2014 the army reopened the road to Sake after rebels had left."),
    ("those who came are no besiegers", "Rebels shelled Goma. On 5 July 2014 the army withdrew from Sake."),
    ("a way for aid", "M23 rebels shelled Sake. On 5 July 2014 the army opened a humanitarian corridor to Sake."),
    ("a bell", "The rebels rang Goma on Tuesday and told the army to leave."),
]


@pytest.mark.parametrize("text", [n[1] for n in NONE], ids=[n[0] for n in NONE])
def test_what_neither_begins_nor_ends_a_siege(read: Read, text: str) -> None:
    beside = {"territory.compound-besieged", "territory.siege-noun"}  # what is besieged anyhow
    assert not sieges([s for s in read(text) if s.why.frame not in beside])


def test_the_length_of_a_siege_is_in_the_quote(read: Read) -> None:
    (found,) = (s for s in read("Rebels had besieged the town of Gao for three weeks.") if s.control)
    assert found.quote.text.endswith("for three weeks")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Gao, under siege since May 2012, will be free by summer, the army said.", "asserted"),
        ("Pro-Russian forces had all but surrounded the town of Debaltseve.", "possible"),
    ],
    ids=["in commas", "all but"],
)
def test_whether_a_siege_is_put_as_a_fact(read: Read, text: str, modality: str) -> None:
    assert modality in {s.modality for s in read(text) if s.control and s.control.change == "besieged"}


def test_the_word_for_what_came_before_a_capture_is_in_the_quote(read: Read) -> None:
    found = read("Rebels captured Gao on 3 June 2013 after a siege of five hundred days.")
    assert any(s.quote.text.endswith("after a siege of five hundred days") for s in found if s.control)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels besieged Sake in May 2014. On 5 July 2014 the garrison surrendered.", "Sake"),
        ("Rebels besieged Sake in May 2014. On 5 July 2014 the last defenders laid down their arms.", "Sake"),
        ("The rebel town of Sake held out for a month and surrendered on 5 July 2014.", "Sake"),
        ("Rebels besieged Sake in May 2014. On 5 July 2014 its garrison surrendered.", "Sake"),
        ("Rebels besieged Sake in May 2014. On 5 July 2014 the garrison gave itself up.", "Sake"),
        ("Rebels besieged Sake in May 2014. On 5 July 2014 the garrison gave up.", "Sake"),
        ("Rebels besieged Sake in May 2014. On 5 July 2014 a truce led to the surrender of Sake.", "Sake"),
        ("Rebels besieged Sake in May 2014. The garrison held out until 5 July 2014.", "Sake"),
        ("Rebels besieged Goma in May 2014. Goma held out until 5 July 2014.", "Goma"),
        ("Rebels besieged Sake in May 2014. On 5 July 2014 the garrison was overwhelmed.", "Sake"),
        ("Rebels besieged Sake in May 2014. The last defenders were bused out of Sake on 5 July 2014.", "Sake"),
        ("Rebels besieged Sake in May 2014. On 5 July 2014 the garrison broke out.", "Sake"),
        ("Rebels besieged Sake in May 2014. The last resistance in Sake ended on 5 July 2014.", "Sake"),
    ],
)
def test_a_surrender_is_that_of_the_besieged_place(read: Read, text: str, place: str) -> None:
    assert (place, "2014-07-05") in {
        (s.place.name, s.time.end)
        for s in read(text)
        if s.control and s.control.change == "lost" and s.place and s.time
    }


@pytest.mark.parametrize(
    "text",
    [
        "On 5 July 2014 the last soldiers surrendered. Rebels had been to Goma.",
        "On 5 July 2014 M23 fighters and their families gave themselves up at Goma.",
        "Rebels shelled Goma. The mayor said that the city will never surrender.",
        "Rebels besieged Sake in May 2014. Some soldiers broke out on 5 July 2014.",
        "Rebels besieged Sake in May 2014. The garrison held out until it was relieved on 5 July 2014.",
        "Rebels besieged Sake in May 2014. Fifty wounded soldiers were evacuated from Sake on 5 July 2014.",
    ],
)
def test_soldiers_who_surrender_somewhere_lose_no_place(read: Read, text: str) -> None:
    assert not [s for s in read(text) if s.control and s.control.change == "lost"]


LOOKING_BACK = """
The war began in 2013. Goma was taken by rebels on 3 March 2013 and lost by them on 9 May 2013.

Siege of Sake

On 14 April 2014 the rebels attacked. By 20 May 2014 they held the road. Since then Sake was besieged by M23 rebels.
"""


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Rebels besieged Goma in May 2014. The siege lasted 424 days.", "lasted 424 days"),
        ("Rebels besieged Goma. For fourteen months the town remained under siege.", "For fourteen months"),
        ("Rebels besieged Goma. After fourteen months of siege the town fell.", "After fourteen months of siege"),
    ],
)
def test_how_long_a_siege_lasted_is_in_the_quote(read: Read, text: str, length: str) -> None:
    assert any(length in s.quote.text for s in read(text) if s.control and s.control.change == "besieged")


def test_a_heading_tells_of_what_is_told_under_it(read: Read) -> None:
    told = sieges(read(LOOKING_BACK, title="The war in the east", published="2020-01-01"))
    assert ("besieged", "Sake", "2014-04-14", "2014-04-14") in told
    assert ("besieged", "Sake", "2014-05-20", None) in told


def test_overrun_is_a_deed_though_the_tagger_does_not_know_it(read: Read) -> None:
    found = read("Rebels attacked Sinjar on 2 August 2014. On 15 October it was overrun.")
    assert ("Sinjar", "2014-10-15") in {(s.place.name, s.time.end) for s in found if s.control and s.place and s.time}


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("In Congo M23 besieged Goma. On 23 March the army took the last street, concluding the battle of Goma.", True),
        ("In Congo M23 besieged Goma. The battle for Goma ended on 23 March 2016.", True),
        ("In Congo M23 attacked Goma. The battle for Goma ended on 23 March 2016.", False),
    ],
)
def test_the_end_of_the_battle_for_a_besieged_place_ends_its_siege(read: Read, text: str, changes: bool) -> None:
    ended = [s for s in read(text) if s.control and s.control.change == "siege_ended"]
    assert [s.time.end for s in ended if s.time] == (["2016-03-23"] if changes else [])
