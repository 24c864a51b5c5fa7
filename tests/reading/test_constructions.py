"""What lies beyond a clause with subject, verb and object: lists, failed attempts, carried places, blame, who is quoted."""

import time
from collections.abc import Callable

import pytest

from warledger.record.statement import Statement

Read = Callable[..., list[Statement]]


def only(statements: list[Statement], kind: str) -> Statement:
    (found,) = [s for s in statements if s.kind == kind]
    return found


def party(statement: Statement, role: str) -> str | None:
    return next((p.name or p.text for p in statement.parties if p.role == role), None)


def test_each_place_of_a_list_is_a_statement(read: Read) -> None:
    found = read("Rebels captured the towns of Sake, Minova and Masisi on Tuesday.")
    assert [s.place and s.place.name for s in found] == ["Sake", "Minova", "Masisi"]
    assert all(s.control and s.control.change == "gained" and s.time and s.time.start == "2016-05-10" for s in found)


GAPPED = [
    (
        "object",
        "In Congo M23 rebels took Rutshuru on 13 March, Masisi on the 15th and Goma by 2 April.",
        {"Rutshuru": "2016-03-13", "Masisi": "2016-03-15", "Goma": "2016-04-02"},
    ),
    (
        "subject",
        "In Congo, the town of Rutshuru fell to M23 on 1 March after heavy shelling, Minova on the 3rd, and Goma a day later.",
        {"Rutshuru": "2016-03-01", "Minova": "2016-03-03", "Goma": "2016-03-04"},
    ),
    (
        "two with one date",
        "M23 rebels captured Sake and Minova on 1 March, Masisi on 4 April.",
        {"Sake": "2016-03-01", "Minova": "2016-03-01", "Masisi": "2016-04-04"},
    ),
    (
        "date first",
        "In Congo the town of Sake was seized by M23 on 2 March, and on 4 March Minova; on 9 March Walikale, whose police fled.",
        {"Sake": "2016-03-02", "Minova": "2016-03-04", "Walikale": "2016-03-09"},
    ),
    (
        "with what they are",
        "M23 rebels captured Sake on 1 March, Masisi, the main town of the hills, on 4 April, and the town of Minova, said to "
        "have been looted, on 9 April.",
        {"Sake": "2016-03-01", "Masisi": "2016-04-04", "Minova": "2016-04-09"},
    ),
    (
        "a place nobody knows among them",
        "In Congo M23 rebels took Rutshuru on 13 March, Qarbudu on the 14th, Masisi on the 15th.",
        {"Rutshuru": "2016-03-13", "Masisi": "2016-03-15"},
    ),
    (
        "how it was done before the next date",
        "In March M23 rebels took Sake on 1 March almost without a fight, and the next day Minova.",
        {"Sake": "2016-03-01", "Minova": "2016-03-02"},
    ),
]


@pytest.mark.parametrize(("text", "days"), [g[1:] for g in GAPPED], ids=[g[0] for g in GAPPED])
def test_a_list_that_leaves_out_the_verb_has_a_day_for_each_place(read: Read, text: str, days: dict[str, str]) -> None:
    found = [s for s in read(text) if s.control]
    assert {s.place.name: s.time.end for s in found if s.place and s.time} == days
    assert {party(s, "gainer") for s in found} == {"March 23 Movement"}


WAR = "Soldiers and rebels fought for weeks in Congo. "

TIMELINE = """A timeline of the war between M23 and the army in Congo.

2014

September

11 September – The M23 captured Masisi.
17: Bukavu retaken.
19–21: Rutshuru and Minova taken by the army.

October 2014

3 October – Walikale, in M23 hands since 2013, was retaken by the army.

May

2: The army retook Beni.
"""


def test_lines_of_a_timeline_have_the_days_that_open_them_under_months_and_years(read: Read) -> None:
    found = read(TIMELINE, dates="retrospective")
    days = {
        s.place.name: (s.time.start, s.time.end)
        for s in found
        if s.control and s.control.change == "gained" and s.place and s.time
    }
    assert days == {
        "Masisi": ("2014-09-11", "2014-09-11"),
        "Bukavu": ("2014-09-17", "2014-09-17"),
        "Rutshuru": ("2014-09-19", "2014-09-21"),
        "Minova": ("2014-09-19", "2014-09-21"),
        "Walikale": ("2014-10-03", "2014-10-03"),
        "Beni": ("2014-05-02", "2014-05-02"),
    }


