"""Sides of a divided town."""

import pytest

from warledger.accounts.evidence import Evidence
from warledger.accounts.method import default_method
from warledger.accounts.parts import asked_side, called_side, on_side, side_of
from warledger.record.base import Span
from warledger.record.place import Place
from warledger.record.statement import Control, Statement, Why


def said(quote: str, place: str = "Dorvan") -> Statement:
    return Statement(
        id="s",
        report="r",
        revision="r@1",
        kind="control",
        quote=Span(text=quote, start=0, end=len(quote)),
        modality="asserted",
        place=Place(text=place, start=0, end=len(place), name="Dorvan"),
        control=Control(change="held"),
        confidence=0.9,
        why=Why(frame="territory.hold"),
        reader="test",
    )


@pytest.mark.parametrize(
    ("quote", "side"),
    [
        ("rebel-held east Dorvan", "east"),
        ("the army took the western districts of Dorvan", "west"),
        ("fighters hold the north of the city of Dorvan", "north"),
        ("the army took Dorvan, east of the river", None),
        ("rebels hold eastern Dorvan province", None),
        ("the southern army took Dorvan", None),
    ],
)
def test_the_side_that_words_speak_of(quote: str, side: str | None) -> None:
    assert side_of(said(quote)) == side


def test_the_side_that_a_question_asks_for() -> None:
    assert asked_side("Dorvan (east)") == "east"
    assert asked_side("Dorvan (western enclave)") == "west"
    assert asked_side("Dorvan") is None and asked_side("East Dorvan") is None


def test_what_is_said_of_a_side_bears_on_it_and_hardly_on_the_whole() -> None:
    method = default_method()
    east = Evidence(1, "holds", "rebels", 0.8, "a", "v", side="east")
    whole = Evidence(1, "holds", "state", 0.8, "b", "v")
    assert on_side([east, whole], "east", method) == [east, whole]
    assert on_side([east, whole], "west", method) == [whole]
    weak, same = on_side([east, whole], None, method)
    assert same == whole and weak.weight == pytest.approx(0.8 * method.part)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("east Dorvan", ("Dorvan", "east")),
        ("Eastern Dorvan", ("Dorvan", "east")),
        ("the west of the city of Dorvan", ("Dorvan", "west")),
        ("Dorvan (north)", ("Dorvan", "north")),
        ("Dorvan", ("Dorvan", None)),
        ("Eastdorf", ("Eastdorf", None)),
        ("East", ("East", None)),
    ],
)
def test_a_name_and_the_side_that_it_asks_for(name: str, called: tuple[str, str | None]) -> None:
    assert called_side(name) == called
