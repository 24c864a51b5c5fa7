"""Which texts are worth parsing, and in which everyday words are read as war."""

import pytest

from warledger.reading.reader import Reader
from warledger.reading.relevance import Relevance, relevance_of
from warledger.record.report import Report

WAR = (
    "Government troops backed by artillery took three villages from the rebels on Sunday. A mortar shell fell on a clinic "
    "and killed two nurses; a third was wounded."
)
OTHERS = {
    "warned is not war": "Forecasters warned of a long, warm summer and told couples to book their weddings early.",
    "sport": "The striker fired home from close range before half-time and the league leaders held on under attack.",
    "crime": "A man was arrested after a burglary at a shop on Elm Street, the sheriff said. Nobody was hurt in the raid.",
    "fire": "Firefighters battled a blaze in a warehouse overnight. Two of the crew were treated for smoke.",
}


def test_a_short_report_of_war_is_surely_one() -> None:
    assert relevance_of(WAR, armed_party=False) == Relevance.SURE


@pytest.mark.parametrize("text", OTHERS.values(), ids=list(OTHERS))
def test_other_matters_are_not_parsed(text: str) -> None:
    assert relevance_of(text, armed_party=False) == Relevance.NONE


def test_a_phrase_is_no_part_of_a_word() -> None:
    text = "Twenty people were killed when shells fell on a livestock market, a doctor said."
    assert relevance_of(text, armed_party=False) != Relevance.NONE


def test_one_word_of_war_says_less_in_a_long_text() -> None:
    short = "Soldiers guarded the gate."
    long = short + " The council talked about trams, schools and the new library." * 60
    assert relevance_of(short, armed_party=False) > relevance_of(long, armed_party=False) == Relevance.NONE


def test_a_named_armed_group_speaks_for_a_text(reader: Reader) -> None:
    said = reader.read(Report(text="Al-Shabaab is back in the town.", story="a", language="en"))
    unsaid = reader.read(Report(text="The circus is back in the town.", story="b", language="en"))
    assert said.silence is None
    assert unsaid.silence == "its words tell of no armed conflict" and not unsaid.statements
