"""What lies beyond a clause with subject, verb and object: lists, failed attempts, carried places, blame, who is quoted."""

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