def test_indented_lines_and_months_of_the_next_year(read: Read) -> None:
    lines = ("2014", "December", "  17: M23 captured Sake.", "January", "  3: M23 captured Goma.")
    text = "\n\n".join(("The war between M23 and soldiers in Congo.", *lines))
    days = {s.place.name: s.time.start for s in read(text, dates="retrospective") if s.control and s.place and s.time}
    assert days == {"Sake": "2014-12-17", "Goma": "2015-01-03"}


def test_a_hostile_list_is_soon_given_up(read: Read) -> None:
    names = "'Zq" * 300
    started = time.perf_counter()
    read(f"{WAR}M23 captured Masisi from Q{names} it said on 3 May 2016, and they captured Goma on 9 May 2016.")
    assert time.perf_counter() - started < 5


def test_what_opens_with_a_verb_under_a_heading_is_of_the_place_that_it_names(read: Read) -> None:
    text = "The war between M23 and soldiers in Congo.\n\nMasisi\nSeized on 10 June 2014. The people fled.\n\nSake\n\nFell on 21 June 2014."
    found = read(text, dates="retrospective")
    assert {s.place.name: s.time.start for s in found if s.control and s.place and s.time} == {
        "Masisi": "2014-06-10",
        "Sake": "2014-06-21",
    }


def test_a_place_with_a_verb_of_its_own_is_not_in_the_list(read: Read) -> None:
    found = read("Rutshuru fell to M23 on 1 March, and Goma was shelled on the 3rd, killing nine people.")
    assert [s.place and s.place.name for s in found if s.control] == ["Rutshuru"]


FAILED = [
    ("repelled", "The army repelled an attack by Boko Haram on the town of Gwoza.", "Gwoza", "gained"),
    ("failed to", "Fighters of the group failed to capture Kidal.", "Kidal", "gained"),
    ("no longer", "The militants no longer hold any territory in Derna.", "Derna", "held"),
]


@pytest.mark.parametrize(("text", "place", "change"), [f[1:] for f in FAILED], ids=[f[0] for f in FAILED])
def test_what_failed_is_no_fact(read: Read, text: str, place: str, change: str) -> None:
    found = only(read(text), "control")
    assert found.control and found.control.change == change and found.modality == "negated"
    assert found.place and found.place.name == place


def test_a_city_left_and_taken_in_one_sentence(read: Read) -> None:
    found = only(read("After the army withdrew from Goma, M23 rebels took over the city."), "control")
    assert party(found, "gainer") == "March 23 Movement" and found.place and found.place.name == "Goma"


def test_the_accused_country_is_not_the_place(read: Read) -> None:
    event = only(read("Ukraine accused Russia of shelling a hospital in Kherson."), "event")
    assert event.place and event.place.name == "Kherson"
    assert [a.speaker for a in event.attribution] == ["Ukraine"]


def test_what_is_to_be_looked_into_has_happened(read: Read) -> None:
    found = [
        s for s in read("The army said it would investigate the raid on a bus in Bria that killed nine.") if s.toll
    ]
    assert [s.modality for s in found] == ["asserted"]


BLAME = [
    "Separatists attacked a patrol near Kumbo, killing four soldiers. The separatists claimed responsibility for the attack.",
    "A bomb killed nine people in Quetta. The Taliban denied any involvement in the attack.",
]


@pytest.mark.parametrize("text", BLAME)
def test_who_claims_or_denies_a_deed(read: Read, text: str) -> None:
    found = only(read(text), "claim")
    assert found.claim and found.claim.about == "blame"
    assert found.attribution and found.attribution[0].speaker in {"The separatists", "The Taliban"}


def test_a_siege_lifted_is_that_of_the_place_told_of(read: Read) -> None:
    found = read("The convoy reached Madaya with food for 40,000 people after rebels lifted the siege.")
    assert {(s.control.change, s.place.name) for s in found if s.control and s.place} == {("siege_ended", "Madaya")}
    assert ("aid_delivered", "Madaya") in {(s.access.what, s.place.name) for s in found if s.access and s.place}


def test_a_video_is_told_of_once(read: Read) -> None:
    found = only(read("Boko Haram released a video showing the abducted girls."), "messaging")
    assert found.messaging and found.messaging.what == "propaganda" and party(found, "actor") == "Boko Haram"


def test_confidence_of_a_plain_sentence_is_above_that_of_a_carried_place(read: Read) -> None:
    plain = only(read("Rebels captured Goma on Tuesday."), "control")
    told = read("Talks went on in Goma for a week. On Tuesday rebels captured it.")
    carried = only(told, "control")
    assert plain.confidence > carried.confidence


ACCESS = [
    (
        "reach",
        "A convoy of 12 lorries with flour reached Baidoa after the rebels let it pass.",
        "aid_delivered",
        "Baidoa",
    ),
    ("airdrop", "A United Nations plane dropped 20 tonnes of food over besieged Bor.", "aid_delivered", "Bor"),
    ("closed", "The army has closed the road to Kutum to aid lorries, rebels say.", "aid_blocked", "Kutum"),
    ("looted", "Gunmen looted a food convoy outside Marib, killing a driver.", "aid_blocked", "Marib"),
    ("no leave", "No permission was given for the relief flight to Kuito, rebels said.", "aid_blocked", "Kuito"),
    ("bused", "Buses took 400 civilians from Homs while rebels held their fire.", "evacuation", "Homs"),
]


@pytest.mark.parametrize(("text", "what", "place"), [a[1:] for a in ACCESS], ids=[a[0] for a in ACCESS])
def test_aid_and_movement(read: Read, text: str, what: str, place: str) -> None:
    found = {(s.access.what, s.place and s.place.name, s.modality) for s in read(text) if s.access}
    assert (what, place, "asserted") in found


def test_aid_to_two_towns_is_two_statements(read: Read) -> None:
    found = read("Lorries carrying wheat entered Foua and Madaya after the rebels agreed to a truce.")
    delivered = {s.place.name for s in found if s.access and s.access.what == "aid_delivered" and s.place}
    assert delivered == {"Foua", "Madaya"}


MESSAGES = [
    ("call to arms", "The rebels urged young men to join the fight against the army.", "recruitment"),
    ("closed", "Facebook removed 40 pages run by the militia after the massacre in Goma.", "takedown"),
    ("preaching", "Imams have begun to preach against the insurgents who attacked Pemba.", "counter_messaging"),
    ("radio", "Al-Shabaab runs a radio station that praises suicide bombers.", "propaganda"),
]


@pytest.mark.parametrize(("text", "what"), [m[1:] for m in MESSAGES], ids=[m[0] for m in MESSAGES])
def test_words_as_weapons(read: Read, text: str, what: str) -> None:
    assert what in {s.messaging.what for s in read(text) if s.messaging}


CLAIMS = [
    ("put at", "The rebels put the army's dead at 300.", "total", "The rebels"),
    ("foreseen", "A general predicted the collapse of the rebels within weeks.", "prediction", "A general"),
    ("cannot", "The army can no longer hold the city, a rebel commander said.", "assessment", "a rebel commander"),
    ("short blame", "The army blamed rebels, who were not seen near the market, for the attack.", "blame", "The army"),
]


@pytest.mark.parametrize(("text", "about", "speaker"), [c[1:] for c in CLAIMS], ids=[c[0] for c in CLAIMS])
def test_what_speakers_claim(read: Read, text: str, about: str, speaker: str) -> None:
    found = [s for s in read(text) if s.claim]
    assert [(s.claim and s.claim.about, s.attribution[0].speaker) for s in found] == [(about, speaker)]


def test_to_storm_a_building_gains_no_ground(read: Read) -> None:
    found = read("Gunmen stormed a school in Kumba on Saturday and shot six pupils.")
    assert all(s.kind == "event" for s in found) and any(s.toll or s.event for s in found)


def test_victims_after_a_semicolon_are_those_of_the_deed(read: Read) -> None:
    event = only(read("A shell hit a market in Taiz on Friday; eleven people died."), "event")
    assert event.toll and event.toll.killed[0].low == 11 and event.place and event.place.name == "Taiz"


def test_a_deed_owned_up_to_later_has_its_doer(read: Read) -> None:
    text = "A bomb killed nine police officers in Mosul on Monday. Islamic State said it had planted the device."
    event = only(read(text), "event")
    assert party(event, "actor") == "Islamic State"


def test_who_gives_a_number_of_dead_is_named(read: Read) -> None:
    told = [s for s in read("Rebels stormed Goma on Friday. State media give 40 civilian dead in the city.") if s.toll]
    assert [a.speaker for s in told for a in s.attribution] == ["State media"]


def test_who_counts_the_victims_is_named(read: Read) -> None:
    text = "A car bomb went off at a market in Kirkuk on Monday. Ten people were killed, hospital officials said."
    event = only(read(text), "event")
    assert event.toll and [a.speaker for a in event.attribution] == ["hospital officials"]


def test_a_bulletin_is_told_by_who_issues_it(read: Read) -> None:
    text = "The General Staff informs the public that operations go on. Our troops have recaptured Djibo."
    found = only(read(text), "control")
    assert [a.speaker for a in found.attribution] == ["The General Staff"]
